"""The next plan on the disk: both of its folders and the new units, or nothing."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from papibook.data.given.plan import catalogue_of, check_plan, read_plan
from papibook.data.given.plan_text import MANY
from papibook.data.given.reference import read_reference
from papibook.ground.errors import ConfigError, cause_of
from papibook.ground.paths import Project
from papibook.ground.whole_file import write_whole
from papibook.ground.whole_folder import copy_folder, remove_folder
from papibook.starter.file_texts import lines_text
from papibook.starter.following.plan import Given, NextPlan, next_plan
from papibook.starter.following.units import NextUnits
from papibook.starter.rows import alias_rows, unit_rows
from papibook.starter.write import TO_LOOK_AT, look_at_text

_THROUGH = "reports_through"


def write_next_plan(project: Project, given: Given) -> NextPlan:
    """Make the plan of the year after beside the project's plan in force.

    It is read and checked aside before any of it is put in place.

    Raises:
        ConfigError: it is there already, a given file can't be read, or the disk can't be written to.
        RefusedTablesError: what was made does not hold together; nothing is written.
    """
    made = next_plan(project, given)
    homes = [project.book / MANY / made.plan_id, project.plans / made.plan_id]
    for home in homes:
        if home.exists():
            raise ConfigError(
                "{folder} is there already. Delete it, or give the plan's text with its number.",
                folder=home.relative_to(project.root).as_posix(),
            )
    added = _added_lines(project, made.units, made.begins.isoformat())
    try:
        with _aside(project) as aside:
            _write_texts(aside, made)
            _check(project, aside, made.plan_id, added)
            _put_in_place(project, aside, homes, added)
    except OSError as err:
        raise ConfigError(
            "{folder} cannot be written to ({cause}).", folder=str(project.root), cause=cause_of(err)
        ) from err
    return made


@contextmanager
def _aside(project: Project) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(dir=project.root, prefix=".next-plan."))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write_texts(aside: Path, made: NextPlan) -> None:
    for name, text in made.files.items():
        path = aside / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    look_at = aside / "data" / "plans" / made.plan_id / TO_LOOK_AT
    look_at.write_text(look_at_text(made.problems), encoding="utf-8-sig", newline="\r\n")


def _check(project: Project, aside: Path, plan_id: str, added: Mapping[Path, bytes]) -> None:
    """Read the new plan beside copies of the project's tables; raises what is wrong."""
    whole = Project(aside / "whole")
    for folder in (project.plans, project.reference):
        target = whole.root / folder.relative_to(project.root)
        target.parent.mkdir(parents=True, exist_ok=True)
        copy_folder(folder, target)
    for path, content in added.items():
        (whole.root / path.relative_to(project.root)).write_bytes(content)
    copy_folder(aside / "data" / "plans" / plan_id, whole.plans / plan_id)
    plan, reference = read_plan(whole), read_reference(whole)
    made = next(each for each in plan.all_plans if each.file.plan_id == plan_id)
    check_plan(made, catalogue_of(made, reference))
    shutil.rmtree(whole.root)


def _put_in_place(project: Project, aside: Path, homes: Sequence[Path], added: Mapping[Path, bytes]) -> None:
    """The plan's tables come last: with them it begins to be. What fails is undone."""
    before = {path: path.read_bytes() if path.exists() else None for path in added}
    many = project.book / MANY
    is_first = not many.exists()
    try:
        for path, content in added.items():
            write_whole(path, content)
        many.mkdir(parents=True, exist_ok=True)
        for home in homes:
            (aside / home.relative_to(project.root)).rename(home)
    except BaseException:  # also Ctrl-C: whole or not at all
        for home in homes:
            remove_folder(home) if home.exists() else None
        if is_first and many.exists():
            many.rmdir()
        for path, former in before.items():
            path.unlink(missing_ok=True) if former is None else write_whole(path, former)
        raise


def _added_lines(project: Project, units: NextUnits, valid_from: str) -> dict[Path, bytes]:
    """The reference tables with the new units below what is there, whose bytes stay.

    A units.csv that does not say through whom a unit reports gets the column, where a new unit needs it.
    """
    if not units.added:
        return {}
    path = project.reference / "units.csv"
    order = len(path.read_bytes().splitlines())
    rows = [
        {**row, "valid_from": valid_from, "sort_order": order + number}
        for number, row in enumerate(unit_rows(units.added))
    ]
    tables: dict[str, Sequence[Mapping[str, object]]] = {
        "units": rows,
        "unit_aliases": list(alias_rows(units.added)),
        "groups": [dict(group.row) for group in units.added_groups],
    }
    return {
        project.reference / f"{name}.csv": _below(project.reference / f"{name}.csv", lines)
        for name, lines in tables.items()
        if lines
    }


def _below(path: Path, rows: Sequence[Mapping[str, object]]) -> bytes:
    former = path.read_bytes()
    text = former.decode("utf-8-sig")
    names = next(csv.reader(io.StringIO(text, newline="")))
    end = "\r\n" if "\r\n" in text else "\n"
    gap = "" if text.endswith("\n") else end
    if _THROUGH not in names and any(_THROUGH in row for row in rows):
        lines = [dict(line) for line in csv.DictReader(io.StringIO(text, newline=""))]
        names, gap = [*names, _THROUGH], ""
        former = (",".join(names) + end + lines_text(lines, names).replace("\n", end)).encode()
    return former + (gap + lines_text(rows, names).replace("\n", end)).encode()
