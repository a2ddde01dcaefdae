"""Nothing that is made from a dataset has a person's number, e-mail or home, until the office lets it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pandas as pd
import pytest
from forms import INFO, Inbox, good_form, make_project
from handed_in import Office

from papibook.data.edition.dataset import Dataset, read_dataset
from papibook.data.edition.period import PeriodData
from papibook.data.forms.prefill import read_earlier
from papibook.data.given.plan import read_plan
from papibook.data.given.reference import read_reference
from papibook.data.persons import Decisions, masked_frame, masked_text
from papibook.data.persons.found import key_of
from papibook.ground.errors import DataRefusedError
from papibook.ground.paths import Project
from papibook.measures.counted import count_all
from papibook.model.layout import (
    FIGURE_COLUMNS,
    FIGURES_SHEET,
    INFO_SHEET,
    TASK_COLUMNS,
    TASKS_SHEET,
)
from papibook.press.edition.freeze import freeze

HEADER = "unit_id,kind,text,answer,reason,decided_on,decided_by,found_in\n"
MASKS = {
    "phone": "[số điện thoại đã ẩn]",
    "identity": "[số giấy tờ tùy thân đã ẩn]",
    "email": "[địa chỉ thư điện tử đã ẩn]",
    "address": "[địa chỉ đã ẩn]",
    "name": "[tên người đã ẩn]",
}


def planted(number: int) -> tuple[str, tuple[str, ...]]:
    """A text with an invented person of that number, and what must not be seen of it."""
    secrets = (
        f"0912 345 {number:03}",
        f"014085001{number:03}",
        f"nguoi{number}@example.com",
        f"số nhà {number}, tổ 3",
    )
    return f"gặp bà Hoa: {secrets[0]}, CCCD {secrets[1]}, {secrets[2]}, trú tại {secrets[3]}", secrets


def everywhere(form, number: int = 100) -> tuple[str, ...]:  # type: ignore[no-untyped-def]
    """Plant another person in every cell that takes a text, and in those that take none; all secrets."""
    secrets: list[str] = []

    def put(sheet: str, row: str, name: str) -> None:
        text, hidden = planted(number + len(secrets))
        secrets.extend(hidden)
        form.put(sheet, row, name, text)

    for info in INFO:
        if info.is_input:
            put(INFO_SHEET, "", info.name)
    for task_id in ("T1.1-01", "T1.1-02"):
        for column in TASK_COLUMNS:
            if column.is_input and (column.kind == "text" or task_id == "T1.1-02"):
                put(TASKS_SHEET, task_id, column.name)
    for indicator_id in ("I101", "I102"):
        for column in FIGURE_COLUMNS:
            if column.is_input and (column.kind == "text" or indicator_id == "I102"):
                put(FIGURES_SHEET, indicator_id, column.name)
    sheet = form.cells.pop(TASKS_SHEET)
    form.cells["Việc, gọi 0987654321"] = sheet  # named otherwise, and known by what is in it
    return (*secrets, "0987654321")


def frames(dataset: Dataset) -> Iterator[tuple[str, pd.DataFrame]]:
    for owner in (dataset, *dataset.periods.values()):
        for item in fields(owner):
            value = getattr(owner, item.name)
            if isinstance(value, pd.DataFrame):
                yield item.name, value


def texts(frame: pd.DataFrame) -> str:
    return "\n".join(str(cell) for name in frame.columns for cell in frame[name].dropna())


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path / "one")


@pytest.fixture
def secrets(project: Project) -> tuple[str, ...]:
    """A report, a correction of it, the office's own words: each with persons in every text."""
    inbox = Inbox(project)
    first, second = good_form("xa-a"), good_form("xa-a")
    hidden = [*everywhere(first, 100), *everywhere(second, 500)]
    inbox.receive("xa-a", first)
    inbox.receive("xa-a", second, revision=2, at="2022-06-15T09:00:00")
    inbox.receive("xa-b", good_form("xa-b"))
    for number, (folder, file) in enumerate(((project.commentary / "2022-S1", "cover.md"),), start=900):
        text, more = planted(number)
        folder.mkdir(parents=True)
        (folder / file).write_text(text, encoding="utf-8")
        hidden += more
    text, more = planted(950)
    (project.root / "data/followup.csv").write_text(
        "period_id,unit_id,subject_id,note,marked_on,marked_by,resolved_on\n"
        f'2022-S1,xa-a,I101,"{text}",2022-06-01,"{text}",\n',
        encoding="utf-8",
    )
    return (*hidden, *more)


def decide(project: Project, *rows: str) -> None:
    (project.root / "data/persons.csv").write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")


@pytest.mark.parametrize("edition", ["2022-S1", "2022-S1.1"])
def test_no_frame_of_a_dataset_has_what_is_personal(
    project: Project, secrets: tuple[str, ...], edition: str
) -> None:
    dataset = read_dataset(project, edition)
    told = {name: texts(frame) for name, frame in frames(dataset) if name not in ("receipts",)}
    assert {"tasks", "figures", "info", "findings", "revised", "commentary", "follow_up"} <= set(told)
    for name, text in told.items():
        assert [secret for secret in secrets if secret in text] == [], name
    for name in ("tasks", "figures", "info", "findings", "commentary", "follow_up"):
        assert MASKS["phone"] in told[name], name
    if edition == "2022-S1.1":
        assert MASKS["phone"] in told["revised"]


def test_no_slice_has_what_is_personal(project: Project, secrets: tuple[str, ...], tmp_path: Path) -> None:
    dataset = read_dataset(project, "2022-S1.1")
    freeze(dataset, count_all(dataset), tmp_path / "slices")
    written = [
        path.read_text(encoding="utf-8") for path in (tmp_path / "slices").rglob("*") if path.is_file()
    ]
    assert len(written) > 8
    assert any(MASKS["address"] in text for text in written)
    assert [secret for secret in secrets for text in written if secret in text] == []


def test_every_personal_text_is_found_with_its_cell_when_a_report_is_received(tmp_path: Path) -> None:
    office = Office(tmp_path)
    form = good_form("xa-a")
    text, secrets = planted(7)
    cells = {
        form.put(TASKS_SHEET, "T1.1-02", "difficulty", text): TASKS_SHEET,
        form.put(FIGURES_SHEET, "I101", "note", text): FIGURES_SHEET,
        form.put(INFO_SHEET, "", "general_proposal", text): INFO_SHEET,
    }
    answer = office.one(office.letter("a.xlsx", form))
    found = {(f.sheet, f.cell, f.code, f.found) for f in answer.findings if f.code.startswith("person.")}
    kinds = ("phone", "identity", "email", "address")
    assert answer.is_good
    assert found == {
        (sheet, cell, f"person.{kind}", secret)
        for cell, sheet in cells.items()
        for kind, secret in zip(kinds, secrets, strict=True)
    }


def test_what_the_office_keeps_is_shown_and_no_longer_warned_of(project: Project) -> None:
    form = good_form("xa-a")
    form.task("T1.1-02", difficulty="Đường dây nóng 0212 3868 999, anh Bình 0912345678")
    Inbox(project).receive("xa-a", form)
    decide(project, "xa-a,phone,02123868999,keep,Số của UBND xã,2022-06-02,Phòng Nội vụ,")
    data = read_dataset(project, "2022-S1").current
    told = data.tasks.set_index("task_id").at["T1.1-02", "difficulty"]
    assert told == f"Đường dây nóng 0212 3868 999, anh Bình {MASKS['phone']}"
    assert list(data.findings["code"]) == ["person.phone"]
    assert MASKS["phone"] in data.findings["message"].item()


def test_what_is_kept_in_one_units_texts_is_masked_in_anothers(project: Project) -> None:
    inbox = Inbox(project)
    for unit_id in ("xa-a", "xa-b"):
        form = good_form(unit_id)
        form.task("T1.1-02", difficulty="Gọi 1900 1234")
        inbox.receive(unit_id, form)
    decide(project, "xa-b,phone,19001234,keep,Tổng đài,2022-06-02,,")
    tasks = read_dataset(project, "2022-S1").current.tasks
    told = tasks[tasks["task_id"] == "T1.1-02"].set_index("unit_id")["difficulty"]
    assert dict(told) == {"xa-a": f"Gọi {MASKS['phone']}", "xa-b": "Gọi 1900 1234"}


def test_a_kept_number_is_not_warned_of_when_the_report_comes_again(tmp_path: Path) -> None:
    office = Office(tmp_path)
    decide(office.project, "xa-a,phone,1022,keep,Tổng đài của tỉnh,2022-06-02,,")
    form = good_form("xa-a")
    form.task("T1.1-02", difficulty="Tổng đài 1022")
    assert office.one(office.letter("a.xlsx", form)).findings == ()


def test_a_name_stays_until_the_office_masks_it() -> None:
    text = "Bà Hoa và ông Nguyễn Văn Bình trồng hoa ở tỉnh Hòa Bình; NGUYỄN VĂN  BÌNH; chị Bình"
    assert masked_text(text, "xa-a", Decisions()) == text
    answers = {("xa-a", "name", key_of("name", name)): "mask" for name in ("Hoa", "Nguyễn Văn Bình")}
    name = MASKS["name"]
    told = masked_text(text, "xa-a", Decisions(answers))
    assert told == f"Bà {name} và ông {name} trồng hoa ở tỉnh Hòa Bình; {name}; chị Bình"
    assert masked_text(text, "xa-b", Decisions(answers)) == text


def test_masked_text_has_nothing_more_to_mask() -> None:
    text, _ = planted(1)
    once = masked_text(text, "xa-a", Decisions())
    assert masked_text(once, "xa-a", Decisions()) == once
    assert all(MASKS[kind] in once for kind in ("phone", "identity", "email", "address"))


def test_days_numbers_and_ids_of_a_frame_stay() -> None:
    frame = pd.DataFrame({"unit_id": ["xa-0912345678"], "value": [912345678.0], "day": ["2022-05-31"]})
    frame = frame.astype({"unit_id": "string", "day": "string"})
    pd.testing.assert_frame_equal(masked_frame(frame, Decisions()), frame)


def test_a_long_text_is_not_quoted_with_half_a_number(project: Project) -> None:
    form = good_form("xa-a")
    form.task("T1.1-02", percent_done="a" * 150 + " " + "b" * 40 + " 0912 345 678")
    Inbox(project).receive("xa-a", form)
    findings = texts(read_dataset(project, "2022-S1").current.findings)
    assert "0912" not in findings
    assert "bbb" in findings


def test_a_units_form_is_filled_in_with_its_own_words(project: Project) -> None:
    form = good_form("xa-a")
    form.task("T1.1-02", difficulty="Gọi 0912345678")
    Inbox(project).receive("xa-a", form)
    plan, reference = read_plan(project), read_reference(project)
    earlier: PeriodData = read_earlier(
        project, plan, reference, read_dataset(project, "2022-S1").edition, None
    )
    assert "Gọi 0912345678" in set(earlier.tasks["difficulty"].dropna())


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("xa-a,phone,0912345678,keep,,2022-06-02,,", "không ghi lý do"),
        ("xa-a,phone,0912345678,perhaps,x,2022-06-02,,", "perhaps"),
        ("xa-z,phone,0912345678,keep,x,2022-06-02,,", "xa-z"),
        ("xa-a,telephone,0912345678,keep,x,2022-06-02,,", "telephone"),
        (
            "xa-a,phone,0912345678,keep,x,2022-06-02,,\nxa-a,phone,0912 345 678,mask,,2022-06-02,,",
            "hai câu trả lời",
        ),
    ],
)
def test_a_slip_in_the_answers_is_refused_with_its_row(project: Project, row: str, told: str) -> None:
    Inbox(project).receive("xa-a", good_form("xa-a"))
    decide(project, row)
    with pytest.raises(DataRefusedError) as refused:
        read_dataset(project, "2022-S1")
    assert told in refused.value.text("vi")
