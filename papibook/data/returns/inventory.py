"""What a workbook holds, counted, so that a copy can be held against it before it is sent.

A thing is what the sender would miss: a sheet, its cells and formulas, a picture, a text box, a chart, a
comment, a drop-down list, a rule that colours cells, a name. Whatever else a part refers to counts as well,
so that what no spreadsheet has today is missed too. What any program writes anew as it saves is no thing.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from papibook.data.returns.comments import own_text
from papibook.data.returns.package import (
    Parts,
    attribute,
    elements,
    local,
    parts_of,
    relations,
    sheets_of,
    workbook_part,
)
from papibook.data.workbook.cells import Sheet, workbook_of

KINDS = {
    "sheet": "sheet",
    "cells": "contents of cells",
    "formula": "formulas",
    "picture": "picture",
    "shape": "drawing or text box",
    "chart": "chart",
    "comment": "comment",
    "list": "drop-down list or check of entries",
    "colours": "conditional formatting",
    "name": "defined name",
    "print": "printer settings",
    "other": "other parts",
}
"""Kinds of things; texts of the ``returns`` catalogue."""


@dataclass(frozen=True, order=True)
class Thing:
    """Something that a workbook holds; ``which`` tells things of a kind and sheet apart."""

    kind: str
    sheet: str
    which: str = ""


_REMADE = frozenset(
    (
        *("worksheet", "styles", "theme", "sharedStrings", "calcChain", "comments", "vmlDrawing", "drawing"),
        *("hyperlink", "person", "externalLink", "externalLinkPath", "vbaProject", "vbaProjectSignature"),
        "table",
    )
)
"""Relations of parts that are written anew, that are counted by what is in them, or that are left out on
purpose (papibook.data.returns.external_links)."""

_OF_PART = {"image": "picture", "chart": "chart", "printerSettings": "print"}
_SHAPES = {"pic": "picture", "sp": "shape", "cxnSp": "shape", "grpSp": "shape", "graphicFrame": "chart"}
_OF_ELEMENT = {"dataValidation": "list", "cfRule": "colours", "sparkline": "chart"}
_UNCOUNTED = frozenset(
    (
        *("worksheet", "sheetPr", "tabColor", "outlinePr", "pageSetUpPr", "dimension"),
        *("sheetViews", "sheetView", "pane", "selection", "sheetFormatPr", "cols", "col"),
        *("extLst", "ext", "legacyDrawing", "ignoredErrors", "ignoredError", "phoneticPr"),
        *("dataValidations", "conditionalFormatting", "conditionalFormattings", "formula1"),
        *("formula2", "formula", "sqref", "f", "v", "cfvo", "color", "colorScale", "dataBar"),
        *("iconSet", "dxf", "hyperlinks", "hyperlink", "mergeCells", "sparklineGroups"),
        *("sparklineGroup", "sparklines", "printOptions", "pageMargins", "pageSetup"),
        *("headerFooter", "rowBreaks", "colBreaks", "tableParts", "sheetCalcPr", "drawing"),
    )
)
"""Elements beside a sheet's cells that say nothing alone, or that every program writes in its own way."""


def things_of(data: bytes) -> Counter[Thing]:
    """What the XLSX file ``data`` holds; its contents of cells are compared by :func:`other_cells`."""
    parts = parts_of(data)
    book = workbook_part(parts)
    found: Counter[Thing] = Counter()
    titles = {}
    for title, state, part in sheets_of(parts):
        found[Thing("sheet", title, state)] += 1
        titles[part] = title
    found.update(_names(parts, book, list(titles.values())))
    seen: set[str] = set()
    waiting = [(book, "")]
    while waiting:
        part, sheet = waiting.pop()
        if part in titles:
            found.update(_in_sheet(parts, part, sheet))
        for relation in relations(parts, part):
            if relation.is_external or relation.target not in parts:
                continue
            within = titles.get(relation.target, sheet)
            found.update(_of_relation(parts, relation.kind, relation.target, within))
            if relation.target not in seen:
                seen.add(relation.target)
                waiting.append((relation.target, within))
    return found


def other_cells(source: bytes, copy: bytes) -> Iterator[Thing]:
    """The sheets of ``source`` whose cells read otherwise in ``copy``."""
    given, back = workbook_of(source).sheets, workbook_of(copy).sheets
    for title, sheet in given.items():
        if title not in back or _filled(sheet) != _filled(back[title]):
            yield Thing("cells", title)


def _filled(sheet: Sheet) -> dict[tuple[int, int], object]:
    return {(r, c): cell for r, row in enumerate(sheet.rows) for c, cell in enumerate(row) if cell != ""}


def _names(parts: Parts, book: str, titles: list[str]) -> Iterator[Thing]:
    for element in elements(parts, book):
        name = attribute(element, "name")
        if local(element.tag) == "definedName" and name != "_xlnm._FilterDatabase":
            place = attribute(element, "localSheetId")
            known = place.isdigit() and int(place) < len(titles)
            yield Thing("name", titles[int(place)] if known else "", name)


def _of_relation(parts: Parts, kind: str, target: str, sheet: str) -> Iterator[Thing]:
    if kind == "drawing":
        yield from _in_drawing(parts, target, sheet)
    elif kind == "comments":
        for element in elements(parts, target):
            if local(element.tag) == "comment" and (own := own_text(_text(element))):
                yield Thing("comment", sheet, own)
    elif kind not in _REMADE:
        same = hashlib.sha256(parts[target]).hexdigest() if kind in ("image", "printerSettings") else kind
        yield Thing(_OF_PART.get(kind, "other"), sheet, same)


def _in_drawing(parts: Parts, part: str, sheet: str) -> Iterator[Thing]:
    for element in elements(parts, part):
        if (kind := _SHAPES.get(local(element.tag))) is not None:
            yield Thing(kind, sheet, f"{local(element.tag)} {_text(element)}")


def _text(element: ElementTree.Element) -> str:
    return "".join(each.text or "" for each in element.iter() if local(each.tag) == "t")


def _in_sheet(parts: Parts, part: str, sheet: str) -> Iterator[Thing]:
    for child in ElementTree.fromstring(parts[part]):
        if local(child.tag) == "sheetData":
            for element in child.iter():
                if local(element.tag) == "f":
                    yield Thing("formula", sheet)
            continue
        for element in child.iter():
            name = local(element.tag)
            is_blank = name.endswith(("Header", "Footer")) and not (element.text or "").strip()
            if name not in _UNCOUNTED and not is_blank:
                yield Thing(_OF_ELEMENT.get(name, "other"), sheet, name)
