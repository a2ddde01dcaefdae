"""The plan: plan.yml and its tables in the one folder under ``data/plans``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from papibook.data.given.csv_table import scan_csv
from papibook.data.given.plan_file import read_plan_file
from papibook.data.given.problems import Problem, problem, refuse_tables
from papibook.data.given.reference import Reference
from papibook.data.given.references import links, member_links, required, words
from papibook.ground.errors import ConfigError
from papibook.ground.paths import Project
from papibook.model import schema as s
from papibook.model.plan import PlanFile

ITEMS_OUTSIDE_PART_II = ("IV.1.1", "IV.1.2", "IV.2", "IV.3", "IV.4", "IV.5", "IV.6", "IV.7")
"""Items of the plan's part IV; a task or an indicator may belong to one of them instead of a solution."""


@dataclass(frozen=True)
class Plan:
    """plan.yml and the plan's tables (schemas SOLUTIONS, TASKS, TARGETS)."""

    file: PlanFile
    solutions: pd.DataFrame
    tasks: pd.DataFrame
    targets: pd.DataFrame


_REQUIRED = {
    "solutions": ("solution_id", "dimension_id", "title"),
    "tasks": ("solution_id", "title", "lead", "due_kind", "is_request", "is_proposed", "needs_product"),
    "targets": ("target", "is_proposed"),
}
_WORDS = {("tasks", "due_kind"): ("date", "each_period", "event")}


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
    for schema in (s.SOLUTIONS, s.TASKS, s.TARGETS):
        frames[schema.name], found = scan_csv(folder / f"{schema.name}.csv", schema)
        problems += found
    plan = Plan(file, **frames)
    if not problems:
        problems = [*required(frames, _REQUIRED), *words(frames, _WORDS), *_inner_links(plan)]
    refuse_tables(problems)
    return plan


def _inner_links(plan: Plan) -> Iterator[Problem]:
    items = [*plan.solutions["solution_id"], *ITEMS_OUTSIDE_PART_II]
    yield from links(plan.tasks, "tasks", "solution_id", items, "solutions.csv")
    periods = [period.period_id for period in plan.file.periods]
    yield from links(plan.targets, "targets", "period_id", periods, "plan.yml")
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
    for solution_id in plan.solutions.loc[plan.solutions["solution_id"].duplicated(), "solution_id"]:
        yield problem(
            "{file}: {column} “{found}” stands there more than once. Keep one row.",
            file="solutions.csv",
            column="solution_id",
            found=solution_id,
        )


def check_plan(plan: Plan, reference: Reference) -> None:
    """Refuse a plan that names units, dimensions or indicators which the reference tables lack.

    Raises:
        RefusedTablesError: all of them.
    """
    units, dimensions = reference.units, reference.dimensions["dimension_id"]
    problems = [
        *links(plan.solutions, "solutions", "dimension_id", dimensions, "dimensions.csv"),
        *links(plan.tasks, "tasks", "dimension_id", dimensions, "dimensions.csv"),
        *member_links(plan.tasks, "tasks", "lead", units),
        *member_links(plan.tasks, "tasks", "support", units),
        *links(
            plan.targets, "targets", "indicator_id", reference.indicators["indicator_id"], "indicators.csv"
        ),
        *links(
            reference.indicators,
            "indicators",
            "solution_ids",
            [*plan.solutions["solution_id"], *ITEMS_OUTSIDE_PART_II],
            "solutions.csv",
        ),
    ]
    refuse_tables(problems)
