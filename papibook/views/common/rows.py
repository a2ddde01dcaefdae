"""Frames row by row, as views read them: what a cell holds is known from the schema, not from pandas."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, TypeVar

import pandas as pd

Row = dict[str, Any]
_Entry = TypeVar("_Entry")


def cut(
    ranked: Sequence[_Entry], most: int, rank: Callable[[_Entry], object]
) -> tuple[list[_Entry], list[_Entry]]:
    """The first ``most``, and those behind them that rank as the last of them.

    Who shows only the first of a list says of the second that they are its equals: which of them came first
    is the order of the list and no merit.
    """
    first = list(ranked[:most])
    return first, [entry for entry in ranked[most:] if first and rank(entry) == rank(first[-1])]


def rows_of(frame: pd.DataFrame) -> list[Row]:
    """Each row by column name.

    As ``to_dict("records")``, which asks the column for each cell anew.
    """
    names = [str(name) for name in frame.columns]
    return [dict(zip(names, row, strict=True)) for row in _rows(frame)]


def tuples_of(frame: pd.DataFrame) -> list[Any]:
    """Each row by attribute."""
    return [*map(_row_type(*frame.columns)._make, _rows(frame))]


def values_of(values: pd.Series) -> list[Any]:
    """The cells of a column as Python's own values; days and moments as Timestamps."""
    return list(values.to_numpy(dtype=object))


def by_id(frame: pd.DataFrame, key: str, column: str) -> dict[Any, Any]:
    """The cells of ``column`` by those of ``key``: for looking up many."""
    return dict(zip(values_of(frame[key]), values_of(frame[column]), strict=True))


@cache
def _row_type(*names: str) -> Any:
    return namedtuple("Row", names)


def _rows(frame: pd.DataFrame) -> Iterable[tuple[Any, ...]]:
    return zip(*(values_of(values) for _, values in frame.items()), strict=True)


def cells(values: Iterable[object]) -> list[Any]:
    """The cells of a new column; they may be pieces of HTML, which pandas keeps as they are."""
    return list(values)
