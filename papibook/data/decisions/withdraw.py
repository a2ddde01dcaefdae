"""A report that the office withdraws: it no longer counts, from that day on, until that is undone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from papibook.data.decisions.opened import opened, reason_words
from papibook.data.edition.receipt import Receipt, in_use
from papibook.data.intake.answers import reading_edition
from papibook.data.intake.recognise import Stated
from papibook.data.intake.used import answers_in_use
from papibook.data.report.answers import Difference, difference
from papibook.ground.errors import ConfigError
from papibook.ground.paths import Project
from papibook.model.outcomes import RESTORED, WITHDRAWN


@dataclass(frozen=True)
class Withdrawal:
    """What came of a report that was withdrawn, or no longer is.

    ``line``: what was written. ``before`` and ``after``: the report in use; None where there is none.
    ``change``: of its answers. ``edition``: the first that is read without it (undone: with it); empty: none
    that plan.yml names.
    """

    line: Receipt
    unit_name: str
    before: Receipt | None
    after: Receipt | None
    change: Difference
    edition: str


def withdraw(
    project: Project, whose: Stated, revision: int, reason: str, now: datetime, *, undo: bool = False
) -> Withdrawal:
    """Let an accepted report no longer count from ``now`` on; ``undo``: let it count again.

    Raises:
        ConfigError: there is no such report, it is withdrawn already (``undo``: it is not), or no reason.
        DataRefusedError: plan, reference tables or receipts are broken, or an intake is running.
    """
    words = reason_words(reason)
    with opened(project) as (context, ledger):
        lines = ledger.lines(whose.period_id, whose.unit_id)
        found = next((line for line in lines if line.is_accepted and line.revision == revision), None)
        known = ", ".join(str(line.revision) for line in lines if line.is_accepted) or "–"
        facts = {"unit": whose.unit_id, "period": whose.period_id, "revision": revision, "known": known}
        if found is None:
            raise ConfigError(
                "There is no accepted revision {revision} of {unit} for {period}. Revisions: {known}.",
                **facts,
            )
        if now < found.received_at:
            raise ConfigError(
                "--received-at: revision {revision} of {unit} for {period} had not come by then.", **facts
            )
        counts = ledger.counts(found)
        if undo and counts:
            raise ConfigError("Revision {revision} of {unit} for {period} is not withdrawn.", **facts)
        if not undo and not counts:
            raise ConfigError("Revision {revision} of {unit} for {period} is withdrawn already.", **facts)
        period = context.known.plan.period(found.period_id)
        before = in_use(ledger.counted(whose.period_id, whose.unit_id))
        line = replace(
            found,
            receipt_id=ledger.next_id(found.period_id),
            received_at=now,
            outcome=RESTORED if undo else WITHDRAWN,
            codes=(),
            takes="",
            about=found.receipt_id,
            reason=words,
            decided_at=now,
        )
        ledger.add(line)
        ledger.save()
        after = in_use(ledger.counted(whose.period_id, whose.unit_id))
        change = difference(answers_in_use(context, before), answers_in_use(context, after))
        return Withdrawal(
            line,
            context.known.unit_names.get(found.unit_id, ""),
            before[-1] if before else None,
            after[-1] if after else None,
            change,
            reading_edition(period, now.date()) if period else "",
        )
