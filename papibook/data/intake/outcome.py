"""What becomes of an examined file: taken over, refused, kept as older than what is in use, or waiting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from papibook.data.edition.receipt import Receipt
from papibook.data.intake.examine import Examined
from papibook.data.intake.reasons import Reason, reason
from papibook.data.report.answers import FIGURE, INFO, TASK, Difference
from papibook.ground.numbers import format_date, format_moment
from papibook.model.outcomes import ACCEPTED, EXPLAINED, REFUSED, SUPERSEDED, WAITING
from papibook.model.plan import Period

MOST_NAMED = 12
"""Tasks and indicators that one reason names."""


@dataclass(frozen=True)
class Circumstances:
    """What a file meets when it comes.

    Attributes:
        received_at: when it came.
        used: the report of its unit and period that is in use.
        difference: of its answers from those in use; None: there are none, or they cannot be read.
        together: names of other files of the unit and period that came at the same moment in one hand-in.
    """

    received_at: datetime
    used: Sequence[Receipt] = ()
    difference: Difference | None = None
    together: Sequence[str] = ()


def outcome_of(examined: Examined, met: Circumstances) -> tuple[str, tuple[Reason, ...]]:
    """The outcome, and all reasons why the file is not taken over."""
    if examined.is_list:
        return EXPLAINED, examined.reasons
    if not all(each.is_asked for each in examined.reasons):
        return REFUSED, examined.reasons
    if examined.is_bare and not met.used:
        return REFUSED, (reason("report.blank"),)
    if examined.reasons or any(finding.kind.is_asked for finding in examined.findings):
        return WAITING, (*examined.reasons, *_doubts(met))
    if not examined.is_readable:
        return REFUSED, ()
    if met.used and met.received_at < met.used[-1].received_at:
        return SUPERSEDED, (earlier_reason(met.used[-1]),)
    doubts = _doubts(met)
    return (WAITING, doubts) if doubts else (ACCEPTED, ())


def _doubts(met: Circumstances) -> tuple[Reason, ...]:
    """Why the office must decide whether the report takes the place of the one before it."""
    found = []
    if met.together:
        found.append(reason("revision.together", names=", ".join(f"“{name}”" for name in met.together)))
    if met.difference is not None and met.difference.lost:
        found.append(losing_reason(met.difference, met.used[-1]))
    return tuple(found)


def earlier_reason(used: Receipt) -> Reason:
    """That a later report than this one is in use."""
    moment = format_moment(used.received_at)
    return reason("revision.earlier", revision=used.revision, moment=moment)


def losing_reason(difference: Difference, used: Receipt) -> Reason:
    """How many answers would be lost, and of which tasks and indicators."""
    tasks, figures, info = (difference.lost_of(kind) for kind in (TASK, FIGURE, INFO))
    named = [*tasks, *figures]
    which = ", ".join(named[:MOST_NAMED]) + (", …" if len(named) > MOST_NAMED else "")
    return reason(
        "revision.loses",
        lost=len(difference.lost),
        revision=used.revision,
        tasks=len(tasks),
        figures=len(figures),
        info=len(info),
        which=which or "–",
    )


def not_before(examined: Examined, period: Period | None, received_at: datetime) -> Examined:
    """``examined``, refused where it came before its period began: that is a slip of the moment."""
    day = received_at.date()
    if not examined.is_readable or period is None or day >= period.starts_on:
        return examined
    early = reason("file.too_early", day=format_date(day), period=period.period_id)
    return replace(examined, is_readable=False, reasons=(early,))
