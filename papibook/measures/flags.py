"""Flags without missing values: what is not known to be true is not counted as true."""

from __future__ import annotations

import pandas as pd


def is_true(flags: pd.Series) -> pd.Series:
    """``flags`` as plain booleans; missing is False."""
    return flags.fillna(False).astype(bool)
