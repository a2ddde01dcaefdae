"""The office decides about a file that waits: it is merged, it replaces what is in use, it is sent back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from papibook.data.decisions.opened import opened, reason_words
from papibook.data.decisions.queue import merged, task_of, waiting
from papibook.data.edition.receipt import GIVEN, Receipt, in_use
from papibook.data.intake.answers import Answer, reading_edition
from papibook.data.intake.examine import ExamineContext, examine
from papibook.data.intake.ledger import Ledger
from papibook.data.intake.outcome import not_before
from papibook.data.intake.recognise import NOTHING_STATED, Stated
from papibook.data.intake.unanswered import answer_again, is_untold, note_unanswered
from papibook.data.intake.used import answers_in_use
from papibook.data.report.answers import difference
from papibook.ground.errors import ConfigError
from papibook.ground.paths import Project
from papibook.model.outcomes import ACCEPTED, MERGE, REPLACE, RETURNED

REFUSE = "refuse"
ANSWERS = (MERGE, REPLACE, REFUSE)
"""What the office can say about a file that waits."""


@dataclass(frozen=True)
class Decision:
    """What the office says about one file.

    Attributes:
        answer: one of ANSWERS.
        reason: why, in its own words.
        now: the moment, local time of the plan.
        said: whose the file is, where that was asked.
    """

    answer: str
    reason: str
    now: datetime
    said: Stated = NOTHING_STATED


def decide(project: Project, receipt_id: str, decision: Decision) -> Answer:
    """Write down what the office decides about a file that waits, and take it over if that is what it says.

    What was written down by a command that ended before it could tell of it, is told now.

    Raises:
        ConfigError: no such file waits, the reason is missing, or the file cannot be taken over so.
        DataRefusedError: plan, reference tables or receipts are broken, or an intake is running.
    """
    words = reason_words(decision.reason)
    with opened(project) as (context, ledger):
        waiting = ledger.undecided()
        receipt = next((line for line in waiting if line.receipt_id == receipt_id), None)
        if receipt is None:
            if (written := _written(ledger, receipt_id, decision)) is not None:
                return answer_again(context, ledger, written)
            known = ", ".join(line.receipt_id for line in waiting) or "–"
            raise ConfigError(
                "No file with the receipt {id} waits. Waiting: {known}.", id=receipt_id, known=known
            )
        decided = replace(decision, reason=words)
        if decision.answer == REFUSE:
            return _send_back(context, ledger, receipt, decided)
        return _take_over(context, ledger, receipt, decided)


def _written(ledger: Ledger, receipt_id: str, decision: Decision) -> Receipt | None:
    """The same decision about that receipt, where nobody has been told of it yet."""
    outcome, takes = (RETURNED, "") if decision.answer == REFUSE else (ACCEPTED, decision.answer)
    return next(
        (
            line
            for lines in ledger.by_sha.values()
            for line in lines
            if (line.about, line.outcome, line.takes) == (receipt_id, outcome, takes)
            and is_untold(ledger.project, line)
        ),
        None,
    )


def _write(ledger: Ledger, line: Receipt) -> None:
    note_unanswered(ledger.project, [line.receipt_id])
    ledger.add(line)
    ledger.save()


def _send_back(context: ExamineContext, ledger: Ledger, receipt: Receipt, decision: Decision) -> Answer:
    told = waiting(context, ledger, receipt)
    line = replace(
        receipt,
        receipt_id=ledger.next_id(receipt.period_id),
        received_at=decision.now,
        outcome=RETURNED,
        about=receipt.receipt_id,
        reason=decision.reason,
        decided_at=decision.now,
    )
    _write(ledger, line)
    return Answer(
        receipt.original_name,
        RETURNED,
        receipt=line,
        unit_name=told.unit_name,
        reasons=told.reasons,
        findings=told.findings,
        change=told.replace if told.used else None,
    )


def _take_over(context: ExamineContext, ledger: Ledger, receipt: Receipt, decision: Decision) -> Answer:
    examined = examine(context, task_of(receipt, decision.said))
    if examined.is_readable and examined.reasons:  # the office has seen what speaks against it
        examined = examine(context, task_of(receipt, Stated(examined.unit_id, examined.period_id)))
    period = context.known.plan.period(examined.period_id)
    examined = not_before(examined, period, receipt.received_at)
    if not examined.is_readable or period is None:
        raise ConfigError(
            "The file of receipt {id} cannot be read as the report of a unit for a period. Say whose it is "
            "with --unit and --period, or send it back with “refuse”.",
            id=receipt.receipt_id,
        )
    told = examined
    if decision.answer == MERGE:
        folded = merged(context, ledger, receipt, examined)
        if folded is None:
            raise ConfigError(
                "There is no report of {unit} for {period} into which the file of receipt {id} could be "
                "merged. Take it over with “replace”, or send it back with “refuse”.",
                unit=examined.unit_id,
                period=examined.period_id,
                id=receipt.receipt_id,
            )
        told = folded
    used = in_use(ledger.counted(examined.period_id, examined.unit_id))
    before = answers_in_use(context, used)
    codes = {finding.code for finding in told.findings} | ({GIVEN} if examined.is_given else set())
    line = replace(
        receipt,
        receipt_id=ledger.next_id(examined.period_id),
        unit_id=examined.unit_id,
        period_id=examined.period_id,
        revision=ledger.next_revision(examined.period_id, examined.unit_id),
        outcome=ACCEPTED,
        codes=tuple(sorted(codes)),
        takes=decision.answer,
        about=receipt.receipt_id,
        reason=decision.reason,
        decided_at=decision.now,
    )
    _write(ledger, line)
    return Answer(
        receipt.original_name,
        ACCEPTED,
        receipt=line,
        unit_name=context.known.unit_names.get(line.unit_id, ""),
        edition=reading_edition(period, line.received_at.date()),
        findings=told.findings,
        change=difference(before, told.answers) if before else None,
    )
