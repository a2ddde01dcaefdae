"""Marks of the office and figures that rules propose: written, checked, listed, never altering a figure."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
import views_frames as f
from forms import good_form
from handed_in import Office
from measured_frames import count, figures, indicator, indicators, ratio, units

from papibook import measures as m
from papibook import views as v
from papibook.cli.app import main
from papibook.data.edition.dataset import read_dataset
from papibook.model.tables import FOLLOW_UP, PROPOSED

pytestmark = pytest.mark.slow
HEADER = "period_id,unit_id,subject_id,note,marked_on,marked_by,resolved_on\n"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.receive(office.letter("a.xlsx", good_form("xa-a")))
    return office


def run(office: Office, *arguments: str) -> int:
    with pytest.raises(SystemExit) as caught:
        main(["follow-up", "2022-S1", *arguments, "--project", str(office.project.root)])
    return int(str(caught.value.code or 0))


def marks(office: Office) -> pd.DataFrame:
    return read_dataset(office.project, "2022-S1").follow_up


def test_a_figure_is_marked_listed_and_resolved(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    about = ("--unit", "Xã A", "--indicator", "I101")
    assert run(office, *about, "--note", "gọi lại\n đơn vị", "--by", "Phòng Nội vụ") == 0
    (row,) = marks(office).to_dict("records")
    assert (row["unit_id"], row["subject_id"], row["note"], row["marked_by"]) == (
        "xa-a",
        "I101",
        "gọi lại đơn vị",
        "Phòng Nội vụ",
    )
    assert pd.isna(row["resolved_on"])
    assert run(office) == 0
    assert "đang theo dõi Xã A, I101: gọi lại đơn vị" in capsys.readouterr().out
    assert run(office, *about, "--solved") == 0
    assert marks(office)["resolved_on"].notna().all()
    assert run(office, *about, "--solved") == 2
    assert "không có gì để ghi là đã giải quyết" in capsys.readouterr().err


def test_a_mark_of_the_same_day_is_written_anew(office: Office) -> None:
    about = ("--unit", "xa-a", "--indicator", "T1.1-01", "--note")
    assert run(office, *about, "một") == 0
    assert run(office, *about, "hai") == 0
    assert list(marks(office)["note"]) == ["hai"]


def test_a_mark_changes_no_figure(office: Office) -> None:
    before = read_dataset(office.project, "2022-S1")
    assert run(office, "--unit", "xa-a", "--indicator", "I101", "--note", "xem lại") == 0
    after = read_dataset(office.project, "2022-S1")
    pd.testing.assert_frame_equal(after.current.figures, before.current.figures)
    assert after.digest != before.digest


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--unit", "xa-a", "--note", "x"), "--indicator"),
        (("--unit", "xa-a", "--indicator", "I101"), "--solved"),
        (("--unit", "xa-a", "--indicator", "I101", "--note", "x", "--solved"), "--solved"),
        (("--unit", "xa-a", "--indicator", "I110", "--note", "x"), "Gần giống: I10"),
        (("--unit", "xa-k", "--indicator", "I101", "--note", "x"), "Có phải là"),
        (("--unit", "xa-a", "--indicator", "I101", "--note", " "), "--note"),
    ],
)
def test_a_slip_exits_2_and_writes_nothing(
    office: Office, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    assert run(office, *arguments) == 2
    assert said in capsys.readouterr().err
    assert not (office.project.root / "data/followup.csv").exists()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("2022-S1,xa-q,I101,x,2022-06-05,,", "cột unit_id: “xa-q”"),
        ("2022-S1,xa-a,I999,x,2022-06-05,,", "cột subject_id: “I999”"),
        ("2021,xa-a,I101,x,2022-06-05,,", "cột period_id: “2021”"),
        ("2022-S1,xa-a,I101,,2022-06-05,,", "chưa có note"),
        ("2022-S1,xa-a,I101,x,05/06/2022,,", "dòng 2, cột marked_on"),
        ("2022-S1,xa-a,I101,x,2022-06-05,,2022-06-01", "cột resolved_on"),
    ],
)
def test_what_is_wrong_in_the_file_is_named_by_row_and_column(
    office: Office, capsys: pytest.CaptureFixture[str], line: str, said: str
) -> None:
    (office.project.root / "data/followup.csv").write_text(HEADER + line + "\n", encoding="utf-8-sig")
    assert run(office) == 3
    err = capsys.readouterr().err
    assert "followup.csv" in err
    assert said in err


class Year:
    period_id, compared_id, comparison = "2022", "2021", "comparable"


def figures_of(kind: str, before: float, now: float) -> pd.DataFrame:
    make = count if kind == "count" else lambda unit, value, **more: ratio(unit, value, 100, **more)
    rows = figures(make("xa-1", before, period_id="2021"), make("xa-1", now, period_id="2022"))
    return m.proposed(rows, indicators(indicator(kind=kind)), units(), Year())


@pytest.mark.parametrize(
    ("kind", "before", "now", "is_proposed"),
    [
        ("count", 20, 41, True),
        ("count", 20, 40, False),
        ("count", 41, 20, True),
        ("count", 0, 10, True),
        ("count", 4, 13, False),
        ("ratio", 50, 75, True),
        ("ratio", 50, 74, False),
        ("ratio", 75, 50, True),
    ],
)
def test_a_change_beyond_the_rule_is_proposed(
    kind: str, before: float, now: float, is_proposed: bool
) -> None:
    found = figures_of(kind, before, now)
    assert list(found["rule"]) == (["change"] if is_proposed else [])


def test_of_few_cases_a_ratio_may_move_far() -> None:
    rows = figures(ratio("xa-1", 9, 9, period_id="2021"), ratio("xa-1", 3, 9, period_id="2022"))
    assert m.proposed(rows, indicators(indicator()), units(), Year()).empty


def test_values_far_from_the_other_units_are_proposed_too() -> None:
    values = [10, 11, 12, 10, 11, 12, 10, 11, 90]
    rows = figures(*(count(f"xa-{place}", value) for place, value in enumerate(values, start=1)))

    class Half:
        period_id, compared_id, comparison = "2022-S1", None, "none"

    found = m.proposed(rows, indicators(indicator(kind="count")), units(9), Half())
    assert [(row.unit_id, row.rule, row.compared_value) for row in found.itertuples()] == [
        ("xa-9", "outlier", 11)
    ]


def test_the_page_shows_open_marks_first_and_escapes_notes() -> None:
    shared = {"period_id": "2022-S1", "unit_id": "xa-a", "marked_on": f.day("2022-06-05")}
    frame = FOLLOW_UP.from_records(
        [
            {**shared, "subject_id": "I101", "note": "xong", "resolved_on": f.day("2022-06-07")},
            {**shared, "subject_id": "I103", "note": f.HOSTILE},
        ]
    )
    html = v.follow_up_table(frame, f.indicators(), f.tasks(), f.units()).html
    assert "1 số liệu đang theo dõi, 1 đã giải quyết" in html
    assert html.index("I103") < html.index("I101")
    assert f.ESCAPED in html
    nothing = v.follow_up_table(frame.iloc[:0], f.indicators(), f.tasks(), f.units()).html
    assert "Chưa có số liệu nào" in nothing


def test_a_proposed_figure_says_that_it_is_followed_up() -> None:
    row = {"period_id": "2022-S1", "unit_id": "xa-a", "indicator_id": "I103", "rule": "outlier"}
    found = PROPOSED.from_records([{**row, "obs_value": 1200.0, "compared_value": 40.0, "distance": 9.94}])
    mark = FOLLOW_UP.from_records(
        [{"period_id": "2022-S1", "unit_id": "xa-a", "subject_id": "I103", "note": "x",
          "marked_on": f.day("2022-06-05")}]
    )  # fmt: skip
    html = v.proposed_table(found, mark, f.indicators(), f.units()).html
    assert "gấp +9,9 lần" in html
    assert ">có<" in html
