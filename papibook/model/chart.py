"""A chart as a value: its specification, and what it says in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class ChartValue:
    """A chart. ``chart_id``: an ASCII slug, unique on its page.

    ``title`` says the finding, ``alt`` is made from the data, ``source`` is the note under it, ``csv`` the
    data drawn. ``spec`` is a Vega-Lite 6 dict with inline data and without the title.
    """

    chart_id: str
    spec: Mapping[str, Any] = field(hash=False)
    title: str
    alt: str
    source: str
    csv: str
