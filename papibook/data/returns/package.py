"""An Open XML package as its parts and the relations between them.

Namespaces are left out of names: Strict Open XML has other ones than what Excel usually saves. The files have
been scanned (papibook.data.workbook.scan): their XML has no document type and no great depth.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

Parts = Mapping[str, bytes]
"""The members of a package by name."""


@dataclass(frozen=True)
class Relation:
    """One line of a part's relations; ``kind``: the last word of its type."""

    id: str
    kind: str
    target: str
    is_external: bool


def parts_of(data: bytes) -> dict[str, bytes]:
    """All members of the package ``data``."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def relations_file(part: str) -> str:
    """The member that holds the relations of ``part``."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relations(parts: Parts, part: str) -> list[Relation]:
    """What ``part`` refers to; targets inside the package are names of its members."""
    content = parts.get(relations_file(part))
    if content is None:
        return []
    folder = posixpath.dirname(part)
    found = []
    for element in ElementTree.fromstring(content):
        target, is_external = element.get("Target", ""), element.get("TargetMode") == "External"
        if not is_external:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        kind = element.get("Type", "").rpartition("/")[2]
        found.append(Relation(element.get("Id", ""), kind, target, is_external))
    return found


def workbook_part(parts: Parts) -> str:
    """The part that lists the sheets; empty where there is none."""
    return next((each.target for each in relations(parts, "") if each.kind == "officeDocument"), "")


def local(name: str) -> str:
    """``{namespace}row`` is ``row``."""
    return name.rpartition("}")[2]


def attribute(element: ElementTree.Element, name: str) -> str:
    """The attribute of that name, in whatever namespace."""
    return next((value for key, value in element.attrib.items() if local(key) == name), "")


def sheets_of(parts: Parts) -> list[tuple[str, str, str]]:
    """Name, state and part of every sheet, in order."""
    book = workbook_part(parts)
    targets = {each.id: each.target for each in relations(parts, book)}
    return [
        (attribute(element, "name"), attribute(element, "state") or "visible", targets.get(_id(element), ""))
        for element in elements(parts, book)
        if local(element.tag) == "sheet"
    ]


def _id(element: ElementTree.Element) -> str:
    """The relation of an element: ``r:id``, which ``sheetId`` is not."""
    return next((value for key, value in element.attrib.items() if local(key) == "id"), "")


def elements(parts: Parts, part: str) -> Iterator[ElementTree.Element]:
    """Every element of an XML part; none where the part is missing."""
    if part in parts:
        yield from ElementTree.fromstring(parts[part]).iter()
