"""What became of the findings of a unit's report in its next revision: solved, staying, new."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from papibook.ground.vietnamese import fold
from papibook.model.findings import BLANK_SHEET, NO_ANSWER, OF_UNIT, Finding


@dataclass(frozen=True)
class Compared:
    """Two revisions side by side.

    ``before``: the receipt that the later one is compared with. ``solved`` are findings of the earlier
    report, ``staying`` and ``new`` of the later one.
    """

    before: str
    solved: tuple[Finding, ...]
    staying: tuple[Finding, ...]
    new: tuple[Finding, ...]


def compare(before: str, earlier: Iterable[Finding], later: Iterable[Finding]) -> Compared:
    """The findings of both reports, each once.

    What is still missing of a sheet that was all blank is not new.
    """
    old = {_thing(finding): finding for finding in earlier}
    blank = {fold(finding.sheet) for finding in old.values() if finding.code == BLANK_SHEET}
    found = [(_thing(finding), finding) for finding in later]
    known = {
        thing
        for thing, each in found
        if thing in old or (fold(each.sheet) in blank and each.code in NO_ANSWER)
    }
    now = {thing for thing, _ in found}
    return Compared(
        before,
        tuple(finding for thing, finding in old.items() if thing not in now),
        tuple(finding for thing, finding in found if thing in known),
        tuple(finding for thing, finding in found if thing not in known),
    )


def _thing(finding: Finding) -> tuple[str, ...]:
    """What a finding is about, wherever rows have moved to and whatever stands there now."""
    if finding.subject_id:
        part = finding.cell.rstrip("0123456789")
    elif finding.code.startswith("column."):
        part = finding.values.get("header", "")
    else:
        part = finding.values.get("label") or finding.cell
    unit, other = (finding.values.get(name, "") for name in (OF_UNIT, "other"))
    return (finding.code, fold(finding.sheet), unit, finding.subject_id, part, other)
