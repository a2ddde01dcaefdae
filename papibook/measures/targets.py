"""Targets: is a value, as shown, where the target wants it."""

from __future__ import annotations

import pandas as pd

from papibook.measures.flags import is_true
from papibook.measures.precision import shown


def target_statuses(
    values: pd.Series, targets: pd.Series, directions: pd.Series, decimals: pd.Series
) -> pd.Series:
    """``met``, ``not_met`` or ``none``, row by row, on values rounded as they are shown.

    ``none`` without a target or a value ("chưa giao chỉ tiêu", counted nowhere), and for neutral and
    context indicators, which are never judged (design, "Rules of the figures").
    """
    value, target = shown(values, decimals), shown(targets, decimals)
    known = value.notna() & target.notna()
    higher, lower = directions == "higher", directions == "lower"
    judged = is_true(known & (higher | lower))
    met = is_true((higher & (value >= target)) | (lower & (value <= target)))
    status = pd.Series("none", index=values.index, dtype="string")
    return status.mask(judged, "not_met").mask(judged & met, "met")
