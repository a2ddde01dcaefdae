"""Figures and obligations of an earlier period on the units of a later one, where that is exact.

Mergers and renamings are exact: what the former units had is added up. Of a unit that took in a part of
another (a split, or a body outside of the project), nobody knows the earlier figures: it is not compared.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import pandas as pd

from papibook.measures.flags import is_true
from papibook.measures.precision import percent
from papibook.model.tables import FIGURES, OBLIGATIONS


@dataclass(frozen=True)
class Lineage:
    """Which former units each unit of the later day is made of.

    ``former``: of each unit that was changed and whose earlier figures are those of its former units.
    ``cut``: units that cannot be compared. ``gone``: all former units that are changed. ``changed_on``: the
    first day of a change.
    """

    former: dict[str, tuple[str, ...]]
    cut: frozenset[str]
    gone: frozenset[str]
    changed_on: date


def lineage(changes: pd.DataFrame, existing: Collection[str], after: date, until: date) -> Lineage | None:
    """What became of units in the days after ``after`` up to ``until``; None where nothing did.

    Args:
        changes: schema UNIT_CHANGES. existing: the units that there were on the day ``after``.
    """
    days = pd.to_datetime(changes["changed_on"])
    rows = changes[(days > pd.Timestamp(after)) & (days <= pd.Timestamp(until))]
    if rows.empty:
        return None
    now: dict[str, str | None] = {}  # former unit → what it is now; None: in parts
    inexact: set[str] = set()
    ended: set[str] = set()
    for _, same_day in rows.groupby("changed_on", sort=True):
        before = dict(now)
        began_inexact = set(inexact)
        ended |= set(same_day["from_unit"].dropna()) - set(same_day["to_unit"])
        for row in same_day.itertuples():
            target = str(row.to_unit)
            if pd.isna(row.from_unit) or row.kind == "split":
                inexact.add(target)
            if pd.isna(row.from_unit):
                continue
            source = str(row.from_unit)
            whole = row.kind != "split"
            known = [] if source in began_inexact else [source]
            if source in began_inexact:
                inexact.add(target)
            for unit_id in [name for name, unit in before.items() if unit == source] or known:
                now[unit_id] = target if whole else None
            if target in existing and target not in now:
                now[target] = target
    former: dict[str, list[str]] = {}
    for unit_id, unit in now.items():
        if unit is not None and unit not in inexact:
            former.setdefault(unit, []).append(unit_id)
    changed = {unit: tuple(sorted(ids)) for unit, ids in former.items() if set(ids) != {unit}}
    first = rows["changed_on"].min().date()
    return Lineage(changed, frozenset(inexact - ended), frozenset(now), first)


def rebased_figures(figures: pd.DataFrame, indicators: pd.DataFrame, change: Lineage | None) -> pd.DataFrame:
    """Schema FIGURES, of the earlier period, on the later units.

    Counts and both parts of ratios are added up, where each former unit that reports such a figure gave it;
    one that nobody must report, where all of them did.
    Yes or no is carried on by a renaming alone.
    """
    if change is None:
        return figures
    kept = figures[~figures["unit_id"].isin([*change.gone, *change.cut])]
    kinds = indicators.set_index("indicator_id")["kind"]
    owed = set(indicators.loc[is_true(indicators["is_core"]), "indicator_id"])
    made = []
    for unit_id, former in change.former.items():
        own = figures[figures["unit_id"].isin(former)]
        if len(former) == 1:
            made.append(own.assign(unit_id=unit_id))
            continue
        for indicator_id, rows in own.groupby("indicator_id", sort=True):
            if indicator_id not in owed and len(rows) < own["unit_id"].nunique():
                continue
            if kinds.get(indicator_id) in ("count", "ratio"):
                made.append(_added(rows, unit_id, is_ratio=kinds[indicator_id] == "ratio"))
    return FIGURES.coerce(pd.concat([kept, *made], ignore_index=True)) if made else kept


def _added(rows: pd.DataFrame, unit_id: str, *, is_ratio: bool) -> pd.DataFrame:
    """One row from those of the former units; without a value where one of them gave none."""
    given = rows["denominator"].notna() if is_ratio else rows["obs_value"].notna()
    first = rows.iloc[[0]].assign(unit_id=unit_id, reason_code=None, note=None, explanation=None)
    if not given.all():
        nothing = dict.fromkeys(("numerator", "denominator", "obs_value"))
        return first.assign(**nothing, obs_status="missing")
    numerator, denominator = rows["numerator"].sum(), rows["denominator"].sum()
    if not is_ratio:
        return first.assign(obs_value=rows["obs_value"].sum(), obs_status="value")
    parts = first.assign(numerator=numerator, denominator=denominator)
    value = percent(parts["numerator"], parts["denominator"])
    return parts.assign(obs_value=value, obs_status="value" if denominator else "not_applicable")


def rebased_obligations(obligations: pd.DataFrame, change: Lineage | None) -> pd.DataFrame:
    """Schema OBLIGATIONS, of the earlier period, each with the later unit.

    What a merged unit's former ones owed is its own; where one sent no report, nothing is known of all.
    """
    if change is None:
        return obligations
    kept = obligations[~obligations["unit_id"].isin([*change.gone, *change.cut])]
    made = [
        own.assign(unit_id=unit_id)
        for unit_id, former in change.former.items()
        if len(own := obligations[obligations["unit_id"].isin(former)])
        and not is_true(own["is_unsent"]).any()
    ]
    return OBLIGATIONS.coerce(pd.concat([kept, *made], ignore_index=True)) if made else kept
