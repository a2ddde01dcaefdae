"""Copies of the shipped project for tests that run the real command line."""

import csv
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

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
    for receipts in (target / "data/submissions").glob("*/receipts.csv"):
        edit_csv(receipts, lambda row: row if row["unit_id"] in units else None)
        for workbook in receipts.parent.glob("*.xlsx"):
            if workbook.name.split(".")[0] not in units:
                workbook.unlink()
    return target


def keeps(lead: str, units: tuple[str, ...]) -> bool:
    return any(
        part in (*units, "communes", "departments", "ubmttq-huyen", "toa-an-huyen")
        for part in lead.split(";")
    )


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


def papibook(project: Path, *arguments: str, timeout: float = 280) -> subprocess.CompletedProcess[str]:
    """Run the installed command in ``project``."""
    command = Path(sys.executable).with_name("papibook")
    environment = {**os.environ, "PYTHONWARNINGS": "default", "COLUMNS": "160"}
    return subprocess.run(
        [str(command), *arguments],
        cwd=project,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=timeout,
        check=False,
    )
