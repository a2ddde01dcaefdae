"""The report of a unit that is in use, read: one file, or one with those that were merged into it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from papibook.data.edition.receipt import Receipt
from papibook.data.report.carried import part_of, strange_rows
from papibook.data.report.merged import SentReport, check_merged
from papibook.data.report.places import Origin
from papibook.data.report.report import ReportRead, check_report, open_report
from papibook.data.report.rules import UnitRules
from papibook.data.report.sizes import Far, Figure, own_figures, with_far
from papibook.data.report.tasks import Rows
from papibook.data.workbook.cells import Workbook
from papibook.ground.paths import Project
from papibook.model.findings import Finding


def read_in_use(
    project: Project, lines: Sequence[Receipt], rules: UnitRules, read: Callable[[Path], Workbook]
) -> ReportRead:
    """The report that ``lines`` (papibook.data.edition.receipt.in_use) are, from the copies of what was sent.

    A file that cannot be read is a finding; what was merged into it, or it into, is then left out with it.
    Where ``rules`` are of a unit that reports through the sender, only its part is read.
    """
    sent, unreadable, strange = [], [], list[Finding]()
    for line in lines:
        origin = origin_of(line, lines, rules)
        opened = open_report(project.root / PurePosixPath(line.file), origin, read)
        if isinstance(opened, Finding):
            unreadable.append(opened)
        elif (part := part_of(opened, rules, line.unit_id)) is not None:
            sent.append(SentReport(part, line.file))
            strange += strange_rows(opened, rules, origin)
    if unreadable:
        return ReportRead(findings=[] if origin.of_unit else unreadable)
    if not sent:
        return ReportRead()
    origin = origin_of(lines[-1], lines, rules)
    found = (
        check_report(sent[0].workbook, rules, origin) if len(sent) == 1 else check_merged(sent, rules, origin)
    )
    found.findings += strange
    return found


def read_strictly(
    project: Project,
    lines: Sequence[Receipt],
    rules: UnitRules,
    read: Callable[[Path], Workbook],
    far_of: Callable[[Rows, Mapping[Figure, float]], Mapping[Figure, Far]],
) -> ReportRead:
    """As :func:`read_in_use`, without figures far from what is usual.

    ``far_of``: which figures of these rows are, by what the unit had reported before. Of a merged report each
    file is held against the ones before it.
    """
    found, own = ReportRead(), dict[Figure, float]()
    for count in range(1, len(lines) + 1):
        found = read_in_use(project, lines[:count], rules, read)
        if far := far_of(found.figures, own):
            rules = with_far(rules, far)
            found = read_in_use(project, lines[:count], rules, read)
        own = own_figures(found.figures)
    return found


def origin_of(line: Receipt, lines: Sequence[Receipt], rules: UnitRules) -> Origin:
    """Whose report ``line``, one of ``lines`` that are in use together, is for the unit of ``rules``."""
    is_given = any(each.is_given for each in lines)
    if rules.through == line.unit_id:
        return Origin(rules.unit_id, line.period_id, line.file, is_given=is_given, of_unit=rules.unit_name)
    return Origin(line.unit_id, line.period_id, line.file, is_given=is_given)
