"""What a later revision changed: between revisions, between editions, on the terminal and on the page."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest
import views_frames as f
from forms import good_form
from handed_in import Office

from papibook import views as v
from papibook.cli.app import main
from papibook.data.edition.dataset import read_dataset
from papibook.model.layout import INFO_SHEET
from papibook.model.tables import REVISED
from papibook.views.common.answer_words import said_answer

pytestmark = pytest.mark.slow


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Xã A: 12, then 13 before the data were closed, then 14 after; xã B only after."""
    office = Office(tmp_path)
    form = good_form("xa-a")
    form.figure("I101", value=12)
    office.receive(office.letter("a1.xlsx", form), now=datetime(2022, 6, 1, 9, 30), sender="xa-a@x")
    form.figure("I101", value=13)
    form.task("T1.1-02", difficulty="thiếu <b>người</b>")
    office.receive(office.letter("a2.xlsx", form), now=datetime(2022, 6, 6, 8), sender="xa-a@x")
    form.figure("I101", value=14, note="Kiểm tra lại")
    office.receive(office.letter("a3.xlsx", form), now=datetime(2022, 6, 12, 8), sender="chi-b@x")
    office.receive(office.letter("b.xlsx", good_form("xa-b")), now=datetime(2022, 6, 13, 8))
    return office


def diff(office: Office, tmp_path: Path, *arguments: str) -> list[dict[str, str]]:
    path = tmp_path / "diff.csv"
    with pytest.raises(SystemExit) as caught:
        main(["diff", *arguments, "--project", str(office.project.root), "--csv", str(path)])
    assert caught.value.code in (0, None)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def told(rows: list[dict[str, str]]) -> list[tuple[str, ...]]:
    names = ("unit_id", "old_revision", "new_revision", "subject_id", "field", "old", "new", "sender")
    return [tuple(row[name] for name in names) for row in rows]


def test_each_revision_is_compared_with_the_one_before(office: Office, tmp_path: Path) -> None:
    assert told(diff(office, tmp_path, "2022-S1")) == [
        ("xa-a", "1", "2", "I101", "value", "12", "13", "xa-a@x"),
        ("xa-a", "1", "2", "T1.1-02", "difficulty", "", "thiếu <b>người</b>", "xa-a@x"),
        ("xa-a", "2", "3", "I101", "note", "", "Kiểm tra lại", "chi-b@x"),
        ("xa-a", "2", "3", "I101", "value", "13", "14", "chi-b@x"),
    ]
    assert diff(office, tmp_path, "2022-S1", "--unit", "Xã B") == []


def test_editions_are_compared_by_what_each_reads(office: Office, tmp_path: Path) -> None:
    rows = diff(office, tmp_path, "2022-S1.1", "--against", "2022-S1")
    assert told(rows) == [
        ("xa-a", "2", "3", "I101", "note", "", "Kiểm tra lại", "chi-b@x"),
        ("xa-a", "2", "3", "I101", "value", "13", "14", "chi-b@x"),
        ("xa-b", "", "1", "", "new", "", "", ""),
    ]
    assert rows[1]["note"] == "Kiểm tra lại"


def test_the_terminal_says_who_when_and_why(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    diff(office, tmp_path, "2022-S1")
    said = " ".join(capsys.readouterr().out.split())
    assert "Xã A, lần gửi 2 → 3, nhận ngày 12/6/2022 08:00, người gửi chi-b@x" in said
    assert "(số tiếp nhận 2022-S1-003)" in said
    assert "I101 Giá trị 13 14 Kiểm tra lại" in said


def test_the_reason_of_a_revision_goes_from_the_information_sheet_to_the_answer(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for day, reason in ((13, "Rà soát sổ <b>họ</b>"), (14, "Rà soát sổ <b>họ</b>"), (15, "=Bỏ sót một hộ")):
        form = _corrected(day)
        form.put(INFO_SHEET, "", "revision_reason", reason)
        office.receive(office.letter("a.xlsx", form), now=datetime(2022, 6, day, 8))
    rows = diff(office, tmp_path, "2022-S1")
    reasons = {row["new_revision"]: row["reason"] for row in rows}
    assert (reasons["2"], reasons["4"]) == ("", "Rà soát sổ <b>họ</b>")
    assert reasons["6"].lstrip("'") == "=Bỏ sót một hộ"
    said = " ".join(capsys.readouterr().out.split())
    assert "Lý do đơn vị nêu: Rà soát sổ <b>họ</b>" in said
    assert "Lý do đơn vị nêu: không nêu" in said
    across = read_dataset(office.project, "2022-S1.1").revised
    given = set(across.loc[across["new_revision"] == 6, "reason"])
    assert given == {"Rà soát sổ <b>họ</b>; =Bỏ sót một hộ"}


def test_a_report_on_an_older_form_has_no_reason_and_is_read_right(office: Office, tmp_path: Path) -> None:
    form = _corrected(15)
    row, column = form.place(INFO_SHEET, "", "revision_reason")
    del form.cells[INFO_SHEET][row, column], form.cells[INFO_SHEET][row, column - 1]
    answer = office.one(office.letter("a4.xlsx", form), now=datetime(2022, 6, 13, 8))
    assert (answer.outcome, answer.findings) == ("accepted", ())
    assert [row["reason"] for row in diff(office, tmp_path, "2022-S1") if row["new"] == "15"] == [""]


def test_personal_texts_are_hidden_as_in_the_edition(tmp_path: Path) -> None:
    office = Office(tmp_path)
    form = good_form("xa-a")
    office.receive(office.letter("a.xlsx", form), now=datetime(2022, 6, 1, 9, 30))
    form.task("T1.1-02", difficulty="Gọi 0987 654 321 để hẹn")
    office.receive(office.letter("a2.xlsx", form), now=datetime(2022, 6, 6, 8))
    (row,) = diff(office, tmp_path, "2022-S1")
    assert row["new"] == "Gọi [số điện thoại đã ẩn] để hẹn"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("2022-S1", "--unit", "xa-aa"), "Có phải là xa-a?"),
        (("2022-S1", "--against", "2022-S1.1"), "không phải là ấn bản trước"),
        (("2022", "--against", "2022-S1"), "không phải là ấn bản trước"),
    ],
)
def test_a_wrong_unit_or_edition_exits_2(
    office: Office, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["diff", *arguments, "--project", str(office.project.root)])
    assert caught.value.code == 2
    assert said in capsys.readouterr().err


def test_a_revision_that_cannot_be_read_is_named(office: Office, tmp_path: Path) -> None:
    path = office.project.submissions / "2022-S1" / "xa-a.r1.xlsx"
    path.chmod(0o644)
    path.write_bytes(b"PK broken")
    first = diff(office, tmp_path, "2022-S1")[0]
    assert (first["kind"], first["field"], first["old_revision"]) == ("report", "unreadable", "1")


def test_an_edition_holds_what_changed_since_the_last_one_and_the_year_since_the_half_year(
    office: Office,
) -> None:
    assert read_dataset(office.project, "2022-S1").revised.empty
    second = read_dataset(office.project, "2022-S1.1").revised
    assert list(second["field"]) == ["note", "value", "new"]
    year = read_dataset(office.project, "2022").revised
    assert list(year["period_id"]) == []  # the half-year's last edition, 2022-S1.1, read the same
    office.receive(
        office.letter("a4.xlsx", _corrected(15)), now=datetime(2022, 7, 1, 8)
    )  # after the last edition of the half-year
    year = read_dataset(office.project, "2022").revised
    assert ("I101", "14", "15") in list(year[["subject_id", "old", "new"]].itertuples(index=False, name=None))


def _corrected(value: int):  # type: ignore[no-untyped-def]
    form = good_form("xa-a")
    form.figure("I101", value=value)
    form.task("T1.1-02", difficulty="thiếu <b>người</b>")  # left empty, it would be an answer lost
    return form


def revised(**changes: object) -> pd.DataFrame:
    row: dict[str, object] = {
        "period_id": "2022-S1",
        "unit_id": "xa-a",
        "kind": "figure",
        "subject_id": "I103",
        "field": "value",
        "old": "1213",
        "new": "1348",
        "old_revision": 1,
        "new_revision": 2,
        "received_at": pd.Timestamp("2022-06-09 16:34"),
        "note": f.HOSTILE,
    }
    return REVISED.from_records([{**row, **changes}])


def test_the_page_shows_figures_and_status_and_escapes_what_units_wrote() -> None:
    html = v.revised_answers(revised(), f.indicators(), f.tasks(), f.units(), f.edition()).html
    assert "1.213" in html
    assert "1.348" in html
    assert f.ESCAPED in html
    assert "1 → 2" in html


def test_the_page_says_why_before_the_note() -> None:
    frame = revised(reason="Rà soát <i>lại</i>", note="Đã đối chiếu")
    html = v.revised_answers(frame, f.indicators(), f.tasks(), f.units(), f.edition()).html
    assert "Rà soát &lt;i&gt;lại&lt;/i&gt;<br>Đã đối chiếu" in html


def test_revised_words_are_not_on_the_page() -> None:
    frame = revised(field="note", old="a", new="b")
    html = v.revised_answers(frame, f.indicators(), f.tasks(), f.units(), f.edition()).html
    assert "Không có số liệu nào được điều chỉnh" in html


@pytest.mark.parametrize(
    ("field", "text", "kind", "said"),
    [
        ("value", "1", "yes_no", "Có"),
        ("value", "0", "yes_no", "Không"),
        ("value", "1234.5", "count", "1.234,5"),
        ("completed_date", "2022-06-05", "", "05/6/2022"),
        ("written_status", "done", "", "Hoàn thành"),
        ("reason_code", "no_occurrence", "", "Không phát sinh trong kỳ"),
        ("is_refused", "true", "", "Có"),
        ("value", "", "", ""),
    ],
)
def test_answers_are_said_in_the_words_of_the_form(field: str, text: str, kind: str, said: str) -> None:
    assert said_answer(field, text, kind) == said
