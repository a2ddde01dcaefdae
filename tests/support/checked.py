"""A report as papibook reads it by itself, without an intake: quick enough for hundreds of cases."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from forms import Form, good_form, make_project
from handed_in import form_bytes

from papibook.data.given.plan import read_plan
from papibook.data.given.reference import read_reference
from papibook.data.report import ReportRead, UnitRules, check_report, rules_by_unit
from papibook.data.report.places import Origin
from papibook.data.workbook.cells import workbook_of


@cache
def _rules(period_id: str) -> dict[str, UnitRules]:
    project = make_project(Path(mkdtemp(prefix="papibook-checked-")))
    plan = read_plan(project)
    period = plan.file.period(period_id)
    assert period is not None
    return rules_by_unit(plan, read_reference(project), period, None)


def checked(content: Form | bytes, folder: Path, unit_id: str = "xa-a") -> ReportRead:
    """What is read of a report for the half-year, and its findings."""
    data = form_bytes(content, folder) if isinstance(content, Form) else content
    return check_report(workbook_of(data), _rules("2022-S1")[unit_id], Origin(unit_id, "2022-S1", "a.xlsx"))


def changed(change: Callable[[Form], object], folder: Path) -> ReportRead:
    """What is read of a good report that was changed."""
    form = good_form("xa-a")
    change(form)
    return checked(form, folder)


def row_of(read: ReportRead, subject: str) -> dict[str, object]:
    """The row of that task or indicator."""
    return next(
        row
        for row in (*read.tasks, *read.figures)
        if subject in (row.get("task_id"), row.get("indicator_id"))
    )


def told(read: ReportRead) -> list[tuple[str, str]]:
    """Code and cell of each finding."""
    return [(finding.code, finding.cell) for finding in read.findings]
