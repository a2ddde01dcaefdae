"""Out, filled in, received, returned, mended, received again: with the office suite at the clerk's end."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from clerk import entries
from projects import copy_project
from suite import Office
from test_form_in_office import Quiet

from papibook.data.forms.write import form_name, write_forms
from papibook.data.given.plan import read_plan
from papibook.data.given.reference import read_reference
from papibook.data.intake.answers import ACCEPTED, Answer
from papibook.data.intake.examine import open_context
from papibook.data.intake.intake import HandIn, receive
from papibook.data.returns.write import write_returns
from papibook.ground.paths import Project
from papibook.model.layout import FIGURES_SHEET

pytestmark = [pytest.mark.slow, pytest.mark.office]

UNIT, PERIOD = "xa-chieng-son", "2022-S1"


def hand_in(project: Project, file: Path, moment: datetime) -> Answer:
    """What ``papibook receive FILE`` does."""
    answers = receive(project, [file], HandIn(moment))
    desk = open_context(project, read_plan(project), read_reference(project))
    (answer,) = write_returns(desk, answers, lambda done, total: None)
    return answer


def test_a_mended_report_is_the_next_revision(office: Office, tmp_path: Path) -> None:
    project = Project(copy_project(tmp_path / "project"))
    shutil.rmtree(project.submissions)
    shutil.rmtree(project.inbox)
    for rules in project.root.glob("data/**/rules.csv"):
        rules.unlink()  # what is typed is arbitrary and would contradict itself
    write_forms(project, PERIOD, tmp_path / "forms", (UNIT,), Quiet())
    form = tmp_path / "forms" / form_name(UNIT, PERIOD)
    asked = [entry for entry in entries(form) if entry.typed]
    wrong = next(entry for entry in asked if entry.column == "numerator")
    typed = [[entry.sheet, entry.cell, "2000" if entry == wrong else entry.typed] for entry in asked]
    sent = tmp_path / "sent.xlsx"
    took, _ = office.work(form, ["type", typed], ["save", str(sent), "xlsx"])
    assert all(took)

    first = hand_in(project, sent, datetime(2022, 6, 1, 9))
    assert first.outcome == ACCEPTED
    assert first.receipt is not None
    assert first.receipt.revision == 1
    (finding,) = first.findings
    assert (finding.code, finding.sheet, finding.cell) == (
        "figure.numerator_exceeds_denominator",
        FIGURES_SHEET,
        wrong.cell,
    )

    workbook, text = (project.root / name for name in first.returned)
    message = text.read_text(encoding="utf-8-sig")
    assert FIGURES_SHEET in message
    assert f"ô {wrong.cell}" in message
    mended = tmp_path / "mended.xlsx"
    sheets, before, took, _ = office.work(
        workbook,
        ["sheets"],
        ["cells", FIGURES_SHEET],
        ["type", [[wrong.sheet, wrong.cell, wrong.typed]]],
        ["save", str(mended), "xlsx"],
    )
    marked = {cell["at"]: cell for cell in before}[wrong.cell]
    unmarked = next(cell for cell in before if cell["kind"] != "empty" and not cell["comment"])
    assert "→ Kiểm tra lại cả hai số" in marked["comment"]
    assert marked["colour"] != unmarked["colour"]
    assert len([cell for cell in before if cell["comment"]]) == 1
    assert sheets[0][0] == "Nội dung cần sửa"
    assert all(took)

    second = hand_in(project, mended, datetime(2022, 6, 2, 9))
    assert second.outcome == ACCEPTED
    assert second.receipt is not None
    assert second.receipt.revision == 2
    assert second.findings == ()
    assert second.compared is not None
    assert [solved.code for solved in second.compared.solved] == [finding.code]
    assert (second.compared.staying, second.compared.new) == ((), ())
