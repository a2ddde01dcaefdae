"""What the benchmarks measure and what each figure must reach."""

from __future__ import annotations

from dataclasses import dataclass

HIGHER, LOWER = "higher", "lower"


@dataclass(frozen=True)
class Goal:
    """What a figure must reach. ``better``: which way is better; without a bar it is only reported."""

    id: str
    what: str
    unit: str
    better: str
    bar: float | None = None
    aim: float | None = None


GOALS = {
    goal.id: goal
    for goal in (
        Goal(
            "notebooks_vs_papermill",
            "Notebook stage with pictures, cold cache, against a serial papermill loop on the stock kernel",
            "× faster",
            HIGHER,
            12,
            20,
        ),
        Goal(
            "build_vs_plain",
            "Whole cold build (HTML and PDF) against the plain way (papermill loop, jupyter-book, HTML only)",
            "× faster",
            HIGHER,
            5,
            8,
        ),
        Goal(
            "build_vs_plain_single",
            "The same with singlehtml, one page to print, added to the plain way",
            "× faster",
            HIGHER,
        ),
        Goal(
            "noop",
            "Build with nothing changed; the bar also asks for noop_vs_jupyter_book",
            "s",
            LOWER,
            1,
            0.5,
        ),
        Goal(
            "noop_vs_jupyter_book",
            "Build with nothing changed against `jupyter-book build` with nothing changed",
            "× faster",
            HIGHER,
            5,
        ),
        Goal(
            "one_fix",
            "A product's text corrected in one workbook, HTML and PDF fresh, as a part of the cold build",
            "of the cold build",
            LOWER,
            0.25,
            1 / 6,
        ),
        Goal(
            "one_figure",
            "The same with a figure that moves district values",
            "of the cold build",
            LOWER,
            None,
            1 / 3,
        ),
        Goal(
            "notebooks_vs_floor",
            "Notebook stage with pictures against the same cells in one warm process, without pictures",
            "× the floor",
            LOWER,
            4,
            2,
        ),
        Goal(
            "notebooks_vs_floor_drawn",
            "The same where the warm process draws the pictures too",
            "× the floor",
            LOWER,
        ),
        Goal(
            "documents",
            "All documents of a period beyond the book: report with its annexes, letter, calendars",
            "s",
            LOWER,
            15,
        ),
        Goal(
            "growth",
            "Cost per page (notebooks, Jupyter Book and print) with 1,000 communes against 50",
            "× the cost",
            LOWER,
            1.3,
            1.1,
        ),
        Goal("memory_204", "Peak memory (PSS) of all processes, 204 communes", "GiB", LOWER, 2, 1),
        Goal(
            "dask_vs_local",
            "Notebook stage through Dask, two workers on this machine, against two local workers",
            "× the time",
            LOWER,
            1.3,
            1.1,
        ),
    )
}
"""Every figure of issue 3's table, and three that only explain another."""
