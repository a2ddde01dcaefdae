"""What stands between a built edition and its issue: what blocks it, and what needs a reason first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from papibook.data.decisions import waiting_files
from papibook.data.review.plan_warnings import plan_warnings
from papibook.data.slices import open_page
from papibook.ground.paths import Project
from papibook.ground.problems import Problem, problem
from papibook.measures import current
from papibook.model.findings import CODES
from papibook.model.life import DEADLINE, Life
from papibook.model.plan import Edition
from papibook.press.edition.products import are_products_whole
from papibook.press.edition.record import BuildRecord, read_record
from papibook.press.recipe.inputs import read_inputs


@dataclass(frozen=True)
class CheckItem:
    """``kind``: ``blocks``, or ``owes_reason``; ``subject``: by which a reason is given (a finding's code).

    ``reason``: what the office gave; an item that has one no longer stands in the way. ``cure``: a text of
    the ``findings`` catalogue.
    """

    kind: Literal["blocks", "owes_reason"]
    said: Problem
    subject: str = ""
    reason: str = ""
    cure: str = ""

    @property
    def is_open(self) -> bool:
        return not self.reason


@dataclass(frozen=True)
class Checklist:
    """``items`` in the order in which they are best worked off."""

    items: tuple[CheckItem, ...] = field(default=())

    @property
    def open_items(self) -> tuple[CheckItem, ...]:
        return tuple(item for item in self.items if item.is_open)


def checklist(project: Project, edition: Edition, life: Life) -> Checklist:
    """Everything to settle before ``edition`` is issued; what was given a reason for comes along.

    Raises:
        DataRefusedError: plan, reference tables or receipts are broken.
    """
    record = read_record(project, edition.edition_id)
    items = [*_of_build(project, edition, record), *_of_decisions(project, edition)]
    if record is not None:
        items += _of_findings(project, edition, life)
    items += _of_deadlines(edition, life)
    return Checklist(tuple(items))


def _of_build(project: Project, edition: Edition, record: BuildRecord | None) -> Iterator[CheckItem]:
    name = edition.edition_id
    if record is None:
        yield _blocks(problem("The edition is not built. Run “papibook build {edition}”.", edition=name))
    elif record.inputs != read_inputs(project, name):
        yield _blocks(
            problem(
                "Data, texts or the program have changed since it was built. Run “papibook build {edition}” "
                "and look at it.",
                edition=name,
            )
        )
    elif not are_products_whole(project, name):
        yield _blocks(
            problem(
                "Its files were changed after it was built. Run “papibook build {edition}”.", edition=name
            )
        )
    for failed in record.summary.failed if record else ():
        yield _blocks(
            problem("The page {page} could not be made. Mend its cause and build again.", page=failed.page_id)
        )


def _of_decisions(project: Project, edition: Edition) -> Iterator[CheckItem]:
    """Files of the period that came before its data were closed and wait for the office."""
    for each in waiting_files(project):
        receipt = each.receipt
        if (
            receipt.period_id == edition.period.period_id
            and receipt.received_at.date() <= edition.data_closed_on
        ):
            yield _blocks(
                problem(
                    "{file} of {unit} waits for a decision (receipt {receipt}). See “papibook decide”.",
                    file=receipt.original_name,
                    unit=each.unit_name or "?",
                    receipt=receipt.receipt_id,
                )
            )


def _of_findings(project: Project, edition: Edition, life: Life) -> Iterator[CheckItem]:
    """A row that an error keeps out of the figures is no reason to hold the report up for ever, and no
    secret: the office says for each cause why the edition is issued all the same."""
    page = open_page(project.edition(edition.edition_id) / "slices", "plan", "checked")
    findings = current(page["findings"], page.edition)
    is_open = findings["severity"].isin(["error", "warning"])
    counts = findings.loc[is_open, "code"].value_counts()
    reasons = life.reasons(edition.edition_id)
    order = sorted(counts.index, key=lambda code: (CODES[code].severity != "error", code))
    for code in order:
        yield CheckItem(
            "owes_reason",
            problem("{code}: {count} findings are open.", code=code, count=int(counts[code])),
            code,
            reasons.get(code, ""),
            "" if "{" in CODES[code].cure else CODES[code].cure,
        )


def _of_deadlines(edition: Edition, life: Life) -> Iterator[CheckItem]:
    for warning in plan_warnings(edition):
        yield CheckItem("owes_reason", warning, DEADLINE, life.reasons(edition.edition_id).get(DEADLINE, ""))


def _blocks(said: Problem) -> CheckItem:
    return CheckItem("blocks", said)
