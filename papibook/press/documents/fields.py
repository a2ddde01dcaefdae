"""What a template may say, with its present values; and what a changed one leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from papibook.model.inline import text_of
from papibook.press.documents.compose import named
from papibook.press.documents.outline import AnnexPlace, OutlinePart, holes_of, lines_of, lists_of
from papibook.press.documents.report import Sayable
from papibook.press.documents.told import Told, plain
from papibook.views.common.filling import written


@dataclass(frozen=True)
class Said:
    """``written``: as a template has it; ``now``: what it says at present; ``of_each``: of a dimension."""

    written: str
    now: str
    of_each: bool = False


def fields_of(sayable: Sayable) -> tuple[Said, ...]:
    """All that a template may say: fields, lists, then tables; of dimensions the first one's values."""
    own = list(_told(sayable.whole, set(), of_each=False))
    seen = {each.written for each in own}
    each = list(_told(sayable.dimensions[0], seen, of_each=True)) if sayable.dimensions else []
    tables = [
        Said(f":::{{annex}} {name}", f"{table.caption} ({len(table.rows)})")
        for name, table in sayable.built.tables().items()
    ]
    both = [*own, *each]
    return (
        *(said for said in both if not said.written.startswith(":::")),
        *(said for said in both if said.written.startswith(":::")),
        *tables,
    )


def _told(told: Told, seen: set[str], *, of_each: bool) -> Iterator[Said]:
    silent = {name for facts in told.sources if facts.nothing is not None for name in facts.named}
    for name, value in named(told.sources).items():
        if f"{{{name}}}" not in seen:
            now = "" if name in silent else text_of(written(value))
            yield Said(f"{{{name}}}", now, of_each)
    for name, entries in told.lists.items():
        if f":::{{list}} {name}" not in seen:
            first = plain(entries[0]) if entries else ""
            yield Said(f":::{{list}} {name}", f"({len(entries)}) {first}".strip(), of_each)


def left_out(own: Sequence[OutlinePart], given: Sequence[OutlinePart]) -> tuple[tuple[str, str], ...]:
    """Fields, lists and annexes that ``given`` says and ``own`` doesn't, with the line that says each."""
    has = {name for name, _ in _names(own)}
    found: dict[str, str] = {}
    for name, line in _names(given):
        if name not in has:
            found.setdefault(name, line)
    return tuple(found.items())


def _names(parts: Sequence[OutlinePart]) -> Iterator[tuple[str, str]]:
    for line in lines_of(parts):
        for _, _, name in holes_of(line.text):
            yield f"{{{name.lower()}}}", line.text
    for place in lists_of(parts):
        yield f":::{{list}} {place.name}", f":::{{list}} {place.name}"
    for part in parts:
        if isinstance(part, AnnexPlace):
            yield f":::{{annex}} {part.table}", f":::{{annex}} {part.table} {part.title}"
