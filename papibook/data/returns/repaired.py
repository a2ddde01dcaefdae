"""Styles that other programs write and openpyxl refuses, mended so that a copy can be marked.

Only looks are mended, and only where they are broken: an empty fill, a colour that is none, a cell's style
that points to no font, a workbook without any styles. Everything else stays as it is.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

from openpyxl.styles import Border, Font, PatternFill
from openpyxl.styles.cell_style import CellStyle
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.fills import Fill
from openpyxl.styles.named_styles import _NamedCellStyle
from openpyxl.styles.numbers import NumberFormat

from papibook.data.returns.package import local, parts_of, relations, workbook_part

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT = "http://schemas.openxmlformats.org/package/2006/content-types"
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"

_LEAST = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="11"/><name val="Times New Roman"/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/>\
</fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>\
<cellXfs count="1"><xf xfId="0"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" \
builtinId="0"/></cellStyles></styleSheet>""".encode()
"""The least that a workbook's styles must have."""


def with_sound_styles(data: bytes) -> bytes:
    """The XLSX file ``data`` with styles that openpyxl reads; ``data`` itself where they are sound."""
    parts = parts_of(data)
    book = workbook_part(parts)
    name = next((each.target for each in relations(parts, book) if each.kind == "styles"), "")
    if name in parts:
        mended = _mended(parts[name])
        changed = {} if mended is None else {name: mended}
    else:
        changed = _with_styles(parts, book, name)
    if name in parts or changed:
        count = _style_count(changed.get(name, parts.get(name, _LEAST)))
        changed |= _within(parts, book, count)
    return _replaced(data, changed) if changed else data


def _mended(styles: bytes) -> bytes | None:
    """The part with every broken element replaced by a plain one; None where none is broken."""
    root = ElementTree.fromstring(styles)
    before = ElementTree.tostring(root)
    lists = {local(child.tag): child for child in root}
    for name, (read, plain) in _READ.items():
        for place, element in enumerate(lists.get(name, ())):
            if not _is_read(read, element):
                lists[name][place] = ElementTree.fromstring(plain)
    for name in ("fonts", "fills", "borders", "cellStyleXfs", "cellXfs"):
        if len(lists.get(name, ())) == 0:
            _put_least(root, lists, name)
    for name, attribute in (("fonts", "fontId"), ("fills", "fillId"), ("borders", "borderId")):
        for xf in (*lists["cellStyleXfs"], *lists["cellXfs"]):
            _hold_within(xf, attribute, len(lists[name]))
    for style in (*lists["cellXfs"], *lists.get("cellStyles", ())):
        _hold_within(style, "xfId", len(lists["cellStyleXfs"]))
    after = ElementTree.tostring(root)
    return None if before == after else b'<?xml version="1.0" encoding="UTF-8"?>\n' + after


def _is_read(read: Callable[[Any], object], element: ElementTree.Element) -> bool:
    try:
        read(element)
        return True
    except Exception:  # noqa: BLE001  openpyxl says in any way that it cannot read it
        return False


_READ: dict[str, tuple[Callable[[Any], object], str]] = {
    "numFmts": (NumberFormat.from_tree, f'<numFmt xmlns="{_MAIN}" numFmtId="199" formatCode="General"/>'),
    "fonts": (Font.from_tree, f'<font xmlns="{_MAIN}"/>'),
    "fills": (
        lambda element: Fill.from_tree(element) or _none(),
        f'<fill xmlns="{_MAIN}"><patternFill patternType="none"/></fill>',
    ),
    "borders": (Border.from_tree, f'<border xmlns="{_MAIN}"/>'),
    "cellStyleXfs": (CellStyle.from_tree, f'<xf xmlns="{_MAIN}"/>'),
    "cellXfs": (CellStyle.from_tree, f'<xf xmlns="{_MAIN}"/>'),
    "cellStyles": (_NamedCellStyle.from_tree, f'<cellStyle xmlns="{_MAIN}" name="Normal" xfId="0"/>'),
    "dxfs": (DifferentialStyle.from_tree, f'<dxf xmlns="{_MAIN}"/>'),
}
"""How openpyxl reads the elements of a list, and what stands in for one that it cannot read."""


def _none() -> PatternFill:
    raise ValueError("a fill without a pattern")


def _put_least(root: ElementTree.Element, lists: dict[str, ElementTree.Element], name: str) -> None:
    least = next(child for child in ElementTree.fromstring(_LEAST) if local(child.tag) == name)
    if name in lists:
        lists[name].extend(least)
    else:
        lists[name] = least
        root.append(least)


def _hold_within(element: ElementTree.Element, attribute: str, count: int) -> None:
    number = element.get(attribute)
    if number is not None and not (number.isdigit() and int(number) < count):
        element.set(attribute, "0")


def _with_styles(parts: dict[str, bytes], book: str, name: str) -> dict[str, bytes]:
    """The parts of a workbook without styles that say where they are, and the styles."""
    folder, _, file = book.rpartition("/")
    part, changed = name or f"{folder}/styles.xml".lstrip("/"), {}
    if not name:
        line = f'<Relationship Id="rIdStyles" Type="{_OFFICE}/styles" Target="/{part}"/>'
        relations_part = f"{folder}/_rels/{file}.rels".lstrip("/")
        changed[relations_part] = _inserted(parts[relations_part], line, "Relationships")
    types = parts["[Content_Types].xml"]
    if f'PartName="/{part}"'.encode() not in types:
        override = f'<Override PartName="/{part}" ContentType="{_STYLES_TYPE}"/>'
        changed["[Content_Types].xml"] = _inserted(types, override, "Types")
    return {**changed, part: _LEAST}


def _inserted(xml: bytes, line: str, root: str) -> bytes:
    """``xml`` with ``line`` as its root's last element, which its default namespace must fit."""
    end = f"</{root}>".encode()
    return xml.replace(end, line.encode() + end)


_STYLE = re.compile(rb'(<(?:c|row|col)\b[^>]*?\s(?:s|style)=")(\d+)(")')


def _style_count(styles: bytes) -> int:
    lists = {local(child.tag): child for child in ElementTree.fromstring(styles)}
    return len(lists["cellXfs"])


def _within(parts: dict[str, bytes], book: str, count: int) -> dict[str, bytes]:
    """The sheets whose cells name a style that is not there, with the first one in its place."""

    def held(match: re.Match[bytes]) -> bytes:
        return match[0] if int(match[2]) < count else match[1] + b"0" + match[3]

    changed = {}
    for relation in relations(parts, book):
        if relation.kind == "worksheet" and relation.target in parts:
            content = _STYLE.sub(held, parts[relation.target])
            if content != parts[relation.target]:
                changed[relation.target] = content
    return changed


def _replaced(data: bytes, changed: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        names = source.namelist()
        for name in [*names, *(name for name in changed if name not in names)]:
            target.writestr(name, changed[name] if name in changed else source.read(name))
    return out.getvalue()
