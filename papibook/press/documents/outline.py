"""The outline of a report: headings, sentences with holes, and where lists and annexes stand.

A text file that the office may have of its own (``documents/bao-cao.md``), or the paragraphs of its Word
template (``documents/bao-cao.docx``); without them the package's text counts::

    # I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH
    Đến ngày {cutoff_on}, {n_on_time} trong {n_counted} đầu việc …
    :::{list} difficulties
    :::{each} dimension
    ## {number}. {name}
    :::
    :::{annex} quality/table-submissions Tình hình gửi báo cáo của các đơn vị
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from papibook.ground.problems import Problem, RefusedFileError, problem


@dataclass(frozen=True)
class Line:
    """A heading (``level`` 1 or 2), or a sentence (0), with holes. ``number``: of the line or paragraph."""

    text: str
    level: int
    number: int


@dataclass(frozen=True)
class ListPlace:
    """Where every entry of a list stands, each as an item."""

    name: str
    number: int


@dataclass(frozen=True)
class Each:
    """Lines that are said for each dimension; ``end``: the number of the line that closes them."""

    lines: tuple[Line | ListPlace, ...]
    number: int
    end: int = field(default=0, compare=False)


@dataclass(frozen=True)
class AnnexPlace:
    """A table of the edition's pages as an annex: ``quality/table-submissions``."""

    table: str
    title: str
    number: int


OutlinePart: TypeAlias = Line | ListPlace | Each | AnnexPlace
Place: TypeAlias = Callable[[int, str], Problem]
"""Says where a line of that number stands, or a piece of text in it."""

_DIRECTIVE = re.compile(r"^:::\{(\w+)\}\s*(\S*)\s*(.*)$")
_HOLE = re.compile(r"\{([^{}]*)\}")
_BRACES = ("{{", "}}")
"""A brace that is to be seen is written twice."""


def line_place(number: int, _: str) -> Problem:
    """Where a line of a text stands."""
    return problem("line {line}", line=number)


def read_outline(text: str, file: str) -> tuple[OutlinePart, ...]:
    """The parts of an outline in order.

    Raises:
        RefusedFileError: a directive that there is not, or an unclosed one, with file and line.
    """
    lines = []
    for number, line in enumerate(unicodedata.normalize("NFC", text).splitlines(), start=1):
        stripped = line.strip()
        if stripped and not stripped.startswith("%"):
            level = len(stripped) - len(stripped.lstrip("#"))
            lines.append(Line(stripped.lstrip("# ") if level else stripped, min(level, 2), number))
    parts, problems = parts_of(lines, file, line_place)
    refuse(problems)
    return parts


def parts_of(lines: Iterable[Line], file: str, place: Place) -> tuple[tuple[OutlinePart, ...], list[Problem]]:
    """The parts that ``lines`` write, in order, and what is wrong with them."""
    problems: list[Problem] = []
    parts: list[OutlinePart] = []
    inside: list[Line | ListPlace] | None = None
    opened = 0
    for line in lines:
        found = _DIRECTIVE.match(line.text)
        if line.text == ":::" and inside is not None:
            parts.append(Each(tuple(inside), opened, line.number))
            inside = None
        elif found and (found[1], found[2]) == ("each", "dimension") and inside is None:
            inside, opened = [], line.number
        elif found and found[1] == "list" and found[2] and not found[3]:
            (parts if inside is None else inside).append(ListPlace(found[2], line.number))
        elif found and found[1] == "annex" and inside is None and "/" in found[2] and found[3]:
            parts.append(AnnexPlace(found[2], found[3], line.number))
        elif line.text.startswith(":::"):
            problems.append(
                problem(
                    "{file}, {place}: “{found}” is not understood. There are :::{{list}} NAME, "
                    ":::{{each}} dimension, :::{{annex}} PAGE/TABLE TITLE, and ::: at the end of an each.",
                    file=file,
                    place=place(line.number, line.text),
                    found=line.text,
                )
            )
        else:
            if is_broken(line.text):
                problems.append(
                    problem(
                        "{file}, {place}: a field is not closed, or a brace stands alone. A field stands "
                        "between {{ and }}; a brace that is to be seen is written twice.",
                        file=file,
                        place=place(line.number, line.text),
                    )
                )
            (parts if inside is None else inside).append(line)
    if inside is not None:
        problems.append(
            problem(
                "{file}, {place}: no ::: closes it.", file=file, place=place(opened, ":::{each} dimension")
            )
        )
    return tuple(parts), problems


def refuse(problems: Sequence[Problem]) -> None:
    """Raise :class:`RefusedFileError` if there is any problem."""
    if problems:
        raise RefusedFileError("A file that the office keeps has problems.", problems=tuple(problems))


def lines_of(parts: Sequence[OutlinePart]) -> Iterator[Line]:
    """Every line, those within an each too."""
    yield from (part for part in _flat(parts) if isinstance(part, Line))


def lists_of(parts: Sequence[OutlinePart]) -> Iterator[ListPlace]:
    """Every place of a list, those within an each too."""
    yield from (part for part in _flat(parts) if isinstance(part, ListPlace))


def _flat(parts: Sequence[OutlinePart]) -> Iterator[OutlinePart]:
    for part in parts:
        yield part
        if isinstance(part, Each):
            yield from part.lines


def holes_of(text: str) -> list[tuple[int, int, str]]:
    """The fields of a line or paragraph: from where to where each stands, and its name."""
    return [(found.start(), found.end(), found[1]) for found in _HOLE.finditer(_seen_aside(text))]


def is_broken(text: str) -> bool:
    """Whether a brace stands alone."""
    return any(brace in _HOLE.sub("", _seen_aside(text)) for brace in "{}")


def _seen_aside(text: str) -> str:
    """``text`` with braces that are to be seen replaced, each by something as long."""
    for brace in _BRACES:
        text = text.replace(brace, "\0\0")
    return text
