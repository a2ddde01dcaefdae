"""Changes: figures against the period they can fairly be compared with."""

from __future__ import annotations

import pandas as pd

from papibook.measures.district import FACTS, total, total_members
from papibook.measures.periods import compared_with, current, of_period
from papibook.measures.precision import percent, shown
from papibook.model.answers import adds_up
from papibook.model.edition import EditionRow

_PARTS = ["numerator", "denominator", "obs_value"]


def difference(now_figures: pd.DataFrame, contained_figures: pd.DataFrame) -> pd.DataFrame:
    """What came after the contained period: the cumulative figures less those of that period.

    For figures that contain others (papibook.model.answers); the caller chooses those. A ratio is made anew
    from the differences of its parts. A difference that would be negative is no value: the unit corrected
    itself.

    Args:
        now_figures, contained_figures: schema FIGURES (or DISTRICT_FIGURES), rows of one period each.

    Returns:
        The rows of ``now_figures`` with numerator, denominator, obs_value of the difference, and
        obs_status: value, not_applicable (denominator 0) or missing (one of the periods has no value).
    """
    keys = _keys(now_figures)
    rows = now_figures.merge(
        contained_figures[[*keys, *_PARTS]],
        on=keys,
        how="left",
        suffixes=("", "_before"),
        validate="one_to_one",
    )
    parts = {name: rows[name] - rows[f"{name}_before"] for name in _PARTS}
    fair = ~((parts["numerator"] < 0) | (parts["denominator"] < 0))
    numerator, denominator = parts["numerator"].where(fair), parts["denominator"].where(fair)
    is_ratio = rows["denominator"].notna() | rows["denominator_before"].notna()
    counted = parts["obs_value"].where(parts["obs_value"] >= 0)
    value = percent(numerator, denominator).where(is_ratio, counted)
    status = pd.Series("missing", index=rows.index, dtype="string")
    status = status.mask(value.notna(), "value").mask(denominator == 0, "not_applicable")
    return rows.assign(numerator=numerator, denominator=denominator, obs_value=value, obs_status=status)[
        list(dict.fromkeys([*now_figures.columns, "obs_status"]))
    ]


def figure_changes(figures: pd.DataFrame, indicators: pd.DataFrame, edition: EditionRow) -> pd.DataFrame:
    """Each figure of the edition's period beside the one it is compared with.

    Basis (design, "Rules of the figures"): ``comparable``, the comparable period, where its data is there;
    else, with a contained period, ``difference`` (flows: what came after it against it, where both are about
    as long) or ``cutoff`` (stocks and yes/no: cut-off against cut-off); else ``none``. The change is that
    between the values as shown.

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
    period_id, basis = compared_with(edition)
    before = of_period(figures, period_id)
    if basis == "comparable":
        return own.assign(basis=basis), before
    if before.empty:
        return own.assign(basis="none"), before
    flows = adds_up(own["kind"], own["period_type"])
    no_basis = (own["period_type"] == "annual_only") | (flows & (not edition.has_difference))
    compared = own[~no_basis]
    sides = [
        difference(own[flows & ~no_basis], before).assign(basis="difference"),
        own[~flows & ~no_basis].assign(basis="cutoff"),
        own[no_basis].assign(basis="none"),
    ]
    comparable = before[before["indicator_id"].isin(compared["indicator_id"])]
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
