"""Files that readers take away: headings in Vietnamese, a name beside every code, a file's name for its path.

The machine's name of a column stands in brackets behind its heading, so that a program finds it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import pandas as pd

from papibook.ground.texts import say

Names: TypeAlias = Mapping[str, Mapping[str, str]]
"""By column with a code: what each code names."""

NAMING_TABLES = {
    "units": ("unit_id", "unit_name"),
    "tasks": ("task_id", "title"),
    "indicators": ("indicator_id", "indicator_name"),
    "dimensions": ("dimension_id", "dimension_name"),
}
"""Tables that name their keys: the key and the column with its name."""
MACHINE_COLUMNS = ("values", "source_technical")
"""What only programs and the chapter on sources need."""
_BESIDE = {
    "unit_id": ("unit_name", "short_name", "name"),
    "unit_ids": ("unit_names",),
    "task_id": ("task_name", "title"),
    "indicator_id": ("indicator_name", "name"),
    "dimension_id": ("dimension_name",),
    "subject_id": ("subject_name",),
    "other_id": ("other_name",),
    "contradicts": ("contradicts_names",),
}
"""Columns with codes, and what a column with their names is called; the first of them is made."""


def names_of(tables: Mapping[str, pd.DataFrame]) -> Names:
    """What the codes name, by the tables of NAMING_TABLES that are there."""
    found = {
        key: {
            str(code): str(name) for code, name in zip(tables[table][key], tables[table][name], strict=True)
        }
        for table, (key, name) in NAMING_TABLES.items()
        if table in tables
    }
    subjects = {**found.get("task_id", {}), **found.get("indicator_id", {})}
    units = found.get("unit_id", {})
    more = {"subject_id": subjects, "other_id": subjects, "contradicts": subjects, "unit_ids": units}
    return {**found, **{column: names for column, names in more.items() if names}}


def column_title(name: str) -> str:
    """A column's name for Vietnamese readers."""
    return say("export", name.replace("_", " "))


def heading(name: str) -> str:
    """A column's heading in a file: ``Mã đơn vị (unit_id)``."""
    return f"{column_title(name)} ({name})"


def readable_csv(text: str, names: Names) -> str:
    """``text`` (CSV with the machine's names of its columns) as readers take it away."""
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    named = _to_name(header, names)
    for line in (header, *rows):
        is_header = line is header
        cells: list[str] = []
        for name, cell in zip(header, line, strict=True):
            if name in MACHINE_COLUMNS:
                continue
            cells.append(heading(name) if is_header else cell.rpartition("/")[2] if name == "file" else cell)
            if name in named:
                cells.append(heading(named[name]) if is_header else _named(cell, names[name]))
        writer.writerow(cells)
    return out.getvalue()


def readable_frame(frame: pd.DataFrame, names: Names) -> pd.DataFrame:
    """``frame`` with a column of names behind each column of codes, and files by their names."""
    shown = frame.drop(columns=[name for name in MACHINE_COLUMNS if name in frame])
    if "file" in shown:
        files = [None if pd.isna(path) else str(path).rpartition("/")[2] for path in shown["file"]]
        shown["file"] = pd.Series(files, index=shown.index, dtype="string")
    for name, beside in _to_name([str(column) for column in frame.columns], names).items():
        cells = [None if pd.isna(code) else _named(str(code), names[name]) for code in frame[name]]
        shown.insert(
            shown.columns.get_loc(name) + 1, beside, pd.Series(cells, index=frame.index, dtype="string")
        )
    return shown


def _to_name(columns: Sequence[str], names: Names) -> dict[str, str]:
    """Columns with codes that no column names, and the heading of the names."""
    return {
        column: beside[0]
        for column, beside in _BESIDE.items()
        if column in columns and column in names and not {*beside} & {*columns}
    }


def _named(codes: str, names: Mapping[str, str]) -> str:
    return "; ".join(names.get(code, "") for code in codes.split(";"))
