"""A new project on the disk: the whole folder, or nothing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from papibook.ground.errors import ConfigError, cause_of
from papibook.ground.problems import Problem
from papibook.starter.answers import Answers
from papibook.starter.new_project import NewProject, Wishes, new_project
from papibook.starter.periods import HABITS, proposed_periods

TO_LOOK_AT = "can-xem.txt"


def write_project(folder: Path, answers: Answers) -> NewProject:
    """Make the project that ``answers`` describe at ``folder``.

    Raises:
        ConfigError: the folder holds something, a given file can't be read, or the disk can't be written to.
    """
    refuse_full(folder)
    made = new_project(_wishes(answers))
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    except OSError as err:
        raise ConfigError(
            "{folder} cannot be written to ({cause}).", folder=str(folder.parent), cause=cause_of(err)
        ) from err
    try:
        fresh = aside / "new"
        for name, text in made.files.items():
            path = fresh / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        if made.problems:
            told = look_at_text(made.problems)
            (fresh / TO_LOOK_AT).write_text(told, encoding="utf-8-sig", newline="\r\n")
        if folder.exists():
            folder.rmdir()
        fresh.rename(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return made


def look_at_text(problems: Sequence[Problem]) -> str:
    """What the office has to look at, numbered, line by line."""
    return "".join(f"{number}. {each.text()}\n" for number, each in enumerate(problems, start=1))


def refuse_full(folder: Path) -> None:
    """Refuse a folder that holds something.

    Raises:
        ConfigError: it does, or it is no folder.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise ConfigError("{folder} is not a folder. Name a new one.", folder=str(folder))
    if folder.is_dir() and (found := next(folder.iterdir(), None)) is not None:
        raise ConfigError(
            "{folder} holds other files ({name}). Name a new or empty folder.",
            folder=str(folder),
            name=found.name,
        )


def _wishes(answers: Answers) -> Wishes:
    level, place, year = answers.level, answers.place, answers.year
    plan, units, tasks = answers.plan, answers.units, answers.tasks
    if not (level and place and year and plan and units and tasks):
        raise ValueError("answers are missing")
    parent = (answers.parent, "province") if answers.parent and level != "province" else None
    return Wishes(
        level=level,
        place=place,
        parent=parent,
        periods=proposed_periods(answers.periods or HABITS[0], year),
        plan=plan,
        units=units,
        tasks=tasks,
        like=answers.like,
    )
