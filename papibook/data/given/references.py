"""Checks that tables share: cells that must be filled in, coded words, ids that another table must know."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping

import pandas as pd

from papibook.data.given.problems import Problem, closest, problem
from papibook.model.groups import split_ids, unknown_members


def required(frames: Mapping[str, pd.DataFrame], columns: Mapping[str, tuple[str, ...]]) -> Iterator[Problem]:
    """A problem for each row whose required cell is empty."""
    for table, names in columns.items():
        frame = frames[table]
        for name in names:
            for row in frame.index[frame[name].isna()]:
                yield problem(
                    "{file}: “{row}” has no {column}. It must be filled in.",
                    file=f"{table}.csv",
                    row=_row_name(frame, row),
                    column=name,
                )


def words(
    frames: Mapping[str, pd.DataFrame], allowed: Mapping[tuple[str, str], tuple[str, ...]]
) -> Iterator[Problem]:
    """A problem for each cell of a coded column that holds none of its words."""
    for (table, name), known in allowed.items():
        frame = frames[table]
        bad = frame[name].notna() & ~frame[name].isin(known)
        for row in frame.index[bad]:
            found = str(frame.at[row, name])
            yield problem(
                "{file}: “{row}”, column {column}: “{found}” is not one of {known}.",
                hint=closest(found, known),
                file=f"{table}.csv",
                row=_row_name(frame, row),
                column=name,
                found=found,
                known=", ".join(known),
            )


def links(
    frame: pd.DataFrame, table: str, column: str, known: Iterable[object], where: str
) -> Iterator[Problem]:
    """A problem for each id in ``column`` that ``known`` (the table ``where``) lacks."""
    ids = {str(value) for value in known}
    for row, cell in frame[column].dropna().items():
        for found in split_ids(cell):
            if found not in ids:
                yield problem(
                    "{file}: “{row}”, column {column}: “{found}” does not stand in {where}.",
                    hint=closest(found, ids),
                    file=f"{table}.csv",
                    row=_row_name(frame, row),
                    column=column,
                    found=found,
                    where=where,
                )


def member_links(frame: pd.DataFrame, table: str, column: str, units: pd.DataFrame) -> Iterator[Problem]:
    """A problem for each word in ``column`` that is neither a unit nor ``communes`` or ``departments``."""
    unit_ids = frozenset(units["unit_id"])
    for row, cell in frame[column].dropna().items():
        for found in unknown_members(cell, unit_ids):
            yield problem(
                "{file}: “{row}”, column {column}: “{found}” does not stand in {where}.",
                hint=closest(found, units["unit_id"]),
                file=f"{table}.csv",
                row=_row_name(frame, row),
                column=column,
                found=found,
                where="units.csv",
            )


def _row_name(frame: pd.DataFrame, row: Hashable) -> str:
    return str(dict(frame.iloc[:, 0].dropna().items()).get(row, "?"))
