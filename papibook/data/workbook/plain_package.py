"""A workbook with parts or errors of other names, as the reader of values wants it.

python-calamine looks for ``xl/workbook.xml`` and its neighbours by name and stops at an error value that is
not one of the classic seven. Both are legal, and other programs write them.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import quoteattr

from papibook.data.workbook.members import CONTENT_TYPES, Members

CLASSIC_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
"""With #GETTING_DATA the values that ECMA-376 had at first; later versions of Excel added a dozen."""

BOOK = "xl/workbook.xml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def is_plain(members: Members, book: str, parts: Mapping[str, str], errors: Iterable[str]) -> bool:
    """Whether the reader of values finds everything; ``parts``: of each kind, where it lies."""
    wanted = {"styles": "xl/styles.xml", "sharedStrings": "xl/sharedStrings.xml"}
    named = all(not parts.get(kind) or parts[kind] == name for kind, name in wanted.items())
    written = all(
        members.written_name(name) == name
        for name in (BOOK, CONTENT_TYPES, *filter(None, parts.values()))
        if name in members
    )
    return book == BOOK and named and written and CLASSIC_ERRORS.issuperset(errors)


def plain_package(
    members: Members,
    book: str,
    sheets: Iterable[tuple[str, str]],
    parts: Mapping[str, str],
    errors: Iterable[str],
) -> bytes:
    """The workbook with its cells alone. ``sheets``: relation and part of each; ``errors``: of its cells."""
    strange = sorted(set(errors) - CLASSIC_ERRORS)
    out = io.BytesIO()
    relations = []
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(CONTENT_TYPES, f'<Types xmlns="{_PACKAGE}/content-types"/>')
        archive.writestr("_rels/.rels", _relations_part([("rId1", "officeDocument", BOOK)]))
        archive.writestr(BOOK, members.read(book))
        for number, (relation, part) in enumerate(sheets, start=1):
            name = f"worksheets/sheet{number}.xml"
            archive.writestr(f"xl/{name}", _known_errors(members.read(part), strange))
            relations.append((relation, "worksheet", name))
        for kind, part in parts.items():
            if part and part in members:
                archive.writestr(f"xl/{kind}.xml", members.read(part))
                relations.append((f"papibook-{kind}", kind, f"{kind}.xml"))
        archive.writestr("xl/_rels/workbook.xml.rels", _relations_part(relations))
    return out.getvalue()


def _relations_part(relations: Iterable[tuple[str, str, str]]) -> str:
    entries = "".join(
        f'<Relationship Id={quoteattr(id_)} Type="{_RELATIONS}/{kind}" Target={quoteattr(target)}/>'
        for id_, kind, target in relations
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def _known_errors(sheet: bytes, strange: Iterable[str]) -> bytes:
    """The sheet with #N/A in place of errors that the reader does not know; the scan has them already."""
    for error in strange:
        text = re.escape(error.encode())
        sheet = re.sub(rb"(<(?:\w+:)?v\b[^>]*>)\s*" + text + rb"\s*(</(?:\w+:)?v>)", rb"\1#N/A\2", sheet)
    return sheet
