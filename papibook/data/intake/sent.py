"""A unit's report with what it holds of the units that report through it, checked as one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from papibook.data.report.answers import INFO, Answers, Key, answers_of
from papibook.data.report.carried import part_of, silent_units, strange_rows
from papibook.data.report.handed_out import is_as_handed_out
from papibook.data.report.merged import SentReport, check_merged
from papibook.data.report.places import Origin
from papibook.data.report.report import ReportRead, check_report, keeps_out_all
from papibook.data.report.rules import UnitRules
from papibook.data.report.sizes import Far, Figure, with_far
from papibook.data.report.tasks import Rows
from papibook.data.workbook.cells import Workbook
from papibook.model.findings import Finding
from papibook.model.layout import info_fields, part_fields

FarOf = Callable[[Rows, UnitRules, Origin], Mapping[Figure, Far]]
"""Which figures of these rows are far from what is usual."""


@dataclass(frozen=True)
class SentRead:
    """``own``: the sender's report; ``parts``: by name what it holds of each unit that reports through it."""

    own: ReportRead
    parts: Mapping[str, ReportRead]
    findings: tuple[Finding, ...]

    @property
    def whole(self) -> ReportRead:
        """All rows of all units."""
        whole = ReportRead()
        for read in (self.own, *self.parts.values()):
            whole.add(read)
        return whole

    @property
    def answers(self) -> Answers:
        """All that it says; what is of another unit than the sender says so."""
        return all_answers(self.own, self.parts)


def all_answers(own: ReportRead, parts: Mapping[str, ReportRead]) -> Answers:
    """The answers of the sender's report and of its parts, by name of the unit."""
    found = answers_of(own)
    for name, read in parts.items():
        found |= {_of_unit(name, key): text for key, text in answers_of(read).items()}
    return found


def _of_unit(name: str, key: Key) -> Key:
    kind, subject, column = key
    return (kind, name, f"{name}: {column}") if kind == INFO else (kind, f"{name}: {subject}", column)


def check_sent(
    sent: Sequence[SentReport], rules_of: Callable[[str], UnitRules], origin: Origin, far_of: FarOf
) -> SentRead:
    """What ``sent``, one workbook or several merged in their order, says of the sender and all its parts.

    ``rules_of``: what the report of a unit is checked against.
    """
    rules = rules_of(origin.unit_id)
    own = _check(sent, rules, origin, origin.unit_id, far_of) or ReportRead()
    parts: dict[str, ReportRead] = {}
    silent = []
    for unit_id, name in rules.carried.items() if not keeps_out_all(own.findings) else ():
        of_unit = replace(origin, unit_id=unit_id, of_unit=name)
        read = _check(sent, rules_of(unit_id), of_unit, origin.unit_id, far_of)
        if read is not None and (read.has_answers or read.has_information):
            parts[name] = read
        else:
            silent.append(unit_id)
    strange = [
        found
        for each in sent
        for found in strange_rows(each.workbook, rules, replace(origin, file=each.file))
    ]
    said = (read.findings for read in (own, *parts.values()))
    told = silent_units(silent, rules, origin) if own.has_answers or own.has_information or parts else []
    return SentRead(own, parts, (*(each for findings in said for each in findings), *strange, *told))


def _check(
    sent: Sequence[SentReport], rules: UnitRules, origin: Origin, sender: str, far_of: FarOf
) -> ReportRead | None:
    found = [(part_of(each.workbook, rules, sender), each.file) for each in sent]
    own = [SentReport(part, file) for part, file in found if part is not None]
    if not own:
        return None
    read = _checked(own, rules, origin)
    far = far_of(read.figures, rules, origin)
    return _checked(own, with_far(rules, far), origin) if far else read


def _checked(sent: Sequence[SentReport], rules: UnitRules, origin: Origin) -> ReportRead:
    return (
        check_report(sent[0].workbook, rules, origin) if len(sent) == 1 else check_merged(sent, rules, origin)
    )


def is_unchanged(workbook: Workbook, rules_of: Callable[[str], UnitRules], sender: str) -> bool:
    """Whether the form of ``sender`` came back as it was handed out, with all that it holds of others."""
    own = rules_of(sender)
    parts = [(part_of(workbook, own, sender), info_fields(own.identity.checklist))]
    for unit_id in own.carried:
        rules = rules_of(unit_id)
        parts.append((part_of(workbook, rules, sender), part_fields(rules.identity.checklist)))
    return is_as_handed_out([(part, lines) for part, lines in parts if part is not None])
