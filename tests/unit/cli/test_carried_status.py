"""What an office is told of units that report through another, and whom it reminds."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from carried import SENDER, Sent
from forms import report_through
from handed_in import Office

from papibook.cli.app import main
from papibook.model.layout import FIGURES_SHEET


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    report_through(office.project, SENDER, "xa-a", "xa-b")
    return office


def office_of(office: Office) -> list[str]:
    return ["--project", str(office.project.root)]


def told(office: Office, capsys: pytest.CaptureFixture[str]) -> tuple[str, dict[str, str]]:
    folder = office.root / "reminders"
    with pytest.raises(SystemExit) as code:
        main(["status", "2022-S1", "--today", "2022-06-04", "--remind", str(folder), *office_of(office)])
    assert code.value.code == 0
    texts = {path.stem: path.read_text(encoding="utf-8-sig") for path in folder.glob("*.txt")}
    return capsys.readouterr().out, texts


def test_one_absent_workbook_is_asked_for_once(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    said, texts = told(office, capsys)
    assert "2 đơn vị báo cáo qua Phòng X; cần nhận 1 tệp biểu mẫu, đã nhận 0." in said
    assert said.count("gửi báo cáo") == 2  # its own line, and one for those that it carries
    assert set(texts) == {SENDER}
    assert "các dòng của 2 đơn vị báo cáo qua đơn vị mình: Xã A, Xã B." in texts[SENDER]


def test_what_is_to_do_in_the_rows_of_a_unit_is_said_to_its_sender(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    sent = Sent(office.project, office.root / "forms")
    sent.fill_in("xa-a")
    sent.put(FIGURES_SHEET, "xa-a", "I102", Tử_số=9)
    office.receive(office.letter("x.xlsx", sent.bytes()), now=datetime(2022, 6, 1, 9))
    said, texts = told(office, capsys)
    assert "cần nhận 1 tệp biểu mẫu, đã nhận 1." in said
    assert set(texts) == {SENDER}
    assert "Chưa điền các dòng của 1 đơn vị báo cáo qua đơn vị mình: Xã B." in texts[SENDER]
    _, of_unit = texts[SENDER].split("Ở các dòng của Xã A:")
    assert "Ô cần sửa (1)" in of_unit or "I102" in of_unit
