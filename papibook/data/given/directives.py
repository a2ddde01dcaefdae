"""What was issued and held to direct the plan: ``directives.csv`` of the plan, which the office keeps.

A register of documents, meetings, inspections, urgings and conclusions. A plan without the file has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from papibook.data.given.csv_table import scan_csv
from papibook.ground.problems import Problem, problem
from papibook.model.tables import DIRECTIVES

FILE = "directives.csv"

_ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s]+")


def scan_directives(folder: Path) -> tuple[pd.DataFrame, list[Problem]]:
    """Schema DIRECTIVES of the plan in ``folder``, empty where it keeps none; and what cannot be read."""
    path = folder / FILE
    return scan_csv(path, DIRECTIVES) if path.is_file() else (DIRECTIVES.empty(), [])


def directive_problems(directives: pd.DataFrame) -> Iterator[Problem]:
    """Days, links and conclusions of a register that cannot be right, besides what its schema asks."""
    for row in directives.itertuples():
        for column in ("due_date", "done_on"):
            day = getattr(row, column)
            if not pd.isna(day) and not pd.isna(row.issued_on) and day < row.issued_on:
                yield problem(
                    "{file}: “{row}”, column {column}: it lies before issued_on. Correct the date.",
                    file=FILE,
                    row=row.directive_id,
                    column=column,
                )
        if not pd.isna(row.link) and not _ADDRESS.fullmatch(str(row.link)):
            yield problem(
                "{file}: “{row}”, column link: “{found}” is not an address. Write it whole, as https://….",
                file=FILE,
                row=row.directive_id,
                found=row.link,
            )
        if row.kind != "conclusion":
            continue
        if pd.isna(row.lead):
            yield problem(
                "{file}: “{row}” is a conclusion and says nobody who is to carry it out. Fill in lead.",
                file=FILE,
                row=row.directive_id,
            )
        if not pd.isna(row.result) and pd.isna(row.done_on):
            yield problem(
                "{file}: “{row}” has a result and no done_on. Write the day on which it was done, or empty "
                "result.",
                file=FILE,
                row=row.directive_id,
            )
