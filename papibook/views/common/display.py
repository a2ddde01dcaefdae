"""What a view returns, and how it leaves a notebook.

A view's value is shown as the last expression of a cell. It leaves the kernel under one private MIME type
whose JSON the press turns into the HTML page, the print edition and the files to download. Beside it goes a
plain ``text/html`` for whoever runs the notebook by hand in JupyterLab.

Links inside HTML are written ``href="page:<page_id>#anchor"`` (a page of the edition), or
``href="plan:1.1"`` (an item of the plan's text); the press makes them relative.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MIME = "application/vnd.papibook.view+json"


def escape(text: object) -> str:
    """``text`` as HTML text. Everything that came from a unit's workbook passes here."""
    return html.escape("" if text is None else str(text), quote=True)


@dataclass(frozen=True)
class Html:
    """A piece of safe HTML: sentences, headline figures, strips, quotes. All unit text in it is escaped."""

    html: str

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return {MIME: {"kind": "html", "html": self.html}, "text/html": self.html}


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

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        value = {"kind": "table", "id": self.table_id, "html": self.html, "csv": self.csv, "wide": self.wide}
        return {MIME: value, "text/html": self.html}


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

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        value = {
            "kind": "chart",
            "id": self.chart_id,
            "spec": dict(self.spec),
            "title": self.title,
            "alt": self.alt,
            "source": self.source,
            "csv": self.csv,
        }
        return {MIME: value, "text/plain": f"{self.title}\n{self.alt}"}


@dataclass(frozen=True)
class Stack:
    """Several views one under the other: for repeated parts (one chart an indicator) without a loop."""

    parts: tuple[Html | Table | Chart, ...]

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        bundles = [part._repr_mimebundle_() for part in self.parts]
        return {
            MIME: {"kind": "stack", "parts": [bundle[MIME] for bundle in bundles]},
            "text/html": "\n".join(bundle.get("text/html", "") for bundle in bundles),
        }
