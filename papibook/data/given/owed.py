"""Who owes what: each task at the units that lead it, each indicator at the units that report it.

Bodies that send no workbook owe nothing: nobody says how they stand.
"""

from __future__ import annotations

import pandas as pd

from papibook.model.groups import explode_members


def owed_tasks(tasks: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """The rows of ``tasks`` (schema TASKS) with ``unit_id``, one for each unit that leads the task."""
    return _reporting(explode_members(tasks, "lead", units))


def asked_figures(indicators: pd.DataFrame, units: pd.DataFrame, *, spans_a_year: bool) -> pd.DataFrame:
    """The rows of ``indicators`` (schema INDICATORS) with ``unit_id``, one for each unit that reports it.

    ``is_asked``: such a period asks for it, core or not; annual figures only in a period that spans a
    year.
    """
    rows = _reporting(explode_members(indicators, "reporter_ids", units))
    return rows.assign(is_asked=(rows["period_type"] != "annual_only") | spans_a_year)


def ids_by_unit(rows: pd.DataFrame, key: str) -> dict[str, frozenset[str]]:
    """What ``key`` holds in the rows of each unit; units without rows are absent."""
    return {str(unit_id): frozenset(map(str, ids)) for unit_id, ids in rows.groupby("unit_id")[key]}


def _reporting(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["is_reporting"].fillna(False)]
