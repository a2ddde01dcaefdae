"""What a table's schema asks of its cells: filled in, one of the allowed words, ids that are known."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from papibook.ground.problems import Problem, problem
from papibook.ground.similar import did_you_mean
from papibook.model.frames import Column, Schema
from papibook.model.groups import split_ids


@dataclass(frozen=True)
class KnownIds:
    """The ids that cells may refer to, and the file that holds them."""

    ids: frozenset[str]
    file: str


Known = Mapping[str, KnownIds]
"""By the names of ``Column.refers_to``."""

_NOTHING: Known = {}


def ids_of(**tables: pd.DataFrame) -> dict[str, KnownIds]:
    """The ids of reference and plan tables: what their first column holds."""
    return {name: known_ids(frame.iloc[:, 0], f"{name}.csv") for name, frame in tables.items()}


def known_ids(ids: Iterable[object], file: str) -> KnownIds:
    """Ids from ``file`` that cells may refer to."""
    return KnownIds(frozenset(str(value) for value in ids if not pd.isna(value)), file)


def constraint_problems(
    frame: pd.DataFrame, schema: Schema, known: Known = _NOTHING, *, file: str = ""
) -> Iterator[Problem]:
    """Every cell of ``frame`` that breaks a constraint of ``schema``.

    A column that refers to ids which ``known`` lacks is not looked up: a table is also read without those it
    refers to. ``file``: what messages call the table.
    """
    file = file or f"{schema.name}.csv"
    for column in schema.columns:
        if column.name in schema.required:
            for row in frame.index[frame[column.name].isna()]:
                yield problem(
                    "{file}: “{row}” has no {column}. It must be filled in.",
                    file=file,
                    row=_row_name(frame, schema, row),
                    column=column.name,
                )
        if column.refers_to:
            if known and set(column.refers_to) <= set(known):
                yield from _unknown_ids(
                    frame, schema, column, [known[name] for name in column.refers_to], file
                )
        elif column.allowed:
            yield from _other_words(frame, schema, column, file)


def _other_words(frame: pd.DataFrame, schema: Schema, column: Column, file: str) -> Iterator[Problem]:
    cells = frame[column.name]
    for row in frame.index[cells.notna() & ~cells.isin(column.allowed)]:
        found = str(cells[row])
        yield problem(
            "{file}: “{row}”, column {column}: “{found}” is not one of {known}.",
            hint=did_you_mean(found, column.allowed),
            file=file,
            row=_row_name(frame, schema, row),
            column=column.name,
            found=found,
            known=", ".join(column.allowed),
        )


def _unknown_ids(
    frame: pd.DataFrame, schema: Schema, column: Column, known: list[KnownIds], file: str
) -> Iterator[Problem]:
    ids = {*column.allowed, *(each for one in known for each in one.ids)}
    where = ", ".join(dict.fromkeys(one.file for one in known))
    for row, cell in frame[column.name].dropna().items():
        for found in split_ids(cell):
            if found not in ids:
                yield problem(
                    "{file}: “{row}”, column {column}: “{found}” does not stand in {where}.",
                    hint=did_you_mean(found, sorted(ids)),
                    file=file,
                    row=_row_name(frame, schema, row),
                    column=column.name,
                    found=found,
                    where=where,
                )


def _row_name(frame: pd.DataFrame, schema: Schema, row: Hashable) -> str:
    cells = [frame.at[row, name] for name in schema.key]
    shown = [cell.date() if isinstance(cell, pd.Timestamp) else cell for cell in cells if not pd.isna(cell)]
    return " ".join(map(str, shown)) or "?"
