"""Changes: figures against the period they can fairly be compared with."""

from __future__ import annotations

import pandas as pd

from papibook.measures.district import FACTS, total, total_members
from papibook.measures.periods import current, of_period
from papibook.measures.precision import percent, shown
from papibook.model.answers import contains_half_year
from papibook.model.edition import EditionRow

_PARTS = ["numerator", "denominator", "obs_value"]


def second_half(year_figures: pd.DataFrame, half_figures: pd.DataFrame) -> pd.DataFrame:
    """What came in the second half of a year: the cumulative year less its half-year.

    For figures that contain their half-year (papibook.model.answers); the caller chooses those. A ratio is
    made anew from the differences of its parts. A half that would be negative is no value: the unit
    corrected itself.

    Args:
        year_figures, half_figures: schema FIGURES (or DISTRICT_FIGURES), rows of one period each.

    Returns:
        The rows of ``year_figures`` with numerator, denominator, obs_value of the second half, and
        obs_status: value, not_applicable (denominator 0) or missing (one of the periods has no value).
    """
    keys = _keys(year_figures)
    rows = year_figures.merge(
        half_figures[[*keys, *_PARTS]], on=keys, how="left", suffixes=("", "_half"), validate="one_to_one"
    )
    parts = {name: rows[name] - rows[f"{name}_half"] for name in _PARTS}
    fair = ~((parts["numerator"] < 0) | (parts["denominator"] < 0))
    numerator, denominator = parts["numerator"].where(fair), parts["denominator"].where(fair)
    is_ratio = rows["denominator"].notna() | rows["denominator_half"].notna()
    counted = parts["obs_value"].where(parts["obs_value"] >= 0)
    value = percent(numerator, denominator).where(is_ratio, counted)
    status = pd.Series("missing", index=rows.index, dtype="string")
    status = status.mask(value.notna(), "value").mask(denominator == 0, "not_applicable")
    return rows.assign(numerator=numerator, denominator=denominator, obs_value=value, obs_status=status)[
        list(dict.fromkeys([*year_figures.columns, "obs_status"]))
    ]


def figure_changes(figures: pd.DataFrame, indicators: pd.DataFrame, edition: EditionRow) -> pd.DataFrame:
    """Each figure of the edition's period beside the one it is compared with.

    Basis (design, "Rules of the figures"): ``year_before``, the same period a year before, where its data
    is there; else, in a year, ``second_half`` (flows: second half against first half) or ``cutoff`` (stocks
    and yes/no: cut-off against cut-off); else ``none``. The change is that between the values as shown.

    District values (schema DISTRICT_FIGURES) are compared only when they stand on equally many units;
    :func:`district_changes` compares the units that gave both and should be preferred.

    Args:
        figures: schema FIGURES or DISTRICT_FIGURES, with the periods of ``edition`` among its rows.
        indicators: schema INDICATORS.

    Returns:
        period_id, unit_id (if ``figures`` has it), indicator_id, value, previous, change, basis, status
        (compared, no_comparable), direction_of_change (better, worse, same; neutral for neutral and context
        indicators; empty without comparison).
    """
    now, before = _sides(figures, indicators, edition)
    keys = _keys(figures)
    counts = ["n_units"] if "n_units" in figures else []
    before = before[[*keys, "obs_value", *counts]].rename(columns={"obs_value": "previous"})
    rows = now.merge(before, on=keys, how="left", suffixes=("", "_before"), validate="one_to_one")
    if counts:
        rows["previous"] = rows["previous"].where((rows["n_units"] == rows["n_units_before"]).fillna(False))
    return _compared(rows.rename(columns={"obs_value": "value"}), ["period_id", *keys])


def district_changes(
    figures: pd.DataFrame, indicators: pd.DataFrame, units: pd.DataFrame, edition: EditionRow
) -> pd.DataFrame:
    """Like :func:`figure_changes` for the district, on the units that gave figures for both.

    A denominator of 0 is such a figure: it adds nothing to its sum. Otherwise a commune that reports for the
    first time would look like growth. So ``value`` can differ from the district value of the period, which
    stands on all units; ``n_units`` says on how many this one does.

    Returns:
        period_id, indicator_id, value, previous, change, basis, status, direction_of_change, n_units.
    """
    now, before = _sides(figures, indicators, edition)
    keys = ["unit_id", "indicator_id"]
    members = total_members(indicators, units)[keys]
    pairs = now.merge(members, on=keys, how="inner", validate="one_to_one").merge(
        before[[*keys, *_PARTS]], on=keys, how="inner", suffixes=("", "_before"), validate="one_to_one"
    )
    known = pairs["denominator"].where(pairs["kind"] == "ratio", pairs["obs_value"]).notna()
    known &= pairs["denominator_before"].where(pairs["kind"] == "ratio", pairs["obs_value_before"]).notna()
    pairs = pairs[known]
    earlier = pairs[["indicator_id", "kind"]].join(
        pairs[[f"{name}_before" for name in _PARTS]].set_axis(_PARTS, axis=1)
    )
    value = total(pairs, ["indicator_id"])[["indicator_id", "obs_value", "n_units"]]
    previous = total(earlier, ["indicator_id"])[["indicator_id", "obs_value"]]
    about = now[["period_id", *FACTS, "basis"]].drop_duplicates("indicator_id")
    rows = (
        about.merge(value.rename(columns={"obs_value": "value"}), on="indicator_id", how="left")
        .merge(previous.rename(columns={"obs_value": "previous"}), on="indicator_id", how="left")
        .sort_values("indicator_id", kind="stable", ignore_index=True)
    )
    rows["n_units"] = rows["n_units"].fillna(0).astype("Int64")
    return _compared(rows, ["period_id", "indicator_id"], ["n_units"])


def _keys(figures: pd.DataFrame) -> list[str]:
    return [name for name in ("unit_id", "indicator_id") if name in figures]


def _sides(
    figures: pd.DataFrame, indicators: pd.DataFrame, edition: EditionRow
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows to compare, now (with FACTS and ``basis``) and before."""
    own = current(figures, edition).merge(indicators[FACTS], on="indicator_id", validate="many_to_one")
    if edition.comparable_id:
        return own.assign(basis="year_before"), of_period(figures, edition.comparable_id)
    half = of_period(figures, edition.half_year_id)
    if half.empty:
        return own.assign(basis="none"), half
    flows = contains_half_year(own["kind"], own["period_type"])
    annual = own["period_type"] == "annual_only"
    sides = [
        second_half(own[flows], half).assign(basis="second_half"),
        own[~flows & ~annual].assign(basis="cutoff"),
        own[~flows & annual].assign(basis="none"),
    ]
    comparable = half[~half["indicator_id"].isin(own.loc[annual, "indicator_id"])]
    return pd.concat([side for side in sides if len(side)] or sides[:1], ignore_index=True), comparable


def _compared(rows: pd.DataFrame, keys: list[str], more: list[str] | None = None) -> pd.DataFrame:
    change = shown(rows["value"], rows["decimals"]) - shown(rows["previous"], rows["decimals"])
    change = shown(change, rows["decimals"])
    compared = change.notna()
    sign = change.where(rows["direction"] != "lower", -change)
    direction = (
        pd.Series("same", index=rows.index, dtype="string")
        .mask(sign > 0, "better")
        .mask(sign < 0, "worse")
        .mask(~rows["direction"].isin(["higher", "lower"]), "neutral")
        .where(compared)
    )
    result = rows.assign(
        change=change,
        previous=rows["previous"].where(compared),
        basis=rows["basis"].astype("string").where(compared, "none"),
        status=pd.Series("compared", index=rows.index, dtype="string").where(compared, "no_comparable"),
        direction_of_change=direction,
    )
    names = [*keys, "value", "previous", "change", "basis", "status", "direction_of_change", *(more or [])]
    return result[names].sort_values(keys, kind="stable", ignore_index=True)
