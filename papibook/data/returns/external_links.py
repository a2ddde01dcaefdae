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

_OUTSIDE = re.compile(
    r"\[\d+\]|\||\\\\|\b(?:https?|ftp|file):"
    r"|\b(?:webservice|hyperlink|image|dde|rtd|call|exec|register(?:\.id)?|sql\.request)\s*\(",
    re.IGNORECASE,
)
"""Other workbooks (``[1]Sheet!A1``), DDE (``cmd|'/C …'!A0``), addresses, functions that fetch or start."""

_HARMLESS = ("http://", "https://", "mailto:")


def cut_off(book: Workbook, data: bytes) -> None:
    """Leave in ``book``, which was read from ``data``, the values of such formulas, and no such links.

    ``book`` must have been read without the links that it keeps to other workbooks.
    """
    formulas = []
    for cell in _cells(book):
        if cell.hyperlink is not None and not _is_harmless(cell.hyperlink.target):
            cell.hyperlink = None
        if cell.data_type == "f" and _OUTSIDE.search(str(getattr(cell.value, "text", cell.value))):
            formulas.append(cell)
    for names in (book.defined_names, *(sheet.defined_names for sheet in book.worksheets)):
        for name in [name for name, defined in names.items() if _OUTSIDE.search(defined.attr_text or "")]:
            del names[name]
    if formulas:
        results = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
        for cell in formulas:
            result = results[cell.parent.title][cell.coordinate]
            cell.value, cell.data_type = result.value, result.data_type


def _cells(book: Workbook) -> Iterator[Cell]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            yield from (cell for cell in row if isinstance(cell, Cell))


def _is_harmless(target: str | None) -> bool:
    """A place in the workbook itself, an address of the web or of mail."""
    return target is None or target.strip().casefold().startswith(_HARMLESS)
