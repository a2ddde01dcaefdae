"""Typst in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from papibook.ground.errors import BookError
from papibook.press.printing import typst_run
from papibook.press.printing.typst_run import TypstOrder, run_typst

ENDLESS = "#for a in range(100000) { for b in range(100000) {} }"


def _order(folder: Path, text: str) -> TypstOrder:
    main = folder / "book.typ"
    main.write_text(
        f'#set document(title: "x", date: datetime(year: 1980, month: 1, day: 1))\n{text}', encoding="utf-8"
    )
    return TypstOrder(str(main), str(folder), str(folder / "a.pdf"), (), 0)


def test_the_number_of_pages_comes_back(tmp_path: Path) -> None:
    order = _order(tmp_path, "a #pagebreak() b #metadata(2) <page-count>")
    assert run_typst(order, timeout=200) == 2
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


def test_what_typst_refuses_is_said(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="unknown variable: nothing-here"):
        run_typst(_order(tmp_path, "#nothing-here"), timeout=200)


def test_a_volume_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="within 1 seconds"):
        run_typst(_order(tmp_path, ENDLESS), timeout=1)


def test_a_process_that_dies_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dying = tmp_path / "dying.py"
    dying.write_text("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n")
    monkeypatch.setattr(typst_run, "_CHILD", dying)
    with pytest.raises(BookError, match="ended unexpectedly"):
        run_typst(_order(tmp_path, "a"), timeout=200)


def test_the_process_ends_with_whoever_asked(tmp_path: Path) -> None:
    child = Path(typst_run.__file__).with_name("typst_process.py")
    with subprocess.Popen(
        [sys.executable, "-P", str(child)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        process.stdin.write(json.dumps(asdict(_order(tmp_path, ENDLESS))) + "\n")
        process.stdin.close()
        try:
            assert process.wait(200) == 1
        finally:
            process.kill()
