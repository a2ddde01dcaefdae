"""The edition that a page belongs to, as pages and measures see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd


@dataclass(frozen=True)
class EditionRow:
    """The one row of table EDITION. Empty cells are None."""

    edition_id: str
    period_id: str
    period_name: str
    revision: int
    starts_on: pd.Timestamp
    cutoff_on: pd.Timestamp
    data_closed_on: pd.Timestamp
    unit_deadline_on: pd.Timestamp
    data_status: str
    plan_id: str
    plan_number: str
    plan_title: str
    issuer: str
    tasks_remark: str | None
    place_name: str
    place_noun: str
    place_whole: str
    place_within: str
    parent_name: str | None
    papi_province: str | None
    compared_id: str | None = None
    compared_name: str | None = None
    compared_plan: str | None = None
    comparison: str = "none"
    is_year_before: bool = False
    has_difference: bool = False
    units_changed_on: pd.Timestamp | None = None
    n_units_rebased: int = 0
    n_units_cut: int = 0
    unread_id: str | None = None
    is_first: bool = True
    later_periods: str | None = None
    no_dimension: str | None = None


def edition_row(table: pd.DataFrame) -> EditionRow:
    """The row of ``table`` (schema EDITION, one row)."""
    (row,) = table.to_dict("records")
    cells: dict[str, Any] = {str(name): None if pd.isna(cell) else cell for name, cell in row.items()}
    flags = {name: bool(cells[name]) for name in ("is_year_before", "has_difference", "is_first")}
    counts = {name: int(cells[name] or 0) for name in ("revision", "n_units_rebased", "n_units_cut")}
    comparison = cells["comparison"] or "none"
    return EditionRow(**{**cells, **flags, **counts, "comparison": comparison})
