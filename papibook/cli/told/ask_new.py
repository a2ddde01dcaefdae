"""``papibook new`` at a terminal: one question after another, each answer looked at before the next.

What was said is kept after each answer, so Ctrl-C loses nothing: the same command goes on where it stopped.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import typer
from rich.console import Console

from papibook.ground.errors import PapibookError
from papibook.ground.numbers import format_date
from papibook.ground.problems import Problem
from papibook.ground.texts import say
from papibook.ground.vietnamese import without_marks
from papibook.starter.answers import YEARS, Answers, keep_answers
from papibook.starter.new_project import read_new_tasks
from papibook.starter.periods import CLOSED_AFTER, HABITS, UNITS_AFTER, proposed_periods
from papibook.starter.plan_text import PlanText, read_plan_file
from papibook.starter.units import LEVELS, Units, read_units

LEVEL_NAMES = {
    "province": "a province or centrally run city",
    "district": "a district (until 30/6/2025)",
    "commune": "a commune",
    "ward": "a ward",
    "special_zone": "a special zone",
}
HABIT_NAMES = {
    "half-years": "half-year and year",
    "quarters": "quarters, each with all before it",
    "decree-09": "windows of Decree 09/2019: 15/12 to 14/6, and to 14/12",
}
"""What the words of options mean; msgids of ``cli``."""


def can_ask() -> bool:
    """Whether there is somebody at a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask_answers(console: Console, folder: Path, given: Answers, lang: str) -> Answers:
    """``given`` with what was missing; each answer is checked and kept at once.

    Raises:
        KeyboardInterrupt: Ctrl-C, or the end of input.
    """
    asked = _Asked(console, lang)
    answers = given
    steps: Sequence[tuple[str, Callable[[Answers], object]]] = (
        ("level", lambda _: asked.choice(asked.t("Whose plan is it?"), LEVELS, LEVEL_NAMES)),
        ("place", lambda _: asked.text(asked.t("The place's name in full (Phường Thảo Nguyên)"))),
        (
            "parent",
            lambda so_far: (
                None
                if so_far.level == "province"
                else asked.text(asked.t("The province that it belongs to, in full (Tỉnh Sơn La)"))
            ),
        ),
        ("year", lambda _: int(asked.text(asked.t("The plan's year"), _year, asked.t(_YEAR_WANTED)))),
        ("periods", lambda so_far: asked.periods(so_far.year or 0)),
        ("plan", lambda _: asked.file(asked.t("The plan's text (.docx or .txt)"), asked.look_at_plan)),
        (
            "units",
            lambda so_far: asked.file(
                asked.t("The list of units (.xlsx or .csv)"), lambda path: asked.look_at_units(path, so_far)
            ),
        ),
        (
            "tasks",
            lambda so_far: asked.file(
                asked.t("The list of tasks (.xlsx or .csv)"), lambda path: asked.look_at_tasks(path, so_far)
            ),
        ),
    )
    try:
        for name, ask in steps:
            if getattr(answers, name) is None:
                answers = replace(answers, **{name: ask(answers)})  # type: ignore[arg-type]
                keep_answers(folder, answers)
    except typer.Abort:
        raise KeyboardInterrupt from None
    return answers


_YEAR_WANTED = "Write the year in four digits, for example 2026."


def _year(reply: str) -> str | None:
    return reply if reply.isascii() and reply.isdecimal() and int(reply) in YEARS else None


def _any(reply: str) -> str | None:
    return reply or None


class _Asked:
    """Questions on one console in one language."""

    def __init__(self, console: Console, lang: str) -> None:
        self.console = console
        self.lang = lang

    def t(self, message: str, **values: object) -> str:
        return say("cli", message, lang=self.lang, **values)

    def tell(self, text: str) -> None:
        self.console.print(text, markup=False)

    def text(
        self, question: str, understood: Callable[[str], str | None] = _any, wanted: str | None = None
    ) -> str:
        """What ``understood`` makes of the reply; of one that means nothing, ``wanted`` is told."""
        while True:
            reply = understood(str(typer.prompt(question, default="", show_default=False)).strip())
            if reply is not None:
                return reply
            self.tell(wanted or self.t("Please answer; Ctrl-C stops, and what was answered is kept."))

    def choice(self, question: str, known: Sequence[str], names: Mapping[str, str]) -> str:
        """One of ``known``, by its number, its word, or as its name in this language begins."""
        self.tell(question)
        said = {word: self.t(names[word]) for word in known}
        for number, word in enumerate(known, start=1):
            self.tell(f"  {number}. {said[word]} ({word})")
        numbers = {str(number): word for number, word in enumerate(known, start=1)}

        def understood(reply: str) -> str | None:
            bare = without_marks(reply)
            named = [
                word for word in known if bare and f"{without_marks(said[word])} ".startswith(f"{bare} ")
            ]
            return numbers.get(reply) or (bare if bare in known else named[0] if len(named) == 1 else None)

        wanted = self.t("Write one of the numbers 1 to {last}.", last=len(known))
        return self.text(self.t("Number"), understood, wanted)

    def periods(self, year: int) -> str:
        """The habit; its dates are shown, and another can be taken."""
        while True:
            habit = self.choice(self.t("Which reporting periods?"), HABITS, HABIT_NAMES)
            for period in proposed_periods(habit, year):
                self.tell(
                    self.t(
                        "  {name}: {start} to {end}; units report until {units}, data closed {closed}",
                        name=period.name,
                        start=format_date(period.starts_on),
                        end=format_date(period.cutoff_on),
                        units=format_date(period.cutoff_on + UNITS_AFTER),
                        closed=format_date(period.cutoff_on + CLOSED_AFTER),
                    )
                )
            if self.agreed(self.t("Are these right? They can be changed in plan.yml later.")):
                return habit

    def file(self, question: str, look: Callable[[Path], None]) -> Path:
        """A file that can be read, after what was found in it has been shown and taken."""
        while True:
            path = Path(self.text(question).strip("\"'")).expanduser().absolute()
            try:
                look(path)
            except PapibookError as err:
                self.tell(err.text(self.lang))
                continue
            if self.agreed(self.t("Go on with this file?")):
                return path

    def agreed(self, question: str) -> bool:
        """Yes or no, in either language; nothing said is yes."""

        def understood(reply: str) -> str | None:
            bare = without_marks(reply)
            return "yes" if bare in _YES else "no" if bare in _NO else None

        wanted = self.t("Write y for yes or n for no.")
        return self.text(f"{question} {self.t('[Y/n]')}", understood, wanted) == "yes"

    def look_at_plan(self, path: Path) -> None:
        text = read_plan_file(path)
        self.tell(
            self.t(
                "Number {number}, of {day}: {title}. {parts} parts, {solutions} solutions.",
                number=text.number or "?",
                day=format_date(text.issued_on) if text.issued_on else "?",
                title=text.title or "?",
                parts=len(text.pages) - 1,
                solutions=len(text.solutions),
            )
        )
        self.problems(text.problems)

    def look_at_units(self, path: Path, so_far: Answers) -> None:
        units = read_units(path, so_far.level or "", so_far.like)
        for group in units.groups:
            names = [unit.name for unit in units.units if unit.group_id == group.group_id]
            self.tell(f"{group.row['caption']} ({len(names)}): {', '.join(names)}")
        self.problems(units.problems)

    def look_at_tasks(self, path: Path, so_far: Answers) -> None:
        tasks = read_new_tasks(*_read_before(so_far), path, so_far.year or 0)
        self.tell(self.t("{count} tasks.", count=len(tasks.tasks)))
        self.problems(tasks.problems)

    def problems(self, problems: Sequence[Problem]) -> None:
        for problem in problems:
            self.tell(f"  ! {problem.text(self.lang)}")


_YES = frozenset({"", "c", "co", "y", "yes"})
_NO = frozenset({"k", "ko", "khong", "n", "no"})


def _read_before(so_far: Answers) -> tuple[PlanText, Units]:
    """The text and the units that the tasks are of; both were asked for before."""
    if so_far.plan is None or so_far.units is None:
        raise ValueError("plan and units are asked for before tasks")
    return read_plan_file(so_far.plan), read_units(so_far.units, so_far.level or "", so_far.like)
