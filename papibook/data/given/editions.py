"""What the office did with its editions: ``data/editions.csv``. Rows are only added, by commands.

Later editions of a period are opened there, and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pandas as pd

from papibook.data.given.constraints import constraint_problems
from papibook.data.given.csv_table import scan_csv, write_csv
from papibook.ground.paths import Project
from papibook.ground.problems import Problem, problem, refuse_tables
from papibook.model.life import Life, Step, revision_of, steps_out_of_order
from papibook.model.plan import Period, PeriodRevision, PlanFile
from papibook.model.tables import EDITION_STEPS

FILE = "editions.csv"
_NAME = re.compile(r"[A-Za-z0-9-]+(\.[1-9][0-9]*)?", re.ASCII)


def editions_file(project: Project) -> Path:
    """Where the steps stand."""
    return project.root / "data" / FILE


def read_life(project: Project) -> Life:
    """Everything that was done with the project's editions; nothing where the file is not there.

    Raises:
        RefusedTablesError: with all that is wrong, by row and column.
    """
    path = editions_file(project)
    if not path.exists():
        return Life()
    rows, problems = scan_csv(path, EDITION_STEPS, name=FILE)
    refuse_tables(problems or constraint_problems(rows, EDITION_STEPS, file=FILE))
    steps = tuple(_steps(rows))
    refuse_tables(_problems(rows, steps))
    return Life(steps)


def add_step(project: Project, step: Step) -> Life:
    """Write one more row; the life with it.

    Raises:
        RefusedTablesError: the file is broken, or the step cannot follow those that it has.
    """
    steps = (*read_life(project).steps, step)
    rows = EDITION_STEPS.from_records(
        [
            {
                "entry": entry,
                "edition_id": each.edition_id,
                "step": each.kind,
                "made_on": pd.Timestamp(each.made_on),
                "subject": each.subject or None,
                "number": each.number or None,
                "made_by": each.made_by or None,
                "why": each.why or None,
                "data_closed_on": pd.Timestamp(each.data_closed_on) if each.data_closed_on else None,
                "fingerprint": each.fingerprint or None,
            }
            for entry, each in enumerate(steps, start=1)
        ]
    )
    refuse_tables(_problems(rows, steps))
    write_csv(rows, editions_file(project), EDITION_STEPS)
    return Life(steps)


def with_revisions(file: PlanFile, life: Life) -> tuple[PlanFile, list[Problem]]:
    """``file`` with the later editions that were opened of its periods, and what is wrong with them."""
    periods: list[Period] = []
    problems: list[Problem] = []
    for period in file.periods:
        opened = tuple(
            PeriodRevision(
                number=revision_of(step.edition_id), data_closed_on=step.data_closed_on, why=step.why
            )
            for step in life.revisions(period.period_id)
            if step.data_closed_on is not None
        )
        whole = period.model_copy(update={"revisions": (*period.revisions, *opened)})
        problems += _revision_problems(whole) if opened else []
        periods.append(whole)
    return file.model_copy(update={"periods": tuple(periods)}), problems


def _revision_problems(period: Period) -> Iterator[Problem]:
    numbers = [revision.number for revision in period.revisions]
    if numbers != list(range(1, len(numbers) + 1)):
        yield problem(
            "{file}: the later editions of “{period}” must be numbered 1, 2, 3 and so on.",
            file=FILE,
            period=period.period_id,
        )
    closed = [period.data_closed_on, *(revision.data_closed_on for revision in period.revisions)]
    if any(later <= earlier for earlier, later in pairwise(closed)):
        yield problem(
            "{file}: each later edition of “{period}” must be closed after the one before it.",
            file=FILE,
            period=period.period_id,
        )


def _steps(rows: pd.DataFrame) -> Iterator[Step]:
    for row in rows.astype(object).where(rows.notna(), None).to_dict("records"):
        closed = row["data_closed_on"]
        yield Step(
            row["edition_id"],
            row["step"],
            row["made_on"].date(),
            subject=row["subject"] or "",
            number=row["number"] or "",
            made_by=row["made_by"] or "",
            why=row["why"] or "",
            data_closed_on=closed.date() if closed is not None else None,
            fingerprint=row["fingerprint"] or "",
        )


def _problems(rows: pd.DataFrame, steps: Sequence[Step]) -> Iterator[Problem]:
    if list(rows["entry"]) != list(range(1, len(rows) + 1)):
        yield problem(
            "{file}: the rows are not numbered 1, 2, 3 and so on: rows were taken out or put in. Restore the "
            "file from a backup.",
            file=FILE,
        )
    for step in steps:
        if not _NAME.fullmatch(step.edition_id):
            yield problem("{file}: “{found}” is no name of an edition.", file=FILE, found=step.edition_id)
            return
        if step.kind == "opened" and step.data_closed_on is None:
            yield problem(
                "{file}: “{edition}” was opened without a day until which reports are read.",
                file=FILE,
                edition=step.edition_id,
            )
    wrong = steps_out_of_order(steps)
    if wrong is not None:
        yield problem(
            "{file}: “{edition}”, step {step}, cannot follow the steps before it.",
            file=FILE,
            edition=wrong.edition_id,
            step=wrong.kind,
        )
