"""``papibook check`` tells of numbers in the office's commentary and keeps what they were; no build does."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms import good_form
from handed_in import Office

from papibook.cli import main
from papibook.data.edition.dataset import read_dataset
from papibook.data.slices import open_page
from papibook.measures.counted import count_all
from papibook.press.edition.freeze import freeze


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path)
    made.receive(made.letter("a.xlsx", good_form()))
    (made.project.commentary / "2022-S1").mkdir(parents=True)
    return made


def write(office: Office, text: str) -> None:
    (office.project.commentary / "2022-S1" / "district.md").write_text(text, encoding="utf-8")


def check(office: Office, capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit):
        main(["check", "2022-S1", "--project", str(office.project.root), "--lang", "vi"])
    return capsys.readouterr().out


def test_numbers_are_told_and_kept_by_check_alone(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = office.project.commentary / "2022-S1" / "figures.csv"
    write(office, "Năm 2022 theo Kế hoạch số 48/KH-UBND.\n")
    check(office, capsys)
    assert not kept.exists(), "a text without figures has nothing to keep"
    write(office, "Có {n_counted} đầu việc đến hạn.\n\nCòn 987 đầu việc.\n")
    data = read_dataset(office.project, "2022-S1")
    freeze(data, count_all(data), tmp_path / "slices")
    assert not kept.exists(), "a build keeps nothing"
    page = open_page(tmp_path / "slices", "commentary", "quotes")
    assert "{" not in page["commentary"]["markdown"].iloc[0]
    assert page["quotes"]["status"].tolist() == ["found", "unknown"]
    told = check(office, capsys)
    assert "district.md, dòng 3: trang này không có số liệu nào là “987”" in told
    assert kept.read_text(encoding="utf-8").splitlines()[1].startswith("district,")
    before = kept.read_bytes()
    assert check(office, capsys) == told
    assert kept.read_bytes() == before


def test_a_text_whose_figures_moved_since_the_last_check_is_told(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    write(office, "Có {n_units_silent} đơn vị chưa gửi báo cáo.\n")
    assert "nay là" not in check(office, capsys)
    office.receive(office.letter("b.xlsx", good_form("xa-b")))
    assert "district.md, dòng 1: “{n_units_silent}” (đơn vị chưa báo cáo) khi viết là 2, nay là 1" in check(
        office, capsys
    )
