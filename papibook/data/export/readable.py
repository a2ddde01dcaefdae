"""Files that readers take away: headings in Vietnamese, a name beside every code, a file's name for its path.

The machine's name of a column stands in brackets behind its heading, so that a program finds it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Set
from typing import TypeAlias

import pandas as pd

from papibook.ground.texts import say
from papibook.model.code_words import CODE_WORDS
from papibook.model.layout import (
    FIGURE_COLUMNS,
    INFO_FIELDS,
    MISSING_REASONS,
    TASK_COLUMNS,
    WRITTEN_STATUSES,
    YES,
)
from papibook.model.sources import read_sources

Names: TypeAlias = Mapping[str, Mapping[str, str]]
"""By column with a code: what each code names."""

NAMING_TABLES = {
    "units": ("unit_id", "unit_name"),
    "tasks": ("task_id", "title"),
    "indicators": ("indicator_id", "indicator_name"),
    "dimensions": ("dimension_id", "dimension_name"),
}
"""Tables that name their keys: the key and the column with its name."""
WORDS = "words"
"""What ends the name of a column that says codes in words."""
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
    **{column: (f"{column}_{WORDS}",) for column in CODE_WORDS},
}
"""Columns with codes, and what a column with their names is called; the first of them is made."""


_OF_ALL = ("all", "total")
"""What stands for the code where a row is about all of them."""


def code_words() -> Names:
    """What the codes of statuses, reasons and kinds are called, by column."""
    words = {
        column: {code: say("views", word) for code, word in codes.items()}
        for column, codes in CODE_WORDS.items()
    }
    headings = {each.name: each.header for each in (*TASK_COLUMNS, *FIGURE_COLUMNS)}
    labels = {each.name: each.label for each in INFO_FIELDS}
    return {**words, "field": {**labels, **headings, **words["field"]}}


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
    for key, word in (("unit_id", "All units"), ("dimension_id", "All dimensions")):
        if key in found:
            found[key] |= dict.fromkeys(_OF_ALL, say("export", word))
    more = {"subject_id": subjects, "other_id": subjects, "contradicts": subjects, "unit_ids": units}
    return {**code_words(), **found, **{column: names for column, names in more.items() if names}}


def column_title(name: str) -> str:
    """A column's name for Vietnamese readers."""
    column = name.removesuffix(f"_{WORDS}")
    if column != name:
        return say("export", "{column} (in words)", column=column_title(column))
    return say("export", name.replace("_", " "))


def heading(name: str) -> str:
    """A column's heading in a file: ``Mã đơn vị (unit_id)``."""
    return f"{column_title(name)} ({name})"


def readable_csv(text: str, names: Names) -> str:
    """``text`` (CSV with the machine's names of its columns) as readers take it away."""
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    named = _to_name({name: {row[place] for row in rows} for place, name in enumerate(header)}, names)
    for line in (header, *rows):
        is_header = line is header
        cells: list[str] = []
        for name, cell in zip(header, line, strict=True):
            if name in MACHINE_COLUMNS:
                continue
            cells.append(heading(name) if is_header else _told(name, cell))
            if name in named:
                cells.append(heading(named[name]) if is_header else _named(cell, names[name]))
        writer.writerow(cells)
    return out.getvalue()


def readable_frame(frame: pd.DataFrame, names: Names) -> pd.DataFrame:
    """``frame`` with a column of names behind each column of codes, and files by their names."""
    shown = frame.drop(columns=[name for name in MACHINE_COLUMNS if name in frame])
    for name in _TOLD.keys() & {*shown.columns}:
        told = [None if pd.isna(cell) else _told(name, str(cell)) for cell in shown[name]]
        shown[name] = pd.Series(told, index=shown.index, dtype="string")
    written = {str(name): {str(cell) for cell in frame[name].dropna().unique()} for name in frame.columns}
    for name, beside in _to_name(written, names).items():
        cells = [None if pd.isna(code) else _named(str(code), names[name]) for code in frame[name]]
        shown.insert(
            shown.columns.get_loc(name) + 1, beside, pd.Series(cells, index=frame.index, dtype="string")
        )
    return shown


def _sources_told(text: str) -> str:
    """Which cell each answer stands in: ``Tử số: xa-a.r2.xlsx, 3. Số liệu, F9; Mẫu số: …``."""
    return "; ".join(f"{column_title(name)}: {source}" for name, source in read_sources(text).items())


def _answer_told(text: str) -> str:
    """An answer that is a code, in the form's words; any other as it is."""
    return {**WRITTEN_STATUSES, **MISSING_REASONS, "true": YES}.get(text, text)


_TOLD: Mapping[str, Callable[[str], str]] = {
    "file": lambda path: path.rpartition("/")[2],
    "sources": _sources_told,
    "old": _answer_told,
    "new": _answer_told,
}
"""Columns whose cells are said in another way to readers."""


def _told(name: str, cell: str) -> str:
    return _TOLD[name](cell) if name in _TOLD else cell


def _to_name(written: Mapping[str, Set[str]], names: Names) -> dict[str, str]:
    """Columns with codes that no column names, and the heading of the names; ``written``: by column.

    A column that is called like one with codes, but holds words, is left alone.
    """
    return {
        column: beside[0]
        for column, beside in _BESIDE.items()
        if column in written and column in names and not {*beside} & {*written}
        if column not in CODE_WORDS or written[column] <= {"", *names[column]}
    }


def _named(codes: str, names: Mapping[str, str]) -> str:
    return "; ".join(names.get(code, "") for code in codes.split(";"))
