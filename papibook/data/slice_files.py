"""The file of a slice: equal tables give equal bytes.

Tables by name, rows in the order of the schema's key, one row a line, numbers in their shortest form, days as
``2022-05-31``, moments as ``2022-06-01T08:30:00``, missing as ``null``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from papibook.ground.whole_file import write_whole
from papibook.model import schema
from papibook.model.frames import DAY, FLAG, INTEGER, MOMENT, NUMBER, Column, Schema, columns

DISTRICT_STANDING = Schema(
    "district_standing",
    (*columns(period_id="text", dimension_id="text"), *schema.STANDING.columns),
    ("period_id", "dimension_id"),
)
DISTRICT_CHANGES = Schema(
    "district_changes",
    columns(
        period_id="text",
        indicator_id="text",
        value="number: in the indicator's unit of measure",
        previous="number",
        change="number: value less previous, as shown",
        basis="text: year_before, second_half, cutoff, none",
        status="text: compared, no_comparable",
        direction_of_change="text: better, worse, same, neutral",
        n_units="integer: units that gave both",
    ),
    ("period_id", "indicator_id"),
)
SUPPORTED = Schema("supported", schema.OBLIGATIONS.columns, schema.OBLIGATIONS.key)
OWN_PLAN_TASKS = Schema("own_plan_tasks", schema.OBLIGATIONS.columns, schema.OBLIGATIONS.key)

TABLES: Mapping[str, Schema] = {
    **schema.ALL,
    **{table.name: table for table in (DISTRICT_STANDING, DISTRICT_CHANGES, SUPPORTED, OWN_PLAN_TASKS)},
}
"""Every table that a slice can hold."""

SLICE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)?")


def write_slice(folder: Path, name: str, tables: Mapping[str, pd.DataFrame]) -> Path:
    """Write slice ``name`` (``plan``, ``unit/xa-chieng-son``) into ``folder``; whole or not at all.

    Columns that a frame lacks are not written, and are read as empty: so a slice can leave out what no page
    may see.

    Raises:
        ValueError: not a slice's name, an unknown table, or a number that is not finite.
    """
    if not SLICE_NAME.fullmatch(name):
        raise ValueError(f"not a slice's name: {name!r}")
    if unknown := sorted(set(tables) - set(TABLES)):
        raise ValueError(f"no schema for tables {unknown}")
    texts = [f"{_json(table)}: {_table_text(TABLES[table], tables[table])}" for table in sorted(tables)]
    target = folder / f"{name}.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, ("{\n" + ",\n".join(texts) + "\n}\n").encode())
    return target


def _table_text(table: Schema, frame: pd.DataFrame) -> str:
    conformed = table.conform(frame)
    kept = [column for column in table.columns if column.name in frame.columns]
    cells = [_cells(conformed[column.name], column.kind) for column in kept]
    rows = [_json(list(row)) for row in zip(*cells, strict=True)]
    names = _json([column.name for column in kept])
    return f'{{"columns": {names}, "rows": [' + ("\n" + ",\n".join(rows) + "\n" if rows else "") + "]}"


def _cells(values: pd.Series, kind: str) -> list[object]:
    missing = values.isna().tolist()
    if kind in (DAY, MOMENT):
        values = values.dt.strftime("%Y-%m-%d" if kind == DAY else "%Y-%m-%dT%H:%M:%S")
    plain = {INTEGER: int, NUMBER: float, FLAG: bool}.get(kind, str)
    cells = zip(values.to_numpy(dtype=object), missing, strict=True)
    return [None if gone else plain(cell) for cell, gone in cells]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True)


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
