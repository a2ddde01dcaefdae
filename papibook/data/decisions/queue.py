"""The files that wait for the office, and what each answer to them would do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath

from papibook.data.edition.receipt import Receipt, in_use
from papibook.data.given.plan import read_plan
from papibook.data.given.reference import read_reference
from papibook.data.intake.doubts import Arrived
from papibook.data.intake.examine import (
    COPIES_AT_HAND,
    ExamineContext,
    Examined,
    FileToExamine,
    check_all,
    examine,
    open_context,
)
from papibook.data.intake.inbox import kept_file
from papibook.data.intake.ledger import Ledger, read_ledger
from papibook.data.intake.outcome import Circumstances, outcome_of
from papibook.data.intake.reasons import Reason
from papibook.data.intake.recognise import NOTHING_STATED, Stated
from papibook.data.intake.used import answers_in_use
from papibook.data.persons import findings_to_say
from papibook.data.report.answers import Difference, difference
from papibook.data.report.merged import SentReport
from papibook.data.report.places import Origin
from papibook.data.report.report import open_report
from papibook.data.workbook.cells import Workbook, read_workbook
from papibook.ground.paths import Project
from papibook.model.findings import Finding
from papibook.model.outcomes import ACCEPTED, MERGE


@dataclass(frozen=True)
class Waiting:
    """A file that waits, and what each answer would do.

    Attributes:
        receipt: its line.
        unit_name: empty where it is not known whose it is.
        reasons, findings: what the office is asked about.
        used: the report that is in use; None: there is none.
        merge, replace: what of the answers in use would be lost, changed and added; None: not possible now.
    """

    receipt: Receipt
    unit_name: str
    reasons: tuple[Reason, ...]
    findings: tuple[Finding, ...]
    used: Receipt | None
    merge: Difference | None
    replace: Difference | None


def waiting_files(project: Project) -> tuple[Waiting, ...]:
    """What waits for the office, by period and unit. Nothing is written, so it can be asked at any moment.

    Raises:
        DataRefusedError: plan, reference tables or receipts are broken.
    """
    plan, reference = read_plan(project), read_reference(project)
    ledger = read_ledger(project, plan.file)
    context = replace(open_context(project, plan, reference), read_copy=_reader(ledger))
    return tuple(waiting(context, ledger, receipt) for receipt in ledger.undecided())


def _reader(ledger: Ledger) -> Callable[[Path], Workbook]:
    """Reads copies of accepted reports; one that an interrupted intake still owes, from the kept bytes."""
    lines = (line for lines in ledger.by_sha.values() for line in lines if line.is_accepted)
    kept = {
        ledger.project.root / PurePosixPath(line.file): kept_file(ledger.project, line.sha256)
        for line in lines
    }
    read = lru_cache(COPIES_AT_HAND)(read_workbook)
    return lambda path: read(path if path.exists() else kept.get(path, path))


def waiting(context: ExamineContext, ledger: Ledger, receipt: Receipt) -> Waiting:
    """What one file waits for."""
    examined = examine(context, task_of(receipt, NOTHING_STATED))
    used = in_use(ledger.counted(examined.period_id, examined.unit_id))
    now = answers_in_use(context, used)
    replaced = difference(now, examined.answers) if examined.is_readable else None
    would_merge = None
    if used and examined.is_readable:
        folded = merged(context, ledger, receipt, examined)
        would_merge = difference(now, folded.answers) if folded else None
    met = Circumstances(receipt.received_at, used, replaced, _others(ledger, receipt))
    return Waiting(
        receipt,
        context.known.unit_names.get(examined.unit_id, ""),
        outcome_of(examined, met)[1],
        tuple(finding for finding in examined.findings if finding.kind.is_asked),
        used[-1] if used else None,
        would_merge,
        replaced,
    )


def _others(ledger: Ledger, receipt: Receipt) -> Sequence[str]:
    """The files that came with this one and wait as it does."""
    if "revision.together" not in receipt.codes:
        return ()
    lines = ledger.lines(receipt.period_id, receipt.unit_id)
    same = (line for line in lines if line.received_at == receipt.received_at)
    return tuple(dict.fromkeys(line.original_name for line in same if line.sha256 != receipt.sha256))


def task_of(receipt: Receipt, said: Stated) -> FileToExamine:
    """The file of a receipt, to be examined; ``said``: whose the office says that it is."""
    given = Stated(receipt.unit_id, receipt.period_id) if receipt.is_given else NOTHING_STATED
    stated = Stated(said.unit_id or given.unit_id, said.period_id or given.period_id)
    around = Arrived(receipt.original_name, receipt.sender, receipt.received_at.date())
    return FileToExamine(receipt.sha256, receipt.original_name, stated, around)


def merged(context: ExamineContext, ledger: Ledger, receipt: Receipt, examined: Examined) -> Examined | None:
    """The report that comes of merging a waiting file into what was in use when it came.

    Returns:
        None where nothing was in use.
    """
    line = replace(
        receipt,
        unit_id=examined.unit_id,
        period_id=examined.period_id,
        revision=ledger.next_revision(examined.period_id, examined.unit_id),
        outcome=ACCEPTED,
        takes=MERGE,
    )
    arrived = ledger.counted(examined.period_id, examined.unit_id)
    folded = in_use(sorted([*arrived, line], key=lambda each: (each.received_at, each.revision)))
    if len(folded) < 2 or line not in folded[1:]:
        return None
    sent = []
    for each in folded:
        is_new = each is line
        path = context.project.root / PurePosixPath(each.file)
        file = each.original_name if is_new else each.file
        opened = open_report(
            kept_file(context.project, each.sha256) if is_new else path,
            Origin("", "", file),
            context.read_copy,
        )
        if isinstance(opened, Finding):
            return None
        sent.append(SentReport(opened, file))
    is_given = examined.is_given or any(each.is_given for each in folded)
    origin = Origin(line.unit_id, line.period_id, line.original_name, is_given=is_given)
    read = check_all(context, sent, origin)
    findings = findings_to_say(read.findings, context.decisions)
    return replace(examined, findings=tuple(findings), answers=read.answers)
