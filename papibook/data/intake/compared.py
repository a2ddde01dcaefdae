"""What became of the findings of a unit's report in its next revision: solved, staying, new."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from papibook.ground.vietnamese import fold
from papibook.model.findings import Finding


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
    """The findings of both reports, each once."""
    old = {_thing(finding): finding for finding in earlier}
    found = [(_thing(finding), finding) for finding in later]
    now = {thing for thing, _ in found}
    return Compared(
        before,
        tuple(finding for thing, finding in old.items() if thing not in now),
        tuple(finding for thing, finding in found if thing in old),
        tuple(finding for thing, finding in found if thing not in old),
    )


def _thing(finding: Finding) -> tuple[str, ...]:
    """What a finding is about, wherever rows have moved to and whatever stands there now."""
    if finding.subject_id:
        part = finding.cell.rstrip("0123456789")
    elif finding.code.startswith("column."):
        part = finding.values.get("header", "")
    else:
        part = finding.values.get("label") or finding.cell
    return (finding.code, fold(finding.sheet), finding.subject_id, part, finding.values.get("other", ""))
