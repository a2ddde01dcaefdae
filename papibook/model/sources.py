"""Where each answer of a merged report stands in what a unit sent: file, sheet and cell.

A table holds the sources of a row as one text, so that a ratio names the cells of both its parts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """Where an answer stands in what a unit sent."""

    file: str
    sheet: str
    cell: str

    @property
    def row(self) -> int:
        """As the spreadsheet counts."""
        return int(re.sub(r"\D", "", self.cell))

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.file.rpartition("/")[2]

    def __str__(self) -> str:
        """As readers are told: ``xa-a.r2.xlsx, 3. Số liệu, F9``."""
        return f"{self.name}, {self.sheet}, {self.cell}"


def write_sources(sources: Mapping[str, Source]) -> str:
    """The sources of a row's answers, by column, as a table holds them."""
    plain = {name: [source.file, source.sheet, source.cell] for name, source in sources.items()}
    return json.dumps(plain, ensure_ascii=False)


def read_sources(text: object) -> dict[str, Source]:
    """The sources by column; none where all stand in one row, as in every report that is not merged.

    >>> read_sources(write_sources({"value": Source("a/xa-a.r2.xlsx", "3. Số liệu", "F9")}))["value"].row
    9
    """
    if not isinstance(text, str) or not text:
        return {}
    return {name: Source(*place) for name, place in json.loads(text).items()}
