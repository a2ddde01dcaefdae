"""A deadline of the plan that its edition cannot meet is told, in check and at a build's end."""

from __future__ import annotations

import io
from datetime import date

import pytest
from projects import ROOT
from rich.console import Console

from papibook.cli.told.findings import show_check
from papibook.cli.told.show import show_summary
from papibook.data.given.plan import plan_folders
from papibook.data.given.plan_file import read_plan_file
from papibook.data.review.plan_warnings import plan_warnings
from papibook.ground.paths import Project
from papibook.model.plan import Deadline, Edition, PlanFile, find_edition
from papibook.model.tables import FINDINGS
from papibook.press.edition.record import BuildRecord, BuildSummary, read_record, write_record
from papibook.press.recipe.inputs import Inputs


def shipped(edition_id: str) -> Edition:
    plan: PlanFile = read_plan_file(plan_folders(Project(ROOT))[0] / "plan.yml")
    edition = find_edition(plan, edition_id)
    assert edition is not None
    return edition


def due(edition: Edition, on: date, rule: str) -> Edition:
    deadline = Deadline(
        id="X",
        item="IV",
        what="Báo cáo",
        from_whom="huyện",
        to_whom="tỉnh",
        on=on,
        rule=rule,  # type: ignore[arg-type]
    )
    return Edition(
        edition.period.model_copy(update={"deadlines": (deadline,)}), edition.revision, edition.data_closed_on
    )


def test_the_shipped_plan_asks_for_reports_before_they_can_be_made() -> None:
    (half,), (year,) = plan_warnings(shipped("2022-S1")), plan_warnings(shipped("2022"))
    assert "Sở Nội vụ tỉnh Sơn La chậm nhất hết ngày 04/6/2022" in half.text()
    assert "hết ngày 08/6/2022 mới ngừng nhận" in half.text()
    assert "04/12/2022" in year.text()


@pytest.mark.parametrize(
    ("on", "rule", "n"),
    [
        (date(2022, 6, 9), "not_later_than", 0),
        (date(2022, 6, 9), "before", 1),
        (date(2022, 6, 8), "not_later_than", 1),
        (date(2022, 6, 10), "before", 0),
    ],
)
def test_a_report_can_be_sent_on_the_day_after_closing_at_the_earliest(on: date, rule: str, n: int) -> None:
    assert len(plan_warnings(due(shipped("2022-S1"), on, rule))) == n


def test_a_later_revision_is_no_news() -> None:
    edition = shipped("2022-S1")
    assert plan_warnings(Edition(edition.period, 1, date(2022, 7, 1))) == ()


def test_check_tells_it_and_counts_it_as_a_warning() -> None:
    said = io.StringIO()
    has_errors = show_check(
        Console(file=said, width=400), FINDINGS.empty(), plan_warnings(shipped("2022-S1")), "2022-S1", "vi"
    )
    assert not has_errors
    assert "không thể gửi đúng hạn" in said.getvalue()
    assert "2022-S1: 0 lỗi, 1 cảnh báo, 0 lưu ý." in said.getvalue()


def test_a_build_tells_it_at_its_end_and_again_from_its_record(tmp_path) -> None:  # type: ignore[no-untyped-def]
    project = Project(tmp_path)
    home = project.edition("2022-S1")
    home.mkdir(parents=True)
    findings = dict.fromkeys(("error", "warning", "note"), 0)
    summary = BuildSummary(
        "2022-S1", 1, 1, "a.pdf", 1, 1, 1, findings, plan_warnings=plan_warnings(shipped("2022-S1"))
    )
    write_record(BuildRecord(Inputs("2022-S1", {}, {}, {}), summary, {}, {}, {}), home)
    kept = read_record(project, "2022-S1")
    assert kept is not None
    for told in (summary, kept.summary):
        said = io.StringIO()
        show_summary(Console(file=said, width=400), told, project, [], "vi")
        assert "Sở Nội vụ tỉnh Sơn La chậm nhất hết ngày 04/6/2022" in said.getvalue()
