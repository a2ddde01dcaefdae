"""Results of formulas, carried over into a workbook that openpyxl has saved without them.

openpyxl keeps a formula or its result, never both. Excel works the results out again, but not while it shows
an attachment in its protected view, and no preview on a phone does: there the form would not say what is
still missing, and a formula that a unit wrote into an answer would read as if it had never been worked out.
"""

from __future__ import annotations

import re

Results = dict[bytes, tuple[bytes, bytes]]
"""Type and text of a result by the address of its cell, as they stand in the sheet's XML."""

_CELL = re.compile(rb"<c\b([^>]*)>(<f\b[^>]*?(?:/>|>[^<]*</f>))(?:<v>([^<]*)</v>|<v ?/>)?</c>")
_PLACE = re.compile(rb'\br="([A-Z]+[0-9]+)"')
_TYPE = re.compile(rb'\bt="([A-Za-z]+)"')
_OTHER_ENCODING = re.compile(rb"""<\?xml[^>]*encoding=["'](?!utf-8)""", re.IGNORECASE)
_CARRIED = (b"", b"n", b"b", b"e", b"str")
"""Types whose text stands in the cell itself."""


def results_in(sheet: bytes) -> Results:
    """The results in a sheet's XML; none where it is written in a way that no spreadsheet writes it."""
    found: Results = {}
    if _OTHER_ENCODING.match(sheet):
        return found
    for match in _CELL.finditer(sheet):
        attributes, _, text = match.groups()
        place, kind = _PLACE.search(attributes), _TYPE.search(attributes)
        type_ = kind[1] if kind else b""
        if place and type_ in _CARRIED and (text or (text is not None and type_ == b"str")):
            found[place[1]] = (type_, text)
    return found


def with_results(sheet: bytes, results: Results) -> bytes:
    """The XML of a sheet that openpyxl wrote, with those results in its formulas' cells."""

    def filled(match: re.Match[bytes]) -> bytes:
        attributes, formula, text = match.groups()
        place = _PLACE.search(attributes)
        if text or place is None or _TYPE.search(attributes) or place[1] not in results:
            return match[0]
        kind, result = results[place[1]]
        stated = b' t="' + kind + b'"' if kind else b""
        return b"<c" + attributes + stated + b">" + formula + b"<v>" + result + b"</v></c>"

    return _CELL.sub(filled, sheet)
