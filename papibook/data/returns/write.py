"""What goes back to the units: for each report with findings the marked workbook and the message with it.

``data/returns/<period>/<unit_id>.r<N>.xlsx`` and ``.txt``; of a refused file ``<unit_id>.<receipt>``. Where
marking would lose anything, the workbook is the sender's byte for byte and the list lies beside it
(``.can-sua.xlsx``); of a file that cannot be read there is the text alone. All of it can be made again from
the inbox.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from papibook.data.edition.receipt import GIVEN
from papibook.data.intake.answers import KNOWN, LEFT_OUT, SUPERSEDED, WAITING, Answer
from papibook.data.intake.examine import ExamineContext, FileToExamine, examine
from papibook.data.intake.inbox import kept_file
from papibook.data.intake.ledger import Receipt
from papibook.data.intake.recognise import NOTHING_STATED, Stated
from papibook.data.report.explanations import LIST_ENDING
from papibook.data.returns.external_links import reaches_outside
from papibook.data.returns.letters import Letters
from papibook.data.returns.marked_copy import list_alone, marked_copy
from papibook.data.returns.marks import Listing
from papibook.data.returns.message import (
    Addressed,
    Attached,
    is_of_file,
    listed,
    message,
    summary_lines,
)
from papibook.ground.paths import Project
from papibook.ground.whole_file import write_whole
from papibook.model.findings import CODES, ERROR, WARNING
from papibook.model.layout import ILLUSTRATIVE_BANNER
from papibook.model.outcomes import EXPLAINED, RETURNED

UNKNOWN_PERIOD = "chua-ro-ky"


def write_returns(
    context: ExamineContext, answers: Sequence[Answer], told: Callable[[int, int], None]
) -> tuple[Answer, ...]:
    """``answers``, those with something to send back with the files for it; ``told``: done, of how many."""
    done = []
    letters = Letters(context)
    for number, answer in enumerate(answers, start=1):
        done.append(_write(context, answer, letters))
        told(number, len(answers))
    return tuple(done)


def return_place(project: Project, receipt: Receipt) -> Path:
    """Where the return of a receipt stands, without its ending."""
    folder = project.returns / (receipt.period_id or UNKNOWN_PERIOD)
    if receipt.is_accepted:
        return folder / f"{receipt.unit_id}.r{receipt.revision}"
    return folder / ".".join(part for part in (receipt.unit_id, receipt.receipt_id) if part)


def _write(context: ExamineContext, answer: Answer, letters: Letters) -> Answer:
    receipt = answer.receipt
    if receipt is None or answer.outcome in (EXPLAINED, LEFT_OUT, SUPERSEDED):
        return answer
    if answer.outcome == WAITING and not _is_units_to_mend(answer):
        return answer  # the office must say something first
    place = return_place(context.project, receipt)
    workbook, text = Path(f"{place}.xlsx"), Path(f"{place}.txt")
    told = answer
    if (
        answer.outcome == KNOWN
        and not receipt.is_merged
        and not text.exists()
        and set(receipt.codes) & set(CODES)
    ):
        # An intake was interrupted before it had written the return, or somebody has deleted it.
        told = replace(answer, findings=_findings_again(context, receipt).findings)
    is_returned = answer.outcome == RETURNED
    if not is_returned and not any(finding.severity in (ERROR, WARNING) for finding in told.findings):
        return answer  # a return is made where something is to do
    illustrative = context.plan.file.data_status == "illustrative"
    banner = ILLUSTRATIVE_BANNER if illustrative else ""
    to = letters.addressed(receipt)
    has_list = bool(told.findings) and not is_returned
    attached, books = _workbooks(context, told, receipt, banner, to) if has_list else (Attached(), {})
    place.parent.mkdir(parents=True, exist_ok=True)
    for file in (workbook, Path(f"{place}{LIST_ENDING}")):
        if file.name in books:
            write_whole(file, books[file.name])
        else:
            file.unlink(missing_ok=True)
    write_whole(text, message(told, to, attached=attached, banner=banner).encode("utf-8"))
    files = [*(place.with_name(name) for name in books), text]
    return replace(
        answer, returned=tuple(file.relative_to(context.project.root).as_posix() for file in files)
    )


def _is_units_to_mend(answer: Answer) -> bool:
    """Whether a file that waits has an error on which the office has nothing to decide.

    Not so with a file that leaves answers out, but for those with an error: what is wrong with it is known
    when the office has said whether it is merged.
    """
    errors = [each for each in answer.findings if each.severity == ERROR and not each.kind.is_asked]
    left_out = (each for each in answer.reasons if each.code == "revision.loses")
    counts = (sum(int(str(each.facts[name])) for name in ("tasks", "figures", "info")) for each in left_out)
    return bool(errors) and all(n <= len({each.subject_id for each in errors}) for n in counts)


def _findings_again(context: ExamineContext, receipt: Receipt) -> Answer:
    said = Stated(receipt.unit_id, receipt.period_id) if GIVEN in receipt.codes else NOTHING_STATED
    examined = examine(context, FileToExamine(receipt.sha256, receipt.original_name, said))
    return Answer(receipt.original_name, KNOWN, findings=examined.findings)


def _workbooks(
    context: ExamineContext, answer: Answer, receipt: Receipt, banner: str, to: Addressed
) -> tuple[Attached, dict[str, bytes]]:
    """The workbooks that go back, by name."""
    own = tuple(finding for finding in answer.findings if is_of_file(finding, receipt))
    findings = listed(own)
    if not own or any(finding.code == "file.unreadable" for finding in findings):
        return Attached(), {}
    since = {}
    if answer.compared is not None:
        new = set(answer.compared.new)
        since = {n: "new" if finding in new else "still there" for n, finding in enumerate(findings)}
    listing = Listing(tuple(summary_lines(answer, to)), findings, since, banner, to.names)
    data = kept_file(context.project, receipt.sha256).read_bytes()
    marked = marked_copy(data, listing, receipt.received_at)
    name = return_place(context.project, receipt).name
    if marked.content is not None:
        return Attached(marked=f"{name}.xlsx"), {f"{name}.xlsx": marked.content}
    identity = {
        "plan_id": context.plan.file.plan_id,
        "period_id": receipt.period_id,
        "unit_id": receipt.unit_id,
    }
    alone = {f"{name}{LIST_ENDING}": list_alone(listing, identity, receipt.received_at)}
    original = {} if reaches_outside(data) else {f"{name}.xlsx": data}
    return Attached("", "".join(original), "".join(alone), marked.lost), {**original, **alone}
