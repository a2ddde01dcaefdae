"""Targets: is a value, as shown, where the target wants it; and if not, how much is still to be done."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any, TypeAlias

import pandas as pd

from papibook.measures.flags import is_true
from papibook.measures.precision import shown
from papibook.model.frames import left_lookup

_FACTS = ["kind", "direction", "decimals", "is_integer_parts", "numerator_may_exceed"]
SET_BY = {"set_by": "target_set_by"}
"""What the column of schema TARGETS is called beside a figure."""
Further: TypeAlias = tuple[float, str, str]
_KEYS = ["period_id", "unit_id", "indicator_id", "dimension_id", "n_units", "n_units_owing", "target_set_by"]
_GAP = ["kind", "direction", "decimals", "done", "of", "value", "target", "needed", "missing", "points"]


FURTHER = "further_targets"
"""Of a figure, what was asked for besides the target that decides: (target, who set it, its status) each."""


def deciding_targets(targets: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
    """Of several targets of a figure the strictest: with it all are met. The others are FURTHER.

    Args:
        targets, indicators: schemas TARGETS, INDICATORS.

    Returns:
        Schema TARGETS, one row per period_id and indicator_id.
    """
    rows = _strictest_first(targets, indicators).drop_duplicates(["period_id", "indicator_id"])
    return rows[targets.columns].reset_index(drop=True)


def _strictest_first(targets: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
    """Of equal ones the plan's own comes first."""
    directions = indicators.set_index("indicator_id")["direction"]
    is_lower = is_true(targets["indicator_id"].map(directions) == "lower")
    asked = targets["target"].astype("float64")
    return targets.assign(strict=asked.where(is_lower, -asked)).sort_values(
        ["period_id", "indicator_id", "strict", "set_by"],
        kind="stable",
        na_position="first",
        ignore_index=True,
    )


def with_further_targets(
    figures: pd.DataFrame, indicators: pd.DataFrame, targets: pd.DataFrame
) -> pd.DataFrame:
    """``figures`` (schema DISTRICT_FIGURES) with the column FURTHER, each target judged by itself."""
    return figures.assign(**{FURTHER: further_targets(figures, indicators, targets)})


def further_targets(
    figures: pd.DataFrame,
    indicators: pd.DataFrame,
    targets: pd.DataFrame,
    convert: Callable[[pd.DataFrame], pd.Series] | None = None,
) -> pd.Series:
    """FURTHER of each row: a tuple of tuples, empty where one target alone was set.

    ``convert``: makes of the rows with the column ``target`` what is asked of one unit; no value: nothing is.
    """
    ordered = _strictest_first(targets, indicators)
    ordered = ordered[ordered.duplicated(["period_id", "indicator_id"])]
    found: list[tuple[Further, ...]] = [() for _ in range(len(figures))]
    rows = figures.drop(columns=["target", *SET_BY.values()], errors="ignore").assign(at=range(len(figures)))
    rows = rows.merge(
        ordered[["period_id", "indicator_id", "target", "set_by"]], on=["period_id", "indicator_id"]
    )
    if rows.empty:
        return pd.Series(found, index=figures.index, dtype="object")
    about = [name for name in ("kind", "direction", "decimals") if name not in rows]
    rows = left_lookup(rows, indicators, "indicator_id", about) if about else rows
    rows["target"] = convert(rows) if convert else rows["target"]
    rows["status"] = target_statuses(rows["obs_value"], rows["target"], rows["direction"], rows["decimals"])
    asked = rows[rows["target"].notna()]
    for at, target, name, status in asked[["at", "target", "set_by", "status"]].itertuples(index=False):
        found[at] = (*found[at], (float(target), "" if pd.isna(name) else str(name), str(status)))
    return pd.Series(found, index=figures.index, dtype="object")


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


def target_gaps(figures: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
    """Each missed target as work still to do, with the denominator as it is now.

    A ratio's gap is counted in its numerator, a yes/no indicator's of several units in units that say yes, a
    count's in what it counts; of one unit that has to say yes it is 1. ``needed`` is the number nearest to
    the present one that meets the target as shown exactly, not only once the value is rounded: the smallest
    one, or the largest where lower is better; in whole numbers, or, where the parts are none (km, tonnes),
    in steps of the last place shown. Where no such number exists (the numerator
    would exceed its denominator, or fall below 0; the parts are not there) ``needed`` and ``missing`` are
    empty, and ``points`` alone says how far it is: a ratio that can't be turned into a count is not.

    Args:
        figures: as :func:`papibook.measures.unit_figures` gives them, or schema DISTRICT_FIGURES.
        indicators: schema INDICATORS.

    Returns:
        One row per figure with ``target_status`` not_met, in the order of ``figures``: those of period_id,
        unit_id, indicator_id, dimension_id, n_units, n_units_owing, target_set_by that ``figures`` has; kind,
        direction, decimals; done, of (what the value is made from; ``of`` is empty for counts and for one
        unit's yes/no); value, target (as shown); needed; missing (how many more, or fewer where lower is
        better); points (distance of value and target as shown, in the indicator's unit of measure).
    """
    missed = figures[is_true(figures["target_status"] == "not_met")].reset_index(drop=True)
    rows = left_lookup(missed, indicators, "indicator_id", _FACTS)
    has_parts = rows["denominator"].notna() & rows["kind"].isin(["ratio", "yes_no"])
    whole = rows["kind"] != "ratio"
    rows = rows.assign(
        done=rows["numerator"].where(has_parts, rows["obs_value"].where(whole)),
        of=rows["denominator"].where(has_parts),
        value=shown(rows["obs_value"], rows["decimals"]),
        target=shown(rows["target"], rows["decimals"]),
    )
    rows["points"] = shown((rows["target"] - rows["value"]).abs(), rows["decimals"])
    rows["needed"] = pd.Series([_needed(row) for row in rows.to_dict("records")], rows.index, "float64")
    rows["missing"] = shown((rows["needed"] - rows["done"]).abs(), rows["decimals"])
    return rows[[name for name in _KEYS if name in rows] + _GAP]


def _needed(row: dict[Any, Any]) -> float | None:
    """The number nearest to ``done`` that meets the target, in exact arithmetic; None where none does."""
    done, of = float(row["done"]), float(row["of"])
    if math.isnan(done):
        return None
    is_count = math.isnan(of)
    is_whole = row["kind"] == "yes_no" or _flag(row["is_integer_parts"])
    steps_in_one = 1 if is_whole else 10 ** int(row["decimals"])
    scale = Fraction(1) if is_count else Fraction(str(of)) / 100
    edge = Fraction(str(row["target"])) * scale * steps_in_one
    number = (math.ceil(edge) if row["direction"] == "higher" else math.floor(edge)) / steps_in_one
    may_exceed = is_count or (row["kind"] == "ratio" and _flag(row["numerator_may_exceed"]))
    return number if number >= 0 and (may_exceed or number <= of) else None


def _flag(value: Any) -> bool:
    return value is not pd.NA and bool(value)
