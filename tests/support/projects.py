"""Copies of the shipped project for tests that run the real command line."""

import csv
import os
import shutil
import signal
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NoReturn

import pytest

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("_config.yml", "_toc.yml", "book", "notebooks", "data")
PLAN = Path("data/plans/426-KH-UBND-2022")
FEW_UNITS = ("xa-chieng-son", "xa-phieng-luong", "phong-noi-vu")


@dataclass(frozen=True)
class Built:
    """A project that was built: its folder, the edition's folder and what the command said."""

    project: Path
    edition: Path
    said: str


def copy_project(target: Path) -> Path:
    """The whole shipped project, without anything built."""
    target.mkdir(parents=True)
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, target / part, ignore=shutil.ignore_patterns("pages", ".pages-*"))
        else:
            shutil.copy2(ROOT / part, target / part)
    return target


def small_project(target: Path, units: tuple[str, ...] = FEW_UNITS) -> Path:
    """The shipped project with only a few units that report, so that a build takes seconds."""
    copy_project(target)
    edit_csv(
        target / "data/reference/units.csv",
        lambda row: {**row, "is_reporting": str(row["unit_id"] in units).lower()},
    )
    edit_csv(target / PLAN / "tasks.csv", lambda row: row if keeps(row["lead"], units) else None)
    dropped = task_ids(ROOT / PLAN) - task_ids(target / PLAN)
    edit_csv(target / PLAN / "rules.csv", lambda row: None if names_one(row, dropped) else row)
    for receipts in (target / "data/submissions").glob("*/receipts.csv"):
        edit_csv(receipts, lambda row: row if row["unit_id"] in units else None)
        for workbook in receipts.parent.glob("*.xlsx"):
            if workbook.name.split(".")[0] not in units:
                workbook.unlink()
    return target


def small_project_in_pieces(target: Path) -> Path:
    """The same with its texts in letters in pieces (NFD), as macOS may write them."""
    small_project(target)
    given = ("data/plans", "data/reference", "data/commentary")
    texts = (path for part in given for path in (target / part).rglob("*"))
    pages = (target / "book/plan").rglob("*.md")
    settings = (target / name for name in ("_config.yml", "_toc.yml"))
    for path in (*texts, *pages, *settings, *(target / "notebooks").glob("*.ipynb")):
        if path.suffix in (".csv", ".yml", ".md", ".ipynb"):
            text = path.read_text(encoding="utf-8")
            path.write_text(unicodedata.normalize("NFD", text), encoding="utf-8", newline="")
    return target


def keeps(lead: str, units: tuple[str, ...]) -> bool:
    return any(
        part in (*units, "communes", "departments", "ubmttq-huyen", "toa-an-huyen")
        for part in lead.split(";")
    )


def task_ids(plan: Path) -> set[str]:
    with (plan / "tasks.csv").open(encoding="utf-8", newline="") as file:
        return {row["task_id"] for row in csv.DictReader(file)}


def names_one(rule: dict[str, str], tasks: set[str]) -> bool:
    return any(rule[side].partition(" ")[0] in tasks for side in ("left", "right"))


def edit_csv(path: Path, change) -> None:  # type: ignore[no-untyped-def]
    """Rewrite a CSV row by row; ``change`` returns the new row, or None to drop it."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        names = list(reader.fieldnames or [])
        rows = [changed for row in reader if (changed := change(row)) is not None]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


COMMAND = str(Path(sys.executable).with_name("papibook"))


def lacks(program: str) -> NoReturn:
    """End a test that needs ``program``: in CI it has failed, elsewhere it is loudly skipped."""
    if os.environ.get("CI"):
        pytest.fail(f"{program} is missing")
    pytest.skip(f"!!! NOT TESTED: {program} is missing")


@contextmanager
def signals_heard() -> Iterator[None]:
    """Programs that are started inside end by Ctrl-C and its like, whoever started the tests.

    A shell's ``&`` ignores SIGINT, ``nohup`` SIGHUP, and what is ignored stays so in every program started.
    """
    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    ignored = [number for number in numbers if signal.getsignal(number) is signal.SIG_IGN]
    for number in ignored:
        signal.signal(number, signal.SIG_DFL)
    try:
        yield
    finally:
        for number in ignored:
            signal.signal(number, signal.SIG_IGN)


def start_papibook(project: Path, *arguments: str, stdout: int | IO[str]) -> subprocess.Popen[str]:
    """The installed command at work in ``project``; all that it says goes to ``stdout`` as it is said."""
    with signals_heard():
        return subprocess.Popen(
            [COMMAND, *arguments],
            cwd=project,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )


def papibook(project: Path, *arguments: str, timeout: float = 500) -> subprocess.CompletedProcess[str]:
    """Run the installed command in ``project``."""
    environment = {**os.environ, "PYTHONWARNINGS": "default"}
    return subprocess.run(
        [COMMAND, *arguments],
        cwd=project,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=timeout,
        check=False,
    )
