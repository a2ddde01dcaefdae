"""What the office confirmed of what was asked about: ``data/confirmations.csv``.

Written by a command or in a spreadsheet; to take a confirmation back, delete its row. A unit's own
explanations stand in its reports (papibook.data.report.explanations).
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
from papibook.ground.similar import did_you_mean
from papibook.model.findings import CODES, Cause, Finding
from papibook.model.tables import CONFIRMATIONS

FILE = "confirmations.csv"


@dataclass(frozen=True)
class Confirmation:
    """Why what was found is right; ``by``: a post or an office."""

    finding: Finding
    explanation: str
    by: str = ""


def confirmations_file(project: Project) -> Path:
    """Where the confirmations stand."""
    return project.root / "data" / FILE


def read_confirmations(project: Project, plan: Plan, reference: Reference) -> pd.DataFrame:
    """All confirmations (schema CONFIRMATIONS); none where the file is not there.

    Raises:
        RefusedTablesError: with all that is wrong, by row and column.
    """
    path = confirmations_file(project)
    if not path.exists():
        return CONFIRMATIONS.empty()
    confirmations, problems = scan_csv(path, CONFIRMATIONS)
    refuse_tables(problems or _problems(confirmations, plan, reference))
    return confirmations


def confirmed_causes(confirmations: pd.DataFrame, period_id: str) -> dict[str, dict[Cause, str]]:
    """What was confirmed of a period's reports: unit → cause → why."""
    found: dict[str, dict[Cause, str]] = {}
    rows = confirmations[confirmations["period_id"] == period_id]
    names = ["unit_id", *Cause._fields, "explanation"]
    for unit_id, *cause, explanation in rows[names].fillna("").itertuples(index=False):
        found.setdefault(str(unit_id), {})[Cause(*map(str, cause))] = str(explanation)
    return found


def add_confirmation(confirmations: pd.DataFrame, given: Confirmation, on: date) -> pd.DataFrame:
    """``confirmations`` with one more; an earlier one of the same cause gives way to it.

    Raises:
        ConfigError: it gives no explanation.
    """
    explanation = " ".join(given.explanation.split())
    if not explanation:
        raise ConfigError("--explanation: say why it is right; it is printed with the figure.")
    key = {"period_id": given.finding.period_id, "unit_id": given.finding.unit_id}
    key |= given.finding.cause._asdict()
    names = list(CONFIRMATIONS.key)
    others = [
        row
        for row in confirmations.astype(object).where(confirmations.notna(), None).to_dict("records")
        if any((row[name] or "") != key[name] for name in names)
    ]
    fresh = {
        **{name: value or None for name, value in key.items()},
        "explanation": explanation,
        "confirmed_on": pd.Timestamp(on),
        "confirmed_by": " ".join(given.by.split()) or None,
    }
    return CONFIRMATIONS.from_records([*others, fresh])


def write_confirmations(project: Project, confirmations: pd.DataFrame) -> None:
    """Write the file in one step."""
    write_csv(confirmations, confirmations_file(project), CONFIRMATIONS)


def _problems(confirmations: pd.DataFrame, plan: Plan, reference: Reference) -> Iterator[Problem]:
    yield from constraint_problems(confirmations, CONFIRMATIONS, known_to_all(plan, reference), file=FILE)
    for row in confirmations.itertuples():
        kind = CODES.get(str(row.code))
        if kind is None or not kind.is_confirmable:
            yield problem(
                "{file}: “{row}” is no code of a finding that can be confirmed.",
                hint=did_you_mean(str(row.code), [k.code for k in CODES.values() if k.is_confirmable]),
                file=FILE,
                row=str(row.code),
            )
