"""One row per thing and body: cells such as ``communes`` or ``a;b`` spread out."""

from __future__ import annotations

import pandas as pd

from papibook.measures.flags import is_true
from papibook.model.groups import group_members


def spread(frame: pd.DataFrame, column: str, units: pd.DataFrame) -> pd.DataFrame:
    """``frame`` with one row per unit that ``column`` names: its ``unit_id`` and ``is_reporting``.

    Rows whose cell names nobody are absent.
    """
    pairs = [
        (spec, unit_id) for spec in frame[column].dropna().unique() for unit_id in group_members(spec, units)
    ]
    named = pd.DataFrame(pairs, columns=[column, "unit_id"], dtype="string")
    rows = frame.merge(named, on=column, how="inner")
    return rows.merge(units[["unit_id", "is_reporting"]], on="unit_id", how="left", validate="many_to_one")


def one_row_each(written: pd.DataFrame, key: str) -> pd.DataFrame:
    """``written`` with one row per unit and ``key``; rows that stand there twice are refused.

    Which of two rows is meant cannot be known, so neither is read (finding ``task.duplicate`` or
    ``indicator.duplicate``); the first stays to show where they stand.
    """
    keys = ["unit_id", key]
    twice = written.duplicated(keys, keep=False)
    refused = is_true(written["is_refused"]) | twice
    return written.assign(is_refused=refused).drop_duplicates(keys, keep="first", ignore_index=True)
