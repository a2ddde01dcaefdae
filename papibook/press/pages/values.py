"""The tables and charts of a page as values, kept beside it for print, documents and workbooks.

They stand under ``values/<page_id>.json`` of an edition, by the id that each has on the HTML page.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from papibook.ground.plain import from_plain, to_plain
from papibook.model.chart import ChartValue
from papibook.model.table import TableValue


@dataclass(frozen=True)
class DrawnChart:
    """A chart and its still picture: the path under ``_static``, and the size in CSS pixels."""

    chart: ChartValue
    picture: str
    width: int
    height: int


PageValues: TypeAlias = Mapping[str, TableValue | DrawnChart]
"""By id on the page: ``table-overdue``, ``chart-dimensions``."""


def values_text(values: PageValues) -> str:
    """``values`` as JSON text, the same for equal values."""
    plain = {name: to_plain(value) for name, value in values.items()}
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")) + "\n"


def read_values(text: str) -> PageValues:
    """The values that :func:`values_text` gave.

    Raises:
        ValueError: it is no such text.
    """
    return {name: _read_value(name, value) for name, value in json.loads(text).items()}


def _read_value(name: str, value: object) -> TableValue | DrawnChart:
    if name.startswith("table-"):
        return from_plain(TableValue, value)
    return from_plain(DrawnChart, value)
