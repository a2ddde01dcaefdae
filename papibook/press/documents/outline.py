"""The outline of a report: headings, sentences with holes, and where lists and annexes stand.

A text file that the office may have of its own (``documents/bao-cao.md``); without it the package's counts::

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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from papibook.ground.problems import Problem, RefusedFileError, problem


@dataclass(frozen=True)
class Line:
    """A heading (``level`` 1 or 2), or a sentence (0), with holes."""

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
    """Lines that are said for each dimension."""

    lines: tuple[Line | ListPlace, ...]
    number: int


@dataclass(frozen=True)
class AnnexPlace:
    """A table of the edition's pages as an annex: ``quality/table-submissions``."""

    table: str
    title: str
    number: int


OutlinePart: TypeAlias = Line | ListPlace | Each | AnnexPlace

_DIRECTIVE = re.compile(r"^:::\{(\w+)\}\s*(\S*)\s*(.*)$")


def read_outline(text: str, file: str) -> tuple[OutlinePart, ...]:
    """The parts of an outline in order.

    Raises:
        RefusedFileError: a directive that there is not, or an unclosed one, with file and line.
    """
    problems: list[Problem] = []
    parts: list[OutlinePart] = []
    inside: list[Line | ListPlace] | None = None
    opened = 0
    for number, line in enumerate(text.splitlines(), start=1):
        stripped = line.strip()
        found = _DIRECTIVE.match(stripped)
        if stripped == ":::" and inside is not None:
            parts.append(Each(tuple(inside), opened))
            inside = None
        elif found and (found[1], found[2]) == ("each", "dimension") and inside is None:
            inside, opened = [], number
        elif found and found[1] == "list" and found[2]:
            (parts if inside is None else inside).append(ListPlace(found[2], number))
        elif found and found[1] == "annex" and inside is None and "/" in found[2] and found[3]:
            parts.append(AnnexPlace(found[2], found[3], number))
        elif stripped.startswith(":::"):
            problems.append(
                problem(
                    "{file}, line {line}: “{found}” is not understood. There are :::{{list}} NAME, "
                    ":::{{each}} dimension, :::{{annex}} PAGE/TABLE TITLE, and ::: at the end of an each.",
                    file=file,
                    line=number,
                    found=stripped,
                )
            )
        elif stripped and not stripped.startswith("%"):
            level = len(stripped) - len(stripped.lstrip("#"))
            (parts if inside is None else inside).append(Line(stripped.lstrip("# "), min(level, 2), number))
    if inside is not None:
        problems.append(problem("{file}, line {line}: no ::: closes it.", file=file, line=opened))
    if problems:
        raise RefusedFileError("A file that the office keeps has problems.", problems=tuple(problems))
    return tuple(parts)


def lines_of(parts: Sequence[OutlinePart]) -> Iterator[Line]:
    """Every line, those within an each too."""
    for part in parts:
        if isinstance(part, Line):
            yield part
        elif isinstance(part, Each):
            yield from (line for line in part.lines if isinstance(line, Line))
