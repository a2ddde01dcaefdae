"""Why something that was handed in is no accepted report; said in the ``intake`` catalogue.

What is wrong inside a workbook is a finding (papibook.model.findings). These reasons are about the file as
a whole, and about what only the office can answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from papibook.ground.texts import say

MESSAGES = {
    "file.too_large": "It is larger than {limit} MB and was not kept. Ask the sender for the workbook alone, "
    "without pictures.",
    "file.cannot_open": "It cannot be opened ({cause}) and was not kept.",
    "folder.cannot_open": "The folder cannot be opened ({cause}); nothing in it was taken in.",
    "file.no_file": "It is no ordinary file and was not opened.",
    "file.link": "It is a link to another place and was not followed. Name the file itself.",
    "file.leftover": "A leftover of a program or of the system, no report. It was not kept.",
    "file.note": "A text file beside the reports, no report. It was not kept.",
    "file.too_early": "It would have been received on {day}, before the period {period} began. Give the "
    "right moment with --received-at.",
    "file.arrival_unknown": "It lies among the reports as revision {revision} of {unit}, but its receipt was "
    "lost, and nothing says when it came. Hand it in again with --received-at.",
    "file.program_fault": "The program itself failed on this file ({fault}). The file is kept; tell whoever "
    "maintains papibook.",
    "archive.damaged": "The ZIP file is damaged. Ask the sender to send it again.",
    "archive.encrypted": "The ZIP file is protected by a password. Unpack it and hand in the files.",
    "archive.too_many": "The ZIP file holds more than {limit} files. Unpack it and hand in the folder.",
    "archive.too_dense": "The ZIP file unpacks to far more data than reports hold. It was not unpacked.",
    "archive.nested": "It is a ZIP file inside a ZIP file. Unpack it and hand in the files.",
    "archive.empty": "There is no file in it.",
    "report.nothing_to_read": "Neither its tasks nor its figures can be read.",
    "report.blank": "It is a form in which nothing has been filled in: no task and no figure has an answer. "
    "Ask the sender for the filled-in file.",
    "report.unchanged": "It is the form as it was handed out: what stands in it had been reported before, "
    "and nothing was filled in or changed. Ask the sender for the filled-in file.",
    "report.list": "It is a list that had gone back, with {n} explanations. They are read beside the unit's "
    "report.",
    "report.list_unfilled": "It is a list that had gone back, in which nothing is explained; the report "
    "itself is not in it. Ask the sender for the corrected report.",
    "unit.unclear": "It does not say which unit's report it is. Ask the sender, then add --unit.",
    "unit.unknown": "It names “{found}” as its unit, which is no unit that reports. Ask the sender, then "
    "add --unit.",
    "unit.through": "It is the report of {found}, which reports through {through}. Nothing of it was taken "
    "in: its answers belong into the rows of {found} in the form of {through}.",
    "unit.suggested": "It names “{found}” as its unit, which is no unit that reports. Perhaps {names} is "
    "meant. Make sure, then add {options}.",
    "unit.in_sheet": "Its form was made for {wanted}, but the sheet “{sheet}” is headed “{found}” "
    "({cell}): perhaps a sheet of another unit's report. Ask the sender; if it is that of {wanted}, add "
    "{unit_option}.",
    "unit.rows": "Its form was made for {wanted}, but the sheet “{sheet}” holds rows that this unit does"
    " not report ({ids}); they are those of {found}. Ask the sender; if it is the report of {wanted}, add"
    " {unit_option}.",
    "unit.file_name": "Its form was made for {wanted}, but the file's name is “{found}”. Ask the sender;"
    " if it is the report of {wanted}, add {unit_option}.",
    "unit.sender": "Its form was made for {wanted}, but it came from “{found}”. Ask the sender; if it is"
    " the report of {wanted}, add {unit_option}.",
    "period.in_sheet": "Its form was made for the period {name}, but the sheet “{sheet}” is headed "
    "“{found}” ({cell}): perhaps a sheet of another period's report. Ask the sender; if it is for {name},"
    " add {period_option}.",
    "period.plan_in_sheet": "The sheet “{sheet}” is headed “{found}” ({cell}), another plan than its "
    "form's. Ask the sender; if it belongs to this report for {name}, add {period_option}.",
    "period.rows": "Its form was made for the period {name}, but the sheet “{sheet}” has the rows of the"
    " form for {found} ({ids}). Ask the sender; if it is for {name}, add {period_option}.",
    "period.file_name": "Its form was made for the period {name}, but the file's name is “{found}”. Ask "
    "the sender; if it is for {name}, add {period_option}.",
    "period.not_ended": "It is the report for {name}, which ends on {ends}, but it came on {day}. "
    "Perhaps the wrong form was filled in. Ask the sender; if it is for {name}, add {period_option}.",
    "unit.contradicted": "Its form was made for {wanted}, but it names “{found}” as its unit. Ask the "
    "sender: if it is the report of {wanted}, add {options}; if not, the unit must fill in its own form.",
    "period.unclear": "It does not say for which period it is. Look into it, then add {options}.",
    "period.unknown": "It names “{found}” as its period, which plan.yml does not know. Look into it, then "
    "add {options}.",
    "period.foreign": "Its form is for the period {found}, which plan.yml does not know ({known}). Ask the "
    "sender to fill in the right form.",
    "period.other_named": "Its form was made for {wanted}, but it names “{found}” as its period. Ask "
    "the sender: if it is for {wanted}, add {options}; if not, the right form must be filled in.",
    "period.contradicted": "It says that it is for {found}, not for {wanted}. Ask the sender for the right "
    "form.",
    "revision.earlier": "It came before revision {revision} (received on {moment}), which stays in use.",
    "revision.loses": "It leaves {lost} answers empty that revision {revision} has: {tasks} tasks, {figures} "
    "indicators, {info} lines of the information sheet ({which}). Nothing was replaced; revision {revision} "
    "stays in use. A text that is to be empty is written “Không có”.",
    "revision.together": "It came together with {names}, from the same unit for the same period, and nobody "
    "knows which is the later one. None of them was taken over.",
}
"""By code; the codes also stand in the receipts."""

NOT_ASKED = ("unit.through", "period.foreign", "period.contradicted", "revision.earlier")
ASKED = ("unit.", "period.", "revision.")
"""How the codes begin for which a file waits until the office has decided; the others refuse the file."""


@dataclass(frozen=True)
class Reason:
    """One of MESSAGES with its facts; ``cause`` may itself be a text of the ``errors`` catalogue."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict, hash=False)

    @property
    def is_asked(self) -> bool:
        """Whether the office must decide."""
        return self.code.startswith(ASKED) and self.code not in NOT_ASKED

    def text(self, lang: str = "vi") -> str:
        facts = dict(self.facts)
        if isinstance(cause := facts.get("cause"), str):
            facts["cause"] = say("errors", cause, lang=lang)
        return say("intake", MESSAGES[self.code], lang=lang, **facts)


def reason(code: str, **facts: object) -> Reason:
    """``reason("file.too_large", limit=250)`` as a :class:`Reason`."""
    return Reason(code, facts)
