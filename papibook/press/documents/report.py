"""The official report of an edition, composed from its outline, its slices and its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from unicodedata import normalize

from papibook.ground.errors import ConfigError
from papibook.ground.numbers import MISSING_MARK, NOT_REPORTED_MARK
from papibook.ground.problems import Problem
from papibook.ground.shipped import own_or_shipped
from papibook.model.inline import Inline, Sign
from papibook.model.layout import ILLUSTRATIVE_BANNER
from papibook.model.plan import Edition, PlanFile
from papibook.model.status import BY_ID
from papibook.model.table import Cell, TableValue
from papibook.press.documents.compose import body_of, problems_of
from papibook.press.documents.content import Annex, DocumentContent, month_words, numbered_annexes
from papibook.press.documents.deadline import deadline_sentence
from papibook.press.documents.head import head_of
from papibook.press.documents.outline import (
    AnnexPlace,
    OutlinePart,
    Place,
    line_place,
    read_outline,
    refuse,
)
from papibook.press.documents.template import fill_template, read_template
from papibook.press.documents.told import Told, told_of
from papibook.press.pages.values import PageValues, read_values
from papibook.views.common.words import within_sentence

OUTLINE = "documents/bao-cao.md"
TEMPLATE = "documents/bao-cao.docx"
OPTIONAL_PAGES = ("annexes/serves", "comparison")
"""Pages that an edition has only where it has something to show on them."""


@dataclass(frozen=True)
class BuiltEdition:
    """A built edition's folder with what a document is made from."""

    folder: Path

    @property
    def slices(self) -> Path:
        return self.folder / "slices"

    def table(self, name: str) -> TableValue | None:
        """The table ``quality/table-submissions``; None where the edition has none of that name."""
        page, _, table_id = name.rpartition("/")
        value = self._values(page).get(table_id)
        return value if isinstance(value, TableValue) else None

    def tables(self, page: str = "**/*") -> dict[str, TableValue]:
        """All tables that the edition has, or those of one page."""
        folder = self.folder / "values"
        found = [path.relative_to(folder).with_suffix("").as_posix() for path in folder.glob(f"{page}.json")]
        return {
            f"{page}/{name}": value
            for page in sorted(found)
            for name, value in self._values(page).items()
            if isinstance(value, TableValue)
        }

    def has_page(self, page: str) -> bool:
        """Whether the edition has the page, or would have it where there is something to show."""
        return page in OPTIONAL_PAGES or (self.folder / "values" / f"{page}.json").is_file()

    def _values(self, page: str) -> PageValues:
        path = self.folder / "values" / f"{page}.json"
        return read_values(path.read_text(encoding="utf-8")) if path.is_file() else {}


def report_content(
    root: Path, plan: PlanFile, edition: Edition, receiver: str | None, built: BuiltEdition | None = None
) -> DocumentContent:
    """The report of ``edition`` as it stands built under the project ``root``.

    Its words and their order are those of the office's Word template or text (:func:`own_outline`).
    ``receiver``: to whom, instead of those that the plan names. ``built``: where it stands while it is made.

    Raises:
        ConfigError: the edition is not built, or the outline has something that there is not.
    """
    sayable = sayable_of(root, plan, edition, receiver, built)
    path = own_outline(root)
    content = sayable.content
    if path.suffix == ".docx":
        template = read_template(path)
        parts, problems = template.parts()
        refuse([*problems, *sayable.problems(parts, path.name, template.place)])
        made = fill_template(template, parts, sayable.whole, sayable.dimensions, remark=content.remark)
        content = replace(content, body=made.body, made=made.data)
    else:
        parts = read_outline(path.read_text(encoding="utf-8"), path.name)
        refuse(list(sayable.problems(parts, path.name, line_place)))
        content = replace(content, body=tuple(body_of(parts, sayable.whole, sayable.dimensions)))
    return replace(content, annexes=tuple(annexes_of(parts, sayable.built)))


def own_outline(root: Path) -> Path:
    """The office's Word template; where it has none, its outline as text, else the package's."""
    template = root / TEMPLATE
    return template if template.exists() else own_or_shipped(root, OUTLINE)


@dataclass(frozen=True)
class Sayable:
    """What a report of a built edition can say. ``content``: the report without body and annexes."""

    built: BuiltEdition
    content: DocumentContent
    whole: Told
    dimensions: tuple[Told, ...]

    def problems(self, parts: Sequence[OutlinePart], file: str, place: Place) -> Iterator[Problem]:
        """What of ``parts`` there is not."""
        return problems_of(
            parts, self.whole, self.dimensions, has_page=self.built.has_page, file=file, place=place
        )


def sayable_of(
    root: Path, plan: PlanFile, edition: Edition, receiver: str | None, built: BuiltEdition | None = None
) -> Sayable:
    """What can be said of ``edition``, which must be built.

    Raises:
        ConfigError: it is not.
    """
    built = built or BuiltEdition(root / "_build" / "editions" / edition.edition_id)
    if not built.slices.is_dir():
        raise ConfigError(
            "The edition {edition} is not built yet. Run “papibook build {edition}” first.",
            edition=edition.edition_id,
        )
    whole, dimensions = told_of(built.slices)
    content = _head(plan, edition, receiver)
    head = head_of(content)
    whole = Told((*head.sources, *whole.sources), {**head.lists, **whole.lists})
    return Sayable(built, content, whole, dimensions)


def _head(plan: PlanFile, edition: Edition, receiver: str | None) -> DocumentContent:
    settings = plan.report
    receivers = (normalize("NFC", receiver),) if receiver else _receivers(plan, edition)
    return replace(
        drawn_up(plan, edition.data_closed_on, "BÁO CÁO", subject_of(plan, edition)),
        receivers=receivers,
        basis=settings.basis or (plan_line(plan),),
        authority=authority_of(plan),
        post=settings.post or plan.signer.post,
        copies=settings.copies or ("Như trên", "Lưu: VT"),
        opening=f"{plan.issuer} báo cáo kết quả thực hiện như sau:",
        due=deadline_sentence(plan, edition, receivers),
    )


def drawn_up(plan: PlanFile, day: date, kind: str, subject: str) -> DocumentContent:
    """What every document of the plan's issuer has in common, drawn up in the month of ``day``."""
    return DocumentContent(
        superior=plan.report.superior or "",
        issuer=plan.issuer,
        code=plan.report.code,
        place=plan.signed_at,
        month_of=day,
        kind=kind,
        subject=subject,
        remark=remark_of(plan),
    )


def subject_of(plan: PlanFile, edition: Edition) -> str:
    """What a document on the whole edition is about."""
    return f"Kết quả thực hiện Kế hoạch số {plan.number} {within_sentence(edition.period.name)}"


def remark_of(plan: PlanFile) -> str:
    """What stands above all where the figures are made up."""
    return ILLUSTRATIVE_BANNER if plan.data_status == "illustrative" else ""


def _receivers(plan: PlanFile, edition: Edition) -> tuple[str, ...]:
    """Whom plan.yml names for reports; else whom the period's first deadline is owed to; else the People's
    Committee above the one that issues it."""
    owed = [deadline.to_whom for deadline in edition.period.deadlines]
    above = plan.place.parent if authority_of(plan) else None
    superior = [f"Ủy ban nhân dân {within_sentence(above.name)}"] if above else []
    return plan.report.receivers or tuple(owed[:1] or superior)


def authority_of(plan: PlanFile) -> str:
    """What plan.yml says; else a People's Committee signs as a whole (“TM.”), other bodies' heads for
    themselves."""
    if plan.report.authority is not None:
        return plan.report.authority
    return "TM. ỦY BAN NHÂN DÂN" if plan.issuer.lower().startswith("ủy ban nhân dân") else ""


def plan_line(plan: PlanFile) -> str:
    """“Thực hiện Kế hoạch số … ngày … của … về …”."""
    day = plan.issued_on
    return (
        f"Thực hiện Kế hoạch số {plan.number} ngày {day.day:02d} {month_words(day)} năm {day.year} của "
        f"{plan.issuer} về {within_sentence(plan.title)}"
    )


def annexes_of(parts: Sequence[OutlinePart], built: BuiltEdition) -> Iterator[Annex]:
    """Tables that the edition has; one that a page left out because it had nothing to show is no annex."""
    places = [part for part in parts if isinstance(part, AnnexPlace)]
    found = [each for place in places for each in _tables(place, built)]
    yield from numbered_annexes([(title, in_words(table)) for title, table in found])


def _tables(place: AnnexPlace, built: BuiltEdition) -> Iterator[tuple[str, TableValue]]:
    """The table of ``place`` with its title; of ``annexes/serves/*`` all of the page, each with its own."""
    page, _, name = place.table.rpartition("/")
    if name != "*":
        table = built.table(place.table)
        yield from [(place.title, table)] if table is not None else []
        return
    for table in built.tables(page).values():
        yield f"{place.title}: {table.caption}", table


def in_words(table: TableValue) -> TableValue:
    """``table`` with words in place of signs: the fonts of official documents have none.

    What is not reported is “…” there, as in tables of official texts.
    """

    def said(cell: Cell) -> Cell:
        return replace(cell, content=_plain_signs(cell.content))

    groups = (
        replace(
            group,
            rows=tuple(replace(row, cells=tuple(said(cell) for cell in row.cells)) for row in group.rows),
        )
        for group in table.groups
    )
    return replace(table, groups=tuple(groups), notes=tuple(_plain_signs(note) for note in table.notes))


_SIGNS = re.compile(
    "[" + "".join({each.sign for each in BY_ID.values()} - {"!", "–", NOT_REPORTED_MARK}) + "] ?"
)


def _plain_signs(said: Inline) -> Inline:
    def plain_text(text: str) -> str:
        return _SIGNS.sub("", text).replace(NOT_REPORTED_MARK, MISSING_MARK)

    return tuple(
        piece.words
        if isinstance(piece, Sign)
        else plain_text(piece)
        if isinstance(piece, str)
        else replace(piece, text=plain_text(piece.text))
        for piece in said
    )
