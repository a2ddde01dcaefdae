"""Invented places whose projects ``papibook new`` makes from ``tests/plans``, with made-up reports."""

from __future__ import annotations

from pathlib import Path

from projects import ROOT, edit_csv, papibook

PLANS = ROOT / "tests/plans"
MERGED_ON = "2023-02-01"
FORMER = {"xa-ban-lim": ("xa-ban-lim", "xa-ban-mong")}
"""Of each unit after the merger, those before it."""


def province(root: Path) -> Path:
    """A province of 75 communes and 12 departments, 2026, by the windows of Decree 09."""
    told = ("--level", "province", "--place", "Tỉnh Sơn Bình", "--periods", "decree-09", "--year", "2026")
    project = new(root, "province-2026", *told)
    (plan,) = (project / "data/plans").glob("*/plan.yml")
    with plan.open("a", encoding="utf-8") as file:  # nothing above it is part of the project
        file.write("report:\n  receivers: [Bộ Nội vụ]\n")
    return with_reports(project)


def district(root: Path) -> Path:
    """A district's plans of 2022 and 2023, and a merger of two of its communes between them."""
    told = ("--level", "district", "--place", "Huyện Nà Lim", "--parent", "Tỉnh Sơn Bình", "--year", "2022")
    new(root, "district-2022", *told)
    new(root, "district-2023", "--next-year")
    edit_csv(
        root / "data/reference/units.csv",
        lambda row: {**row, "valid_to": "2023-01-31"} if row["unit_id"] == "xa-ban-mong" else row,
    )
    (root / "data/reference/unit_changes.csv").write_text(
        "changed_on,kind,from_unit,to_unit,source\n"
        f"{MERGED_ON},merge,xa-ban-mong,xa-ban-lim,Nghị quyết minh họa\n",
        encoding="utf-8",
    )
    return with_reports(root)


def new(root: Path, name: str, *told: str) -> Path:
    given = [f"--{each}={next((PLANS / name).glob(f'{each}.*'))}" for each in ("plan", "units", "tasks")]
    run(root.parent, "new", str(root), *told, *given)
    return root


def with_reports(project: Path) -> Path:
    for plan in (project / "data/plans").glob("*/plan.yml"):
        text = plan.read_text(encoding="utf-8")
        plan.write_text(text.replace("data_status: real", "data_status: illustrative"), encoding="utf-8")
    run(project, "demo")
    return project


def run(folder: Path, *arguments: str) -> str:
    done = papibook(folder, *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
