"""The office's Word template for the command line: a first one; a changed one held against what there is."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from papibook.ground.errors import ConfigError, cause_of
from papibook.ground.shipped import own_or_shipped
from papibook.ground.whole_file import write_whole
from papibook.model.plan import Edition, PlanFile
from papibook.press.documents.fields import left_out
from papibook.press.documents.head import annex_lines, first_template
from papibook.press.documents.outline import (
    AnnexPlace,
    OutlinePart,
    holes_of,
    lines_of,
    lists_of,
    read_outline,
    refuse,
)
from papibook.press.documents.report import OUTLINE, TEMPLATE, sayable_of
from papibook.press.documents.template import Template, opened_template, read_template
from papibook.press.documents.word import template_file


@dataclass(frozen=True)
class TemplateNotes:
    """What to know of a template that can be filled.

    ``outline``: a text outline beside it, which is not read; ``has_more``: it has what the PDF leaves out;
    ``n_comments``: comments, which go into no report.
    """

    file: str
    outline: str
    has_more: bool
    n_comments: int


@dataclass(frozen=True)
class CheckedTemplate:
    """A template without faults: what it says, and what it leaves out, each with the line that said it."""

    notes: TemplateNotes
    n_fields: int
    n_lists: int
    n_annexes: int
    left_out: tuple[tuple[str, str], ...]


def write_template(root: Path) -> Path:
    """Write the first template, from the office's text outline or the package's.

    Raises:
        ConfigError: there is one, or it can't be written.
    """
    path = root / TEMPLATE
    if path.exists():
        raise ConfigError(
            "{file} is there already and stays as it is. To begin anew, move it away first.", file=TEMPLATE
        )
    data = _first(root)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)
    except OSError as err:
        raise ConfigError(
            "{folder} cannot be written to ({cause}).", folder=str(path.parent), cause=cause_of(err)
        ) from err
    return path


def _first(root: Path) -> bytes:
    path = own_or_shipped(root, OUTLINE)
    parts = read_outline(path.read_text(encoding="utf-8"), path.name)
    return template_file(first_template(parts), annex_lines(parts))


def notes_of(root: Path) -> TemplateNotes | None:
    """What to know of the office's template; None where it has none."""
    path = root / TEMPLATE
    return _notes(root, read_template(path)) if path.exists() else None


def _notes(root: Path, template: Template) -> TemplateNotes:
    outline = OUTLINE if (root / OUTLINE).exists() else ""
    return TemplateNotes(TEMPLATE, outline, template.has_more, template.n_comments)


def check_template(root: Path, plan: PlanFile, edition: Edition) -> CheckedTemplate:
    """Hold the office's template against what the built ``edition`` can say.

    Raises:
        ConfigError: there is none, it can't be read, or it has fields, lists or tables that there are not.
    """
    path = root / TEMPLATE
    if not path.exists():
        raise ConfigError("There is no {file} yet. --new-template writes a first one.", file=TEMPLATE)
    template = read_template(path)
    parts, problems = template.parts()
    sayable = sayable_of(root, plan, edition, None)
    refuse([*problems, *sayable.problems(parts, path.name, template.place)])
    first = opened_template(io.BytesIO(_first(root)), TEMPLATE)
    counts = _counts(parts)
    return CheckedTemplate(
        _notes(root, template),
        counts["fields"],
        counts["lists"],
        counts["annexes"],
        left_out(parts, first.parts()[0]),
    )


def _counts(parts: tuple[OutlinePart, ...]) -> Counter[str]:
    return Counter(
        fields=sum(len(holes_of(line.text)) for line in lines_of(parts)),
        lists=sum(1 for _ in lists_of(parts)),
        annexes=sum(isinstance(part, AnnexPlace) for part in parts),
    )
