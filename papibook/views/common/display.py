"""What a view returns, and how it leaves a notebook.

A view's value is shown as the last expression of a cell. It leaves the kernel under one private MIME type
whose JSON the press turns into the HTML page, the print edition and the files to download. For whoever runs
the notebook by hand a ``text/html`` goes beside it (papibook.views.common.by_hand).

Links inside HTML are written ``href="page:<page_id>#anchor"`` (a page of the edition), or
``href="plan:1.1"`` (an item of the plan's text); the press makes them relative.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from papibook.views.common.by_hand import by_hand, picture

MIME = "application/vnd.papibook.view+json"


def escape(text: object) -> str:
    """``text`` as HTML text. Everything that came from a unit's workbook passes here."""
    return html.escape("" if text is None else str(text), quote=True)


@dataclass(frozen=True)
class Html:
    """A piece of safe HTML: sentences, headline figures, strips, quotes. All unit text in it is escaped."""

    html: str

    @property
    def value(self) -> dict[str, Any]:
        """What the press reads."""
        return {"kind": "html", "html": self.html}

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return {MIME: self.value, **by_hand(lambda: self.html)}


@dataclass(frozen=True)
class Table:
    """A table for reading, and the data behind it for downloading.

    ``table_id`` is an ASCII slug, unique on its page. ``html`` is the ``<table>`` (with ``<caption>``),
    without styles. ``csv`` is the data behind it (comma, LF, header row, machine numbers).
    ``wide``: set in landscape in print.
    """

    table_id: str
    html: str
    csv: str
    wide: bool = False

    @property
    def value(self) -> dict[str, Any]:
        """What the press reads."""
        return {"kind": "table", "id": self.table_id, "html": self.html, "csv": self.csv, "wide": self.wide}

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return {MIME: self.value, **by_hand(lambda: self.html)}


@dataclass(frozen=True)
class Chart:
    """A chart as a Vega-Lite value with what it says in words.

    ``title`` says the finding, ``alt`` is made from the data, ``source`` is the note under it,
    ``csv`` the data drawn. ``spec`` is a Vega-Lite 6 dict with inline data and without the title.
    """

    chart_id: str
    spec: Mapping[str, Any] = field(hash=False)
    title: str
    alt: str
    source: str
    csv: str

    @property
    def html(self) -> str:
        """The chart as a picture, for where nothing else draws it."""
        return (
            f'<figure class="pb-chart"><figcaption>{escape(self.title)}</figcaption>\n'
            f'<img alt="{escape(self.alt)}" src="{picture(self.spec)}">\n'
            f"<p>{escape(self.source)}</p></figure>"
        )

    @property
    def value(self) -> dict[str, Any]:
        """What the press reads."""
        return {
            "kind": "chart",
            "id": self.chart_id,
            "spec": dict(self.spec),
            "title": self.title,
            "alt": self.alt,
            "source": self.source,
            "csv": self.csv,
        }

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return {MIME: self.value, **by_hand(lambda: self.html)}


@dataclass(frozen=True)
class Stack:
    """Several views one under the other: for repeated parts (one chart an indicator) without a loop."""

    parts: tuple[Html | Table | Chart, ...]

    @property
    def html(self) -> str:
        """The parts, charts as pictures."""
        return "\n".join(part.html for part in self.parts)

    @property
    def value(self) -> dict[str, Any]:
        """What the press reads."""
        return {"kind": "stack", "parts": [part.value for part in self.parts]}

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return {MIME: self.value, **by_hand(lambda: self.html)}
