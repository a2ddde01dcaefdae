"""What a view returns, and how it leaves a notebook.

A view's value is shown as the last expression of a cell. It leaves the kernel under one private MIME type,
which the press turns into the HTML page, the print edition and the files to download: a table or chart as
the value it is (papibook.model.table, papibook.model.chart). For whoever runs the notebook by hand a
``text/html`` goes beside it (papibook.views.common.by_hand).

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
from papibook.views.common.by_hand import by_hand, picture
from papibook.views.common.html import escape, table_html

__all__ = [
    "MIME",
    "Chart",
    "DataFile",
    "DataFiles",
    "Heading",
    "Html",
    "Stack",
    "Table",
    "View",
    "data_only",
    "escape",
    "read_view",
]

MIME = "application/vnd.papibook.view+json"


def _bundle(view: View, include: object = None, exclude: object = None) -> dict[str, Any]:
    """What a view leaves in a notebook: for the press, and for whoever runs it by hand."""
    return {MIME: view.plain, **by_hand(lambda: view.html)}


@dataclass(frozen=True)
class Html:
    """A piece of safe HTML: sentences, headline figures, strips, quotes. All unit text in it is escaped."""

    html: str

    @property
    def plain(self) -> dict[str, Any]:
        """What the press reads."""
        return {"kind": "html", **to_plain(self)}

    _repr_mimebundle_ = _bundle


class Table(TableValue):
    """A table for reading, and the data behind it for downloading.

    One without rows is no table: what its caption counts is said in a line, otherwise nothing is shown.
    """

    @property
    def html(self) -> str:
        """The ``<table>`` and its notes."""
        return table_html(self) if self.groups else self._in_a_line.html

    @property
    def _in_a_line(self) -> Html:
        is_count = self.caption[:1].isdigit()
        return Html(f'<p class="pb-muted">{escape(self.caption)}.</p>' if is_count else "")

    @property
    def plain(self) -> dict[str, Any]:
        """What the press reads."""
        if not self.groups:
            return self._in_a_line.plain
        return {"kind": "table", **to_plain(self)}

    _repr_mimebundle_ = _bundle


class Chart(ChartValue):
    """A chart with what it says in words."""

    @property
    def html(self) -> str:
        """The chart as a picture, for where nothing else draws it."""
        return (
            f'<figure class="pb-chart"><figcaption>{escape(self.title)}</figcaption>\n'
            f'<img alt="{escape(self.alt)}" src="{picture(self.spec)}">\n'
            f"<p>{escape(self.source)}</p></figure>"
        )

    @property
    def plain(self) -> dict[str, Any]:
        """What the press reads."""
        return {"kind": "chart", **to_plain(self)}

    _repr_mimebundle_ = _bundle


@dataclass(frozen=True)
class Heading:
    """A heading of the page, like those of its template; the data decide on it or give its words."""

    text: str
    level: int = 2

    @property
    def html(self) -> str:
        """The heading by itself."""
        return f"<h{self.level}>{escape(self.text)}</h{self.level}>"

    @property
    def plain(self) -> dict[str, Any]:
        """What the press reads."""
        return {"kind": "heading", **to_plain(self)}

    _repr_mimebundle_ = _bundle


@dataclass(frozen=True)
class DataFile:
    """One table's data without the table: what links call it, and its CSV."""

    file_id: str
    title: str
    csv: str


@dataclass(frozen=True)
class DataFiles:
    """Data to download where the page shows none of it: of a unit that has sent nothing."""

    files: tuple[DataFile, ...]

    @property
    def html(self) -> str:
        """What there is to download, by name."""
        return f"<p>{escape('; '.join(file.title for file in self.files))}</p>"

    @property
    def plain(self) -> dict[str, Any]:
        """What the press reads."""
        return {"kind": "data", **to_plain(self)}

    _repr_mimebundle_ = _bundle


def data_only(*views: View) -> DataFiles:
    """The data behind those ``views`` that are tables, and nothing of the tables."""
    tables = [view for view in views if isinstance(view, Table)]
    return DataFiles(tuple(DataFile(each.table_id, each.caption, each.csv) for each in tables))


@dataclass(frozen=True)
class Stack:
    """Several views one under the other: for repeated parts (one chart an indicator) without a loop.

    ``frame``: the class of a box around them, in which no heading of the page stands; empty for none.
    """

    parts: tuple[Html | Table | Chart | Heading, ...]
    frame: str = ""

    @property
    def html(self) -> str:
        """The parts, charts as pictures."""
        return framed([part.html for part in self.parts], self.frame)

    @property
    def plain(self) -> dict[str, Any]:
        """What the press reads."""
        return {"kind": "stack", "parts": [part.plain for part in self.parts], "frame": self.frame}

    _repr_mimebundle_ = _bundle


View: TypeAlias = Html | Table | Chart | DataFiles | Heading | Stack
_KINDS: dict[str, type[Html] | type[Table] | type[Chart] | type[DataFiles] | type[Heading]] = {
    "html": Html,
    "table": Table,
    "chart": Chart,
    "data": DataFiles,
    "heading": Heading,
}


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
        if not all(isinstance(part, Html | Table | Chart | Heading) for part in parts):
            raise ValueError("a stack in a stack")
        return Stack(parts, rest["frame"])  # type: ignore[arg-type]  # checked above
    if kind not in _KINDS:
        raise ValueError(f"unknown kind of view: {kind}")
    return from_plain(_KINDS[kind], rest)
