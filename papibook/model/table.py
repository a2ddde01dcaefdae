"""A table as a value: what it holds and what each cell is. Each medium has a renderer of its own for it.

A table's HTML is made in papibook.views.common.html, its Typst in papibook.press.printing; a workbook or a
document needs nothing else than this value.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from papibook.model.figures import Figure
from papibook.model.inline import Inline

Role: TypeAlias = Literal["text", "heading", "number", "date", "sign", "missing"]
"""heading: it names its row; missing: a mark that stands for a value (– or …)."""


@dataclass(frozen=True)
class ShownColumn:
    """A column as it is shown.

    ``kind``: text, number, percent, date. ``side``: left, center, right. ``spanner``: the heading over
    several columns; neighbours with the same one share it.
    """

    key: str
    heading: str
    kind: str = "text"
    side: str = "left"
    spanner: str = ""
    unit_measure: str = ""


@dataclass(frozen=True)
class Cell:
    """What a cell shows, its role, and the figures it shows, the main one first.

    ``decimals``: places shown of the main figure.
    """

    content: Inline
    role: Role = "text"
    figures: tuple[Figure, ...] = ()
    decimals: int = 0


@dataclass(frozen=True)
class TableRow:
    """A row; ``anchor``: the ASCII id under which links lead to it."""

    cells: tuple[Cell, ...]
    is_total: bool = False
    anchor: str = ""


@dataclass(frozen=True)
class RowGroup:
    """Rows that stand together; ``heading`` is empty where the table is not divided."""

    heading: Inline
    rows: tuple[TableRow, ...]


@dataclass(frozen=True)
class TableValue:
    """A table. ``table_id``: an ASCII slug, unique on its page.

    ``notes``: below the table, the source among them. ``csv``: the data behind it (comma, LF, header row,
    machine numbers). ``wide``: of many columns or much text. ``stacks``: a table of words, whose rows are set
    one under the other where there is no room.
    ``folds``: it grows with the number of units, so that of a long one the first rows are open on a screen;
    print and the CSV have all.
    """

    table_id: str
    caption: str
    columns: tuple[ShownColumn, ...]
    groups: tuple[RowGroup, ...]
    notes: tuple[Inline, ...]
    csv: str
    wide: bool = False
    stacks: bool = False
    folds: bool = False

    @property
    def rows(self) -> tuple[TableRow, ...]:
        """All rows, whatever their group."""
        return tuple(row for group in self.groups for row in group.rows)
