"""Who was urged when: ``data/urgings.csv``, to which ``papibook urge`` adds; nothing in it is changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd

from papibook.data.given.constraints import constraint_problems
from papibook.data.given.csv_table import scan_csv, write_csv
from papibook.data.given.plan import Plan, known_to_all
from papibook.data.given.reference import Reference, read_reference
from papibook.ground.paths import Project
from papibook.ground.problems import refuse_tables
from papibook.model.tables import URGINGS

FILE = "urgings.csv"


def urgings_file(project: Project) -> Path:
    """Where the ledger stands."""
    return project.root / "data" / FILE


def read_urgings(project: Project, plan: Plan, reference: Reference) -> pd.DataFrame:
    """All urgings (schema URGINGS); none where the file is not there.

    Raises:
        RefusedTablesError: with all that is wrong, by row and column.
    """
    path = urgings_file(project)
    if not path.exists():
        return URGINGS.empty()
    urgings, problems = scan_csv(path, URGINGS)
    refuse_tables(problems or constraint_problems(urgings, URGINGS, known_to_all(plan, reference), file=FILE))
    return urgings


def add_urgings(project: Project, plan: Plan, asked: pd.DataFrame, on: date) -> int:
    """Add a line for each unit of ``asked`` (period_id, unit_id, asked, n_overdue); returns how many.

    A unit that was urged on that day already keeps its line: the letter of a day counts once.

    Raises:
        RefusedTablesError: what stands in the file is wrong.
    """
    urgings = read_urgings(project, plan, read_reference(project))
    fresh = URGINGS.coerce(asked.assign(urged_on=pd.Timestamp(on)))
    key = list(URGINGS.key)
    there = set(urgings[key].itertuples(index=False, name=None))
    new = fresh[[row not in there for row in fresh[key].itertuples(index=False, name=None)]]
    if len(new):
        both = URGINGS.coerce(pd.concat([urgings, new], ignore_index=True))
        write_csv(both, urgings_file(project), URGINGS)
    return len(new)
