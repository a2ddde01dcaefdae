"""An edition of which no report was accepted: what its pages say is true, and says nothing of work done."""

from __future__ import annotations

import re

import pandas as pd
from test_filling import BY_DIMENSION
from views_frames import (
    dimensions,
    district_figures,
    edition,
    figure,
    figures,
    indicators,
    obligation,
    obligations,
    reports,
    tasks,
    units,
)

from papibook import measures as m
from papibook import views as v
from papibook.model.tables import (
    DISTRICT_FIGURES,
    FINDINGS,
    RECEIPTS,
)
from papibook.views.common.display import Html

IDS = ("xa-a", "xa-b", "xa-c")
NOTHING = "Chưa tiếp nhận được báo cáo nào."


def due() -> pd.DataFrame:
    rows = obligations(*({**obligation("T1.1-01", "not_reported"), "unit_id": unit_id} for unit_id in IDS))
    return rows.assign(is_unsent=True)


def none_sent() -> pd.DataFrame:
    silent = reports()
    return silent.assign(report_status="not_reported", days_late=pd.NA, revision=pd.NA)


def text(view: object) -> str:
    assert isinstance(view, Html)
    return re.sub(r"<[^>]+>", "", view.html)


def headline() -> m.Headline:
    return m.headline(due(), none_sent(), DISTRICT_FIGURES.empty(), edition())


def test_the_cover_says_first_that_no_report_has_come_and_until_when_they_are_due() -> None:
    none = BY_DIMENSION.iloc[:0]
    said = v.sentence("{few} {verdict}", v.verdict_facts(headline(), none, dimensions(), edition())).html
    assert said.startswith(
        "<p>Chưa tiếp nhận được báo cáo nào của các đơn vị; hạn gửi báo cáo: hết ngày 02/6/2022."
    )
    whole = v.district_facts(due(), none_sent(), units(), edition())
    assert "hạn gửi báo cáo: hết ngày 02/6/2022" in v.sentence("{few}{n_counted}", whole, look="lead").html


def test_the_cover_counts_nothing_as_overdue_or_done() -> None:
    assert v.sentence("Xem toàn bộ {n_overdue}", v.overdue_link_facts(headline()), link="overdue").html == ""
    assert NOTHING in v.worst_three(due(), tasks(), units(), edition()).html
    cards = text(v.headline_cards(headline(), edition()))
    assert "3 đầu việc đến hạn, chưa có báo cáo" in cards
    assert "0 trong" not in cards


def test_no_chart_and_no_list_says_that_nothing_is_overdue() -> None:
    bars = v.dimension_status_bars(due(), units(), dimensions(), edition(), "communes")
    assert getattr(bars, "title", "").endswith("chưa có báo cáo về 3 đầu việc")
    facts = v.overdue_facts(due(), tasks(), units(), edition())
    said = text(v.sentence("{n_overdue}", facts))
    assert "Không có đầu việc quá hạn" not in said
    assert "Chưa biết kết quả của 3 đầu việc đến hạn" in said
    for listed in (
        v.overdue_table(due(), tasks(), units(), edition()),
        v.not_done_table(due(), tasks(), units(), edition()),
    ):
        assert isinstance(listed, Html)
        assert NOTHING in listed.html


def test_no_target_is_called_missing_where_only_the_figure_is() -> None:
    unknown = district_figures().assign(obs_value=float("nan"), target_status="none", n_units=0)
    unknown = DISTRICT_FIGURES.coerce(unknown)
    gaps = m.target_gaps(unknown, indicators())
    table = v.headline_indicators(
        unknown,
        pd.DataFrame(columns=["period_id", "indicator_id", "previous", "change", "direction_of_change"]),
        indicators(),
        dimensions(),
        gaps,
        units(),
        edition(),
    )
    assert table.caption == "Chỉ tiêu được giao; chưa chỉ tiêu nào có số liệu"
    assert "chưa giao chỉ tiêu" not in table.html


def test_files_that_are_not_there_are_not_called_faultless() -> None:
    found = v.finding_facts(FINDINGS.empty(), none_sent(), edition())
    assert NOTHING in v.sentence("{n_errors}", found).html
    assert (
        "Chưa nhận được tệp nào."
        in v.sentence("{n_files_refused}", v.receipt_facts(RECEIPTS.empty(), edition())).html
    )
    silent = figures(*(figure("I101", float("nan"), unit_id, obs_status="not_reported") for unit_id in IDS))
    missing = v.missing_figures_table(silent, indicators(), units())
    assert isinstance(missing, Html)
    assert NOTHING in missing.html
