"""The forms of a period: whom they are for, what stands in them already, what they never overwrite."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from forms import Inbox, good_form, make_project

from papibook.data.forms.workbook import write_workbook
from papibook.data.forms.write import Forms, FormsSummary, write_forms
from papibook.ground.errors import ConfigError
from papibook.ground.paths import Project

pytestmark = pytest.mark.slow


class Told:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.steps: list[str] = []

    def stage(self, name: str, total: int | None) -> None:
        pass

    def step(self, what: str) -> None:
        self.steps.append(what)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path / "one")


def wrote(project: Project, folder: Path, *units: str, period: str = "2022-S1") -> FormsSummary:
    return write_forms(project, period, folder, units, Told())


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def rows(content: bytes, sheet: str) -> dict[str, dict[str, object]]:
    """A sheet's rows by their code."""
    found = list(openpyxl.load_workbook(BytesIO(content), data_only=True)[sheet].iter_rows(values_only=True))
    start = next(index for index, row in enumerate(found) if str(row[0]).startswith("Mã "))
    return {str(row[0]): dict(zip(found[start], row, strict=True)) for row in found[start + 1 :] if row[1]}


def test_every_reporting_unit_gets_a_form_and_nobody_else(project: Project, tmp_path: Path) -> None:
    wrote(project, tmp_path / "out")
    assert {path.name for path in (tmp_path / "out").glob("*.xlsx")} == {
        "xa-a_2022-S1.xlsx",
        "xa-b_2022-S1.xlsx",
        "phong-x_2022-S1.xlsx",
    }


def test_two_runs_give_the_same_bytes(project: Project, tmp_path: Path) -> None:
    for name in ("first", "second"):
        wrote(project, tmp_path / name)
    assert contents(tmp_path / "first") == contents(tmp_path / "second")


@pytest.mark.parametrize("name", ["xa-a", "Xã A", "UBND xã A", "03985", "XA A", "ubnd xa a."])
def test_a_unit_is_named_as_people_name_it(project: Project, tmp_path: Path, name: str) -> None:
    assert wrote(project, tmp_path / "out", name).files == ("xa-a_2022-S1.xlsx",)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("phong-xx", "Did you mean phong-x"),
        ("Phong Xx", "Did you mean phong-x"),
        ("toa-an", "sends no report"),
        ("??", "no unit"),
    ],
)
def test_an_unknown_unit_is_refused_with_the_nearest_one(
    project: Project, tmp_path: Path, name: str, said: str
) -> None:
    with pytest.raises(ConfigError, match=said.replace("?", r"\?")):
        wrote(project, tmp_path / "out", name)
    assert not (tmp_path / "out").exists()


def test_a_form_asks_what_the_period_asks(project: Project, tmp_path: Path) -> None:
    asked = {}
    for period in ("2022-S1", "2022"):
        wrote(project, tmp_path / period, "xa-a", period=period)
        asked[period] = set(rows((tmp_path / period / f"xa-a_{period}.xlsx").read_bytes(), "Số liệu"))
    assert asked["2022"] - asked["2022-S1"] == {"I105"}


def test_an_earlier_report_is_filled_in_but_for_persons_and_the_day(project: Project, tmp_path: Path) -> None:
    first = good_form("xa-a")
    first.figure("I101", value="khoảng 12")
    first.put("Thông tin", "", "revision_reason", "của lần trước")
    Inbox(project).receive("xa-a", first, at="2022-06-30T09:00:00")  # after the data were closed
    assert wrote(project, tmp_path / "out", "xa-a", "xa-b").n_prefilled == 1
    content = (tmp_path / "out" / "xa-a_2022-S1.xlsx").read_bytes()
    tasks, figures = rows(content, "Nhiệm vụ"), rows(content, "Số liệu")
    assert tasks["T1.1-01"]["Tình trạng"] == "Hoàn thành"
    assert (figures["I102"]["Tử số"], figures["I103"]["Giá trị"]) == (45, "Có")
    assert (figures["I101"]["Giá trị"], figures["I101"]["Kiểm tra"]) == (None, "Chưa có số liệu")
    info = {row[0]: row[1] for row in openpyxl.load_workbook(BytesIO(content))["Thông tin"].values}
    assert info["Số kế hoạch của đơn vị"] == "12/KH-UBND"
    new = (
        "Người lập",
        "Người duyệt",
        "Điện thoại",
        "Ngày lập báo cáo",
        "Lý do điều chỉnh so với lần gửi trước",
    )
    assert [info[label] for label in new] == [None] * 5


def test_last_periods_figures_stand_beside(project: Project, tmp_path: Path) -> None:
    Inbox(project).receive("xa-a", good_form("xa-a"))
    wrote(project, tmp_path / "out", period="2022")
    own = rows((tmp_path / "out" / "xa-a_2022.xlsx").read_bytes(), "Số liệu")
    assert [own[code]["Kỳ trước"] for code in ("I101", "I102", "I103", "I105")] == [
        "12",
        "90% (45/50)",
        "Có",
        "–",
    ]
    other = rows((tmp_path / "out" / "xa-b_2022.xlsx").read_bytes(), "Số liệu")
    assert {row["Kỳ trước"] for row in other.values()} == {"–"}


def test_a_prefilled_form_reads_as_the_report_it_came_from(project: Project) -> None:
    inbox = Inbox(project)
    inbox.receive("xa-a", good_form("xa-a"))
    first = Forms.read(project, "2022-S1")
    stream = BytesIO()
    write_workbook(stream, first.form("xa-a"))
    inbox.receive("xa-a", stream.getvalue(), revision=2, at="2022-06-02T09:00:00")
    again = Forms.read(project, "2022-S1").earlier
    for name, key in (("tasks", "task_id"), ("figures", "indicator_id")):
        before, after = (
            getattr(data, name).drop(columns=["file", "row"]).set_index(key)
            for data in (first.earlier, again)
        )
        assert before.equals(after.loc[before.index])  # the form also asks what was not required
    assert set(again.findings["code"]) <= {"info.missing", "info.persons_missing"}


def test_a_form_that_somebody_saved_is_never_overwritten(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    wrote(project, folder)
    filled = folder / "xa-a_2022-S1.xlsx"
    filled.write_bytes(filled.read_bytes() + b"saved")
    before = contents(folder)
    for units in ((), ("xa-b",), ("xa-a",)):
        wrote(project, folder, *units)
        assert contents(folder) == before


def test_a_form_that_somebody_saved_does_not_block_the_others(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    wrote(project, folder)
    before = contents(folder)
    filled = folder / "xa-a_2022-S1.xlsx"
    filled.write_bytes(filled.read_bytes() + b"saved")
    units = project.reference / "units.csv"
    units.write_text(
        units.read_text(encoding="utf-8").replace("Xã A", "Xã An").replace("Xã B", "Xã Bê"), encoding="utf-8"
    )
    again = wrote(project, folder)
    assert again.saved == ("xa-a_2022-S1.xlsx",)
    assert set(again.files) == {"xa-b_2022-S1.xlsx", "phong-x_2022-S1.xlsx"}
    after = contents(folder)
    assert after["xa-a_2022-S1.xlsx"] == before["xa-a_2022-S1.xlsx"] + b"saved"
    assert after["xa-b_2022-S1.xlsx"] != before["xa-b_2022-S1.xlsx"]
    assert wrote(project, folder).saved == ("xa-a_2022-S1.xlsx",), "it is still no form of ours"


def test_the_years_form_carries_on_what_the_half_year_reported(project: Project, tmp_path: Path) -> None:
    half = good_form("xa-a")
    half.task("T1.1-01", difficulty="Thiếu cán bộ")
    Inbox(project).receive("xa-a", half)
    assert wrote(project, tmp_path / "out", period="2022").n_prefilled == 1
    content = (tmp_path / "out" / "xa-a_2022.xlsx").read_bytes()
    tasks, figures = rows(content, "Nhiệm vụ"), rows(content, "Số liệu")
    done = tasks["T1.1-01"]
    assert (done["Tình trạng"], done["Tỷ lệ hoàn thành (%)"], done["Kết quả, số văn bản"]) == (
        "Hoàn thành",
        100,
        "TB số 5/TB-UBND",
    )
    assert done["Ngày hoàn thành"].date() == date(2022, 3, 15)
    assert done["Khó khăn, vướng mắc"] is None, "of the half-year alone"
    assert tasks["T1.1-02"]["Tình trạng"] is None, "it recurs, so it is asked anew"
    assert figures["I101"]["Giá trị"] is None
    book = openpyxl.load_workbook(BytesIO(content))
    info = {row[0]: row[1] for row in book["Thông tin"].values}
    assert (info["Số kế hoạch của đơn vị"], info["Người lập"]) == ("12/KH-UBND", None)
    guide = " ".join(str(cell) for row in book["Hướng dẫn"].values for cell in row)
    assert "đã điền sẵn theo báo cáo 6 tháng đầu năm 2022" in guide


def test_the_years_own_report_counts_more_than_the_half_years(project: Project, tmp_path: Path) -> None:
    Inbox(project).receive("xa-a", good_form("xa-a"))
    year = good_form("xa-a", "2022")
    year.task("T1.1-01", written_status="Đang thực hiện", completed_date="", percent_done=40)
    Inbox(project, "2022").receive("xa-a", year, at="2022-12-01T09:00:00")
    wrote(project, tmp_path / "out", "xa-a", period="2022")
    tasks = rows((tmp_path / "out" / "xa-a_2022.xlsx").read_bytes(), "Nhiệm vụ")
    assert tasks["T1.1-01"]["Tình trạng"] == "Đang thực hiện"
    assert tasks["T1.1-02"]["Tình trạng"] == "Đang thực hiện"


def test_forms_of_a_changed_plan_replace_those_that_nobody_saved(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    wrote(project, folder)
    before = contents(folder)
    units = project.reference / "units.csv"
    units.write_text(units.read_text(encoding="utf-8").replace("Xã A", "Xã An"), encoding="utf-8")
    wrote(project, folder, "xa-a")
    after = contents(folder)
    assert {name for name in after if after[name] != before[name]} == {"xa-a_2022-S1.xlsx", ".forms.csv"}


@pytest.mark.parametrize("found", ["thư.docx", "thư mục/tệp.txt"])
def test_a_folder_with_other_things_is_refused(project: Project, tmp_path: Path, found: str) -> None:
    foreign = tmp_path / "out" / found
    foreign.parent.mkdir(parents=True)
    foreign.write_text("x", encoding="utf-8")
    with pytest.raises(ConfigError, match="other files"):
        wrote(project, tmp_path / "out")
    assert [path for path in tmp_path.joinpath("out").rglob("*") if path.is_file()] == [foreign]


def test_a_file_is_no_folder(project: Project, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x", encoding="utf-8")
    with pytest.raises(ConfigError, match="is a file"):
        wrote(project, tmp_path / "out")


class Broken(Told):
    """Stops in the middle, as Ctrl-C does."""

    def step(self, what: str) -> None:
        raise KeyboardInterrupt


@pytest.mark.parametrize("former", [(), ("xa-b",)])
def test_stopped_midway_the_folder_is_as_it_was(
    project: Project, tmp_path: Path, former: Sequence[str]
) -> None:
    folder = tmp_path / "out"
    if former:
        wrote(project, folder, *former)
    before = contents(folder) if former else {}
    with pytest.raises(KeyboardInterrupt):
        write_forms(project, "2022-S1", folder, (), Broken())
    assert (contents(folder) if folder.exists() else {}) == before
    assert {path.name for path in tmp_path.iterdir()} <= {"one", "out"}


def test_a_folder_parked_when_the_machine_stopped_comes_back(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    wrote(project, folder)
    filled = folder / "xa-a_2022-S1.xlsx"
    filled.write_bytes(b"filled in")
    folder.rename(tmp_path / ".out.old")
    wrote(project, folder)
    assert filled.read_bytes() == b"filled in"
