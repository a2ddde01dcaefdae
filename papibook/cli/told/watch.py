"""Progress as people see it: a live display on a terminal, quiet lines elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as Display

from papibook.ground.texts import say

STAGES = {
    "data": "Reading and checking the reports",
    "pages": "Making the pages",
    "book": "Making the HTML book and the PDF",
    "districts": "Building the places",
    "forms": "Writing the forms",
    "demo": "Writing made-up reports",
    "keep": "Keeping the files",
    "check": "Reading and checking the reports",
    "return": "Marking what goes back to the units",
    "publish": "Putting the edition in place",
}


class Watch:
    """Counts stages and steps with their times. The press calls ``stage`` and ``step``."""

    def __init__(self, console: Console, lang: str, display: Display | None) -> None:
        self._console = console
        self._lang = lang
        self._display = display
        self._task: TaskID | None = None
        self._started: list[tuple[str, float]] = []
        self._total: int | None = None
        self._count = 0

    def stage(self, name: str, total: int | None) -> None:
        """A stage begins, and the one before it ends."""
        self._end_stage()
        self._started.append((name, time.monotonic()))
        self._total, self._count = total, 0
        if self._display is None:
            self._console.print(self._name(name) + " …", soft_wrap=True)
        else:
            self._task = self._display.add_task(self._name(name), total=total)

    def step(self, what: str) -> None:
        """One step of the stage is done."""
        self._count += 1
        if self._display is not None and self._task is not None:
            self._display.advance(self._task)
        elif self._total and (self._count == self._total or self._count % max(10, self._total // 20) == 0):
            self._console.print(f"  {self._count}/{self._total}", soft_wrap=True)

    def _end_stage(self) -> None:
        if self._display is not None and self._task is not None:
            steps = self._total or 1
            self._display.update(self._task, total=steps, completed=steps)

    def end(self) -> None:
        """The last stage has ended."""
        self._end_stage()
        self._started.append(("", time.monotonic()))

    def seconds(self) -> list[tuple[str, float]]:
        """Name (in the user's language) and duration of each stage."""
        return [
            (self._name(name), after - began)
            for (name, began), (_, after) in zip(self._started, self._started[1:], strict=False)
        ]

    def _name(self, stage: str) -> str:
        return say("cli", STAGES.get(stage, stage), lang=self._lang)


@contextmanager
def watch(console: Console, lang: str) -> Iterator[Watch]:
    """A :class:`Watch` for the length of one command."""
    if not console.is_terminal:
        watcher = Watch(console, lang, None)
        yield watcher
        watcher.end()
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("·"),
        TimeRemainingColumn(),
    )
    with Display(*columns, console=console, transient=False) as display:
        watcher = Watch(console, lang, display)
        yield watcher
        watcher.end()
