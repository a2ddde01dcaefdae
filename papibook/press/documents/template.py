"""The office's Word template of the report: read, held against what can be said, filled.

Its paragraphs are written in the language of an outline (:mod:`papibook.press.documents.outline`). What the
office made of it in Word (styles, words, order, pictures, page setup) stays; fields and lists are put in.
"""

from __future__ import annotations

import copy
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph

from papibook.ground.errors import ConfigError, cause_of
from papibook.ground.problems import Problem, problem
from papibook.model.inline import text_of
from papibook.press.documents import word_text as words
from papibook.press.documents.compose import UNDASHED, both, filled, nothing_of, said, value_of
from papibook.press.documents.content import Block, Paragraph
from papibook.press.documents.outline import (
    AnnexPlace,
    Each,
    Line,
    ListPlace,
    OutlinePart,
    holes_of,
    parts_of,
    refuse,
)
from papibook.press.documents.told import Told, plain
from papibook.press.documents.word_parts import add_remark, drop_comments, file_of
from papibook.starter.word_numbers import list_of
from papibook.views.common.filling import written

MOST_BYTES = 50_000_000
"""Of a template's texts when unpacked."""
_AROUND = 40
"""Letters of a paragraph that a message shows around the place."""
_TRACKED = tuple(
    qn(f"w:{name}")
    for name in (
        *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange"),
        *(
            "rPrChange",
            "pPrChange",
            "sectPrChange",
            "tblPrChange",
            "trPrChange",
            "tcPrChange",
            "tblGridChange",
        ),
    )
)
_WORD_ONLY = tuple(
    qn(name) for name in ("w:drawing", "w:pict", "w:object", "w:footnoteReference", "w:endnoteReference")
)


@dataclass(frozen=True)
class Template:
    """A template that could be opened. ``paragraphs``: of text, headers and footers, counted from 1.

    ``has_more``: it has what only Word shows (pictures, text boxes, footnotes); ``n_comments``: they stay in
    the template and go into no report.
    """

    file: str
    document: WordDocument
    paragraphs: tuple[Any, ...]
    has_more: bool
    n_comments: int

    def place(self, number: int, found: str) -> Problem:
        """Where a paragraph stands, with the words around ``found``."""
        text = " ".join(words.text_of_paragraph(self.paragraphs[number - 1]).split())
        at = max(text.find(found), 0)
        start, end = max(at - _AROUND, 0), at + len(found) + _AROUND
        around = f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
        return problem("paragraph {paragraph} (“{around}”)", paragraph=number, around=around)

    def parts(self) -> tuple[tuple[OutlinePart, ...], list[Problem]]:
        """What its paragraphs write, and which fields or directives can't be read."""
        lines = []
        for number, paragraph in enumerate(self.paragraphs, start=1):
            text = words.text_of_paragraph(paragraph)
            if text.strip() and not is_remark(text):
                lines.append(Line(text.strip() if text.strip().startswith(":::") else text, 0, number))
        parts, problems = parts_of(lines, self.file, self.place)
        for part in parts:
            if isinstance(part, Each) and self._range(part) is None:
                problems.append(
                    problem(
                        "{file}, {place}: the ::: that closes it stands in another part of the document (a "
                        "table, a header). Both must stand one under the other.",
                        file=self.file,
                        place=self.place(part.number, ":::"),
                    )
                )
        return parts, problems

    def _range(self, part: Each) -> list[Any] | None:
        """The elements between a dimension's first and last line."""
        start, end = self.paragraphs[part.number - 1], self.paragraphs[part.end - 1]
        if start.getparent() is not end.getparent():
            return None
        beside = list(start.getparent())
        return beside[beside.index(start) + 1 : beside.index(end)]


def is_remark(text: str) -> bool:
    """A paragraph of the template that is said to the office alone."""
    return text.lstrip().startswith("%")


def read_template(path: Path) -> Template:
    """The Word file at ``path``.

    Raises:
        ConfigError: it is no Word document that can be filled, with the cause and what to do.
    """
    try:
        data = path.read_bytes()
    except OSError as err:
        raise ConfigError("{file} cannot be opened ({cause}).", file=path.name, cause=cause_of(err)) from err
    _refuse_other_kinds(data, path.name)
    return opened_template(io.BytesIO(data), path.name)


def opened_template(data: io.BytesIO, file: str) -> Template:
    """The Word file ``data``, called ``file`` in messages.

    Raises:
        ConfigError: as :func:`read_template` does.
    """
    try:
        with zipfile.ZipFile(data) as package:
            _refuse_package(package, file)
        document = Document(data)
    except (
        PackageNotFoundError,
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        ValueError,
        SyntaxError,
        EOFError,
    ) as err:
        raise ConfigError(
            "{file} is damaged, or no Word document that can be read. Open it in Word and save it as Word "
            "document (.docx), take a copy that is whole, or move it away and write a new one with "
            "--new-template.",
            file=file,
        ) from err
    roots = [document.element.body, *_heads_and_feet(document)]
    for root in roots:
        words.compose_text(root)
    template = Template(
        file,
        document,
        tuple(each for root in roots for each in words.paragraphs_in(root)),
        any(next(root.iter(*_WORD_ONLY), None) is not None for root in roots),
        sum(1 for _ in document.element.body.iter(qn("w:commentReference"))),
    )
    refuse([*_tracked(template, roots), *_in_notes(template)])
    return template


def _heads_and_feet(document: WordDocument) -> list[Any]:
    related = sorted(document.part.rels.values(), key=lambda each: str(each.rId))
    return [each.target_part.element for each in related if each.reltype.endswith(("/header", "/footer"))]


def _refuse_other_kinds(data: bytes, file: str) -> None:
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise ConfigError(
                "{file} is protected by a password. Take the password off in Word (File, Info, Protect "
                "Document, Encrypt with Password: leave it empty) and save it.",
                file=file,
            )
        raise ConfigError(
            "{file} is a document of an old Word (.doc), whatever its name says. Open it in Word and save it "
            "as Word document (.docx).",
            file=file,
        )
    if data.startswith((b"%PDF-", b"{\\rtf")) or b"mimetypeapplication/vnd.oasis.opendocument" in data[:200]:
        raise ConfigError(
            "{file} is no Word document (.docx), whatever its name says. Open it in the program it was made "
            "with and save it as Word document (.docx).",
            file=file,
        )


def _refuse_package(package: zipfile.ZipFile, file: str) -> None:
    if sum(each.file_size for each in package.infolist() if each.filename.endswith(".xml")) > MOST_BYTES:
        raise ConfigError("{file} is too large for a template.", file=file)
    if package.testzip() is not None:
        raise zipfile.BadZipFile
    types = package.read("[Content_Types].xml")
    if b"macroEnabled" in types or any(name.endswith("vbaProject.bin") for name in package.namelist()):
        raise ConfigError(
            "{file} has macros. Open it in Word and save it as Word document without macros (.docx).",
            file=file,
        )
    if b"wordprocessingml.template.main+xml" in types:
        raise ConfigError(
            "{file} is a Word template (.dotx), whatever its name says. Open it in Word and save it as Word "
            "document (.docx).",
            file=file,
        )


def _tracked(template: Template, roots: Sequence[Any]) -> Iterator[Problem]:
    """Changes that nobody has accepted: which words count is for the office to say."""
    numbers = {id(each): number for number, each in enumerate(template.paragraphs, start=1)}
    told: set[int] = set()
    for root in roots:
        for change in root.iter(*_TRACKED):
            holder = next(change.iterancestors(qn("w:p")), None)
            if holder is None:
                holder = next(change.iter(qn("w:p")), None)
            if holder is None and change.getparent() is not None:
                holder = next(change.getparent().getparent().iter(qn("w:p")), None)
            number = numbers.get(id(holder), 1)
            if number not in told:
                told.add(number)
                yield problem(
                    "{file}, {place}: a tracked change that nobody has accepted. In Word: Review, Accept All "
                    "Changes (or reject them), save, and run the command again.",
                    file=template.file,
                    place=template.place(number, ""),
                )


def _in_notes(template: Template) -> Iterator[Problem]:
    """Fields in footnotes, which are not filled."""
    for each in template.document.part.rels.values():
        if each.reltype.endswith(("/footnotes", "/endnotes")):
            text = re.sub(rb"<[^>]+>", b"", each.target_part.blob).decode("utf-8", "replace")
            if holes_of(text):
                yield problem(
                    "{file}: a field stands in a footnote (“{found}”), where it is not filled. Put it into "
                    "the text.",
                    file=template.file,
                    found=text[holes_of(text)[0][0] : holes_of(text)[0][1]],
                )


@dataclass(frozen=True)
class Filled:
    """``data``: the Word file; ``body``: what was put in, as blocks."""

    data: bytes
    body: tuple[Block, ...]


def fill_template(
    template: Template,
    parts: Sequence[OutlinePart],
    whole: Told,
    dimensions: Sequence[Told],
    *,
    remark: str = "",
) -> Filled:
    """The template with everything of ``parts`` put in. It can be filled once.

    ``remark``: must stand in it; where the office took its field out, above all.
    """
    body: list[Block] = []
    remarks = [each for each in template.paragraphs if is_remark(words.text_of_paragraph(each))]
    for part in parts:
        if isinstance(part, Each):
            body += _repeated(template, part, whole, dimensions)
            continue
        paragraph = template.paragraphs[part.number - 1]
        if isinstance(part, AnnexPlace):
            words.drop(paragraph)
        else:
            body += _put(template, paragraph, part, whole)
    for paragraph in remarks:
        words.drop(paragraph)
    drop_comments(template.document)
    if remark and not any(remark in words.text_of_paragraph(each) for each in template.paragraphs):
        add_remark(template.document, remark)
    return Filled(file_of(template.document), tuple(body))


def _repeated(template: Template, part: Each, whole: Told, dimensions: Sequence[Told]) -> Iterator[Block]:
    start, end = template.paragraphs[part.number - 1], template.paragraphs[part.end - 1]
    between = template._range(part) or []
    own = [each for element in between for each in words.paragraphs_in(element)]
    numbers = {id(each): number for number, each in enumerate(template.paragraphs, start=1)}
    lines = {line.number: line for line in part.lines}
    for told in dimensions:
        copies = [copy.deepcopy(element) for element in between]
        for element in copies:
            start.addprevious(element)
        made = [each for element in copies for each in words.paragraphs_in(element)]
        for original, paragraph in zip(own, made, strict=True):
            line = lines.get(numbers[id(original)])
            if line is not None:
                yield from _put(template, paragraph, line, both(whole, told))
    for element in between:
        element.getparent().remove(element)
    words.drop(start)
    words.drop(end)


def _put(template: Template, paragraph: Any, part: Line | ListPlace, told: Told) -> Iterator[Block]:
    """The values of one line or list put into its paragraph."""
    blocks = list(said(part, told))
    yield from blocks
    if isinstance(part, ListPlace):
        has_number = list_of(WordParagraph(paragraph, template.document._body)) is not None
        dash = "" if has_number or part.name in UNDASHED else "- "
        for block in blocks:
            assert isinstance(block, Paragraph)
            paragraph.addprevious(words.like(paragraph, f"{dash}{plain(block.said)}"))
        words.drop(paragraph)
        return
    text = words.text_of_paragraph(paragraph)
    holes = holes_of(text)
    instead = nothing_of(text, told.sources)
    if instead is not None:
        words.say_instead(paragraph, plain(instead))
    for start, end, name in reversed(holes if instead is None else []):
        value = text_of(written(value_of(name, told.sources)))
        if not value:  # as in a sentence: what stays empty takes its space along
            while start and text[start - 1] == " ":
                start -= 1
            while not text[:start].strip() and text[end : end + 1] == " ":
                end += 1
        words.put(paragraph, start, end, value)
    if not plain(filled(text, told.sources)):
        words.drop(paragraph)
