"""Frames row by row, as views read them: what a cell holds is known from the schema, not from pandas."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

Row = dict[str, Any]


def rows_of(frame: pd.DataFrame) -> list[Row]:
    """Each row by column name."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def tuples_of(frame: pd.DataFrame) -> list[Any]:
    """Each row by attribute."""
    return list(frame.itertuples(index=False))


def cells(values: Iterable[object]) -> list[Any]:
    """The cells of a new column; they may be pieces of HTML, which pandas keeps as they are."""
    return list(values)
