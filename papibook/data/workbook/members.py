"""The parts of an XLSX file, whatever their names are written like, within limits.

Part names do not depend on case, and some programs write them with backslashes (ECMA-376, part 2, 6.2.2); two
parts of one name are refused, because two readers could take different ones.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable
from functools import lru_cache
from typing import IO, NoReturn
from xml.parsers import expat

from papibook.data.workbook.file_kind import cause_of_members
from papibook.ground.errors import DataRefusedError

MAX_UNZIPPED_BYTES = 60 * 1024**2
"""Reading XML takes about a second for ten megabytes; a form has a tenth of one."""
MAX_RATIO = 250
"""Unzipped to zipped, of one member above a megabyte. A form's sheets stay below 30; deflate ends at 1030."""
MAX_MEMBERS = 500
MAX_DEPTH = 100
"""Of XML; the parser remembers every element that is open. Spreadsheets and their drawings stay below 30."""

CONTENT_TYPES = "[Content_Types].xml"


class WorkbookError(DataRefusedError):
    """A unit's file that cannot be read. ``cause`` is one of papibook.model.findings.CAUSES."""

    def __init__(self, cause: str) -> None:
        super().__init__("The file cannot be read: {cause}.", cause=cause)
        self.cause = cause

    def __reduce__(self) -> tuple[object, ...]:
        return (WorkbookError, (self.cause,))


def plain_name(name: str) -> str:
    """A part's name without case and backslashes: ``plain_name("./xl/Book.xml")`` is ``"xl/book.xml"``."""
    return name.replace("\\", "/").removeprefix(".").lstrip("/").casefold()


class Members:
    """The parts of ``archive`` by their plain names, once its directory was found within limits.

    Raises:
        WorkbookError: it is no workbook, damaged, or unpacks to too much.
    """

    def __init__(self, archive: zipfile.ZipFile) -> None:
        infos = archive.infolist()
        if cause := cause_of_members([info.filename for info in infos]):
            raise WorkbookError(cause)
        self._archive = archive
        self._infos = {plain_name(info.filename): info for info in infos}
        if plain_name(CONTENT_TYPES) not in self._infos:
            raise WorkbookError("it is not an Excel workbook (.xlsx)")
        if len(self._infos) != len(infos):
            raise WorkbookError("the file is damaged")
        too_dense = any(
            info.file_size > 1024**2 and info.file_size > MAX_RATIO * max(info.compress_size, 1)
            for info in infos
        )
        if too_dense or len(infos) > MAX_MEMBERS or sum(i.file_size for i in infos) > MAX_UNZIPPED_BYTES:
            raise WorkbookError("it unpacks to far more data than a report holds")

    def __contains__(self, name: str) -> bool:
        return plain_name(name) in self._infos

    def names(self) -> list[str]:
        """The plain names of all parts."""
        return list(self._infos)

    def written_name(self, name: str) -> str:
        """The name as the archive has it."""
        return self._infos[plain_name(name)].filename

    def read(self, name: str) -> bytes:
        """The part's bytes."""
        return self._archive.read(self._infos[plain_name(name)])

    def relations(self, part: str) -> list[dict[str, str]]:
        """What ``part`` (the whole: empty) refers to: Id, Type and Target of each."""
        folder, file = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{file}.rels")
        found: list[dict[str, str]] = []
        if name in self:
            self.stream(
                name, lambda tag, attributes: found.append(attributes) if tag == "Relationship" else None
            )
        return found

    def stream(
        self,
        part: str,
        start: Callable[[str, dict[str, str]], object] | None = None,
        end: Callable[[str], object] | None = None,
        characters: Callable[[str], object] | None = None,
    ) -> None:
        """One part through expat, with names freed of their namespace; a document type is refused.

        zipfile reads no more than the directory declares and compares the checksum at the end, so a member
        that unpacks to more than was declared fails here.
        """
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_definitions
        depth = 0

        def opened(tag: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > MAX_DEPTH:
                raise WorkbookError("its XML is nested deeper than that of any report")
            if start is None:
                return
            if " " in "".join(attributes):  # few elements have an attribute with a namespace
                attributes = {_local(name): value for name, value in attributes.items()}
            start(_local(tag), attributes)

        def closed(tag: str) -> None:
            nonlocal depth
            depth -= 1
            if end is not None:
                end(_local(tag))

        parser.StartElementHandler, parser.EndElementHandler = opened, closed
        if characters is not None:
            parser.CharacterDataHandler = characters
        with self._archive.open(self._infos[plain_name(part)]) as member:
            _feed(parser, member)


def target_of(relations: list[dict[str, str]], part: str, *, kind: str = "", relation: str = "") -> str:
    """The part that ``part`` refers to, by the end of the relation's type or by its id; empty without one."""
    for entry in relations:
        if (kind and entry.get("Type", "").endswith(f"/{kind}")) or (
            relation and entry.get("Id") == relation
        ):
            target = entry.get("Target", "").replace("\\", "/")
            if target.startswith("/"):
                return target[1:]
            return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
    return ""


def _refuse_definitions(*_: object) -> NoReturn:
    raise WorkbookError("it contains XML definitions that a report must not have")


def _feed(parser: expat.XMLParserType, member: IO[bytes]) -> None:
    while chunk := member.read(1 << 16):
        parser.Parse(chunk, False)
    parser.Parse(b"", True)


@lru_cache(maxsize=500)  # the same few names, hundreds of thousands of times
def _local(name: str) -> str:
    return name.rpartition(" ")[2]
