"""``papibook`` for only some pages of an edition: ``python -m benchmarks.few PAGE,PAGE… build EDITION``.

An edition's pages follow from its plan, which no project with eight pages could have; so the list of jobs is
cut, and everything else is the product's own command.
"""

from __future__ import annotations

import sys

import papibook.press.edition.build as build
from papibook.cli import main
from papibook.data.edition.dataset import Dataset
from papibook.press.edition.book_source import edition_jobs
from papibook.press.recipe.jobs import PageJob


def main_of(pages: frozenset[str], arguments: list[str]) -> None:
    """Run the command line on ``pages`` alone; ends in SystemExit as it does."""

    def some_jobs(dataset: Dataset) -> tuple[PageJob, ...]:
        return tuple(job for job in edition_jobs(dataset) if job.page_id in pages)

    vars(build)["edition_jobs"] = some_jobs
    main(arguments)


if __name__ == "__main__":
    main_of(frozenset(sys.argv[1].split(",")), sys.argv[2:])
