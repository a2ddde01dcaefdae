"""A plan's text, from Word or plain text, as paragraphs in order."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.hyperlink import Hyperlink
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from papibook.ground.errors import ConfigError, cause_of
from papibook.starter.word_numbers import Numbering

MOST_BYTES = 50_000_000
"""Of a document's text when unpacked; a plan has a few hundred thousand."""


@dataclass(frozen=True)
class Paragraph:
    """``plain``: the words; ``myst``: the same with bold and italic as MyST, everything else escaped.

    ``place``: where it stands, for messages: “dòng 12”, “đoạn 7”. ``rows``: a table's cells (then the texts
    are empty).
    """

    plain: str
    myst: str
    place: int
    rows: tuple[tuple[str, ...], ...] = ()


def read_paragraphs(path: Path) -> tuple[Paragraph, ...]:
    """The paragraphs of a .docx or .txt file; empty ones and drawn lines (“-------”) left out.

    Automatic numbers of Word's lists are written out, for the plan's items are known by them.

    Raises:
        ConfigError: neither a Word document nor text, or it can't be read.
    """
    try:
        content = path.read_bytes()
    except OSError as err:
        raise ConfigError("{file} cannot be opened ({cause}).", file=path.name, cause=cause_of(err)) from err
    if content[:4] == b"PK\x03\x04":
        return tuple(
            _composed(each) for each in _from_word(path) if each.rows or not _DRAWN.fullmatch(each.plain)
        )
    if content[:8] == bytes.fromhex("d0cf11e0a1b11ae1"):
        raise ConfigError("{file} is a document of an old Word. Save it as .docx.", file=path.name)
    if content[:5] == b"%PDF-":
        raise ConfigError(
            "{file} is a PDF. Take the Word file, or copy its text into a .txt file.", file=path.name
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ConfigError(
            "{file} is not UTF-8 text. Save it as UTF-8, or as .docx.", file=path.name
        ) from None
    return tuple(_composed(each) for each in _from_text(text) if not _DRAWN.fullmatch(each.plain))


def _composed(paragraph: Paragraph) -> Paragraph:
    """In precomposed letters, whatever the file has."""
    rows = tuple(tuple(normalize("NFC", cell) for cell in row) for row in paragraph.rows)
    plain, myst = (normalize("NFC", text) for text in (paragraph.plain, paragraph.myst))
    return Paragraph(plain, myst, paragraph.place, rows)


_DRAWN = re.compile(r"[\s\-_–—=*.]+")
"""A line that only parts what stands above from what stands below."""


def _from_text(text: str) -> Iterator[Paragraph]:
    """One paragraph for each block of lines; a line of its own that begins an item begins a paragraph."""
    block: list[str] = []
    begins = 0
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        stripped = line.strip()
        if block and (not stripped or _BEGINS.match(stripped)):
            yield _marked(" ".join(block), begins)
            block = []
        if stripped:
            begins = begins if block else number
            block.append(stripped)


_BEGINS = re.compile(r"(?:[IVX]+|\d+(?:\.\d+)*)[.)]\s|[-+•]\s")
"""A line that begins so is a paragraph of its own."""

_STARS = re.compile(r"(\*\*|\*)(?=\S)(.+?)(?<=\S)\1")


def _marked(text: str, place: int) -> Paragraph:
    """``*…*`` and ``**…**`` of plain text are emphasis, other signs are themselves."""
    parts, at = [], 0
    for found in _STARS.finditer(text):
        parts += [escaped(text[at : found.start()]), f"{found[1]}{escaped(found[2])}{found[1]}"]
        at = found.end()
    return Paragraph(_STARS.sub(r"\2", text), "".join(parts) + escaped(text[at:]), place)


def escaped(text: str) -> str:
    """``text`` for MyST: no sign of it is markup.

    >>> escaped("{include} [a](b) *c*")
    '\\\\{include\\\\} \\\\[a\\\\](b) \\\\*c\\\\*'
    """
    return re.sub(r"([\\`*_{}\[\]<>#|$~^&]|:(?=::)|(?<=:):)", r"\\\1", text)


def _from_word(path: Path) -> Iterator[Paragraph]:
    document = _opened(path)
    if next(document.element.iter(qn("w:ins"), qn("w:del"), qn("w:moveFrom")), None) is not None:
        raise ConfigError(
            "{file} has tracked changes. Accept or reject them in Word and save it, so that its text is one.",
            file=path.name,
        )
    numbering = Numbering(document)
    for place, block in enumerate(document.iter_inner_content(), start=1):
        if isinstance(block, Table):
            yield from _of_table(block, place)
            continue
        yield from _of_paragraph(block, numbering.label(block), place)


def _opened(path: Path) -> WordDocument:
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(each.file_size for each in archive.infolist() if each.filename.endswith(".xml"))
        if size > MOST_BYTES:
            raise ConfigError("{file} is too large for a plan's text.", file=path.name)
        return Document(str(path))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as err:
        raise ConfigError(
            "{file} is not a Word document that can be read. Open it in Word and save it as .docx.",
            file=path.name,
        ) from err


def _of_paragraph(block: WordParagraph, label: str, place: int) -> Iterator[Paragraph]:
    plain = " ".join(f"{label} {block.text}".split())
    if plain:
        yield Paragraph(plain, _myst_of(block, label), place)


def _myst_of(block: WordParagraph, label: str) -> str:
    """The paragraph's runs, neighbours of one look as one; line breaks and tabs as spaces."""
    runs: list[tuple[str, str]] = []
    for run in (run for part in block.iter_inner_content() for run in _runs_of(part)):
        text = re.sub(r"\s+", " ", run.text)
        star = ("**" if run.bold else "") + ("*" if run.italic else "") if text.strip() else ""
        if runs and (runs[-1][0] == star or not text.strip()):
            runs[-1] = (runs[-1][0], runs[-1][1] + text)
        else:
            runs.append((star, text))
    if not runs:
        return escaped(" ".join(f"{label} {block.text}".split()))
    body = "".join(_emphasised(star, text) for star, text in runs)
    return " ".join(f"{escaped(label)} {body}".split())


def _runs_of(part: Run | Hyperlink) -> list[Run]:
    return part.runs if isinstance(part, Hyperlink) else [part]


def _emphasised(star: str, text: str) -> str:
    inner = text.strip()
    if not star or not inner:
        return escaped(text)
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{star}{escaped(inner)}{star[::-1]}{after}"


def _of_table(table: Table, place: int) -> Iterator[Paragraph]:
    """A table of one row (the head of a plan: issuer, motto, number, date) as its lines; others as rows."""
    rows = [tuple(" ".join(cell.text.split()) for cell in row.cells) for row in table.rows]
    if len(rows) > 2 or not rows:
        if rows:
            yield Paragraph("", "", place, tuple(rows))
        return
    for row in table.rows:
        for cell in row.cells:
            for inner in cell.paragraphs:
                yield from _of_paragraph(inner, "", place)
