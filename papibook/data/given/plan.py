"""The plan: plan.yml and its tables in the one folder under ``data/plans``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from papibook.data.given.checklists import scan_checklists
from papibook.data.given.constraints import KnownIds, constraint_problems, ids_of, known_ids
from papibook.data.given.csv_table import scan_csv
from papibook.data.given.directives import directive_problems, scan_directives
from papibook.data.given.editions import read_life, with_revisions
from papibook.data.given.periods import period_problems
from papibook.data.given.plan_file import read_plan_file
from papibook.data.given.plan_text import read_plan_texts, text_problems
from papibook.data.given.reference import REFERENCE_RULES, Reference, groups_of_nobody
from papibook.data.given.reference import TABLES as REFERENCE_TABLES
from papibook.data.given.rules import FILE as RULES_FILE
from papibook.data.given.rules import rule_problems, scan_rules, subjects_of
from papibook.ground.errors import ConfigError
from papibook.ground.paths import Project
from papibook.ground.problems import Problem, problem, refuse_tables
from papibook.model.frames import Schema
from papibook.model.plan import PlanFile
from papibook.model.recurrence import DUE_RULE, MONTHS
from papibook.model.tables import (
    CHECKLISTS,
    DIRECTIVES,
    INDICATORS,
    OWN_INDEX,
    SERVES,
    SOLUTIONS,
    TARGETS,
    TASKS,
)


@dataclass(frozen=True)
class Plan:
    """plan.yml and the plan's tables (schemas SOLUTIONS, TASKS, TARGETS, RULES: those that name tasks,
    CHECKLISTS, SERVES, DIRECTIVES, OWN_INDEX; as an edition knows it, KNOWN_INDEX).

    ``texts``: the pages of the plan's own text by document (papibook.data.given.plan_text). ``indicators``:
    the plan's own catalogue; None: that of the reference tables. ``others``: the other plans of the project.
    """

    file: PlanFile
    solutions: pd.DataFrame
    tasks: pd.DataFrame
    targets: pd.DataFrame
    rules: pd.DataFrame
    checklists: pd.DataFrame = field(default_factory=CHECKLISTS.empty)
    serves: pd.DataFrame = field(default_factory=SERVES.empty)
    directives: pd.DataFrame = field(default_factory=DIRECTIVES.empty)
    own_index: pd.DataFrame = field(default_factory=OWN_INDEX.empty)
    texts: Mapping[str, str] = field(default_factory=dict)
    indicators: pd.DataFrame | None = None
    others: tuple[Plan, ...] = ()

    def of(self, period_id: str) -> Plan:
        """The plan of the project that has the period; this one where none has."""
        return next((each for each in self.all_plans if each.file.period(period_id)), self)

    @property
    def all_plans(self) -> tuple[Plan, ...]:
        """This one, then the others; each knows all others."""
        plans = (replace(self, others=()), *self.others)
        return tuple(
            replace(each, others=tuple(other for other in plans if other is not each)) for each in plans
        )

    @property
    def whole(self) -> PlanFile:
        """plan.yml with the periods of all plans of the project: where a period is looked for by its name."""
        periods = [period for each in (self, *self.others) for period in each.file.periods]
        return self.file.model_copy(update={"periods": tuple(periods)})


TABLES = (SOLUTIONS, TASKS, TARGETS)


def plan_folders(project: Project) -> list[Path]:
    """The folders of the project's plans.

    Raises:
        ConfigError: there is none.
    """
    folders = (
        sorted(path for path in project.plans.glob("*") if path.is_dir()) if project.plans.is_dir() else []
    )
    if not folders:
        raise ConfigError("{folder} holds no plan. Put one folder with plan.yml there.", folder="data/plans")
    return folders


def plan_in_force(project: Project) -> PlanFile:
    """plan.yml of the plan issued last.

    Raises:
        ConfigError: there is no plan, or a plan.yml is wrong.
    """
    return _issued_last(read_plan_file(folder / "plan.yml") for folder in plan_folders(project))


def _issued_last(files: Iterable[PlanFile]) -> PlanFile:
    return max(files, key=lambda file: (file.issued_on, file.plan_id))


def read_plan(project: Project, period_id: str | None = None) -> Plan:
    """The plan that has the period, with its tables and the project's other plans; all are checked.

    Without a period, and for one that no plan has: the plan in force, which is the one issued last. Each is
    checked by itself and its periods among all (:func:`check_plan`: against the reference).

    Raises:
        ConfigError: a plan.yml is missing or wrong.
        RefusedTablesError: everything that is wrong in the tables.
    """
    folders = plan_folders(project)
    files, problems = _plan_files(project, folders)
    problems += _shared_ids(list(files.values()))
    read = []
    for folder, file in files.items():
        known = {
            each.period_id: each for other in files.values() if other is not file for each in other.periods
        }
        plan, found = _read_one(project, folder, file)
        problems += [*found, *period_problems(file, known)]
        read.append(plan)
    problems += _continued_problems(read)
    refuse_tables(problems)
    last = _issued_last(files.values())
    first = next(each for each in read if each.file is last)
    plan = replace(first, others=tuple(each for each in read if each is not first))
    return plan.of(period_id) if period_id else plan


def _plan_files(project: Project, folders: Iterable[Path]) -> tuple[dict[Path, PlanFile], list[Problem]]:
    """Every plan.yml, with the later editions that the office opened."""
    life, files, problems = read_life(project), {}, []
    for folder in folders:
        files[folder], found = with_revisions(read_plan_file(folder / "plan.yml"), life)
        problems += found
    return files, problems


def _shared_ids(files: Sequence[PlanFile]) -> Iterator[Problem]:
    """Periods of two plans with one id: reports would be filed in one folder."""
    seen: dict[str, str] = {}
    for file in files:
        for period in file.periods:
            other = seen.setdefault(period.period_id.casefold(), file.plan_id)
            if other != file.plan_id:
                yield problem(
                    "The plans {plan} and {other} both have a period “{period}”. Rename one of them.",
                    plan=other,
                    other=file.plan_id,
                    period=period.period_id,
                )


def _read_one(project: Project, folder: Path, file: PlanFile) -> tuple[Plan, list[Problem]]:
    frames: dict[str, pd.DataFrame] = {}
    problems: list[Problem] = []
    for schema in TABLES:
        frames[schema.name], found = scan_csv(folder / f"{schema.name}.csv", schema)
        problems += found
    frames["rules"], found = scan_rules(folder, _rules_file(file))
    problems += found
    frames["checklists"], found = scan_checklists(folder, file)
    problems += found
    for schema in (SERVES, OWN_INDEX):
        frames[schema.name], found = _scan_optional(folder, schema)
        problems += found
    frames["directives"], found = scan_directives(folder)
    problems += found
    indicators = None
    if (folder / "indicators.csv").exists():
        indicators, found = scan_csv(folder / "indicators.csv", INDICATORS)
        problems += found
    plan = Plan(file, **frames, texts=read_plan_texts(project, file.plan_id), indicators=indicators)
    if not problems:
        known = _own_ids(plan)
        for schema in (*TABLES, CHECKLISTS, DIRECTIVES):
            problems += constraint_problems(frames[schema.name], schema, known)
        problems += [*_items_to_name(plan), *_due_date_problems(plan), *_due_rule_problems(plan)]
        problems += directive_problems(plan.directives)
    return plan, problems


def _continued_problems(plans: Sequence[Plan]) -> Iterator[Problem]:
    """Tasks that carry on one which no other plan of the project has."""
    for plan in plans:
        others = {
            str(task_id)
            for other in plans
            if other is not plan
            for task_id in other.tasks["task_id"].dropna()
        }
        carried_on = plan.tasks.dropna(subset=["continues"])
        for task_id, earlier in carried_on[["task_id", "continues"]].itertuples(index=False):
            if earlier not in others:
                yield problem(
                    "{plan}/tasks.csv: “{row}”, column continues: “{found}” is no task of another plan.",
                    plan=plan.file.plan_id,
                    row=task_id,
                    found=earlier,
                )


def _scan_optional(folder: Path, schema: Schema) -> tuple[pd.DataFrame, list[Problem]]:
    """The table of ``schema`` in ``folder``; a plan need not have it."""
    path = folder / f"{schema.name}.csv"
    return scan_csv(path, schema) if path.is_file() else (schema.empty(), [])


def _rules_file(file: PlanFile) -> str:
    """What messages call the plan's rules.csv: the reference tables have one too."""
    return f"{file.plan_id}/{RULES_FILE}"


def _own_ids(plan: Plan) -> dict[str, KnownIds]:
    items = [outside.item for outside in plan.file.items_outside_solutions]
    return {
        **ids_of(solutions=plan.solutions, tasks=plan.tasks),
        "items": known_ids(items, "plan.yml"),
        "periods": known_ids((period.period_id for period in plan.file.periods), "plan.yml"),
    }


def known_to(plan: Plan, reference: Reference) -> dict[str, KnownIds]:
    """Every id that a table of the plan may refer to."""
    named = {schema.name: getattr(reference, schema.name) for schema in REFERENCE_TABLES}
    return {**_own_ids(plan), **ids_of(**named)}


def known_to_all(plan: Plan, reference: Reference) -> dict[str, KnownIds]:
    """Every id that a table of the project may refer to, whichever plan it belongs to."""
    plans = (plan, *plan.others)
    catalogues = [reference.indicators, *(each.indicators for each in plans if each.indicators is not None)]
    return {
        **known_to(plan, reference),
        **ids_of(
            tasks=pd.concat([each.tasks for each in plans], ignore_index=True),
            indicators=pd.concat(catalogues, ignore_index=True),
        ),
        "periods": known_ids((period.period_id for period in plan.whole.periods), "plan.yml"),
    }


def catalogue_of(plan: Plan, reference: Reference) -> Reference:
    """The reference tables with the plan's own catalogue of indicators, where it has one."""
    return reference if plan.indicators is None else replace(reference, indicators=plan.indicators)


def _items_to_name(plan: Plan) -> Iterator[Problem]:
    """Where plan.yml names no items at all, the lines to add for those that its tasks belong to."""
    items = sorted({*plan.tasks["solution_id"].dropna()} - {*plan.solutions["solution_id"]})
    if items and not plan.file.items_outside_solutions:
        lines = [f"  - {{item: {item}}}" for item in items]
        yield problem(
            "plan.yml names no items outside of the solutions. If {items} are such items, add the lines "
            "below. Where units owe their report by it, also asks_for: reports.\n{lines}",
            items=", ".join(items),
            lines="\n".join(["items_outside_solutions:", *lines]),
        )


def _due_date_problems(plan: Plan) -> Iterator[Problem]:
    dated = plan.tasks["due_date"].notna()
    for row, has_date in zip(plan.tasks.itertuples(), dated, strict=True):
        if row.due_kind == "date" and not has_date:
            yield problem(
                "tasks.csv: “{row}” has due_kind date and no due_date. Write the date, "
                "or each_period or event as due_kind.",
                row=row.task_id,
            )
        if row.due_kind != "date" and has_date:
            yield problem(
                "tasks.csv: “{row}” has due_kind {kind} and a due_date. Empty due_date, "
                "or write date as due_kind.",
                row=row.task_id,
                kind=row.due_kind,
            )


def _due_rule_problems(plan: Plan) -> Iterator[Problem]:
    ruled = plan.tasks.dropna(subset=["due_rule"])
    for task_id, kind, rule in ruled[["task_id", "due_kind", "due_rule"]].itertuples(index=False):
        if kind not in MONTHS:
            yield problem(
                "tasks.csv: “{row}” has a due_rule, but due_kind {kind}. A due_rule is for {kinds}.",
                row=task_id,
                kind=kind,
                kinds=", ".join(MONTHS),
            )
        elif DUE_RULE.fullmatch(str(rule)) is None:
            yield problem(
                "tasks.csv: “{row}”, column due_rule: “{found}” is neither a day of the month (25) nor days "
                "after the end (+5).",
                row=task_id,
                found=rule,
            )


def check_plan(plan: Plan, reference: Reference) -> None:
    """Refuse a plan that names units, dimensions or indicators which the reference tables lack, and rules
    that name what there is not.

    Raises:
        RefusedTablesError: all of them.
    """
    known = known_to(plan, reference)
    frames = {
        SOLUTIONS: plan.solutions,
        TASKS: plan.tasks,
        TARGETS: plan.targets,
        CHECKLISTS: plan.checklists,
        SERVES: plan.serves,
        DIRECTIVES: plan.directives,
        OWN_INDEX: plan.own_index,
    }
    found = [
        problem for schema, frame in frames.items() for problem in constraint_problems(frame, schema, known)
    ]
    # A catalogue that plans share may name the items of any of them.
    catalogue = known if plan.indicators is not None else _with_items_of_others(known, plan)
    found += constraint_problems(reference.indicators, INDICATORS, catalogue)
    if not found:
        found += groups_of_nobody(plan.tasks, TASKS, reference)
    if not found:
        subjects = subjects_of(plan.tasks, reference.indicators, reference.units)
        found += rule_problems(reference.rules, subjects, REFERENCE_RULES, of_plan=False)
        found += rule_problems(plan.rules, subjects, _rules_file(plan.file), of_plan=True)
    found += [*_items_of_nobody(plan, reference), *_deadlines_of_nobody(plan, reference), *_misnamed(plan)]
    refuse_tables(found)


def _misnamed(plan: Plan) -> Iterator[Problem]:
    """Indices of units that are called PAPI."""
    for name in sorted({*plan.own_index["index_name"].dropna()}):
        if re.search(r"\bPAPI\b", str(name), re.IGNORECASE):
            yield problem(
                "own_index.csv: “{found}” is called PAPI, which measures provinces alone. Write the "
                "index's own name.",
                found=name,
            )


def _with_items_of_others(known: dict[str, KnownIds], plan: Plan) -> dict[str, KnownIds]:
    if not plan.others:
        return known
    plans = (plan, *plan.others)
    items = [outside.item for each in plans for outside in each.file.items_outside_solutions]
    solutions = pd.concat([each.solutions for each in plans], ignore_index=True)
    return {**known, **ids_of(solutions=solutions), "items": known_ids(items, "plan.yml")}


def _deadlines_of_nobody(plan: Plan, reference: Reference) -> Iterator[Problem]:
    groups = sorted({*reference.units["unit_group"].dropna()})
    for period in plan.file.periods:
        for group in period.group_deadlines:
            if group not in groups:
                yield problem(
                    "plan.yml: group_deadlines of “{period}” names the group “{found}”, which no unit has. "
                    "Known: {known}.",
                    period=period.period_id,
                    found=group,
                    known=", ".join(groups),
                )


def _items_of_nobody(plan: Plan, reference: Reference) -> Iterator[Problem]:
    known = {*reference.units["unit_id"]}
    for outside in plan.file.items_outside_solutions:
        for unit_id in outside.units:
            if unit_id not in known:
                yield problem(
                    "plan.yml: item {item} names the unit “{unit}”, which units.csv does not have.",
                    item=outside.item,
                    unit=unit_id,
                )


def check_text(plan: Plan) -> None:
    """Refuse a plan whose text in ``book/`` is another plan's.

    Raises:
        RefusedTablesError: all that differs.
    """
    refuse_tables(text_problems(plan.file, plan.solutions, plan.texts))
