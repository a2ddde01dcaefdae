"""The record of a build, beside the edition it made: what it was made from, what was said at its end.

Light to import, because it answers a build for which nothing has changed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from papibook.ground.paths import Project
from papibook.ground.problems import Problem
from papibook.press.edition.products import are_pages_shown, are_products_whole, has_leftovers
from papibook.press.recipe.inputs import Inputs, read_inputs

RECORD = "build.json"


@dataclass(frozen=True)
class FailedPage:
    """A page that could not be made, and why: ``raised``, ``died`` or ``hung``."""

    page_id: str
    problem: str
    detail: str


@dataclass(frozen=True)
class BuildSummary:
    """What a build made, for the CLI to show. ``made``: pages that were run; others came from the cache.

    ``share_on_time_pct``: of all obligations due, as the cover shows it; None where nothing is due.
    ``left_out``: pages that ``_toc.yml`` does not list, so that they are not in the book.
    ``plan_warnings``: what plan.yml asks that cannot be.
    ``unmade_documents``: why the edition offers no documents.
    ``more_pdfs``: names of the further volumes of a book too long for one PDF; ``pdf_pages`` counts all.
    """

    edition_id: str
    pages: int
    made: int
    pdf_name: str
    pdf_pages: int
    units_reported: int
    units_expected: int
    findings: Mapping[str, int] = field(hash=False)
    share_on_time_pct: float | None = None
    more_pdfs: tuple[str, ...] = ()
    failed: tuple[FailedPage, ...] = ()
    noise: tuple[str, ...] = ()
    book_warnings: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    plan_warnings: tuple[Problem, ...] = ()
    unmade_documents: str = ""

    def html(self, project: Project) -> Path:
        return project.edition(self.edition_id) / "html" / "index.html"

    @property
    def pdf_names(self) -> tuple[str, ...]:
        return (self.pdf_name, *self.more_pdfs)

    def pdfs(self, project: Project) -> tuple[Path, ...]:
        """The print edition's volumes in order; most editions have one."""
        folder = project.edition(self.edition_id) / "print"
        return tuple(folder / name for name in self.pdf_names)


@dataclass(frozen=True)
class BuildRecord:
    """``inputs``: everything read; the others: parts of the keys of pages, book and print."""

    inputs: Inputs
    summary: BuildSummary
    pages: Mapping[str, Mapping[str, str]] = field(hash=False)
    book: Mapping[str, str] = field(hash=False)
    printed: Mapping[str, str] = field(hash=False)


def write_record(record: BuildRecord, folder: Path) -> None:
    text = json.dumps(asdict(record), ensure_ascii=False, indent=1, sort_keys=True)
    (folder / RECORD).write_text(text + "\n", encoding="utf-8", newline="\n")


def read_record(project: Project, edition_id: str) -> BuildRecord | None:
    """The record of the edition in place; None where there is none that can be read."""
    try:
        value: dict[str, Any] = json.loads((project.edition(edition_id) / RECORD).read_text(encoding="utf-8"))
        stored = value.pop("summary")
        failed = tuple(FailedPage(**page) for page in stored.pop("failed"))
        warnings = tuple(Problem(**warning) for warning in stored.pop("plan_warnings"))
        lists: dict[str, Any] = {
            name: tuple(stored.pop(name)) for name in ("noise", "book_warnings", "more_pdfs", "left_out")
        }
        summary = BuildSummary(**stored, failed=failed, plan_warnings=warnings, **lists)
        return BuildRecord(summary=summary, inputs=Inputs(**value.pop("inputs")), **value)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def unchanged_edition(project: Project, edition_id: str) -> BuildSummary | None:
    """The summary of the edition in place where nothing it was built from has changed, else None.

    None also where its own files have changed, or a page failed: it is to be built again. What a killed build
    left to do after it had put the edition in place is done here; so are pages of another edition replaced.

    Raises:
        BookError: something is left to do, but another build is running.
    """
    record = read_record(project, edition_id)
    if record is None or record.summary.failed or record.inputs != read_inputs(project, edition_id):
        return None
    if not are_products_whole(project, edition_id):
        return None
    if has_leftovers(project, edition_id) or not are_pages_shown(project, edition_id):
        # Imported only now: the lock's library takes longer to import than all of the above.
        from papibook.press.edition.editions import finish

        finish(project, edition_id)
    return record.summary
