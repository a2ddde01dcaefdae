"""The message that goes back to a unit with its workbook, to be pasted into a mail or Zalo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from papibook.data.intake.answers import Answer
from papibook.data.intake.compared import Compared
from papibook.data.intake.ledger import Receipt
from papibook.data.report.answers import Difference
from papibook.data.returns.inventory import KINDS, Thing
from papibook.ground.numbers import format_moment
from papibook.ground.texts import say
from papibook.model.findings import ERROR, NOTE, WARNING, Finding
from papibook.model.outcomes import RETURNED

MOST_TOLD = 30
"""Messages grow unreadable; the rest stands in the workbook."""

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


def worst_first(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Errors, then warnings, then notes, each in the order in which they were found."""
    return tuple(sorted(findings, key=lambda finding: _ORDER.index(finding.severity)))


def summary_lines(answer: Answer) -> list[str]:
    """Which report it is, what was found, what changed since the last one."""
    receipt = answer.receipt
    lines = []
    if receipt is not None:
        facts: dict[str, Any] = {
            "period": receipt.period_id or "?",
            "revision": receipt.revision,
            "receipt": receipt.receipt_id,
            "name": receipt.original_name or "?",
            "moment": format_moment(receipt.received_at),
        }
        lines.append(
            say(
                "returns",
                "Your report for {period} was received on {moment} as revision {revision} (receipt "
                "{receipt}, file “{name}”).",
                **facts,
            )
            if receipt.is_accepted
            else say(
                "returns", "Your file “{name}” was not taken over: {reason}", reason=receipt.reason, **facts
            )
            if receipt.outcome == RETURNED
            else say(
                "returns",
                "Your file “{name}”, received on {moment}, could not be accepted as a report (receipt "
                "{receipt}).",
                **facts,
            )
        )
    if receipt is not None and receipt.outcome == RETURNED:
        return [*lines, *(each.text() for each in answer.reasons)]
    severities = [finding.severity for finding in answer.findings]
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
    """What a marked workbook would have lost, and on which sheets."""
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


def message(answer: Answer, *, attached: Attached, banner: str) -> str:
    """The whole message."""
    to = answer.unit_name or say("returns", "the unit that sent this file")
    parts = [banner] if banner else []
    parts += [say("returns", "To: {unit}", unit=to), *summary_lines(answer), ""]
    findings = worst_first(answer.findings)
    new = set(answer.compared.new) if answer.compared else set()
    for number, finding in enumerate(findings[:MOST_TOLD], start=1):
        mark = f" [{say('returns', 'new')}]" if finding in new else ""
        where = f"{place_words(finding)}{_before(answer, finding)}"
        parts.append(f"{number}. {where}{mark}: {finding.text()}")
        parts.append(say("returns", "   What to do: {cure}", cure=finding.cure()))
    if len(findings) > MOST_TOLD:
        more = len(findings) - MOST_TOLD
        parts.append(say("returns", "… and {more} more, listed in the attached file.", more=more))
    if answer.compared is not None and answer.compared.solved:
        parts += ["", say("returns", "Solved since last time:")]
        parts += [f"- {place_words(finding)}: {finding.text()}" for finding in answer.compared.solved]
    parts += ["", _ending(answer, attached)]
    return "\n".join(parts).rstrip() + "\n"


def _ending(answer: Answer, attached: Attached) -> str:
    is_accepted = answer.receipt is not None and answer.receipt.is_accepted
    if answer.outcome == RETURNED:
        return say("returns", "Please send the whole report again, with all answers filled in.")
    if is_accepted and not any(finding.severity in (ERROR, WARNING) for finding in answer.findings):
        return say("returns", "Nothing has to be sent again. Thank you.")
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
