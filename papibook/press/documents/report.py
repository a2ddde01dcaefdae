"""The official report of an edition, composed from its outline, its slices and its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from string import Formatter

from papibook.ground.errors import ConfigError
from papibook.ground.numbers import MISSING_MARK, NOT_REPORTED_MARK, month_digits, roman
from papibook.ground.problems import Problem, RefusedFileError, problem
from papibook.ground.shipped import own_or_shipped
from papibook.ground.similar import did_you_mean
from papibook.model.facts import Facts
from papibook.model.inline import Inline, Sign
from papibook.model.layout import ILLUSTRATIVE_BANNER
from papibook.model.plan import Edition, PlanFile
from papibook.model.status import BY_ID
from papibook.model.table import Cell, TableValue
from papibook.press.documents.content import Annex, Block, DocumentContent, Heading, Paragraph
from papibook.press.documents.outline import (
    AnnexPlace,
    Each,
    Line,
    ListPlace,
    OutlinePart,
    lines_of,
    read_outline,
)
from papibook.press.documents.told import RUNNING, Told, plain, told_of, without_pointers
from papibook.press.pages.values import read_values
from papibook.views.common.filling import fill
from papibook.views.common.words import within_sentence

OUTLINE = "documents/bao-cao.md"
_WIDE = 6
"""An annex with at least so many columns stands on turned sheets."""


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
        path = self.folder / "values" / f"{page}.json"
        value = read_values(path.read_text(encoding="utf-8")).get(table_id) if path.is_file() else None
        return value if isinstance(value, TableValue) else None


def report_content(root: Path, plan: PlanFile, edition: Edition, receiver: str | None) -> DocumentContent:
    """The report of ``edition`` as it stands built under the project ``root``.

    ``receiver``: to whom, instead of those that the plan names.

    Raises:
        ConfigError: the edition is not built, or the outline has something that there is not.
    """
    built = BuiltEdition(root / "_build" / "editions" / edition.edition_id)
    if not built.slices.is_dir():
        raise ConfigError(
            "The edition {edition} is not built yet. Run “papibook build {edition}” first.",
            edition=edition.edition_id,
        )
    path = own_or_shipped(root, OUTLINE)
    parts = read_outline(path.read_text(encoding="utf-8"), path.name)
    whole, dimensions = told_of(built.slices)
    _check(parts, whole, dimensions, built, path.name)
    settings = plan.report
    period = edition.period
    return DocumentContent(
        superior=settings.superior or "",
        issuer=plan.issuer,
        code=settings.code,
        place=plan.signed_at,
        month_of=edition.data_closed_on,
        kind="BÁO CÁO",
        subject=f"Kết quả thực hiện Kế hoạch số {plan.number} {within_sentence(period.name)}",
        receivers=(receiver,) if receiver else _receivers(plan, edition),
        basis=settings.basis or (plan_line(plan),),
        body=tuple(_body(parts, whole, dimensions)),
        authority=authority_of(plan),
        post=settings.post or plan.signer.post,
        copies=settings.copies or ("Như trên", "Lưu: VT"),
        annexes=tuple(_annexes(parts, built)),
        opening=f"{plan.issuer} báo cáo kết quả thực hiện như sau:",
        remark=ILLUSTRATIVE_BANNER if plan.data_status == "illustrative" else "",
    )


def _receivers(plan: PlanFile, edition: Edition) -> tuple[str, ...]:
    """Whom plan.yml names for reports; else whom the period's first deadline is owed to."""
    owed = [deadline.to_whom for deadline in edition.period.deadlines]
    return plan.report.receivers or tuple(owed[:1])


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


def month_words(day: date) -> str:
    """``tháng 02``, ``tháng 6``."""
    return f"tháng {month_digits(day)}"


def _check(
    parts: Sequence[OutlinePart], whole: Told, dimensions: Sequence[Told], built: BuiltEdition, file: str
) -> None:
    """Refuse holes, lists and tables that there are not, all at once."""
    own = set(_named(whole.sources))
    each = own | {name for told in dimensions for name in _named(told.sources)}
    within = {line.number for part in parts if isinstance(part, Each) for line in part.lines}
    problems: list[Problem] = []
    for line in lines_of(parts):
        known = each if line.number in within else own
        for hole in _holes(line.text):
            if hole not in known:
                problems.append(
                    problem(
                        "{file}, line {line}: there is no value “{found}”.",
                        hint=did_you_mean(hole, sorted(known)),
                        file=file,
                        line=line.number,
                        found=hole,
                    )
                )
    lists = {*whole.lists} | {name for told in dimensions for name in told.lists}
    for place in _list_places(parts):
        if place.name not in lists:
            problems.append(
                problem(
                    "{file}, line {line}: there is no list “{found}”.",
                    hint=did_you_mean(place.name, sorted(lists)),
                    file=file,
                    line=place.number,
                    found=place.name,
                )
            )
    for part in parts:
        if isinstance(part, AnnexPlace) and built.table(part.table) is None:
            page = built.folder / "values" / f"{part.table.rpartition('/')[0]}.json"
            if not page.is_file():
                problems.append(
                    problem(
                        "{file}, line {line}: the edition has no page with the table “{found}”.",
                        file=file,
                        line=part.number,
                        found=part.table,
                    )
                )
    if problems:
        raise RefusedFileError("A file that the office keeps has problems.", problems=tuple(problems))


def _list_places(parts: Sequence[OutlinePart]) -> Iterator[ListPlace]:
    for part in parts:
        if isinstance(part, ListPlace):
            yield part
        elif isinstance(part, Each):
            yield from (line for line in part.lines if isinstance(line, ListPlace))


def _holes(text: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(text) if name is not None]


def _named(sources: Sequence[Facts]) -> dict[str, object]:
    return {name: value for facts in sources for name, value in facts.named.items()}


def _body(parts: Sequence[OutlinePart], whole: Told, dimensions: Sequence[Told]) -> Iterator[Block]:
    for part in parts:
        if isinstance(part, Each):
            for told in dimensions:
                both = Told((*whole.sources, *told.sources), {**whole.lists, **told.lists})
                for line in part.lines:
                    yield from _said(line, both)
        elif not isinstance(part, AnnexPlace):
            yield from _said(part, whole)


def _said(line: Line | ListPlace, told: Told) -> Iterator[Block]:
    if isinstance(line, ListPlace):
        is_item = line.name not in RUNNING
        yield from (Paragraph(entry, is_item) for entry in told.lists.get(line.name, ()))
        return
    said = _filled(line.text, told.sources)
    if line.level:
        yield Heading(line.level, plain(said))
    elif said and plain(said):
        yield Paragraph(said)


def _filled(text: str, sources: Sequence[Facts]) -> Inline:
    """``text`` with its values; where the last source of one has nothing to state, what that says instead."""
    named = _named(sources)
    for hole in _holes(text):
        owner = next(facts for facts in reversed(sources) if hole in facts.named)
        if owner.nothing is not None:
            return without_pointers(owner.nothing)
    return fill(text, **{hole: named[hole] for hole in _holes(text)})


def _annexes(parts: Sequence[OutlinePart], built: BuiltEdition) -> Iterator[Annex]:
    """Tables that the edition has; one that a page left out because it had nothing to show is no annex."""
    found = [
        (part.title, table)
        for part in parts
        if isinstance(part, AnnexPlace) and (table := built.table(part.table)) is not None
    ]
    for number, (title, table) in enumerate(found, start=1):
        name = roman(number) if len(found) > 1 else ""
        yield Annex(name, title, in_words(table), len(table.columns) >= _WIDE)


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
