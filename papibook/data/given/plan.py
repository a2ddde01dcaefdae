"""The plan: plan.yml and its tables in the one folder under ``data/plans``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from papibook.data.given.checklists import scan_checklists
from papibook.data.given.constraints import KnownIds, constraint_problems, ids_of, known_ids
from papibook.data.given.csv_table import scan_csv
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
from papibook.model.plan import PlanFile
from papibook.model.tables import CHECKLISTS, INDICATORS, SERVES, SOLUTIONS, TARGETS, TASKS


@dataclass(frozen=True)
class Plan:
    """plan.yml and the plan's tables (schemas SOLUTIONS, TASKS, TARGETS, RULES: those that name tasks,
    CHECKLISTS, SERVES).

    ``texts``: the pages of the plan's own text by document (papibook.data.given.plan_text).
    """

    file: PlanFile
    solutions: pd.DataFrame
    tasks: pd.DataFrame
    targets: pd.DataFrame
    rules: pd.DataFrame
    checklists: pd.DataFrame = field(default_factory=CHECKLISTS.empty)
    serves: pd.DataFrame = field(default_factory=SERVES.empty)
    texts: Mapping[str, str] = field(default_factory=dict)


TABLES = (SOLUTIONS, TASKS, TARGETS)


def plan_folder(project: Project) -> Path:
    """The folder of the project's plan: one project, one plan.

    Raises:
        ConfigError: there is none, or more than one.
    """
    folders = (
        sorted(path for path in project.plans.glob("*") if path.is_dir()) if project.plans.is_dir() else []
    )
    if len(folders) == 1:
        return folders[0]
    if not folders:
        raise ConfigError("{folder} holds no plan. Put one folder with plan.yml there.", folder="data/plans")
    raise ConfigError(
        "{folder} holds {count} plans ({found}). Keep one; one project folder is one plan.",
        folder="data/plans",
        count=len(folders),
        found=", ".join(path.name for path in folders),
    )


def read_plan(project: Project) -> Plan:
    """The plan with its tables, checked among themselves (:func:`check_plan`: against the reference).

    Raises:
        ConfigError: plan.yml is missing or wrong.
        RefusedTablesError: everything that is wrong in its tables.
    """
    folder = plan_folder(project)
    file = read_plan_file(folder / "plan.yml")
    frames: dict[str, pd.DataFrame] = {}
    problems: list[Problem] = []
    for schema in TABLES:
        frames[schema.name], found = scan_csv(folder / f"{schema.name}.csv", schema)
        problems += found
    frames["rules"], found = scan_rules(folder, _rules_file(file))
    problems += found
    frames["checklists"], found = scan_checklists(folder, file)
    problems += found
    frames["serves"], found = _scan_serves(folder)
    problems += found
    plan = Plan(file, **frames, texts=read_plan_texts(project))
    problems += period_problems(file, {})
    if not problems:
        known = _own_ids(plan)
        for schema in (*TABLES, CHECKLISTS):
            problems += constraint_problems(frames[schema.name], schema, known)
        problems += [*_items_to_name(plan), *_due_date_problems(plan)]
    refuse_tables(problems)
    return plan


def _scan_serves(folder: Path) -> tuple[pd.DataFrame, list[Problem]]:
    """Schema SERVES of the plan in ``folder``; a plan without the file serves no other index."""
    path = folder / "serves.csv"
    return scan_csv(path, SERVES) if path.is_file() else (SERVES.empty(), [])


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
    """Every id that a table of the project may refer to."""
    named = {schema.name: getattr(reference, schema.name) for schema in REFERENCE_TABLES}
    return {**_own_ids(plan), **ids_of(**named)}


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
        if row.due_kind in ("each_period", "event") and has_date:
            yield problem(
                "tasks.csv: “{row}” has due_kind {kind} and a due_date. Empty due_date, "
                "or write date as due_kind.",
                row=row.task_id,
                kind=row.due_kind,
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
    }
    found = [
        problem
        for schema, frame in {**frames, INDICATORS: reference.indicators}.items()
        for problem in constraint_problems(frame, schema, known)
    ]
    if not found:
        found += groups_of_nobody(plan.tasks, TASKS, reference)
    if not found:
        subjects = subjects_of(plan.tasks, reference.indicators, reference.units)
        found += rule_problems(reference.rules, subjects, REFERENCE_RULES, of_plan=False)
        found += rule_problems(plan.rules, subjects, _rules_file(plan.file), of_plan=True)
    refuse_tables([*found, *_items_of_nobody(plan, reference)])


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
