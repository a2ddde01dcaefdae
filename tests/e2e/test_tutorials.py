"""The tutorials of a ward's plan and of its second year, command by command, in either language."""

from __future__ import annotations

import contextlib
import shlex
import shutil
from pathlib import Path

import pytest
from projects import Built
from tutorials import PAGES, WARD, commands, run

from papibook.cli.app import main

SECOND_YEAR = ("docs/bat-dau/nam-thu-hai.md", "docs/tutorials/second-year.md")


def test_both_languages_give_the_same_commands() -> None:
    assert commands(SECOND_YEAR[0]) == commands(SECOND_YEAR[1])
    assert len(commands(SECOND_YEAR[0])) == 3
    assert commands(PAGES[0]) == commands(PAGES[1])
    assert len(commands(PAGES[0])) == 8


def test_the_wards_tutorial_from_nothing_to_the_first_book(ward: Built) -> None:
    folder = ward.project.parent
    assert not (folder / "phuong/can-xem.txt").exists()
    assert len(list((folder / "bieu-mau").glob("*.xlsx"))) == 6
    assert (ward.edition / "html/index.html").is_file()
    assert "WARNING" not in ward.said
    assert "data_status: real" in next((folder / "phuong/data/plans").glob("*/plan.yml")).read_text("utf-8")
    assert "book/methods.md" in run(folder, "papibook check --plan --project phuong").stdout


def test_the_second_year_as_it_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """After the first year's project was made: the commands of the page, word for word."""
    for path in WARD.iterdir():
        shutil.copy(path, tmp_path)
        of_2027 = path.read_text("utf-8").replace("năm 2026", "năm 2027").replace("/2026", "/2027")
        (tmp_path / f"{path.stem}-2027{path.suffix}").write_text(
            of_2027.replace("15/KH-UBND", "18/KH-UBND"), encoding="utf-8"
        )
    first = [command for command in commands(PAGES[0]) if command.startswith("papibook new")]
    with contextlib.chdir(tmp_path):
        for command in (*first, *commands(SECOND_YEAR[0])):
            capsys.readouterr()
            ended(*shlex.split(command)[1:])
            told = capsys.readouterr().out
            if "check" in command:
                assert "18/KH-UBND: văn bản và các bảng khớp nhau" in told
                assert "signer" in told
        assert len(list((tmp_path / "bieu-mau-2027").glob("*.xlsx"))) == 6
        ended("check", "--plan", "2026-Q1", "--project", "phuong")
        assert "15/KH-UBND: văn bản và các bảng khớp nhau" in capsys.readouterr().out


def ended(*words: str) -> None:
    with pytest.raises(SystemExit) as code:
        main(list(words))
    assert code.value.code == 0
