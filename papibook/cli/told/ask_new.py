"""``papibook new`` at a terminal: one question after another, each answer looked at before the next.

What was said is kept after each answer, so Ctrl-C loses nothing: the same command goes on where it stopped.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import typer
from rich.console import Console

from papibook.ground.errors import PapibookError
from papibook.ground.numbers import format_date
from papibook.ground.problems import Problem
from papibook.ground.texts import say
from papibook.starter.answers import Answers, keep_answers
from papibook.starter.headed_table import read_headed
from papibook.starter.paragraphs import read_paragraphs
from papibook.starter.periods import CLOSED_AFTER, HABITS, UNITS_AFTER, proposed_periods
from papibook.starter.plan_text import read_plan_text
from papibook.starter.tasks import HEADINGS as TASK_HEADINGS
from papibook.starter.units import LEVELS, read_units

_LEVEL_NAMES = {
    "province": "a province or centrally run city",
    "district": "a district (until 30/6/2025)",
    "commune": "a commune",
    "ward": "a ward",
    "special_zone": "a special zone",
}
_HABIT_NAMES = {
    "half-years": "half-year and year",
    "quarters": "quarters, each with all before it",
    "decree-09": "windows of Decree 09/2019: 15/12 to 14/6, and to 14/12",
}


def can_ask() -> bool:
    """Whether there is somebody at a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask_answers(console: Console, folder: Path, given: Answers, lang: str) -> Answers:
    """``given`` with what was missing; each answer is checked and kept at once."""
    asked = _Asked(console, lang)
    answers = given
    steps: Sequence[tuple[str, Callable[[Answers], object]]] = (
        ("level", lambda _: asked.choice(say("cli", "Whose plan is it?", lang=lang), LEVELS, _LEVEL_NAMES)),
        (
            "place",
            lambda _: asked.text(say("cli", "The place's name in full (Phường Thảo Nguyên)", lang=lang)),
        ),
        (
            "parent",
            lambda so_far: (
                None
                if so_far.level == "province"
                else asked.text(
                    say("cli", "The province that it belongs to, in full (Tỉnh Sơn La)", lang=lang)
                )
            ),
        ),
        ("year", lambda _: int(asked.text(say("cli", "The plan's year", lang=lang), _is_year))),
        ("periods", lambda so_far: asked.periods(so_far.year or 0)),
        (
            "plan",
            lambda _: asked.file(
                say("cli", "The plan's text (.docx or .txt)", lang=lang), asked.look_at_plan
            ),
        ),
        (
            "units",
            lambda so_far: asked.file(
                say("cli", "The list of units (.xlsx or .csv)", lang=lang),
                lambda path: asked.look_at_units(path, so_far.level or ""),
            ),
        ),
        (
            "tasks",
            lambda _: asked.file(
                say("cli", "The list of tasks (.xlsx or .csv)", lang=lang), asked.look_at_tasks
            ),
        ),
    )
    for name, ask in steps:
        if getattr(answers, name) is None:
            answers = replace(answers, **{name: ask(answers)})  # type: ignore[arg-type]
            keep_answers(folder, answers)
    return answers


def _is_year(text: str) -> bool:
    return text.isdecimal() and 2000 <= int(text) <= 2100


class _Asked:
    """Questions on one console in one language."""

    def __init__(self, console: Console, lang: str) -> None:
        self.console = console
        self.lang = lang

    def text(self, question: str, is_good: Callable[[str], bool] = bool) -> str:
        while True:
            reply = str(typer.prompt(question, default="", show_default=False)).strip()
            if is_good(reply):
                return reply

    def choice(self, question: str, known: Sequence[str], names: dict[str, str]) -> str:
        self.console.print(question, markup=False)
        for number, word in enumerate(known, start=1):
            self.console.print(
                f"  {number}. {say('cli', names[word], lang=self.lang)} ({word})", markup=False
            )
        numbers = {str(number): word for number, word in enumerate(known, start=1)}
        reply = self.text("", lambda given: given in numbers or given in known)
        return numbers.get(reply, reply)

    def periods(self, year: int) -> str:
        """The habit; its dates are shown, and another can be taken."""
        while True:
            habit = self.choice(say("cli", "Which reporting periods?", lang=self.lang), HABITS, _HABIT_NAMES)
            for period in proposed_periods(habit, year):
                self.console.print(
                    say(
                        "cli",
                        "  {name}: {start} to {end}; units report until {units}, data closed {closed}",
                        lang=self.lang,
                        name=period.name,
                        start=format_date(period.starts_on),
                        end=format_date(period.cutoff_on),
                        units=format_date(period.cutoff_on + UNITS_AFTER),
                        closed=format_date(period.cutoff_on + CLOSED_AFTER),
                    ),
                    markup=False,
                )
            if self.agreed(
                say("cli", "Are these right? They can be changed in plan.yml later.", lang=self.lang)
            ):
                return habit

    def file(self, question: str, look: Callable[[Path], None]) -> Path:
        """A file that can be read, after what was found in it has been shown and taken."""
        while True:
            path = Path(self.text(question).strip("\"'")).expanduser().absolute()
            try:
                look(path)
            except PapibookError as err:
                self.console.print(err.text(self.lang), markup=False)
                continue
            if self.agreed(say("cli", "Go on with this file?", lang=self.lang)):
                return path

    def agreed(self, question: str) -> bool:
        return bool(typer.confirm(question, default=True))

    def look_at_plan(self, path: Path) -> None:
        text = read_plan_text(read_paragraphs(path), path.name)
        self.console.print(
            say(
                "cli",
                "Number {number}, of {day}: {title}. {parts} parts, {solutions} solutions.",
                lang=self.lang,
                number=text.number or "?",
                day=format_date(text.issued_on) if text.issued_on else "?",
                title=text.title or "?",
                parts=len(text.pages) - 1,
                solutions=len(text.solutions),
            ),
            markup=False,
        )
        self.problems(text.problems)

    def look_at_units(self, path: Path, level: str) -> None:
        units = read_units(path, level)
        for group in units.groups:
            names = [unit.name for unit in units.units if unit.group_id == group.group_id]
            self.console.print(f"{group.row['caption']} ({len(names)}): {', '.join(names)}", markup=False)
        self.problems(units.problems)

    def look_at_tasks(self, path: Path) -> None:
        rows, problems = read_headed(path, TASK_HEADINGS)
        self.console.print(say("cli", "{count} tasks.", lang=self.lang, count=len(rows)), markup=False)
        self.problems(problems)

    def problems(self, problems: Sequence[Problem]) -> None:
        for problem in problems:
            self.console.print(f"  ! {problem.text(self.lang)}", markup=False)
