"""Who owes a report, who sent it, and what each unit is told: the table, the page, the reminders."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest
import views_frames as f
from forms import good_form
from handed_in import Office

from papibook import measures as m
from papibook import views as v
from papibook.cli.app import main
from papibook.data.edition.dataset import read_dataset
from papibook.measures.counted import count_all
from papibook.model.edition import edition_row
from papibook.model.findings import Finding, to_frame
from papibook.model.inline import text_of
from papibook.model.layout import FIGURES_SHEET
from papibook.model.tables import FINDINGS, RECEIPTS
from tests.support.decree30 import pdf_faults, word_faults

pytestmark = pytest.mark.slow

DAY = date(2022, 6, 4)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Xã A sent early and mended late, xã B sent an error late, phòng X is silent."""
    office = Office(tmp_path)
    form = good_form("xa-a")
    form.figure("I101", value=None)
    office.receive(office.letter("a.xlsx", form), now=datetime(2022, 6, 1, 9, 30))
    form.figure("I101", value=12)
    office.receive(office.letter("a2.xlsx", form), now=datetime(2022, 6, 6, 8))
    wrong = good_form("xa-b")
    wrong.figure("I102", numerator=9, denominator=7)
    office.receive(office.letter("b.xlsx", wrong), now=datetime(2022, 6, 4, 17))
    return office


def run(office: Office, *arguments: str) -> int:
    with pytest.raises(SystemExit) as caught:
        main(["status", *arguments, "--project", str(office.project.root)])
    return int(str(caught.value.code or 0))


def table(office: Office, tmp_path: Path, today: str) -> dict[str, dict[str, str]]:
    path = tmp_path / "status.csv"
    assert run(office, "2022-S1", "--today", today, "--csv", str(path)) == 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["unit_id"]: row for row in csv.DictReader(file)}


def test_who_needs_action_stands_first(office: Office, tmp_path: Path) -> None:
    rows = table(office, tmp_path, "2022-06-04")
    assert [(unit, row["to_do"]) for unit, row in rows.items()] == [
        ("phong-x", "send"),
        ("xa-b", "mend"),
        ("xa-a", "fill"),
    ]
    assert [rows[unit]["days_late"] for unit in rows] == ["2", "2", "-1"]
    assert (rows["xa-a"]["n_missing"], rows["xa-b"]["n_errors"]) == ("1", "1")


def test_a_day_knows_nothing_of_what_came_after_it(office: Office, tmp_path: Path) -> None:
    before = table(office, tmp_path, "01/06/2022")
    assert [before[unit]["to_do"] for unit in ("xa-a", "xa-b", "phong-x")] == ["fill", "send", "send"]
    assert before["xa-b"]["days_late"] == "-1"  # a day is left
    after = table(office, tmp_path, "2022-06-06")
    assert (after["xa-a"]["to_do"], after["xa-a"]["revision"], after["xa-a"]["days_late"]) == (
        "nothing",
        "2",
        "-1",
    )


def test_the_terminal_counts_days_and_units(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(office, "2022-S1", "--today", "2022-06-04") == 0
    said = capsys.readouterr().out
    assert "hết ngày 04/6/2022: 2/3 đơn vị đã gửi (trong đó 1 gửi muộn), 1 chưa gửi" in said
    assert "đã quá 2 ngày" in said
    assert run(office, "2022-S1", "--today", "2022-05-31", "--lang", "en") == 0
    assert "2 days left" in capsys.readouterr().out


def test_a_closed_period_counts_no_days_after_its_end(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(office, "2022-S1", "--today", "2026-11-28", "--remind", str(tmp_path / "nhắc")) == 0
    said = capsys.readouterr().out
    assert "Hạn gửi 02/6/2022. Đã ngừng nhận báo cáo hết ngày 08/6/2022" in said
    assert table(office, tmp_path, "2026-11-28")["phong-x"]["days_late"] == "6"
    assert "Đã quá hạn" not in (tmp_path / "nhắc" / "phong-x.txt").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("day", ["hôm nay", "31/02/2022", "2022-13-01"])
def test_a_wrong_day_exits_2(office: Office, capsys: pytest.CaptureFixture[str], day: str) -> None:
    assert run(office, "2022-S1", "--today", day) == 2
    assert "không phải là ngày" in capsys.readouterr().err


def test_each_reminder_names_what_that_unit_has_to_do(
    office: Office, tmp_path: Path, golden: Callable[[str, str], None]
) -> None:
    folder = tmp_path / "nhắc"
    assert run(office, "2022-S1", "--today", "2022-06-04", "--remind", str(folder)) == 0
    texts = {path.stem: path.read_text(encoding="utf-8-sig") for path in folder.iterdir()}
    assert sorted(texts) == ["phong-x", "xa-a", "xa-b"]
    for name, text in texts.items():
        golden(f"reminders/{name}.txt", text)
    assert "Kính gửi: Phòng X" in texts["phong-x"]
    assert "hết ngày 02/6/2022. Đã quá hạn 2 ngày." in texts["phong-x"]
    assert "Trang “Số liệu”, ô " in texts["xa-b"]
    assert "Số liệu I101: Chỉ tiêu I101" in texts["xa-a"]
    assert "Xã B" not in texts["xa-a"]
    assert all("hết ngày 08/6/2022" in text for text in texts.values())


def test_reminders_of_yesterday_are_replaced_and_other_files_never(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "remind"
    assert run(office, "2022-S1", "--today", "2022-06-04", "--remind", str(folder)) == 0
    assert run(office, "2022-S1", "--today", "2022-06-06", "--remind", str(folder)) == 0
    assert sorted(path.stem for path in folder.iterdir()) == ["phong-x", "xa-b"]
    (folder / "của tôi.txt").write_text("giữ lại")
    assert run(office, "2022-S1", "--today", "2022-06-06", "--remind", str(folder)) == 2
    assert (folder / "của tôi.txt").read_text() == "giữ lại"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".remind")] == []


def _waits(office: Office) -> None:
    """Xã A sends a correction alone, phòng X a first report typed in an en-US program or the like."""
    form = good_form("xa-a")
    form.figure("I101", value=15)
    form.figure("I102", numerator="", denominator="")
    office.receive(office.letter("một chỉ tiêu.xlsx", form), now=datetime(2022, 6, 7, 8))
    one, other = good_form("phong-x"), good_form("phong-x")
    other.figure("I106", value=8)
    both = [office.letter("x1.xlsx", one), office.letter("x2.xlsx", other)]
    office.receive(*both, now=datetime(2022, 6, 7, 9))


def test_what_waits_is_shown_with_what_it_would_lose_and_the_command(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    _waits(office)
    before = office.everything()
    assert run(office, "2022-S1", "--today", "2022-06-08") == 0
    said = " ".join(capsys.readouterr().out.split())
    assert office.everything() == before
    assert "3 tệp chờ quyết định:" in said
    assert (
        "Xã A: tệp “một chỉ tiêu.xlsx”, chờ từ 07/6/2022 08:00 (số tiếp nhận 2022-S1-004) "
        "Câu trả lời so với báo cáo đang dùng trước đó: giữ nguyên 16, thay đổi 1, thêm 0, mất 2. "
    ) in said
    assert "papibook decide 2022-S1-004 merge|replace|refuse --reason" in said
    assert run(office, "2022-S1", "--today", "2022-06-06") == 0
    assert "chờ quyết định" not in capsys.readouterr().out


def test_the_table_counts_what_would_be_lost(office: Office, tmp_path: Path) -> None:
    _waits(office)
    rows = table(office, tmp_path, "2022-06-08")
    assert (rows["xa-a"]["n_lost"], rows["xa-a"]["n_changed"]) == ("2", "1")
    assert (rows["xa-b"]["n_lost"], rows["phong-x"]["n_lost"]) == ("", "")
    assert rows["phong-x"]["asked_at"] == "2022-06-07T09:00:00"


def tables(**changes: pd.DataFrame) -> dict[str, pd.DataFrame]:
    given = {
        "units": f.units(),
        "tasks": f.tasks(),
        "indicators": f.indicators(),
        "reports": f.reports(n_errors=1),
        "obligations": f.obligations(),
        "figures": f.figures(f.figure("I101", None), f.figure("I103", None, obs_status="refused")),
        "findings": FINDINGS.empty(),
        "receipts": RECEIPTS.empty(),
    }
    return {**given, **changes}


def test_what_an_error_keeps_out_is_to_be_mended_and_not_missing() -> None:
    (row,) = m.submission_status(tables(), "2022-S1", DAY).to_dict("records")
    assert (row["to_do"], row["n_missing"]) == ("mend", 1)


def test_a_contradiction_is_to_be_settled_and_an_unlikely_pair_is_not() -> None:
    pair = {"other": "I102", "other_sheet": "Số liệu", "other_cell": "H8", "words": ""}
    pair |= {"name": "A", "other_name": "B", "other_found": "Có"}
    found = to_frame(
        Finding(f"rule.{kind}", "xa-a", "2022-S1", "a.xlsx", "Nhiệm vụ", cell, "T1.1-01", "x", pair)
        for kind, cell in (("contradiction", "F8"), ("contradiction", "F9"), ("unlikely", "F10"))
    )
    nothing_missing = f.figures(f.figure("I101", 1.0))
    given = tables(findings=found, reports=f.reports(n_errors=0), figures=nothing_missing)
    status = m.submission_status(given, "2022-S1", f.day("2022-06-08"))
    (row,) = status.to_dict("records")
    assert (row["to_do"], row["n_contradictions"], row["n_missing"]) == ("mend", 2, 0)
    assert "đối chiếu, sửa 2 chỗ mâu thuẫn</td>" in v.submission_table(status, f.units(), f.edition()).html
    unlikely = found[found["code"] == "rule.unlikely"]
    assert m.submission_status({**given, "findings": unlikely}, "2022-S1", DAY)["to_do"].tolist() == [
        "nothing"
    ]


def test_a_sheet_kept_out_counts_as_refused_whatever_the_case_of_its_name(tmp_path: Path) -> None:
    office = Office(tmp_path)
    form = good_form("xa-b")
    form.cells["SỐ LIỆU"] = {
        place: cell for place, cell in form.cells.pop(FIGURES_SHEET).items() if cell != "Giá trị"
    }
    office.receive(office.letter("b2.xlsx", form), now=datetime(2022, 6, 5, 8))
    counted = count_all(read_dataset(office.project, "2022-S1"))
    states = counted.figures.loc[counted.figures["unit_id"] == "xa-b", "obs_status"]
    assert set(states) == {"refused"}


def test_notes_of_a_report_that_is_not_there_are_not_zero() -> None:
    silent = f.reports(report_status="not_reported", revision=None, received_at=None, first_received_at=None)
    status = m.submission_status(tables(reports=silent), "2022-S1", f.day("2022-06-08"))
    assert status["n_notes"].isna().all()
    assert "∅</td></tr>" in v.submission_table(status, f.units(), f.edition()).html


def test_a_file_refused_after_the_report_is_told() -> None:
    refused = RECEIPTS.from_records(
        [{"receipt_id": "1", "unit_id": "xa-a", "period_id": "2022-S1", "outcome": "refused",
          "received_at": pd.Timestamp("2022-06-03 08:00")}]
    )  # fmt: skip
    (row,) = m.submission_status(tables(receipts=refused), "2022-S1", DAY).to_dict("records")
    assert row["refused_at"] == pd.Timestamp("2022-06-03 08:00")


def test_a_file_that_waits_for_the_office_is_told_until_it_is_decided(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = Office(tmp_path)
    yml = office.project.plans / "1-KH-2022" / "plan.yml"
    with_contact = yml.read_text(encoding="utf-8").replace("data_status:", "contact: Phòng X\ndata_status:")
    yml.write_text(with_contact, encoding="utf-8")
    units = office.project.reference / "units.csv"
    frame = pd.read_csv(units, dtype=str).assign(addressed_as=None)
    frame.loc[frame["unit_id"] == "xa-a", "addressed_as"] = "UBND xã A"
    frame.to_csv(units, index=False)
    form = good_form("xa-a")
    form.figure("I102", numerator=1.25, denominator=2.5)  # as an American program reads 1.250
    answer = office.one(office.letter("a.xlsx", form), now=datetime(2022, 6, 1, 9, 30))
    assert (answer.outcome, answer.receipt and answer.receipt.unit_id) == ("waiting", "xa-a")
    folder = tmp_path / "nhắc"
    assert run(office, "2022-S1", "--today", "2022-06-02", "--remind", str(folder)) == 0
    assert "không; tệp ngày 01/6/2022 đang chờ quyết định" in " ".join(capsys.readouterr().out.split())
    text = (folder / "xa-a.txt").read_text(encoding="utf-8-sig")
    assert "Kính gửi: UBND xã A" in text
    assert "Tệp gửi ngày 01/6/2022 đang chờ xem xét" in text
    assert "điền vào mẫu" not in text
    assert text.endswith("Cần trao đổi, xin liên hệ: Phòng X.\n")


def test_the_page_speaks_of_the_day_on_which_the_data_were_closed() -> None:
    status = m.submission_status(tables(), "2022-S1", f.day("2022-06-08"))
    html = v.submission_table(status, f.units(), f.edition()).html
    assert "1/1 đơn vị còn việc phải làm, tính đến 08/6/2022" in html
    assert "sửa 1 lỗi; bổ sung 1 mục còn thiếu" in html
    assert "08/6/2022" in v.sentence("{data_closed_on}", f.edition()).html


def urge(office: Office, tmp_path: Path, day: str, *more: str) -> Path:
    with pytest.raises(SystemExit) as caught:
        main(
            [
                "urge",
                "2022-S1",
                "--today",
                day,
                "--out",
                str(tmp_path / "out"),
                *more,
                "--project",
                str(office.project.root),
            ]
        )
    assert not caught.value.code
    return tmp_path / "out"


def test_a_letter_urges_who_owes_after_the_deadline_and_is_recorded_once(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = office.project.root / "data/urgings.csv"
    urge(office, tmp_path, "2022-06-02")  # the deadline itself: nobody is late
    urge(office, tmp_path, "2022-06-04", "--dry-run")
    assert not ledger.exists()
    assert not (tmp_path / "out").exists()
    out = urge(office, tmp_path, "2022-06-04")
    rows = list(csv.DictReader(ledger.read_text(encoding="utf-8-sig").splitlines()))
    assert [(row["unit_id"], row["urged_on"], row["asked"]) for row in rows] == [
        ("phong-x", "2022-06-04", "send"),
        ("xa-a", "2022-06-04", "fill"),
        ("xa-b", "2022-06-04", "mend"),
    ]
    before = ledger.read_bytes()
    letter = (out / "cong-van-don-doc-2022-S1-2022-06-04.docx").read_bytes()
    assert word_faults(letter, is_letter=True) == []
    assert pdf_faults(out / "cong-van-don-doc-2022-S1-2022-06-04.pdf") == []
    texts = {
        path.stem: path.read_text(encoding="utf-8-sig")
        for path in (out / "don-doc-2022-S1-2022-06-04").iterdir()
    }
    assert set(texts) == {"phong-x", "xa-a", "xa-b"}
    assert "Xã B" not in texts["xa-a"]
    again = urge(office, tmp_path, "2022-06-04")
    assert ledger.read_bytes() == before
    assert (again / "cong-van-don-doc-2022-S1-2022-06-04.docx").read_bytes() == letter
    urge(office, tmp_path, "2022-06-05")
    assert len(ledger.read_text(encoding="utf-8-sig").splitlines()) == 7
    capsys.readouterr()
    assert run(office, "2022-S1", "--today", "2022-06-07") == 0
    told = capsys.readouterr().out
    assert "đã đôn đốc 2 lần, gần nhất ngày 05/6/2022; đã gửi báo cáo ngày 06/6/2022" in told  # xã A
    assert "gần nhất ngày 05/6/2022; chưa gửi báo cáo" in told  # phòng X
    assert "gần nhất ngày 05/6/2022; chưa gửi lại" in told  # xã B
    assert run(office, "2022-S1", "--today", "2022-06-03") == 0
    assert "đôn đốc" not in capsys.readouterr().out


def test_the_quality_page_says_what_followed_a_letter(office: Office, tmp_path: Path) -> None:
    urge(office, tmp_path, "2022-06-05")
    urge(office, tmp_path, "2022-06-20")  # after the data were closed: of another edition
    dataset = read_dataset(office.project, "2022-S1")
    counted = count_all(dataset)
    names = ("reports", "obligations", "figures", "findings", "receipts")
    tables = {name: getattr(counted, name) for name in names} | {"units": dataset.reference.units}
    status = m.submission_status(tables, "2022-S1", dataset.edition.data_closed_on)
    units = dataset.reference.shown_units
    plain = v.submission_table(status, units, edition_row(counted.edition))
    assert "urged" not in [column.key for column in plain.columns]
    shown = v.submission_table(m.urged(status, dataset.urgings), units, edition_row(counted.edition))
    at = [column.key for column in shown.columns].index("urged")
    said = {text_of(row.cells[0].content): text_of(row.cells[at].content) for row in shown.rows}
    assert said["Xã A"] == "đã đôn đốc ngày 05/6/2022; đã gửi báo cáo ngày 06/6/2022"
