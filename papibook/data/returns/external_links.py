"""What a sender's workbook fetches or starts outside of itself, taken out before it is sent on.

A returned workbook comes from the office and is trusted; a link or a formula that a sender has put into it
must not be opened in its name.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell

from papibook.data.returns.inventory import Thing
from papibook.data.returns.package import elements, local, parts_of, relations, sheets_of, workbook_part

_OUTSIDE = re.compile(
    r"\[\d+\]|\||\\\\|\b(?:https?|ftp|file):"
    r"|\b(?:webservice|hyperlink|image|dde|rtd|call|exec|register(?:\.id)?|sql\.request)\s*\(",
    re.IGNORECASE,
)
"""Other workbooks (``[1]Sheet!A1``), DDE (``cmd|'/C …'!A0``), addresses, functions that fetch or start."""

_PROGRAMS = ("vbaProject", "oleObject", "package", "control", "externalLink", "connections")
"""Relations to what runs, or fetches, when the workbook is opened."""

_HARMLESS = ("http://", "https://", "mailto:")


def cut_off(book: Workbook, data: bytes) -> set[Thing]:
    """Leave in ``book``, which was read from ``data``, the values of such formulas, and no such links.

    ``book`` must have been read without the links that it keeps to other workbooks.

    Returns:
        What ``book`` holds less of, on purpose.
    """
    cut = set()
    formulas = []
    for cell in _cells(book):
        if cell.hyperlink is not None and not _is_harmless(cell.hyperlink.target):
            cell.hyperlink = None
        if cell.data_type == "f" and _OUTSIDE.search(str(getattr(cell.value, "text", cell.value))):
            formulas.append(cell)
            cut.add(Thing("formula", cell.parent.title))
    for title, names in (("", book.defined_names), *((s.title, s.defined_names) for s in book.worksheets)):
        for name in [name for name, defined in names.items() if _OUTSIDE.search(defined.attr_text or "")]:
            del names[name]
            cut.add(Thing("name", title, name))
    if formulas:
        results = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
        for cell in formulas:
            result = results[cell.parent.title][cell.coordinate]
            cell.value, cell.data_type = result.value, result.data_type
    return cut


def reaches_outside(data: bytes) -> bool:
    """Whether the XLSX file ``data`` holds any of it, a program, or an object of another program."""
    parts = parts_of(data)
    for part in parts:
        for relation in relations(parts, part):
            if relation.kind in _PROGRAMS or (relation.is_external and not _is_harmless(relation.target)):
                return True
    return any(
        _OUTSIDE.search(element.text or "") is not None
        for part in (workbook_part(parts), *(part for _, _, part in sheets_of(parts)))
        for element in elements(parts, part)
        if local(element.tag) in ("f", "definedName")
    )


def _cells(book: Workbook) -> Iterator[Cell]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            yield from (cell for cell in row if isinstance(cell, Cell))


def _is_harmless(target: str | None) -> bool:
    """A place in the workbook itself, an address of the web or of mail."""
    return target is None or target.strip().casefold().startswith(_HARMLESS)
