"""What a table schema is, and how a frame is brought to it.

The schemas themselves stand in :mod:`papibook.model.tables`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Any

import pandas as pd

TEXT, INTEGER, NUMBER, FLAG, DAY, MOMENT = "text", "integer", "number", "flag", "day", "moment"
"""Kinds of column. ``day`` is a date, ``moment`` a local wall-clock time of the plan's time zone."""

DTYPES = {
    TEXT: "string",
    INTEGER: "Int64",
    NUMBER: "float64",
    FLAG: "boolean",
    DAY: "datetime64[s]",
    MOMENT: "datetime64[s]",
}


@dataclass(frozen=True)
class Column:
    """One column: its name, kind, what it means (with its unit of measure), and what its cells may hold.

    The constraints hold for tables that the office keeps (:mod:`papibook.data.given.constraints`).

    Attributes:
        required: no cell may be empty; where nothing is said, so it is in the key's columns.
        allowed: the words that a cell may hold.
        refers_to: the sets of ids that a cell's ids are taken from (tables by name, ``periods``, ``items``);
            ``allowed`` are then further words, and a cell may hold several, separated by ``;``.
        known_from: the column with the day from which on the cell is known (:mod:`papibook.model.as_of`).
        is_added: files of an earlier version lack the column; it is written where a cell of it is filled.
    """

    name: str
    kind: str
    meaning: str = ""
    required: bool | None = None
    allowed: tuple[str, ...] = ()
    refers_to: tuple[str, ...] = ()
    known_from: str | None = None
    is_added: bool = False

    @property
    def dtype(self) -> Any:
        """The column's dtype, as pandas names it (its stubs know names only as literals)."""
        return DTYPES[self.kind]


@dataclass(frozen=True)
class Schema:
    """A table's name, columns, key, and the order of its rows where that is not the key's.

    ``known_from``: the column with the day or moment from which on a row is known
    (:mod:`papibook.model.as_of`).
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    known_from: str | None = None

    @property
    def names(self) -> list[str]:
        """The names of the columns, in order."""
        return [column.name for column in self.columns]

    @property
    def required(self) -> list[str]:
        """The columns in which no cell may be empty."""
        return [
            column.name
            for column in self.columns
            if (column.name in self.key if column.required is None else column.required)
        ]

    def empty(self) -> pd.DataFrame:
        """A frame without rows that has every column with its dtype."""
        return pd.DataFrame({column.name: pd.Series(dtype=column.dtype) for column in self.columns})

    def coerce(self, frame: pd.DataFrame) -> pd.DataFrame:
        """``frame`` with exactly these columns, dtypes and order of rows.

        Columns that the frame lacks are added empty; columns that the schema lacks are dropped.

        Raises:
            ValueError, TypeError: a value does not fit its column's kind.
        """
        shaped = frame.reset_index(drop=True) if self._fits(frame) else self._shaped(frame)
        order = self.order or self.key
        if order and not _is_in_order(shaped, order):
            shaped = shaped.sort_values(list(order), kind="stable", ignore_index=True)
        return shaped

    def _fits(self, frame: pd.DataFrame) -> bool:
        return list(frame.columns) == self.names and list(frame.dtypes) == _dtypes(self)

    def _shaped(self, frame: pd.DataFrame) -> pd.DataFrame:
        # Of arrays: of columns with an index each it takes twice as long.
        arrays = {
            column.name: (
                frame[column.name].astype(column.dtype)
                if column.name in frame.columns
                else pd.Series(index=frame.index, dtype=column.dtype)
            ).array
            for column in self.columns
        }
        return pd.DataFrame(arrays, index=pd.RangeIndex(len(frame)))

    def from_records(self, records: list[dict[str, object]]) -> pd.DataFrame:
        """A conforming frame from plain rows; a row may leave columns out."""
        return self.coerce(pd.DataFrame(records)) if records else self.empty()


def left_lookup(rows: pd.DataFrame, table: pd.DataFrame, key: str, columns: list[str]) -> pd.DataFrame:
    """``rows`` with ``columns`` of that row of ``table`` which has the same ``key``; missing where none has.

    A left merge that is many to one says the same and takes several times as long.

    Raises:
        ValueError: ``table`` has a key twice.
    """
    known = table.set_index(key)[columns]
    if not known.index.is_unique:
        raise ValueError(f"{key} twice: {list(known.index[known.index.duplicated()])}")
    found = known.reindex(rows[key])
    return rows.assign(**{name: found[name].array for name in columns})


@cache
def _dtypes(table: Schema) -> list[Any]:
    return [pd.api.types.pandas_dtype(column.dtype) for column in table.columns]


def _is_in_order(frame: pd.DataFrame, key: tuple[str, ...]) -> bool:
    """Whether sorting would change nothing; most frames are parts of one that was sorted."""
    parts = [frame[name] for name in key]
    if any(part.hasnans for part in parts):
        return False
    rows = list(zip(*(part.to_numpy(dtype=object) for part in parts), strict=True))
    return all(one <= other for one, other in pairwise(rows))


def column(
    declared: str,
    *,
    required: bool | None = None,
    allowed: tuple[str, ...] = (),
    refers_to: tuple[str, ...] = (),
    known_from: str | None = None,
    is_added: bool = False,
) -> Column:
    """``column("text: who reports", required=True)`` as a :class:`Column` still without its name.

    A column of coded words means these words where nothing else is said.
    """
    kind, _, meaning = declared.partition(":")
    return Column(
        "",
        kind.strip(),
        meaning.strip() or ("" if refers_to else ", ".join(allowed)),
        required,
        allowed,
        refers_to,
        known_from,
        is_added,
    )


def columns(**declared: str | Column) -> tuple[Column, ...]:
    """``columns(unit_id="text: who reports")`` as :class:`Column` values, in order; see :func:`column`."""
    return tuple(
        replace(column(told) if isinstance(told, str) else told, name=name) for name, told in declared.items()
    )
