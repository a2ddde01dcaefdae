"""Figures that the office follows up: ``data/followup.csv``, written by a command or in a spreadsheet.

A mark changes nothing: it is a note beside a figure or a task until it is resolved.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from papibook.data.given.constraints import constraint_problems
from papibook.data.given.csv_table import scan_csv, write_csv
from papibook.data.given.plan import Plan, known_to_all
from papibook.data.given.reference import Reference
from papibook.ground.errors import ConfigError
from papibook.ground.paths import Project
from papibook.ground.problems import Problem, problem, refuse_tables
from papibook.model.tables import FOLLOW_UP

FILE = "followup.csv"


@dataclass(frozen=True)
class Subject:
    """What is followed up: a task or an indicator of a unit in a period."""

    period_id: str
    unit_id: str
    subject_id: str


def follow_up_file(project: Project) -> Path:
    """Where the marks stand."""
    return project.root / "data" / FILE


def read_follow_up(project: Project, plan: Plan, reference: Reference) -> pd.DataFrame:
    """All marks (schema FOLLOW_UP); none where the file is not there.

    Raises:
        RefusedTablesError: with all that is wrong, by row and column.
    """
    path = follow_up_file(project)
    if not path.exists():
        return FOLLOW_UP.empty()
    marks, problems = scan_csv(path, FOLLOW_UP)
    refuse_tables(problems or _problems(marks, plan, reference))
    return marks


def add_mark(marks: pd.DataFrame, subject: Subject, note: str, marked_by: str, on: date) -> pd.DataFrame:
    """``marks`` with one more; one of the same day is written anew, so that a slip can be mended.

    Raises:
        ConfigError: there is no note.
    """
    if not note.strip():
        raise ConfigError("--note: say what is to be followed up.")
    others = marks[~(_about(marks, subject) & (marks["marked_on"] == pd.Timestamp(on)))]
    fresh = FOLLOW_UP.from_records(
        [
            {
                "period_id": subject.period_id,
                "unit_id": subject.unit_id,
                "subject_id": subject.subject_id,
                "note": " ".join(note.split()),
                "marked_on": pd.Timestamp(on),
                "marked_by": marked_by.strip() or None,
            }
        ]
    )
    return FOLLOW_UP.coerce(pd.concat([others, fresh], ignore_index=True))


def resolve_marks(marks: pd.DataFrame, subject: Subject, on: date) -> pd.DataFrame:
    """``marks`` with the open ones of ``subject`` resolved.

    Raises:
        ConfigError: none is open.
    """
    is_open = _about(marks, subject) & marks["resolved_on"].isna()
    if not is_open.any():
        raise ConfigError(
            "Nothing is followed up of {unit}, {subject}, period {period}: there is nothing to resolve.",
            unit=subject.unit_id,
            subject=subject.subject_id,
            period=subject.period_id,
        )
    return marks.assign(resolved_on=marks["resolved_on"].mask(is_open, pd.Timestamp(on)))


def write_marks(project: Project, marks: pd.DataFrame) -> None:
    """Write the file in one step, with the mark by which Excel knows UTF-8 left out, as in all tables."""
    write_csv(marks, follow_up_file(project), FOLLOW_UP)


def _about(marks: pd.DataFrame, subject: Subject) -> pd.Series:
    return (
        (marks["period_id"] == subject.period_id)
        & (marks["unit_id"] == subject.unit_id)
        & (marks["subject_id"] == subject.subject_id)
    )


def _problems(marks: pd.DataFrame, plan: Plan, reference: Reference) -> Iterator[Problem]:
    yield from constraint_problems(marks, FOLLOW_UP, known_to_all(plan, reference), file=FILE)
    for row in marks[marks["resolved_on"] < marks["marked_on"]].itertuples():
        yield problem(
            "{file}: “{row}”, column resolved_on: it lies before marked_on. Correct the date.",
            file=FILE,
            row=f"{row.period_id} {row.unit_id} {row.subject_id}",
        )
