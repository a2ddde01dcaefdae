"""The file of a slice: equal tables give equal bytes.

Tables by name, rows in the order of the schema's key, one row a line, numbers in their shortest form, days as
``2022-05-31``, moments as ``2022-06-01T08:30:00``, missing as ``null``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from papibook.ground.whole_file import write_whole
from papibook.model.frames import DAY, FLAG, INTEGER, MOMENT, NUMBER, Column, Schema
from papibook.model.tables import SLICE_TABLES

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)

SLICE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)?")


class WrittenTable:
    """A table's cells as a slice writes them, made once for all slices that hold some of its rows.

    Columns that the frame lacks are not written, and are read as empty: so a slice can leave out what no page
    may see.

    Raises:
        ValueError: a number that is not finite.
    """

    def __init__(self, table: Schema, frame: pd.DataFrame) -> None:
        self.frame = table.coerce(frame)
        self._cells = {
            column.name: _cells(self.frame[column.name], column.kind)
            for column in table.columns
            if column.name in frame.columns
        }

    def rows_by(self, column: str) -> dict[str, list[int]]:
        """Numbers of the rows by what stands in ``column``; rows where nothing stands are left out."""
        found: dict[str, list[int]] = {}
        values = self.frame[column]
        for number, (value, is_missing) in enumerate(zip(values, values.isna(), strict=True)):
            if not is_missing:
                found.setdefault(str(value), []).append(number)
        return found

    def text(self, rows: Sequence[int] | None = None, columns: Collection[str] | None = None) -> str:
        """These rows, in the order of the table, and these columns; None: all of them."""
        names = [name for name in self._cells if columns is None or name in columns]
        cells = [self._cells[name] for name in names]
        if rows is not None:
            cells = [[column[row] for row in rows] for column in cells]
        lines = [f"[{', '.join(row)}]" for row in zip(*cells, strict=True)]
        return (
            f'{{"columns": {_json(names)}, "rows": ['
            + ("\n" + ",\n".join(lines) + "\n" if lines else "")
            + "]}"
        )


def write_slice(folder: Path, name: str, tables: Mapping[str, pd.DataFrame]) -> Path:
    """Write slice ``name`` (``plan``, ``unit/xa-chieng-son``) into ``folder``; whole or not at all.

    Raises:
        ValueError: not a slice's name, an unknown table, or a number that is not finite.
    """
    _require_known(name, tables)
    texts = {table: WrittenTable(SLICE_TABLES[table], frame).text() for table, frame in tables.items()}
    return write_texts(folder, name, texts)


def write_texts(folder: Path, name: str, texts: Mapping[str, str]) -> Path:
    """As :func:`write_slice`, of tables that are written already (:meth:`WrittenTable.text`)."""
    _require_known(name, texts)
    tables = ",\n".join(f"{_json(table)}: {texts[table]}" for table in sorted(texts))
    target = folder / f"{name}.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, f"{{\n{tables}\n}}\n".encode())
    return target


def _require_known(name: str, tables: Iterable[str]) -> None:
    if not SLICE_NAME.fullmatch(name):
        raise ValueError(f"not a slice's name: {name!r}")
    if unknown := sorted(set(tables) - set(SLICE_TABLES)):
        raise ValueError(f"no schema for tables {unknown}")


def _cells(values: pd.Series, kind: str) -> list[str]:
    missing = values.isna().tolist()
    if kind in (DAY, MOMENT):
        values = values.dt.strftime("%Y-%m-%d" if kind == DAY else "%Y-%m-%dT%H:%M:%S")
    plain = {INTEGER: int, NUMBER: float, FLAG: bool}.get(kind, str)
    cells = zip(values.to_numpy(dtype=object), missing, strict=True)
    return ["null" if gone else _json(plain(cell)) for cell, gone in cells]


def _json(value: object) -> str:
    return _ENCODER.encode(value)


def table_frame(table: Schema, stored: Mapping[str, Any]) -> pd.DataFrame:
    """The frame of a table as a slice holds it: ``columns`` and ``rows``.

    It conforms without being conformed: a slice is written in its schema's order of rows.
    """
    rows = stored["rows"]
    cells = dict(zip(stored["columns"], zip(*rows, strict=True), strict=True)) if rows else {}
    absent = (None,) * len(rows)
    made = {column.name: _values(cells.get(column.name, absent), column) for column in table.columns}
    return pd.DataFrame(made, copy=False)


def _values(cells: Sequence[Any], column: Column) -> Any:
    if column.kind in (DAY, MOMENT, NUMBER):
        return np.array(cells, dtype=column.dtype)
    return pd.array(cells, dtype=column.dtype)
