"""Values at the precision shown: what is compared is what the reader sees.

A value shown as 90,0 meets a target of 90,0 even if the machine holds 89,97; two values shown alike have not
moved. Halves are rounded away from zero (papibook.ground.numbers).
"""

from __future__ import annotations

import pandas as pd

from papibook.ground.numbers import round_half_up

SHARE_DECIMALS = 1
"""Places shown of a share on time and of completeness."""


def shown(values: pd.Series, decimals: pd.Series | int) -> pd.Series:
    """``values`` rounded to ``decimals`` places, one number for all or one a row; missing stays missing."""
    numbers = values.astype("float64")
    places = [decimals] * len(numbers) if isinstance(decimals, int) else decimals.fillna(0).astype(int)
    rounded = [
        value if value != value else round_half_up(value, place)
        for value, place in zip(numbers, places, strict=True)
    ]
    return pd.Series(rounded, index=values.index, dtype="float64")


def percent(part: pd.Series, whole: pd.Series) -> pd.Series:
    """``100 · part / whole``; missing where the whole is 0 or either is missing."""
    top, bottom = part.astype("float64"), whole.astype("float64")
    return 100 * top / bottom.where(bottom > 0)
