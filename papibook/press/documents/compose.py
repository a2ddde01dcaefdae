"""What an outline says of an edition: its lines with their values, its lists; and what it can't say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from papibook.ground.problems import Problem, problem
from papibook.ground.similar import did_you_mean
from papibook.model.facts import Facts
from papibook.model.inline import Inline, Run, Sign
from papibook.press.documents.content import Block, Heading, Paragraph
from papibook.press.documents.outline import (
    AnnexPlace,
    Each,
    Line,
    ListPlace,
    OutlinePart,
    Place,
    holes_of,
    lines_of,
    lists_of,
)
from papibook.press.documents.told import RUNNING, Told, plain, without_pointers
from papibook.views.common.filling import fill, written

UNDASHED = frozenset({"grounds", *RUNNING})
"""Lists whose entries are paragraphs of their own, without a dash."""


def both(whole: Told, dimension: Told) -> Told:
    """What may be told where lines are said for a dimension."""
    return Told((*whole.sources, *dimension.sources), {**whole.lists, **dimension.lists})


def named(sources: Sequence[Facts]) -> dict[str, object]:
    """The values of all sources by name; a later source counts."""
    return {name: value for facts in sources for name, value in facts.named.items()}


def body_of(parts: Sequence[OutlinePart], whole: Told, dimensions: Sequence[Told]) -> Iterator[Block]:
    """The blocks that ``parts`` come to."""
    for part in parts:
        if isinstance(part, Each):
            for told in dimensions:
                for line in part.lines:
                    yield from said(line, both(whole, told))
        elif not isinstance(part, AnnexPlace):
            yield from said(part, whole)


def said(part: Line | ListPlace, told: Told) -> Iterator[Block]:
    """A line with its values, nothing where it has none to state; a list's entries."""
    if isinstance(part, ListPlace):
        is_item = part.name not in UNDASHED
        yield from (Paragraph(entry, is_item) for entry in told.lists.get(part.name, ()))
        return
    text = filled(part.text, told.sources)
    if part.level:
        yield Heading(part.level, plain(text))
    elif text and plain(text):
        yield Paragraph(text)


def filled(text: str, sources: Sequence[Facts]) -> Inline:
    """``text`` with its values; where the last source of one has nothing to state, what that says instead."""
    instead = nothing_of(text, sources)
    if instead is not None:
        return instead
    return fill(text, **{name: value_of(name, sources) for _, _, name in holes_of(text)})


def nothing_of(text: str, sources: Sequence[Facts]) -> Inline | None:
    """What is said in place of ``text`` where a source of its values has nothing to state."""
    for _, _, name in holes_of(text):
        owner = next(facts for facts in reversed(sources) if _plain_name(name) in facts.named)
        if owner.nothing is not None:
            return without_pointers(owner.nothing)
    return None


def value_of(name: str, sources: Sequence[Facts]) -> object:
    """The value of a field; one whose name is in capitals is written in capitals."""
    value = named(sources)[_plain_name(name)]
    return value if name == _plain_name(name) else tuple(_capitals(piece) for piece in written(value))


def _plain_name(name: str) -> str:
    return name.lower() if name.isupper() else name


def _capitals(piece: str | Run | Sign) -> str | Run:
    if isinstance(piece, Run):
        return Run(piece.text.upper(), piece.styles, piece.link, piece.figure)
    return (piece if isinstance(piece, str) else piece.words).upper()


def problems_of(
    parts: Sequence[OutlinePart],
    whole: Told,
    dimensions: Sequence[Told],
    *,
    has_page: Callable[[str], bool],
    file: str,
    place: Place,
) -> Iterator[Problem]:
    """Fields, lists and tables of ``parts`` that there are not, each with its place and the nearest name."""
    own = set(named(whole.sources))
    each = own | {name for told in dimensions for name in named(told.sources)}
    within = {line.number for part in parts if isinstance(part, Each) for line in part.lines}
    for line in lines_of(parts):
        known = each if line.number in within else own
        for _, _, name in holes_of(line.text):
            if _plain_name(name) in known:
                continue
            if name in each:
                yield problem(
                    "{file}, {place}: the field “{found}” is there for each dimension only, between "
                    ":::{{each}} dimension and :::.",
                    file=file,
                    place=place(line.number, f"{{{name}}}"),
                    found=name,
                )
                continue
            yield problem(
                "{file}, {place}: there is no field “{found}”.",
                hint=did_you_mean(name.strip().lower(), sorted(known)),
                file=file,
                place=place(line.number, f"{{{name}}}"),
                found=name,
            )
    lists = {*whole.lists} | {name for told in dimensions for name in told.lists}
    for listed in lists_of(parts):
        if listed.name not in lists:
            yield problem(
                "{file}, {place}: there is no list “{found}”.",
                hint=did_you_mean(listed.name, sorted(lists)),
                file=file,
                place=place(listed.number, listed.name),
                found=listed.name,
            )
    for part in parts:
        if isinstance(part, AnnexPlace) and not has_page(part.table.rpartition("/")[0]):
            yield problem(
                "{file}, {place}: the edition has no page with the table “{found}”.",
                file=file,
                place=place(part.number, part.table),
                found=part.table,
            )
