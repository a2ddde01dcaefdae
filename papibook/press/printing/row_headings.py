"""Row headings in the structure of a PDF. Typst knows headings of columns only, and takes groups' for such.

What is a heading is said by who wrote the tables; nothing is guessed from the PDF.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pikepdf
from pikepdf import Array, Dictionary, Name

from papibook.ground.errors import BookError

GROUP = -1
"""Stands for a row's heading where the row is one itself: of the rows below it."""
Element: TypeAlias = pikepdf.Object


@dataclass(frozen=True)
class RowHeadings:
    """The rows of a table, as printed.

    Attributes:
        head: how many of them are its head.
        body: for each of the others, which of its cells names it, counted from 0; GROUP, or None for no cell.
    """

    head: int
    body: tuple[int | None, ...]


def set_row_headings(source: Path, target: Path, tables: Sequence[RowHeadings]) -> None:
    """Write the PDF ``source`` to ``target`` with the row headings of all its ``tables``, in their order.

    The same PDF gives the same bytes. Words, pictures, links and metadata stay as they are.

    Raises:
        BookError: the PDF has other tables.
    """
    with pikepdf.open(source) as pdf:
        found = list(_tables(pdf.Root.StructTreeRoot))
        if len(found) != len(tables):
            raise _differs(f"{len(found)} tables, {len(tables)} written")
        for table, headings in zip(found, tables, strict=True):
            _set(table, headings)
        pdf.save(
            target,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            deterministic_id=True,
            fix_metadata_version=False,
        )


def _tables(root: Element) -> Iterator[Element]:
    """Elements of tables below ``root``, in the order of the text; not those in a table's cells."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element.get(Name.S) == Name.Table:
            yield element
        else:
            waiting += reversed(_elements(element))


def _elements(parent: Element) -> list[Element]:
    below: Element | None = parent.get(Name.K)
    children = below if isinstance(below, Array) else [below]
    return [child for child in children if isinstance(child, Dictionary) and Name.S in child]


def _set(table: Element, headings: RowHeadings) -> None:
    rows = list(_rows(table))
    if len(rows) != headings.head + len(headings.body):
        raise _differs(f"{len(rows)} rows, {headings.head + len(headings.body)} written")
    if not any(place is not None for place in headings.body):
        return
    body = rows[headings.head :]
    for number, ((part, row), place) in enumerate(zip(body, headings.body, strict=True)):
        cells = _elements(row)
        if place == GROUP and cells[0].S == Name.TH:
            _join_group(table, part, row, body[number + 1][0])
        for at, cell in enumerate(cells):
            _set_cell(cell, is_heading=at == place or place == GROUP)


def _rows(table: Element) -> Iterator[tuple[Element, Element]]:
    """Each row with what it stands in: the head, a body, or the table itself where it has no head."""
    for part in _elements(table):
        if part.S == Name.TR:
            yield table, part
        else:
            yield from ((part, row) for row in _elements(part) if row.S == Name.TR)


def _join_group(table: Element, part: Element, row: Element, group: Element) -> None:
    """Puts ``row``, which Typst made the last of a head, before the rows of its ``group``."""
    del part.K[-1]
    group.K.insert(0, row)
    row.P = group
    if not len(part.K):
        table.K = Array([child for child in table.K if child.objgen != part.objgen])


def _set_cell(cell: Element, *, is_heading: bool) -> None:
    """``cell`` as a heading of its row, or none.

    Typst lists the headings of each cell, without those of rows. The list goes: it follows from the scopes.
    """
    cell.S = Name.TH if is_heading else Name.TD
    spans: dict[str, Element] = {"/Scope": Name.Row} if is_heading else {}
    kept = []
    for attributes in cell.get(Name.A, []):
        if Name.Table == attributes.O:
            spans |= {key: attributes[key] for key in ("/ColSpan", "/RowSpan") if key in attributes}
        else:
            kept.append(attributes)
    if spans:
        kept.append(Dictionary({"/O": Name.Table, **spans}))
    if kept:
        cell.A = Array(kept)
    elif Name.A in cell:
        del cell.A


def _differs(said: str) -> BookError:
    return BookError("The print edition failed in {stage}: {cause}", stage="row headings", cause=said)
