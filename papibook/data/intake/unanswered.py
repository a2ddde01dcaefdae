"""Receipts of which nobody has been told yet: noted before they are written, struck out after the answer.

An intake or a decision that ends between the two (a full disk, a power cut) is answered by the next intake, a
decision also by deciding the same again, so that what was found in a file is not forgotten.
``data/returns/.unanswered``: one receipt_id a line.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from papibook.data.edition.receipt import in_use
from papibook.data.edition.report_in_use import read_in_use
from papibook.data.intake.answers import ACCEPTED, KNOWN, REFUSED, Answer, reading_edition
from papibook.data.intake.doubts import Arrived
from papibook.data.intake.examine import ExamineContext, FileToExamine, examine, rules_of
from papibook.data.intake.inbox import inbox_alone
from papibook.data.intake.ledger import Ledger, Receipt, open_ledger
from papibook.data.intake.recognise import NOTHING_STATED, Stated
from papibook.data.persons import findings_to_say
from papibook.ground.paths import Project
from papibook.ground.whole_file import write_whole
from papibook.model.findings import Finding
from papibook.model.outcomes import RETURNED, WAITING


def note_unanswered(project: Project, receipt_ids: Iterable[str]) -> None:
    """These receipts are about to be written; they are told of later."""
    _note(project, {*_unanswered(project), *receipt_ids})


def answered(project: Project) -> None:
    """All of them have been told of."""
    _file(project).unlink(missing_ok=True)


def answered_one(project: Project, receipt_id: str) -> None:
    """This one has been told of; the others have not."""
    left = {*_unanswered(project)} - {receipt_id}
    _note(project, left)
    if not left:
        answered(project)


def is_untold(project: Project, receipt: Receipt) -> bool:
    """Whether nobody has been told of it yet."""
    return receipt.receipt_id in _unanswered(project)


def untold_answers(context: ExamineContext, told: Sequence[Answer]) -> tuple[Answer, ...]:
    """Answers for what an earlier intake wrote receipts of and ended before it could tell what was found.

    ``told``: what is told of now.
    """
    left = {*_unanswered(context.project)} - {each.receipt.receipt_id for each in told if each.receipt}
    if not left:
        return ()
    with inbox_alone(context.project):
        ledger = open_ledger(context.project, context.known.plan)
    return tuple(
        answer_again(context, ledger, receipt)
        for receipt in _last_lines(ledger)
        if receipt.receipt_id in left
    )


def _last_lines(ledger: Ledger) -> Iterator[Receipt]:
    """The last line of each file, where it tells what became of the file itself."""
    lines = [receipts[-1] for receipts in ledger.by_sha.values()]
    found = [line for line in lines if line.outcome in (ACCEPTED, REFUSED, WAITING, RETURNED)]
    yield from sorted(found, key=lambda line: (line.period_id, line.number))


def answer_again(context: ExamineContext, ledger: Ledger, receipt: Receipt) -> Answer:
    """What is to be told of a line that was written before."""
    said = Stated(receipt.unit_id, receipt.period_id) if receipt.is_given else NOTHING_STATED
    around = Arrived(receipt.original_name, receipt.sender, receipt.received_at.date())
    arrived = None if receipt.is_accepted else around
    found = examine(context, FileToExamine(receipt.sha256, receipt.original_name, said, arrived))
    period = context.known.plan.period(receipt.period_id)
    counted = ledger.counted(receipt.period_id, receipt.unit_id)
    used = in_use(counted)
    findings = _merged_findings(context, used) if receipt.is_merged and receipt in used else found.findings
    return Answer(
        receipt.original_name,
        KNOWN if receipt.is_accepted else receipt.outcome,
        receipt=receipt,
        unit_name=context.known.unit_names.get(receipt.unit_id, ""),
        edition=reading_edition(period, receipt.received_at.date()) if period else "",
        newest_revision=counted[-1].revision if counted else 0,
        is_again=True,
        reasons=() if receipt.is_accepted else found.reasons,
        findings=findings,
    )


def _merged_findings(context: ExamineContext, used: Sequence[Receipt]) -> tuple[Finding, ...]:
    """What is found in the report in use; its last part is named as it was sent."""
    last = used[-1]
    rules = rules_of(context, last.unit_id, last.period_id)
    units = (rules, *(rules_of(context, unit_id, last.period_id) for unit_id in rules.carried))
    reads = (read_in_use(context.project, used, each, context.read_copy) for each in units)
    found = [finding for read in reads for finding in read.findings]
    return tuple(
        replace(finding, file=last.original_name) if finding.file == last.file else finding
        for finding in findings_to_say(found, context.decisions)
    )


def _note(project: Project, receipt_ids: Collection[str]) -> None:
    if receipt_ids:
        place = _file(project)
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, ("\n".join(sorted(receipt_ids)) + "\n").encode())


def _unanswered(project: Project) -> list[str]:
    """Their ids; also such as an interrupted intake never came to write."""
    try:
        return _file(project).read_text(encoding="utf-8").split()
    except (OSError, UnicodeDecodeError):
        return []


def _file(project: Project) -> Path:
    return project.returns / ".unanswered"
