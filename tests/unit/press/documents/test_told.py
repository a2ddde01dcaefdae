"""What a report says of figures, by rules: on small frames, and on a ward that nobody has reported to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pytest
from forms import make_project
from views_frames import (
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

from papibook.data.edition.dataset import read_dataset
from papibook.demo.write import write_demo
from papibook.ground.paths import Project
from papibook.ground.shipped import own_or_shipped
from papibook.measures import headline, standing, standing_changes
from papibook.measures.counted import count_all
from papibook.measures.remarks import difficulties_of_undone
from papibook.model.figures import About
from papibook.model.inline import Inline, text_of
from papibook.model.tables import COMMENTARY, DISTRICT_CHANGES, DISTRICT_FIGURES, REMARKS
from papibook.press.documents.compose import body_of
from papibook.press.documents.content import Paragraph
from papibook.press.documents.head import first_template, head_of
from papibook.press.documents.outline import Each, Line, holes_of, read_outline
from papibook.press.documents.told import RUNNING, Told, told_of
from papibook.press.documents.told_figures import known_figures, move_entry, target_entries
from papibook.press.documents.told_office import office_lists, office_words
from papibook.press.documents.told_unsaid import unsaid_entries
from papibook.press.documents.told_work import (
    blocked_entries,
    cause_entries,
    names_said,
    next_entries,
    overdue_entries,
    proposal_entries,
)
from papibook.press.edition.freeze import freeze
from tests.support.ward import PERIOD, ward_project

ABOUT = About("2022-S1", subject="dimension:1")


def said(entries: Iterable[Inline]) -> list[str]:
    return [text_of(entry) for entry in entries]


def remarks(*rows: tuple[str, str, str, str | None]) -> pd.DataFrame:
    return REMARKS.from_records(
        [
            {
                "period_id": "2022-S1",
                "unit_id": unit,
                "kind": kind,
                "text": text,
                "task_id": task,
                "dimension_id": "1",
            }
            for unit, kind, text, task in rows
        ]
    )


OWED = obligations(
    obligation("T1.2-01", "overdue", "xa-a", days_late=16),
    obligation("T1.2-01", "overdue", "xa-b", days_late=16),
    obligation("T1.2-01", "done_on_time", "xa-c"),
    obligation("T1.1-01", "not_done_in_period", "xa-a"),
)
LACK = "Thiếu kinh phí."
REMARKED = remarks(
    ("xa-a", "difficulty", LACK, "T1.2-01"),
    ("xa-b", "difficulty", "thiếu kinh phí", "T1.2-01"),
    ("xa-a", "difficulty", "Địa bàn rộng", "T1.1-01"),
)


def test_who_is_late_is_said_with_the_day_since_when() -> None:
    (entry,) = said(overdue_entries(OWED, tasks(), units(), edition(), "dimension:1"))
    assert entry == (
        "Nhiệm vụ “Kiểm tra quy chế” quá hạn 16 ngày (hạn 15/5/2022), chưa hoàn thành tại: xã A, xã B."
    )
    assert said(overdue_entries(OWED.iloc[:0], tasks(), units(), edition(), "dimension:1")) == []


def test_what_blocks_a_task_is_said_with_how_many_units_say_so() -> None:
    explained = difficulties_of_undone(REMARKED, OWED)
    (entry,) = said(blocked_entries(explained, OWED, tasks(), edition()))
    assert entry == (
        "Nhiệm vụ “Kiểm tra quy chế” còn 2 đơn vị chưa hoàn thành; các đơn vị nêu vướng mắc: “Thiếu kinh "
        "phí” (2 đơn vị)."
    )
    causes = said(cause_entries(explained, ABOUT))
    assert causes[0] == "Thiếu kinh phí (2 đơn vị nêu, ở 2 đầu việc)."


def test_proposals_alike_are_one_however_they_end() -> None:
    same = remarks(
        ("xa-a", "proposal", "Đề nghị Ủy ban nhân dân huyện cấp kinh phí.", None),
        ("xa-b", "proposal", "đề nghị ủy ban nhân dân huyện cấp kinh phí", None),
        ("xa-b", "proposal", "Cấp máy", None),
    )
    assert said(proposal_entries(same, ABOUT)) == [
        "Đề nghị Ủy ban nhân dân huyện cấp kinh phí (2 đơn vị đề xuất)."
    ]


def test_places_are_named_in_small_letters_and_offices_as_they_are_written() -> None:
    assert text_of(names_said(["xa-a", "phong-d"], units())) == "xã A, Phòng D"


def test_targets_are_grouped_by_whether_they_are_met() -> None:
    rows = known_figures(district_figures(), indicators())
    assert said(target_entries(rows, ABOUT)) == [
        "1 chỉ tiêu chưa đạt mức giao: Tỷ lệ kiến nghị được trả lời 75,0% (mức giao 80,0%)."
    ]


def moves(*rows: tuple[str, float, float, str]) -> pd.DataFrame:
    return known_figures(
        DISTRICT_CHANGES.from_records(
            [
                {
                    "period_id": "2022",
                    "indicator_id": indicator_id,
                    "value": value,
                    "previous": previous,
                    "change": value - previous,
                    "basis": "difference",
                    "status": "compared",
                    "direction_of_change": way,
                    "n_units": 3,
                }
                for indicator_id, previous, value, way in rows
            ]
        ),
        indicators(),
    )


YEAR = edition(
    edition_id="2022",
    period_id="2022",
    compared_id="2022-S1",
    compared_name="6 tháng đầu năm 2022",
    comparison="contained",
    has_difference=True,
)


def test_what_moved_is_said_by_the_way_it_went_with_both_values() -> None:
    rows = moves(("I101", 70.0, 82.5, "better"), ("I102", 90.0, 60.0, "worse"), ("I103", 10, 20, "neutral"))
    entry = move_entry(rows, YEAR, ABOUT)
    assert text_of(entry) == (
        "So với 6 tháng đầu năm 2022, 1 chỉ tiêu tốt hơn (“Tỷ lệ kiến nghị được trả lời” từ 70,0% lên "
        "82,5%); 1 chỉ tiêu kém hơn (“Công khai điện thoại” từ 90,0% xuống 60,0%)."
    )
    assert move_entry(rows.iloc[2:], YEAR, ABOUT) == ()


def unsaid(owed: pd.DataFrame, figures: pd.DataFrame, by: pd.DataFrame | None = None) -> list[str]:
    told = edition(is_first=True)
    by_dimension = standing(owed, ("period_id", "dimension_id")) if by is None else by
    return said(
        unsaid_entries(
            headline(owed, reports(), DISTRICT_FIGURES.empty(), told),
            by_dimension,
            dimensions(),
            known_figures(figures, indicators()),
            standing_changes(owed, ["dimension_id"], told),
            DISTRICT_CHANGES.empty(),
            told,
        )
    )


def test_what_is_not_judged_is_said_with_its_cause() -> None:
    silent = obligations(
        obligation("T1.2-01", "done_on_time", "xa-a"),
        obligation("T1.2-01", "not_reported", "xa-b", is_refused=True),
    )
    figures = district_figures()
    figures.loc[1, "target"] = 90.0
    figures.loc[1, "obs_value"] = None
    figures.loc[0, "n_units"] = 2
    assert unsaid(silent, figures) == [
        "1 đầu việc đến hạn chưa có thông tin do bị loại vì có lỗi hoặc để trống; vẫn tính trong tổng số đầu "
        "việc đến hạn.",
        "Chưa so sánh với kỳ trước, vì đây là kỳ báo cáo đầu tiên của Kế hoạch.",
        "1 chỉ tiêu có mức giao chưa có số liệu: “Công khai điện thoại”.",
        "1 chỉ tiêu có mức giao được tính khi chưa đủ số liệu của các đơn vị phải báo cáo.",
        "1 chỉ tiêu có số liệu nhưng chưa giao mức phải đạt nên không đánh giá.",
        "Số đầu việc đến hạn còn ít nên không tính tỷ lệ phần trăm: “Tham gia của người dân” (2 đầu việc).",
        "Chưa có đầu việc đến hạn: “Công khai, minh bạch”.",
    ]


def test_next_comes_what_is_overdue_then_reports_then_work_that_comes_again() -> None:
    owed = pd.concat([OWED, obligations(obligation("T1.2-01", "not_reported", "phong-d"))], ignore_index=True)
    sent = pd.concat([reports(), reports(unit_id="phong-d", report_status="not_reported")], ignore_index=True)
    assert said(next_entries(owed, sent, tasks(), units(), edition())) == [
        "Hoàn thành dứt điểm 2 đầu việc đã quá hạn của 2 đơn vị.",
        "Yêu cầu Phòng D gửi báo cáo (1 đầu việc đến hạn chưa có thông tin).",
        "Đôn đốc thực hiện nhiệm vụ “Tuyên truyền” (còn 1 đơn vị chưa hoàn thành hoặc chưa báo cáo hợp lệ).",
    ]
    done = obligations(obligation("T1.2-01", "done_on_time", "xa-a"))
    assert said(next_entries(done, reports(), tasks(), units(), edition())) == []


WORDS = COMMENTARY.from_records(
    [
        {"period_id": "2022-S1", "place": "cover", "markdown": "Bìa **đậm**.\n\n*(Nhận xét minh họa)*"},
        {
            "period_id": "2022-S1",
            "place": "district",
            "markdown": "### Đánh giá chung\n\nChung.\n\n### Ưu điểm\n\n- Một.\n\n### Nguyên nhân\n\nDo "
            "mưa.\n\n### Phương hướng\n\nSẽ làm.\n\n- Hai.\n\n### Kiến nghị\n\n- Ba.",
        },
        {"period_id": "2022-S1", "place": "decisions", "markdown": "- Đề nghị một.\n- Đề nghị hai."},
        {"period_id": "2022-S1", "place": "dimension-1", "markdown": "Nhận xét một.\n\nNhận xét hai."},
    ]
)


def test_each_part_of_the_commentary_stands_in_its_section_of_the_report() -> None:
    lists = {name: said(entries) for name, entries in office_lists(WORDS).items()}
    assert lists == {
        "assessment": ["Bìa đậm.", "Chung."],
        "office_strengths": ["- Một."],
        "office_weaknesses": [],
        "office_causes": ["Do mưa."],
        "office_next": ["Sẽ làm.", "- Hai."],
        "office": ["- Ba.", "Đề nghị một.", "Đề nghị hai."],
    }
    assert said(office_words(WORDS, "dimension-1")) == ["Nhận xét một.", "Nhận xét hai."]
    assert "office" not in RUNNING


def _is_told(line: Line, known: set[str]) -> bool:
    """What stands at head and end of a document is not told of an edition."""
    return {name for _, _, name in holes_of(line.text)} <= known


def lines(told: Told, parts: tuple[Told, ...]) -> list[str]:
    outline = read_outline(own_or_shipped(Path(), "documents/bao-cao.md").read_text(encoding="utf-8"), "x")
    known = {name for facts in told.sources for name in facts.named}
    # What stands at head and end of a document is not told of an edition.
    own = [
        part
        for part in outline
        if isinstance(part, Each)
        or (isinstance(part, Line) and {name for _, _, name in holes_of(part.text)} <= known)
    ]
    return [text_of(block.said) for block in body_of(own, told, parts) if isinstance(block, Paragraph)]


def test_where_all_or_nobody_has_reported_the_sentences_say_so(tmp_path: Path) -> None:
    project = ward_project(tmp_path / "p")
    said_now = lines(*told(project, PERIOD, tmp_path / "a"))
    assert said_now[0] == "Chưa có cơ quan, đơn vị, địa phương nào gửi báo cáo kết quả 6 tháng đầu năm 2026."
    assert not any("0 trong" in each or "Còn 6" in each for each in said_now)
    write_demo(project)
    said_now = lines(*told(project, PERIOD, tmp_path / "b"))
    assert any("toàn bộ 6 cơ quan, đơn vị, địa phương đã gửi báo cáo" in each for each in said_now)
    assert any("trong 7 đầu việc đến hạn, 5 hoàn thành đúng hạn, 1" in each for each in said_now)


def told(project: Project, edition_id: str, folder: Path) -> tuple[Told, tuple[Told, ...]]:
    data = read_dataset(project, edition_id)
    freeze(data, count_all(data), folder)
    return told_of(folder)


@pytest.mark.parametrize("place", ["ward", "district"])
def test_the_outline_names_only_what_there_is_where_nobody_has_reported(place: str, tmp_path: Path) -> None:
    project = ward_project(tmp_path / "p") if place == "ward" else make_project(tmp_path / "p")
    whole, parts = told(project, PERIOD if place == "ward" else "2022-S1", tmp_path / "slices")
    outline = own_or_shipped(tmp_path, "documents/bao-cao.md").read_text(encoding="utf-8")
    head = head_of(first_template(()))
    names = {name for each in (head, whole, *parts) for facts in each.sources for name in facts.named}
    lists = {*head.lists, *whole.lists, *(name for each in parts for name in each.lists)}
    assert set(re.findall(r"(?<!:)\{(\w+)\}", outline)) <= names
    assert set(re.findall(r":::\{list\} (\w+)", outline)) <= lists
    assert said(whole.lists["strengths"]) == ["Chưa đủ số liệu để đánh giá."]
    assert said(whole.lists["proposals"]) == ["Không có kiến nghị, đề xuất."]
    if place == "ward":
        text = " ".join(said(entry for entries in whole.lists.values() for entry in entries))
        assert "huyện" not in text
        assert "xã, thị trấn" not in text


def test_every_number_of_the_lists_is_a_figure(tmp_path: Path) -> None:
    whole, parts = told(ward_project(tmp_path / "p"), PERIOD, tmp_path / "slices")
    for each in (whole, *parts):
        for entry in (one for name, entries in each.lists.items() if name not in RUNNING for one in entries):
            plain = "".join(piece for piece in entry if isinstance(piece, str))
            plain = re.sub(r"“[^”]*”|\d+/\d+(/\d+)?|\d+%|Kế hoạch số \S+|\b(năm|quý|Quý) \d+", "", plain)
            assert not re.search(r"\d", plain), plain
