"""Outliers: values far from those of the other units. Proposed for a second look, never altered."""

from __future__ import annotations

import pandas as pd

from papibook.measures.district import total_members

LIMIT = 3.5
"""Least robust z-score that is proposed (Iglewicz and Hoaglin 1993)."""
LEAST_VALUES = 8
"""Below this many values nothing can be said."""
_MAD_SCALE = 1.4826
"""Makes the median absolute deviation comparable with a standard deviation."""

COLUMNS = ["period_id", "indicator_id", "unit_id", "obs_value", "median", "z"]


def outliers(figures: pd.DataFrame, indicators: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Counts and ratios with ``|value - median| / (1.4826 · MAD) > 3.5`` among the units of one kind.

    Those of ``total_of`` are compared: a department's articles are no measure for a commune's (I802).

    None where fewer than 8 units have a value or where MAD is 0 (half of the units are alike, so any
    difference would be infinitely far). Yes/no has no distance. High and low are proposed alike, whatever
    the indicator's direction.

    Args:
        figures, indicators, units: schemas FIGURES, INDICATORS, UNITS.

    Returns:
        period_id, indicator_id, unit_id, obs_value, median, z (negative: below the median); by indicator,
        the farthest first.
    """
    alike = total_members(indicators[indicators["kind"] != "yes_no"], units)
    rows = figures[figures["obs_value"].notna()].merge(
        alike[["indicator_id", "unit_id"]], on=["indicator_id", "unit_id"], how="inner"
    )
    keys = ["period_id", "indicator_id"]
    rows["median"] = rows.groupby(keys)["obs_value"].transform("median")
    rows["distance"] = (rows["obs_value"] - rows["median"]).abs()
    spread = rows.groupby(keys)["distance"].transform("median") * _MAD_SCALE
    enough = rows.groupby(keys)["obs_value"].transform("size") >= LEAST_VALUES
    rows["z"] = (rows["obs_value"] - rows["median"]) / spread.where(spread > 0)
    far = rows[enough & (rows["z"].abs() > LIMIT)]
    far = far.sort_values(
        [*keys, "distance", "unit_id"], ascending=[True, True, False, True], kind="stable", ignore_index=True
    )
    return far[COLUMNS]
