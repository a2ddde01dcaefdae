"""Numbers that the office's commentary quotes: which can be figures, which the data give, which moved."""

from __future__ import annotations

import pandas as pd
import pytest
from views_frames import (
    communes_figures,
    dimensions,
    district_figures,
    edition,
    indicators,
    obligation,
    obligations,
    reports,
    tasks,
    units,
)

from papibook import measures as m
from papibook.measures.counted import Counted
from papibook.model.tables import (
    CHECKLIST_ANSWERS,
    COMMENTARY,
    DISTRICT_CHANGES,
    EDITION,
    FINDINGS,
    KEPT_QUOTES,
    RECEIPTS,
    REMARKS,
)
from papibook.views.common.display import Table
from papibook.views.quoted import (
    Frames,
    commentary_problems,
    fill_commentary,
    judge_commentary,
    quoted_table,
    quotes_to_keep,
)
from papibook.views.quoted.numbers import quoted_in


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch số 426/KH-UBND ngày 18/02/2022, Nghị định số 13/2018/NĐ-CP",
        "Thực hiện Kế hoạch số 48 của tỉnh; Nghị quyết số 12",
        "ngày 05 tháng 6 năm 2022, đến 31/5/2022, tháng 8, quý 3, năm 2022, giai đoạn 2021-2025",
        "trước 05/6, 6 tháng đầu năm, 06 tháng/lần, từ giữa tháng 8",
        "mục 1.1, giải pháp 2.3 và 2.4, Điều 12, khoản 3, nội dung 8, mức độ 3, 4, phụ lục 2, lần 1",
        "1. Một\n2) Hai\n### 3. Ba",
        "nhiệm vụ T1.1-02, chỉ tiêu I207, 4G, họp lúc 14 giờ 30, trực 24/7",
        "xem https://example.vn/2022/12 hoặc 0912345678",
    ],
)
def test_days_years_documents_and_items_are_no_figures(text: str) -> None:
    assert [each.written for each in quoted_in(text)] == []


def test_numbers_are_read_with_what_they_count() -> None:
    text = "Có 1.234 lượt, 12/15 đơn vị, 66,7% (tăng 2,5 điểm phần trăm)\n3 đầu việc, 61 ngày; {n_overdue}"
    read = [(each.line, each.written, each.value, each.kind or each.hole) for each in quoted_in(text)]
    assert read == [
        (1, "1.234", 1234.0, ""),
        (1, "12", 12.0, "unit"),
        (1, "15", 15.0, "unit"),
        (1, "66,7%", 66.7, "percent"),
        (1, "2,5", 2.5, "points"),
        (2, "{n_overdue}", 0.0, "n_overdue"),
        (2, "3", 3.0, "obligation"),
        (2, "61", 61.0, "day"),
    ]


def frames(n_late: int = 1) -> Frames:
    owed = obligations(
        obligation("T1.2-01", "done_on_time", "xa-a"),
        *(obligation("T1.2-01", "overdue", unit, days_late=16) for unit in ("xa-b", "xa-c")[:n_late]),
    )
    counted = Counted(
        edition=EDITION.from_records([vars(edition())]),
        obligations=owed,
        figures=communes_figures(),
        reports=reports(),
        remarks=REMARKS.empty(),
        checklist_answers=CHECKLIST_ANSWERS.empty(),
        findings=FINDINGS.empty(),
        receipts=RECEIPTS.empty(),
        district_figures=district_figures(),
        district_standing=m.standing(owed, ("period_id", "dimension_id")),
        district_changes=DISTRICT_CHANGES.empty(),
    )
    return Frames(counted, dimensions(), indicators(), units(), tasks())


def words(text: str, place: str = "dimension-1") -> pd.DataFrame:
    return COMMENTARY.from_records([{"period_id": "2022-S1", "place": place, "markdown": text}])


def judged(text: str, kept: pd.DataFrame | None = None, place: str = "dimension-1") -> pd.DataFrame:
    return judge_commentary(words(text, place), KEPT_QUOTES.empty() if kept is None else kept, frames())


def statuses(quotes: pd.DataFrame) -> dict[str, str]:
    return dict(zip(quotes["written"], quotes["status"], strict=True))


@pytest.mark.parametrize("place", ["dimension-1", "district", "cover"])
def test_a_number_is_a_figure_of_its_page_as_it_is_shown(place: str) -> None:
    text = "1 đầu việc quá hạn 16 ngày; kiến nghị được trả lời 75%, mức giao 80,0%; 3.045 lượt; 12,3%; 7 xã"
    assert statuses(judged(text, place=place)) == {
        "1": "found",
        "16": "found",
        "75%": "found",
        "80,0%": "found",
        "3.045": "found",
        "12,3%": "unknown",
        "7": "unknown",
    }


def test_figures_of_another_dimension_are_not_those_of_the_page() -> None:
    assert statuses(judged("75,0%", place="dimension-2")) == {"75,0%": "unknown"}


def test_a_figure_of_one_unit_counts_where_the_line_names_it() -> None:
    assert statuses(judged("Xã C đạt 100,0%")) == {"100,0%": "found"}
    assert statuses(judged("Cả huyện đạt 100,0%")) == {"100,0%": "unknown"}


def test_what_is_no_figure_is_told_with_file_line_and_the_nearest() -> None:
    (told,) = commentary_problems(judged("Một dòng.\n\nĐạt 74,0% yêu cầu"))
    assert told.text("vi").startswith(
        "data/commentary/2022-S1/dimension-1.md, dòng 3: trang này không có số liệu nào là “74,0%”. "
        "Gần nhất: Tỷ lệ kiến nghị được trả lời 75,0%; "
    )


def test_holes_take_the_values_of_their_page_and_a_wrong_name_is_told() -> None:
    filled = fill_commentary(words("Có {n_overdue} đầu việc quá hạn, {n_overdo}"), frames())
    assert filled["markdown"].iloc[0] == "Có 1 đầu việc quá hạn, {n_overdo}"
    (told,) = commentary_problems(judged("Có {n_overdue} đầu việc quá hạn, {n_overdo}"))
    assert "“n_overdo”" in told.text("vi")
    assert "n_overdue" in told.text("vi")


TEXT = "Còn 1 đầu việc quá hạn, tức {n_overdue} việc."


def test_an_unchanged_text_whose_figures_moved_is_told_as_stale() -> None:
    first = judge_commentary(words(TEXT), KEPT_QUOTES.empty(), frames())
    kept = quotes_to_keep(words(TEXT), KEPT_QUOTES.empty(), first)
    assert statuses(judge_commentary(words(TEXT), kept, frames())) == {"1": "found", "{n_overdue}": "found"}
    moved = judge_commentary(words(TEXT), kept, frames(n_late=2))
    assert statuses(moved)["{n_overdue}"] == "moved"
    told = [each.text("vi") for each in commentary_problems(moved)]
    assert any("khi viết là 1, nay là 2" in each for each in told)
    assert quotes_to_keep(words(TEXT), kept, moved).equals(kept), "stale until the text is changed"
    changed = words(TEXT.replace("Còn 1", "Còn 2"))
    anew = judge_commentary(changed, kept, frames(n_late=2))
    assert set(anew["status"]) == {"found"}
    assert set(quotes_to_keep(changed, kept, anew)["value"]) == {"2"}


def test_a_number_that_another_figure_has_by_now_has_moved_all_the_same() -> None:
    text = "Hoàn thành đúng hạn 1 trong 2 đầu việc, 50,0% là tỷ lệ của xã B"
    first = judge_commentary(words(text), KEPT_QUOTES.empty(), frames())
    kept = quotes_to_keep(words(text), KEPT_QUOTES.empty(), first)
    moved = judge_commentary(words(text), kept, frames(n_late=2))
    assert statuses(moved)["2"] == "moved"


def test_the_quality_page_shows_what_is_to_be_looked_at_and_else_nothing() -> None:
    assert quoted_table(judged("75,0%"), heading="Số nêu trong nhận xét").parts == ()
    _, table = quoted_table(judged("74,0%"), heading="Số nêu trong nhận xét").parts
    assert isinstance(table, Table)
    assert "dimension-1.md, dòng 1" in table.html
    assert "gần nhất: Tỷ lệ kiến nghị được trả lời 75,0%" in table.html
