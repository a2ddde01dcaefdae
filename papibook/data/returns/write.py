"""What goes back to the units: for each report with findings the marked workbook and the message with it.

``data/returns/<period>/<unit_id>.r<N>.xlsx`` and ``.txt``; of a refused file ``<unit_id>.<receipt>``, text
alone where the workbook cannot be written again. All of it can be made again from the inbox.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from papibook.data.edition.receipts import GIVEN
from papibook.data.intake.answers import KNOWN, LEFT_OUT, Answer
from papibook.data.intake.examine import ExamineContext, FileToExamine, examine
from papibook.data.intake.inbox import kept_file
from papibook.data.intake.ledger import Receipt
from papibook.data.intake.recognise import NOTHING_STATED, Stated
from papibook.data.returns.marked_copy import marked_copy
from papibook.data.returns.marks import Listing
from papibook.data.returns.message import message, summary_lines, worst_first
from papibook.ground.paths import Project
from papibook.ground.whole_file import write_whole
from papibook.model.findings import CODES
from papibook.model.layout import ILLUSTRATIVE_BANNER

UNKNOWN_PERIOD = "chua-ro-ky"


def write_returns(
    context: ExamineContext, answers: Sequence[Answer], told: Callable[[int, int], None]
) -> tuple[Answer, ...]:
    """``answers``, those with something to send back with the files for it; ``told``: done, of how many."""
    done = []
    for number, answer in enumerate(answers, start=1):
        done.append(_write(context, answer))
        told(number, len(answers))
    return tuple(done)


def return_place(project: Project, receipt: Receipt) -> Path:
    """Where the return of a receipt stands, without its ending."""
    folder = project.returns / (receipt.period_id or UNKNOWN_PERIOD)
    if receipt.is_accepted:
        return folder / f"{receipt.unit_id}.r{receipt.revision}"
    return folder / ".".join(part for part in (receipt.unit_id, receipt.receipt_id) if part)


def _write(context: ExamineContext, answer: Answer) -> Answer:
    receipt = answer.receipt
    if receipt is None or answer.outcome == LEFT_OUT:
        return answer
    place = return_place(context.project, receipt)
    workbook, text = Path(f"{place}.xlsx"), Path(f"{place}.txt")
    told = answer
    if answer.outcome == KNOWN and not text.exists() and set(receipt.codes) & set(CODES):
        # An intake was interrupted before it had written the return, or somebody has deleted it.
        told = replace(answer, findings=_findings_again(context, receipt).findings)
    if not told.findings and not (told.compared and told.compared.solved):
        return answer
    illustrative = context.plan.file.data_status == "illustrative"
    banner = ILLUSTRATIVE_BANNER if illustrative else ""
    copy = _copy(context, told, receipt, banner) if told.findings else None
    place.parent.mkdir(parents=True, exist_ok=True)
    if copy is None:
        workbook.unlink(missing_ok=True)
    else:
        write_whole(workbook, copy)
    attached = "" if copy is None else workbook.name
    write_whole(text, message(told, attached=attached, banner=banner).encode("utf-8"))
    files = [workbook, text] if copy is not None else [text]
    return replace(
        answer, returned=tuple(file.relative_to(context.project.root).as_posix() for file in files)
    )


def _findings_again(context: ExamineContext, receipt: Receipt) -> Answer:
    said = Stated(receipt.unit_id, receipt.period_id) if GIVEN in receipt.codes else NOTHING_STATED
    examined = examine(context, FileToExamine(receipt.sha256, receipt.original_name, said))
    return Answer(receipt.original_name, KNOWN, findings=examined.findings)


def _copy(context: ExamineContext, answer: Answer, receipt: Receipt, banner: str) -> bytes | None:
    findings = worst_first(answer.findings)
    if any(finding.code == "file.unreadable" for finding in findings):
        return None
    since = {}
    if answer.compared is not None:
        new = set(answer.compared.new)
        since = {n: "new" if finding in new else "still there" for n, finding in enumerate(findings)}
    listing = Listing(tuple(summary_lines(answer)), findings, since, banner)
    return marked_copy(kept_file(context.project, receipt.sha256).read_bytes(), listing, receipt.received_at)
