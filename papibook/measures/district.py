"""The district's value of each indicator, from the units' own."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from papibook.measures.flags import is_true
from papibook.measures.precision import percent
from papibook.measures.targets import target_statuses
from papibook.model.groups import explode_members
from papibook.model.tables import DISTRICT_FIGURES

FACTS = ["indicator_id", "kind", "direction", "period_type", "decimals"]


def district_figures(
    figures: pd.DataFrame, indicators: pd.DataFrame, targets: pd.DataFrame, units: pd.DataFrame
) -> pd.DataFrame:
    """One value per indicator and period, with how many units it stands on.

    Only the reporters of ``total_of`` count, so that nothing is counted twice (I802). A ratio is the sum of
    numerators ÷ sum of denominators, never a mean of percentages, over units that gave both; a count is a
    sum; yes/no is the percentage of yes among answers (``numerator`` yes, ``denominator`` answers). What is
    missing, refused or not applicable is in no sum.

    ``n_units_owing``: the reporters of ``total_of`` less those for which there can be no figure. An optional
    indicator stands on 3 of 15 communes when three gave it. Indicators without any row in ``figures`` are
    absent.

    Args:
        figures, indicators, targets, units: schemas FIGURES, INDICATORS, TARGETS, UNITS.

    Returns:
        Schema DISTRICT_FIGURES.
    """
    members = total_members(indicators, units)
    rows = members.merge(figures, on=["indicator_id", "unit_id"], how="inner", validate="one_to_many")
    totals = total(rows, ["period_id", "indicator_id"])
    away = rows[rows["obs_status"] == "not_applicable"].groupby(["period_id", "indicator_id"]).size()
    owing = members.groupby("indicator_id").size().rename("n_units_owing")
    totals = totals.merge(owing, on="indicator_id", how="left", validate="many_to_one")
    totals = totals.merge(away.rename("n_away"), on=["period_id", "indicator_id"], how="left")
    totals["n_units_owing"] = totals["n_units_owing"] - totals["n_away"].fillna(0)
    totals = totals.merge(
        indicators[["indicator_id", "dimension_id", "direction", "decimals"]], on="indicator_id", how="left"
    ).merge(
        targets[["period_id", "indicator_id", "target"]],
        on=["period_id", "indicator_id"],
        how="left",
        validate="one_to_one",
    )
    totals["target_status"] = target_statuses(
        totals["obs_value"], totals["target"], totals["direction"], totals["decimals"]
    )
    return DISTRICT_FIGURES.coerce(totals)


def total_members(indicators: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """indicator_id, kind, unit_id: whom a district total counts. Units without a workbook are left out."""
    members = explode_members(indicators[["indicator_id", "kind", "total_of"]], "total_of", units)
    return members.loc[is_true(members["is_reporting"]), ["indicator_id", "kind", "unit_id"]]


def total(rows: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """The keys, numerator, denominator, obs_value, n_units of the rows that have a value.

    Args:
        rows: the keys, kind, numerator, denominator, obs_value, one row per unit.
    """
    has_value = rows["obs_value"].notna()
    yes_no = rows["kind"] == "yes_no"
    answers = has_value.astype("float64").where(has_value)
    table = rows[[*keys, "kind"]].assign(
        numerator=rows["numerator"].where(has_value).mask(yes_no, rows["obs_value"]),
        denominator=rows["denominator"].where(has_value).mask(yes_no, answers),
        added=rows["obs_value"],
        n_units=has_value.astype("Int64"),
    )
    groups = table.groupby([*keys, "kind"], sort=True)
    sums = groups[["numerator", "denominator", "added"]].sum(min_count=1)
    sums = sums.assign(n_units=groups["n_units"].sum()).reset_index()
    ratio = percent(sums["numerator"], sums["denominator"])
    sums["obs_value"] = ratio.where(sums["kind"] != "count", sums["added"])
    return sums[[*keys, "numerator", "denominator", "obs_value", "n_units"]]
