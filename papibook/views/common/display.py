"""What a view returns, and how it leaves a notebook.

A view's value is shown as the last expression of a cell. It leaves the kernel under one private MIME type,
which the press turns into the HTML page, the print edition and the files to download: a table or chart as
the value it is (papibook.model.table, papibook.model.chart). Beside it goes a plain ``text/html`` for whoever
runs the notebook by hand in JupyterLab.

Links inside HTML are written ``href="page:<page_id>#anchor"`` (a page of the edition), or
``href="plan:1.1"`` (an item of the plan's text); the press makes them relative.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from papibook.ground.plain import from_plain, to_plain
from papibook.model.chart import ChartValue
from papibook.model.table import TableValue
from papibook.views.common.html import escape, table_html

__all__ = ["MIME", "Chart", "Html", "Stack", "Table", "View", "escape", "read_view"]

MIME = "application/vnd.papibook.view+json"


@dataclass(frozen=True)
class Html:
    """A piece of safe HTML: sentences, headline figures, strips, quotes. All unit text in it is escaped."""

    html: str

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return {MIME: {"kind": "html", **to_plain(self)}, "text/html": self.html}


class Table(TableValue):
    """A table for reading, and the data behind it for downloading."""

    @property
    def html(self) -> str:
        """The ``<table>`` and its notes."""
        return table_html(self)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return {MIME: {"kind": "table", **to_plain(self)}, "text/html": self.html}


class Chart(ChartValue):
    """A chart with what it says in words."""

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return {MIME: {"kind": "chart", **to_plain(self)}, "text/plain": f"{self.title}\n{self.alt}"}


@dataclass(frozen=True)
class Stack:
    """Several views one under the other: for repeated parts (one chart an indicator) without a loop.

    ``frame``: the class of a box around them; empty for none.
    """

    parts: tuple[Html | Table | Chart, ...]
    frame: str = ""

    @property
    def html(self) -> str:
        """What of it is HTML."""
        return framed([part.html for part in self.parts if not isinstance(part, Chart)], self.frame)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        parts = [part._repr_mimebundle_()[MIME] for part in self.parts]
        return {MIME: {"kind": "stack", "parts": parts, "frame": self.frame}, "text/html": self.html}


View: TypeAlias = Html | Table | Chart | Stack
_KINDS: dict[str, type[Html] | type[Table] | type[Chart]] = {"html": Html, "table": Table, "chart": Chart}


def framed(parts: list[str], frame: str) -> str:
    """``parts`` one under the other, in a box of the class ``frame`` where one is named."""
    inner = "\n".join(parts)
    return f'<div class="{frame}">{inner}</div>' if frame else inner


def read_view(value: Mapping[str, Any]) -> View:
    """The view whose private MIME type holds ``value``.

    Raises:
        ValueError: it is none.
    """
    kind, rest = value.get("kind"), {name: item for name, item in value.items() if name != "kind"}
    if kind == "stack":
        parts = tuple(read_view(part) for part in rest["parts"])
        if not all(isinstance(part, Html | Table | Chart) for part in parts):
            raise ValueError("a stack in a stack")
        return Stack(parts, rest["frame"])  # type: ignore[arg-type]  # checked above
    if kind not in _KINDS:
        raise ValueError(f"unknown kind of view: {kind}")
    return from_plain(_KINDS[kind], rest)
