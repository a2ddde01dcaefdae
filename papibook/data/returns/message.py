"""The message that goes back to a unit with its workbook, to be pasted into a mail or Zalo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from papibook.data.intake.answers import Answer
from papibook.data.intake.compared import Compared
from papibook.data.intake.ledger import Receipt
from papibook.data.report.answers import Difference
from papibook.data.report.explanations import LIST_EXPLANATION
from papibook.data.returns.inventory import KINDS, Thing
from papibook.ground.numbers import format_date, format_moment
from papibook.ground.texts import say
from papibook.model.findings import ERROR, NOTE, OF_UNIT, WARNING, Finding
from papibook.model.outcomes import RETURNED, WAITING

MOST_TOLD = 30
"""Messages grow unreadable; the rest stands in the workbook."""

PERSONS_MISSING = ("info.persons_missing",)
"""Asked for in the message, once, and in no list."""

_ORDER = (ERROR, WARNING, NOTE)


@dataclass(frozen=True)
class Attached:
    """The files that go with a message, by name; empty: there is none.

    ``marked``: the sender's workbook with marks. Where it would have lost something (``lost``):
    ``original``, as it came (none where it reaches outside of itself), and ``listed``, the list alone.
    """

    marked: str = ""
    original: str = ""
    listed: str = ""
    lost: tuple[Thing, ...] = ()


@dataclass(frozen=True)
class Addressed:
    """To whom a message goes, and what it must say beside the findings.

    Attributes:
        unit: as letters name it; empty: not known.
        period: in words; empty: not known.
        names: titles of tasks and names of indicators, by id.
        deadline: last day on which a report is on time.
        days_late: of the unit's first report against it; negative or 0: on time.
        send_by: the last day on which what is sent again still counts; None: not known.
        contact: whom to ask; empty: nobody is named.
    """

    unit: str
    period: str
    names: Mapping[str, str] = field(hash=False)
    deadline: date | None = None
    days_late: int = 0
    send_by: date | None = None
    contact: str = ""


def place_words(finding: Finding) -> str:
    """Where a finding stands, as the spreadsheet shows it: sheet and cell."""
    facts = {"sheet": finding.sheet, "cell": finding.cell}
    if finding.sheet and finding.cell:
        return say("returns", "Sheet “{sheet}”, cell {cell}", **facts)
    return say("returns", "Sheet “{sheet}”", **facts) if finding.sheet else say("returns", "The file")


def is_of_file(finding: Finding, receipt: Receipt) -> bool:
    """Whether it is about the file of ``receipt``, and not about one into which that was merged."""
    return not receipt.is_merged or finding.file in ("", receipt.original_name)


def _before(answer: Answer, finding: Finding) -> str:
    if answer.receipt is None or is_of_file(finding, answer.receipt):
        return ""
    return " " + say("returns", "(in the report sent before)")


def subject_words(finding: Finding, names: Mapping[str, str]) -> str:
    """The task or the indicator that a finding is about, by its title; empty where the finding says it."""
    name = names.get(finding.subject_id, "")
    return f"{finding.subject_id} “{name}”" if name and "name" not in finding.values else ""


def found_words(finding: Finding, names: Mapping[str, str]) -> str:
    """What is wrong, and with which task or indicator; of which unit, where the file carries several."""
    parts = (finding.values.get(OF_UNIT, ""), subject_words(finding, names), finding.said())
    return ": ".join(part for part in parts if part)


def listed(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """What a return lists, the worst first.

    Where a cell is wrong, that is what must be done about it: what is missing or unusual there is not listed
    beside it, unless it is why the whole report waits. Nor is what concerns a person and not the data.
    """
    given = [finding for finding in findings if finding.code not in PERSONS_MISSING]
    wrong = {(f.sheet, f.cell) for f in given if f.severity == ERROR and f.cell}
    return worst_first(
        tuple(f for f in given if f.severity != WARNING or f.kind.is_asked or (f.sheet, f.cell) not in wrong)
    )


def worst_first(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Errors, then warnings, then notes, each in the order in which they were found."""
    return tuple(sorted(findings, key=lambda finding: _ORDER.index(finding.severity)))


def summary_lines(answer: Answer, to: Addressed) -> list[str]:
    """Which report it is, whether it came on time, what was found, what changed since the last one."""
    receipt = answer.receipt
    lines = []
    if receipt is not None:
        facts: dict[str, Any] = {
            "period": to.period[:1].lower() + to.period[1:] or "?",
            "revision": receipt.revision,
            "receipt": receipt.receipt_id,
            "name": receipt.original_name or "?",
            "moment": format_moment(receipt.received_at),
        }
        told = say("returns", _received(answer, receipt), reason=receipt.reason, **facts)
        lines.append(" ".join(part for part in (told, _late_words(to)) if part))
    if answer.outcome == WAITING:
        lines += [each.text() for each in answer.reasons if each.code.startswith("revision.")]
    if receipt is not None and receipt.outcome == RETURNED:
        lines += [each.text() for each in answer.reasons]
        return [*lines, *([change_words(answer.change)] if answer.change is not None else [])]
    severities = [finding.severity for finding in listed(answer.findings)]
    lines.append(
        say(
            "returns",
            "{errors} errors to correct, {warnings} points to check, {notes} notes.",
            errors=severities.count(ERROR),
            warnings=severities.count(WARNING),
            notes=severities.count(NOTE),
        )
    )
    if answer.compared is not None:
        lines.append(compared_words(answer.compared))
    if answer.change is not None:
        lines.append(change_words(answer.change))
    return lines


def _received(answer: Answer, receipt: Receipt) -> str:
    """What became of the file that the message is about."""
    if receipt.is_accepted:
        return (
            "Your report for {period} was received on {moment} as revision {revision} (receipt "
            "{receipt}, file “{name}”)."
        )
    if receipt.outcome == RETURNED:
        return "Your file “{name}” was not taken over: {reason}"
    if answer.outcome == WAITING:
        return (
            "Your file “{name}”, received on {moment}, waits to be looked at and is not used yet (receipt "
            "{receipt})."
        )
    return "Your file “{name}”, received on {moment}, could not be accepted as a report (receipt {receipt})."


def _late_words(to: Addressed) -> str:
    if to.deadline is None or to.days_late <= 0:
        return ""
    day = format_date(to.deadline)
    return say("returns", "It came {n} days after the deadline ({day}).", n=to.days_late, day=day)


def compared_words(compared: Compared, lang: str = "vi") -> str:
    """How many findings are solved, stay and are new."""
    return say(
        "returns",
        "Since receipt {before}: {solved} solved, {staying} still there, {new} new.",
        lang=lang,
        before=compared.before,
        solved=len(compared.solved),
        staying=len(compared.staying),
        new=len(compared.new),
    )


def change_words(change: Difference, lang: str = "vi") -> str:
    """How many answers are as before, changed, added and lost."""
    return say(
        "returns",
        "Answers compared with the report before: {kept} kept, {changed} changed, {added} added, "
        "{lost} lost.",
        lang=lang,
        kept=change.n_kept,
        changed=len(change.changed),
        added=len(change.added),
        lost=len(change.lost),
    )


def lost_words(lost: Sequence[Thing]) -> str:
    """What a marked workbook would have lost, and on which sheets; of a sheet that is lost nothing more."""
    gone = {thing.sheet for thing in lost if thing.kind == "sheet"}
    lost = [thing for thing in lost if thing.kind == "sheet" or thing.sheet not in gone]
    parts = []
    for kind, words in KINDS.items():
        of_kind = [thing for thing in lost if thing.kind == kind]
        if not of_kind:
            continue
        sheets = ", ".join(f"“{title}”" for title in dict.fromkeys(thing.sheet for thing in of_kind) if title)
        told = say("returns", words)
        parts.append(
            say("returns", "{thing} (sheet {sheets})", thing=told, sheets=sheets) if sheets else told
        )
    return "; ".join(parts)


def message(answer: Answer, to: Addressed, *, attached: Attached, banner: str) -> str:
    """The whole message."""
    unit = to.unit or say("returns", "the unit that sent this file")
    parts = [banner] if banner else []
    parts += [say("returns", "To: {unit}", unit=unit), *summary_lines(answer, to), ""]
    findings = listed(answer.findings)
    new = set(answer.compared.new) if answer.compared else set()
    for number, finding in enumerate(findings[:MOST_TOLD], start=1):
        mark = f" [{say('returns', 'new')}]" if finding in new else ""
        where = f"{place_words(finding)}{_before(answer, finding)}"
        parts.append(f"{number}. {where}{mark}: {found_words(finding, to.names)}")
        parts.append(say("returns", "   What to do: {cure}", cure=finding.cure()))
    if len(findings) > MOST_TOLD:
        more = len(findings) - MOST_TOLD
        parts.append(say("returns", "… and {more} more, listed in the attached file.", more=more))
    if answer.compared is not None and answer.compared.solved:
        parts += ["", say("returns", "Solved since last time:")]
        parts += [
            f"- {place_words(finding)}: {found_words(finding, to.names)}"
            for finding in answer.compared.solved
            if finding.code not in PERSONS_MISSING
        ]
    parts += ["", _ending(answer, attached)]
    parts += _requests(answer, to, attached)
    return "\n".join(parts).rstrip() + "\n"


def _requests(answer: Answer, to: Addressed, attached: Attached) -> list[str]:
    """How to explain, until when to send again, whom to ask, and once who made the report."""
    told = []
    has_list = attached.marked or attached.listed
    if has_list and any(
        each.severity == WARNING and each.kind.is_confirmable for each in listed(answer.findings)
    ):
        told.append(
            say(
                "returns",
                "What is right as it stands: write why into the column “{column}” of the list, and it is not "
                "asked about again; your explanation is printed with the figure.",
                column=LIST_EXPLANATION,
            )
        )
        if attached.listed:
            told.append(say("returns", "Then send the list back too, beside your report."))
    if to.send_by is not None:
        told.append(say("returns", "Please send it again by the end of {day}.", day=format_date(to.send_by)))
    staying = {finding.code for finding in answer.compared.staying} if answer.compared else set()
    persons = [finding for finding in answer.findings if finding.code in PERSONS_MISSING]
    told += [f"{finding.text()} {finding.cure()}" for finding in persons if finding.code not in staying]
    if to.contact:
        told.append(say("returns", "Questions: {contact}.", contact=to.contact))
    return told


def _ending(answer: Answer, attached: Attached) -> str:
    if answer.outcome == RETURNED:
        return say("returns", "Please send the whole report again, with all answers filled in.")
    if attached.marked:
        return say(
            "returns",
            "Please open the attached file {attached}: the cells to correct are coloured and carry a "
            "comment; the first sheet lists them all, with links. Correct them, save and send the same file "
            "back.",
            attached=attached.marked,
        )
    if not attached.listed:
        return say("returns", "Please correct the file as written above and send it again.")
    if attached.original:
        told = say(
            "returns",
            "Your file goes back as you sent it ({original}), without marks. What is to be corrected is "
            "listed in the second file, {listed}. Please correct it in your own file and send that file "
            "again.",
            original=attached.original,
            listed=attached.listed,
        )
    else:
        told = say(
            "returns",
            "Your file is not sent back: it holds a program or links to other places. What is to be "
            "corrected is listed in the file {listed}. Please correct it in your own file and send that file "
            "again.",
            listed=attached.listed,
        )
    if not attached.lost:
        return told
    why = say("returns", "Marking it would have lost: {lost}.", lost=lost_words(attached.lost))
    return f"{told} {why}"
