"""The review list of personal texts: what it lists, and what an answer to a line does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from forms import good_form
from handed_in import Office

from papibook.cli.app import main
from papibook.data.edition.dataset import read_dataset, read_unmasked
from papibook.data.edition.persons import ReviewLine, review_list
from papibook.data.given.csv_table import read_csv
from papibook.model.layout import INFO_SHEET
from papibook.model.tables import PERSONS

pytestmark = pytest.mark.slow
TEXT = "Đường dây nóng 0212 3868 999; gặp bà Lò Thị Hoa (0912 345 678), bản Hòa Bình"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Two reports: xa-a with persons in its texts, xa-b with names on the information sheet alone."""
    office = Office(tmp_path)
    first, second = good_form("xa-a"), good_form("xa-b")
    first.task("T1.1-02", difficulty=TEXT)
    first.figure("I101", note="gọi 0912.345.678")
    first.put(INFO_SHEET, "", "approved_by", "Lò Thị Hoa")
    second.put(INFO_SHEET, "", "prepared_by", "Chuyên viên Vì Văn Thắng")
    office.receive(office.letter("a.xlsx", first), office.letter("b.xlsx", second))
    return office


def lines(office: Office) -> tuple[ReviewLine, ...]:
    return review_list(*read_unmasked(office.project, "2022-S1"))


def run(office: Office, *arguments: str) -> int:
    with pytest.raises(SystemExit) as caught:
        main(["persons", "2022-S1", *arguments, "--project", str(office.project.root)])
    return int(str(caught.value.code or 0))


def told(office: Office) -> str:
    tasks = read_dataset(office.project, "2022-S1").current.tasks.set_index(["unit_id", "task_id"])
    return str(tasks.at[("xa-a", "T1.1-02"), "difficulty"])


def test_each_person_of_a_unit_is_one_line_with_its_place(office: Office) -> None:
    listed = [(line.unit_id, line.kind, line.text, line.n_places) for line in lines(office) if line.is_open]
    assert listed == [
        ("xa-a", "phone", "0212 3868 999", 1),
        ("xa-a", "phone", "0912 345 678", 2),
        ("xa-a", "name", "Lò Thị Hoa", 1),
    ]
    first = lines(office)[0]
    assert (first.place, first.before, first.is_hidden) == ("Nhiệm vụ L5", "Đường dây nóng ", True)
    assert [line.number for line in lines(office)] == list(range(1, len(lines(office)) + 1))


def test_names_that_the_report_gives_are_listed_last_and_wait_for_no_answer(office: Office) -> None:
    given = [(line.unit_id, line.text) for line in lines(office) if not line.is_published]
    assert given == [("xa-a", "Người lập A"), ("xa-b", "Vì Văn Thắng"), ("xa-b", "Người duyệt A")]
    assert not any(line.is_open for line in lines(office) if not line.is_published)


def test_a_given_name_is_found_in_the_units_texts_without_title_or_surname(office: Office) -> None:
    form = good_form("phong-x")
    form.put(INFO_SHEET, "", "prepared_by", "Thu Thảo")
    form.task("T2.1-01", difficulty="do Thu  Thảo tổng hợp")
    office.receive(office.letter("x.xlsx", form))
    (line,) = (line for line in lines(office) if line.unit_id == "phong-x" and line.is_open)
    assert (line.text, line.place) == ("Thu Thảo", "Nhiệm vụ L4")


def test_a_number_is_kept_with_a_reason_and_a_name_masked(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    about = {line.text: str(line.number) for line in lines(office)}
    assert (
        run(office, "--keep", about["0212 3868 999"], "--reason", "Số của\n UBND", "--by", "Phòng Nội vụ")
        == 0
    )
    assert "0212 3868 999 (giữ nguyên: Số của UBND)" in capsys.readouterr().out
    assert run(office, "--mask", about["Lò Thị Hoa"]) == 0
    assert told(office) == (
        "Đường dây nóng 0212 3868 999; gặp bà [tên người đã ẩn] ([số điện thoại đã ẩn]), bản Hòa Bình"
    )
    rows = read_csv(office.project.root / "data/persons.csv", PERSONS).set_index("text")
    assert rows.at["0212 3868 999", "reason"] == "Số của UBND"
    assert rows.at["0212 3868 999", "decided_by"] == "Phòng Nội vụ"
    assert rows.at["Lò Thị Hoa", "answer"] == "mask"


def test_answered_lines_keep_their_number_and_can_be_answered_anew(office: Office) -> None:
    numbers = {line.text: line.number for line in lines(office)}
    run(office, "--mask", str(numbers["Lò Thị Hoa"]), "--mask", str(numbers["0912 345 678"]))
    assert {line.text: line.number for line in lines(office)} == numbers
    assert [line.text for line in lines(office) if line.is_open] == ["0212 3868 999"]
    run(office, "--keep", str(numbers["Lò Thị Hoa"]))
    assert "bà Lò Thị Hoa" in told(office)
    assert len(read_csv(office.project.root / "data/persons.csv", PERSONS)) == 2


def test_the_list_says_what_is_hidden_where_it_stands_and_what_is_open(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(office) == 0
    out = capsys.readouterr().out
    assert "   1 số điện thoại 0212 3868 999 (đang ẩn)" in out
    assert "2022-S1, Nhiệm vụ L5: Đường dây nóng 0212 3868 999" in out
    assert re.search(r"tên người Lò Thị Hoa \(đang để nguyên\)", out)
    assert "không đưa lên trang nào; không cần trả lời" in out
    assert "2022-S1: 6 dòng, 3 dòng chưa trả lời." in out


def test_the_offices_own_words_are_reviewed_too(office: Office) -> None:
    folder = office.project.commentary / "2022-S1"
    folder.mkdir(parents=True)
    (folder / "cover.md").write_text("Liên hệ 0987 654 321.", encoding="utf-8")
    (line, *_) = lines(office)
    assert (line.unit_id, line.text, line.place) == ("", "0987 654 321", "cover.md")
    assert run(office, "--keep", "1", "--reason", "Số của Phòng") == 0
    assert "0987 654 321" in read_dataset(office.project, "2022-S1").commentary["markdown"].item()


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--keep", "1"), "cần ghi lý do"),
        (("--keep", "99", "--reason", "x"), "Không có dòng 99"),
        (("--keep", "1", "--mask", "1", "--reason", "x"), "vừa giữ vừa ẩn"),
        (("--reason", "x"), "--keep hoặc --mask"),
        (("--keep", "ba", "--reason", "x"), "--keep"),
        (("--mask", "2", "--keep", "1"), "cần ghi lý do"),
    ],
)
def test_a_slip_writes_nothing_and_says_what_to_do(
    office: Office, arguments: tuple[str, ...], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(office, *arguments) == 2
    assert why in capsys.readouterr().err
    assert not (office.project.root / "data/persons.csv").exists()
