"""The four figures of the cover."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from papibook.ground.numbers import NONE_MARK, round_half_up
from papibook.measures.periods import compared_with, current, of_period
from papibook.measures.precision import SHARE_DECIMALS
from papibook.measures.reports import n_carried_silent, n_silent, timeliness
from papibook.measures.standing import NOT_REPORTED_PARTS, SHORTFALLS, compared_rows, standing
from papibook.model.edition import EditionRow
from papibook.model.facts import Fact, Facts
from papibook.model.figures import About


@dataclass(frozen=True)
class HeadlineFigure:
    """``n`` of ``of``, as a value, and how far it moved since the period it is compared with.

    ``value`` is a percentage for the share on time and the number itself for the others; None where there
    is nothing to count. ``change`` is None without a comparable period; ``basis`` says which it was, and
    ``on_units`` on how many units the change stands where these are not all; ``before``: n and of, then.
    """

    n: int
    of: int
    value: float | None
    change: float | None = None
    basis: str = "none"
    on_units: int | None = None
    before: tuple[int, int] | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Headline:
    """Are we on track: obligations on time, overdue, units reported on time, indicators at target."""

    period_id: str
    share_on_time: HeadlineFigure
    overdue: HeadlineFigure
    reports_on_time: HeadlineFigure
    indicators_at_target: HeadlineFigure
    shortfalls: Mapping[str, int] = field(default_factory=dict, hash=False)
    """What was due and not done on time, by the names of SHORTFALLS and NOT_REPORTED_PARTS; empty where
    nothing is known of it."""
    n_silent: int = 0
    """Units whose report is not read."""
    n_carried_silent: int = 0
    """Of these, units that report in the workbook of another."""

    @property
    def facts(self) -> Facts:
        """The four as named values.

        n_counted, n_on_time, share_on_time, n_late, n_overdue, n_due_at_cutoff, n_not_done_in_period,
        n_not_reported, n_unsent, n_unanswered; n_reporting, n_reported_on_time, n_units_silent;
        n_indicators_with_target, n_indicators_at_target.
        """
        about, share = About(self.period_id), self.share_on_time
        reports, targets = self.reports_on_time, self.indicators_at_target
        counts = {
            **{name: self.shortfalls.get(name) for name in (*SHORTFALLS, *NOT_REPORTED_PARTS)},
            "n_counted": share.of,
            "n_on_time": share.n,
            "n_overdue": self.overdue.n,
            "n_reporting": reports.of,
            "n_reported_on_time": reports.n,
            "n_units_silent": self.n_silent,
            "n_indicators_with_target": targets.of,
            "n_indicators_at_target": targets.n,
        }
        on_time = about.figure("share_on_time", share.value)
        return Facts(
            {
                **{name: Fact(about.figure(name, value)) for name, value in counts.items()},
                "share_on_time": Fact(
                    on_time, "percent", SHARE_DECIMALS, NONE_MARK, (share.n, share.of) if share.of else None
                ),
            }
        )


def headline(
    obligations: pd.DataFrame, reports: pd.DataFrame, district: pd.DataFrame, edition: EditionRow
) -> Headline:
    """The four figures of the edition's period, each with its change where there is a comparable period.

    Compared with the comparable period, or the one contained; shares and what is overdue on the same units
    (:func:`papibook.measures.standing.compared_rows`). Indicators at target are compared with the comparable
    period only, for a contained one has targets of its own, and only where all units are the same.

    Args:
        obligations, reports, district: schemas OBLIGATIONS, REPORTS, DISTRICT_FIGURES.
    """
    period_id, basis = compared_with(edition)
    owed, sent = current(obligations, edition), current(reports, edition)
    now = _figures(owed, sent, current(district, edition))
    same, earlier = compared_rows(obligations, edition)
    then = of_period(reports, period_id), of_period(district, period_id)
    before = _figures(earlier, *then)
    same_now = _figures(same, sent, current(district, edition))
    n_same, n_units = same["unit_id"].nunique(), owed["unit_id"].nunique()
    on_units = n_same if n_same < n_units else None
    return Headline(
        period_id=str(edition.period_id),
        share_on_time=_moved(now[0], same_now[0], before[0], basis, on_units),
        overdue=_moved(now[1], same_now[1], before[1], basis, on_units),
        reports_on_time=_moved(now[2], now[2], before[2], basis) if now[2].of == before[2].of else now[2],
        indicators_at_target=_moved(now[3], now[3], before[3], basis)
        if basis == "comparable" and on_units is None
        else now[3],
        shortfalls=_shortfalls(owed) if now[0].value is not None else {},
        n_silent=n_silent(sent),
        n_carried_silent=n_carried_silent(sent),
    )


def _shortfalls(obligations: pd.DataFrame) -> dict[str, int]:
    stand = standing(obligations, ("period_id",))
    return {name: _sum(stand, name) for name in (*SHORTFALLS, *NOT_REPORTED_PARTS)}


def _figures(
    obligations: pd.DataFrame, reports: pd.DataFrame, district: pd.DataFrame
) -> tuple[HeadlineFigure, HeadlineFigure, HeadlineFigure, HeadlineFigure]:
    stand = standing(obligations, ("period_id",))
    times = timeliness(reports)
    counted, on_time = _sum(stand, "n_counted"), _sum(stand, "n_on_time")
    overdue, n_units, in_time = _sum(stand, "n_overdue"), _sum(times, "n_units"), _sum(times, "n_on_time")
    known = counted > _sum(stand, "n_not_reported")
    with_target = int(district["target_status"].isin(["met", "not_met"]).sum())
    met = int((district["target_status"] == "met").sum())
    return (
        HeadlineFigure(on_time, counted, 100 * on_time / counted if known else None),
        HeadlineFigure(overdue, counted, float(overdue) if known else None),
        HeadlineFigure(in_time, n_units, float(in_time) if n_units else None),
        HeadlineFigure(met, with_target, float(met) if with_target else None),
    )


def _sum(frame: pd.DataFrame, column: str) -> int:
    return int(frame[column].sum())


def _moved(
    now: HeadlineFigure,
    same: HeadlineFigure,
    before: HeadlineFigure,
    basis: str,
    on_units: int | None = None,
) -> HeadlineFigure:
    """``now`` with the change from ``before`` to ``same``: both of the same units."""
    if same.value is None or before.value is None:
        return now
    value = round_half_up(same.value, SHARE_DECIMALS)
    previous = round_half_up(before.value, SHARE_DECIMALS)
    change = round_half_up(value - previous, SHARE_DECIMALS)
    then = (before.n, before.of)
    return replace(now, change=change, basis=basis, on_units=on_units, before=then)
