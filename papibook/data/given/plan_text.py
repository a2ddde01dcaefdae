"""The plan's own text in ``book/``, and whether it is the text of the plan that the tables are of.

An item of the plan is known by its anchor in the text, ``(item-iv-1-1)=`` for IV.1.1, whatever file holds it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pandas as pd

from papibook.ground.numbers import format_date
from papibook.ground.paths import Project
from papibook.ground.problems import Problem, problem
from papibook.ground.similar import did_you_mean
from papibook.model.plan import PlanFile

FOLDER = "plan"
"""Below ``book/``: where the text of an edition's plan is, in the project and in what is built."""

MANY = "plans"
"""Below ``book/``: the texts of a project with several plans, a folder for each. No edition has it."""

CONTENTS = "_toc.yml"
"""The project's contents; a plan with other pages or groups has its own beside its text."""

OPEN_TEXT = "…"
"""Stands in the place of a text that is still to be written."""

_OPEN = re.compile(rf"^(?:\*\*[\w.]+\*\* )?{OPEN_TEXT}[ \t]*$")
_MOST_LINES = 7
_ANCHOR = re.compile(r"^\((item-[^()\s]+)\)=[ \t]*$", re.MULTILINE)
_STATED = {fact: re.compile(rf"\{{edition\}}`{fact}`") for fact in ("plan", "plan_number")}
"""Where the text takes its number from plan.yml; ``plan`` is number, date, issuer and title."""


def text_folder(project: Project, plan_id: str) -> Path:
    """Where the plan's own text is: ``book/plans/<plan_id>``; ``book/plan`` where that is not there."""
    own = project.book / MANY / plan_id
    return own if own.is_dir() else project.book / FOLDER


def contents_file(project: Project, plan_id: str) -> Path:
    """Where the contents of that plan's book is: beside its text in ``book/plans``, else the project's."""
    own = text_folder(project, plan_id) / CONTENTS
    return own if own.parent.parent.name == MANY and own.is_file() else project.root / CONTENTS


def read_plan_texts(project: Project, plan_id: str) -> dict[str, str]:
    """The pages of the plan's text by document: ``plan/part-2`` for its ``part-2.md``."""
    root = text_folder(project, plan_id)
    return {
        f"{FOLDER}/{path.relative_to(root).with_suffix('').as_posix()}": unicodedata.normalize(
            "NFC", path.read_text(encoding="utf-8", errors="replace")
        )
        for path in sorted(root.rglob("*.md"))
    }


def item_anchor(item: str) -> str:
    """The anchor of an item of the plan: IV.1.1 → ``item-iv-1-1``."""
    return "item-" + item.lower().replace(".", "-")


def documents_of_items(texts: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The documents that hold each anchor of an item, one for each time that it is there."""
    found: dict[str, tuple[str, ...]] = {}
    for document, text in texts.items():
        for anchor in _ANCHOR.findall(text):
            found[anchor] = (*found.get(anchor, ()), document)
    return found


def item_documents(file: PlanFile, solutions: pd.DataFrame, texts: Mapping[str, str]) -> dict[str, str]:
    """The document of each solution and of each item outside of them; what has none is left out.

    What plan.yml names comes first, then the one file of the text that holds the item's anchor.
    """
    held = {anchor: held[0] for anchor, held in documents_of_items(texts).items() if len(held) == 1}
    named = dict.fromkeys(map(str, solutions["solution_id"]), file.solutions_document)
    named |= {outside.item: outside.document for outside in file.items_outside_solutions}
    documents = {item: document or held.get(item_anchor(item)) for item, document in named.items()}
    return {item: document for item, document in documents.items() if document is not None}


def text_problems(file: PlanFile, solutions: pd.DataFrame, texts: Mapping[str, str]) -> Iterator[Problem]:
    """Where the plan's text and its tables are not of one plan: number, date, items.

    Args:
        file: plan.yml. solutions: schema SOLUTIONS. texts: :func:`read_plan_texts`.
    """
    if not texts:
        yield problem(
            "book/plan holds no text of plan {number}. Put the plan's text there, with an anchor such as "
            "({anchor})= above each item.",
            number=file.number,
            anchor=item_anchor(next(map(str, solutions["solution_id"]), "1.1")),
        )
        return
    open_ = [*_open_problems(file, texts)]
    yield from open_ or _head_problems(file, "\n".join(texts.values()))
    yield from _item_problems(file, solutions, texts)


def _open_problems(file: PlanFile, texts: Mapping[str, str]) -> Iterator[Problem]:
    """What of a plan that was made from another's is still to be written."""
    if OPEN_TEXT in file.number:
        yield problem(
            "{plan}/plan.yml: number and issued_on are still to be written (now {number}, {day}).",
            plan=file.plan_id,
            number=file.number,
            day=format_date(file.issued_on),
        )
    for document, text in texts.items():
        lines = [at for at, line in enumerate(text.splitlines(), start=1) if _OPEN.match(line)]
        if lines:
            yield problem(
                "{page}.md of the text of plan {plan}: what the plan says is still to be written where “…” "
                "stands (lines {lines}).",
                page=document.removeprefix(f"{FOLDER}/"),
                plan=file.plan_id,
                lines=", ".join(map(str, lines[:_MOST_LINES])) + (" …" if len(lines) > _MOST_LINES else ""),
            )


def _head_problems(file: PlanFile, text: str) -> Iterator[Problem]:
    states_all = _STATED["plan"].search(text)
    if not (states_all or _STATED["plan_number"].search(text) or _has_number(text, file.number)):
        yield problem(
            "The plan's text in book/plan does not have the number {number} of plan.yml: it may be the text "
            "of another plan. Put the text of plan {number} there, or correct plan.yml.",
            number=file.number,
        )
    if not (states_all or _has_day(text, file.issued_on)):
        yield problem(
            "The plan's text in book/plan does not have the day {day} of plan.yml (issued_on): it may be the "
            "text of another plan. Put the text of plan {number} there, or correct plan.yml.",
            number=file.number,
            day=format_date(file.issued_on),
        )


def _has_number(text: str, number: str) -> bool:
    return re.search(rf"(?<![\w/-]){re.escape(number)}(?![\w/-])", text) is not None


def _has_day(text: str, day: date) -> bool:
    """Whether the text has that day, in figures or in words: 18/02/2022, ngày 18 tháng 02 năm 2022."""
    in_figures = rf"(?<!\d)0?{day.day}[/.-]0?{day.month}[/.-]{day.year}(?!\d)"
    in_words = rf"ngày\s+0?{day.day}\s+tháng\s+0?{day.month}\s+năm\s+{day.year}(?!\d)"
    return re.search(f"{in_figures}|{in_words}", text, re.IGNORECASE) is not None


def _item_problems(file: PlanFile, solutions: pd.DataFrame, texts: Mapping[str, str]) -> Iterator[Problem]:
    held = documents_of_items(texts)
    tables = dict.fromkeys(map(str, solutions["solution_id"]), "solutions.csv")
    tables |= {outside.item: "plan.yml" for outside in file.items_outside_solutions}
    named = {outside.item: outside.document for outside in file.items_outside_solutions}
    for item, table in tables.items():
        anchor, document = item_anchor(item), named.get(item)
        places = held.get(anchor, ())
        if not places:
            yield problem(
                "Item {item} of {table} is not in the plan's text: no page of book/plan has its anchor "
                "({anchor})=. Put the anchor above the item, or correct {table}.",
                hint=did_you_mean(anchor, held),
                item=item,
                table=table,
                anchor=anchor,
            )
        elif len(places) > 1:
            yield problem(
                "The anchor ({anchor})= of item {item} is in the plan's text {count} times ({found}). "
                "Leave it above the item alone.",
                anchor=anchor,
                item=item,
                count=len(places),
                found=", ".join(f"book/{place}.md" for place in places),
            )
        elif document is not None and document != places[0]:
            yield problem(
                "plan.yml: item {item} has the document {document}, but its anchor ({anchor})= is in "
                "book/{found}.md. Correct document, or leave it out.",
                item=item,
                document=document,
                anchor=anchor,
                found=places[0],
            )
    known = {item_anchor(item) for item in tables}
    for anchor, places in held.items():
        if anchor not in known:
            yield problem(
                "book/{found}.md has the anchor ({anchor})=, but neither solutions.csv nor plan.yml "
                "(items_outside_solutions) has that item. Add the item, or take the anchor away.",
                hint=did_you_mean(anchor, sorted(known)),
                found=places[0],
                anchor=anchor,
            )
