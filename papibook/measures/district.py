"""The district's value of each indicator, from the units' own."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from papibook.measures.flags import is_true
from papibook.measures.precision import percent
from papibook.measures.targets import SET_BY, deciding_targets, target_statuses
from papibook.model.groups import explode_members, group_words, split_ids
from papibook.model.tables import DISTRICT_FIGURES, ITEM_FIGURES

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
        deciding_targets(targets, indicators)[["period_id", "indicator_id", "target", "set_by"]].rename(
            columns=SET_BY
        ),
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


def item_figures(
    figures: pd.DataFrame,
    district: pd.DataFrame,
    indicators: pd.DataFrame,
    units: pd.DataFrame,
    items: Collection[str],
) -> pd.DataFrame:
    """The figures of indicators that belong to ``items`` of the plan: of all, and of each office by itself.

    A reporter that ``total_of`` counts as one of a group stands in the number of all; every other reporter
    has a row, with whether the number of all includes it. So no office's number is lost, and none twice.

    Args:
        figures, district, indicators, units: schemas FIGURES, DISTRICT_FIGURES, INDICATORS, UNITS.

    Returns:
        Schema ITEM_FIGURES: by indicator, that of all first (without unit_id), then the units in their order.
    """
    wanted = set(items)
    named = indicators["solution_ids"].map(lambda ids: [item for item in split_ids(ids) if item in wanted])
    own = indicators.assign(items=named.map(";".join))[named.map(bool)]
    whole = district.merge(own[["indicator_id", "items"]], on="indicator_id", how="inner")
    groups = own.assign(total_of=own["total_of"].map(lambda ids: ";".join(group_words(ids, units))))
    grouped = explode_members(groups[["indicator_id", "total_of"]], "total_of", units)
    counted = total_members(indicators, units)
    in_group, in_whole = (
        {*zip(frame["indicator_id"], frame["unit_id"], strict=True)} for frame in (grouped, counted)
    )
    rows = figures.merge(own[["indicator_id", "items"]], on="indicator_id", how="inner")
    keys = [*zip(rows["indicator_id"], rows["unit_id"], strict=True)]
    rows = rows.assign(is_in_whole=[key in in_whole for key in keys])
    apart = rows[pd.Series([key not in in_group for key in keys], rows.index, "bool")]
    places = units.set_index("unit_id")["sort_order"]
    parts = [whole.assign(place=0), apart.assign(place=apart["unit_id"].map(places))]
    together = pd.concat(parts, ignore_index=True)
    ordered = together.sort_values(["period_id", "indicator_id", "place"], kind="stable", ignore_index=True)
    return ITEM_FIGURES.coerce(ordered)
