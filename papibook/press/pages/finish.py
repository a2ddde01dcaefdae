"""Finish: an executed notebook becomes a page of the book.

Everything that differs from run to run goes (times, ids, versions, paths); the views' private outputs become
HTML with relative links, still pictures and files to download, and tables and charts stay the values they
are; the code stays, folded away at the page's end.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from typing import Any, Protocol

import nbformat
from nbformat import NotebookNode

from papibook.data.export.excel_csv import csv_for_excel
from papibook.data.export.readable import Names, readable_csv
from papibook.data.given.plan_text import item_anchor
from papibook.ground.texts import say
from papibook.model.table import TableValue
from papibook.press.pages.headings import HeadingLevels, without_bare_headings
from papibook.press.pages.part_mark import PartMark
from papibook.press.pages.stills import PRINT_FONT, Still, draw_still
from papibook.press.pages.values import DrawnChart, PageValues
from papibook.press.recipe.jobs import PageJob
from papibook.press.recipe.templates import OFFICIAL
from papibook.views.common.display import (
    MIME,
    Chart,
    DataFiles,
    Heading,
    Html,
    Stack,
    Table,
    View,
    framed,
    read_view,
)
from papibook.views.common.html import table_html

_LINK = re.compile(r'href="(page|plan|file):([^"#]*)(#[^"]*)?"')
_SLUG = re.compile(r"[^a-z0-9-]+")
OFFICIAL_COLUMN = "national_median"
"""A column that only data of the official PAPI scores have."""
_SHOWN = "# shown below"
"""Source of the cells that only carry a view: MyST-NB leaves out a cell without source, outputs and all."""


@dataclass(frozen=True)
class FinishedPage:
    """A page as Jupyter Book takes it, and the files that belong to it, by path under ``_static``.

    ``values``: its tables and charts as values.
    """

    job: PageJob
    notebook: NotebookNode
    files: Mapping[str, bytes] = field(hash=False)
    noise: tuple[str, ...] = ()
    values: PageValues = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class EditionFiles:
    """What pages link to besides each other.

    ``names``: of the downloads under ``_static/files`` by kind (pdf, xlsx); the document of each item of the
    plan (``plan IV.1.1``) and of items that have none (``plan``); ``csv_mark``: what ends the names of CSV
    files with figures of the units; ``made_up``: what stands over each part of a page that shows made-up
    figures beside official ones. ``codes``: what the codes in their columns name.
    """

    names: Mapping[str, str] = field(hash=False)
    codes: Names = field(default_factory=dict, hash=False)

    def csv_name(self, stem: str, csv: str) -> str:
        """Name of a CSV file under ``_static``; official scores are never marked as made up."""
        is_official = OFFICIAL_COLUMN in csv.partition("\n")[0].split(",")
        mark = "" if is_official else self.names.get("csv_mark", "")
        return f"csv/{stem}{mark}.csv"

    def plan_place(self, item: str) -> tuple[str, str]:
        """Document and anchor of a plan item."""
        return self.names.get(f"plan {item}", self.names["plan"]), f"#{item_anchor(item)}"


class Draw(Protocol):
    """What makes a still picture of a Vega-Lite value: :func:`draw_still`, or a cache before it."""

    def __call__(self, spec: Mapping[str, Any], *, font: str) -> Still: ...


def finish_page(
    job: PageJob,
    executed: NotebookNode,
    edition_files: EditionFiles,
    *,
    font: str = PRINT_FONT,
    draw: Draw = draw_still,
) -> FinishedPage:
    """``executed`` as a page. Pure: the files it needs are returned, not written."""
    maker = _PageMaker(job, edition_files, partial(draw, font=font))
    made = [cell for source in executed.cells for cell in maker.cells(source)]
    kept = without_bare_headings(made)
    code = "\n\n".join(
        cell.source
        for cell in executed.cells
        if cell.cell_type == "code"
        and "parameters" not in cell.metadata.get("tags", [])
        and cell.source.strip()
    )
    kept.append(_html_cell(_folded_code(code)))
    return FinishedPage(job, _notebook(kept), maker.files, tuple(maker.noise), maker.values)


_STABLE_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def _notebook(cells: list[NotebookNode]) -> NotebookNode:
    """A notebook whose ids and metadata are the same on every run."""
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number:03d}"
    notebook: NotebookNode = nbformat.from_dict(
        {"cells": cells, "metadata": _STABLE_METADATA, "nbformat": 4, "nbformat_minor": 5}
    )
    return notebook


# nbformat's own makers validate each cell and output alone, which takes longer than the rest of finishing;
# the page is validated once, when it is written.


def _markdown_cell(source: str) -> NotebookNode:
    cell: NotebookNode = nbformat.from_dict({"cell_type": "markdown", "metadata": {}, "source": source})
    return cell


def _html_cell(text: str) -> NotebookNode:
    output = {"output_type": "display_data", "metadata": {}, "data": {"text/html": text}}
    cell: NotebookNode = nbformat.from_dict(
        {
            "cell_type": "code",
            "execution_count": None,
            "metadata": {"tags": ["remove-input"]},
            "outputs": [output],
            "source": _SHOWN,
        }
    )
    return cell


def _folded_code(code: str) -> str:
    summary = html.escape(say("press", "Code of this page"))
    text = html.escape(code)
    return f'<details class="pb-code"><summary>{summary}</summary><pre><code>{text}</code></pre></details>'


class _PageMaker:
    """Carries what one page gathers on its way: files to write, values to keep, noise to report."""

    def __init__(
        self, job: PageJob, edition_files: EditionFiles, draw: Callable[[Mapping[str, Any]], Still]
    ) -> None:
        self.job = job
        self.edition_files = edition_files
        self.draw = draw
        self.files: dict[str, bytes] = {}
        self.values: dict[str, TableValue | DrawnChart] = {}
        self.noise: list[str] = []
        self.levels = HeadingLevels()
        self.part_mark = PartMark(edition_files.names.get("made_up", ""))
        # book/pages/<page_id>.html: as many steps up as there are folders.
        self.up = "../" * (2 + job.page_id.count("/"))

    def cells(self, cell: NotebookNode) -> list[NotebookNode]:
        """What the page has of a cell: nothing, or a cell for each heading and for what stands under it."""
        tags = cell.metadata.get("tags", [])
        if cell.cell_type == "markdown":
            source = (
                f"(page-{_slug(self.job.page_id)})=\n# {_plain(self.job.title)}"
                if "title" in tags
                else cell.source
            )
            return [self.heading(source, tags)]
        if cell.cell_type != "code" or "parameters" in tags or "injected-parameters" in tags:
            return []
        made: list[NotebookNode] = []
        parts = [part for output in cell.get("outputs", []) for part in self.output(output)]
        for is_heading, run in groupby(parts, key=lambda part: isinstance(part, Heading)):
            if is_heading:
                made += [self.heading(f"{'#' * part.level} {_plain(part.text)}", tags) for part in run]
            elif text := "\n".join(part for part in run if part).strip():
                made.append(_html_cell(self.part_mark.over_views() + self.levels.html(text)))
        return made

    def heading(self, source: str, tags: Collection[str]) -> NotebookNode:
        """A cell of Markdown, which a part of the page begins with."""
        self.levels.markdown(source)
        return _markdown_cell(self.part_mark.opening(is_official=OFFICIAL in tags) + source)

    def output(self, output: NotebookNode) -> list[Any]:
        """An output's parts: HTML, and the headings between."""
        if output.output_type == "stream":
            self.noise.append(str(output.text)[:500])
            return []
        data = output.get("data", {})
        if MIME in data:
            view = read_view(data[MIME])
            parts = view.parts if isinstance(view, Stack) and not view.frame else (view,)
            return [part if isinstance(part, Heading) else self.links(self.view(part)) for part in parts]
        if "text/html" in data:
            return [str(data["text/html"])]
        self.noise.append(str(data.get("text/plain", ""))[:500])
        return []

    def view(self, view: View) -> str:
        match view:
            case Html() | Heading():
                return view.html
            case Stack():
                return framed([self.view(part) for part in view.parts], view.frame)
            case Table():
                return self.table(view)
            case Chart():
                return self.chart(view)
            case DataFiles():
                return self.data_files(view)

    def data_files(self, data: DataFiles) -> str:
        links = [f"{html.escape(file.title)}: {self.download(file.file_id, file.csv)}" for file in data.files]
        return f'<p class="pb-table-tools">{" · ".join(links)}</p>' if links else ""

    def table(self, table: Table) -> str:
        wide = " pb-wide" if table.wide else ""
        link = self.download(table.table_id, table.csv)
        self.values[f"table-{table.table_id}"] = table
        return (
            f'<div class="pb-table{wide}" id="table-{table.table_id}">\n'
            f'<div class="pb-scroll">{table_html(table)}</div>\n'
            f'<p class="pb-table-tools">{link}</p>\n</div>'
        )

    def chart(self, chart: Chart) -> str:
        still = self.draw(chart.spec)
        name = f"charts/{still.sha}.svg"
        self.files[name] = still.svg.encode()
        # A "<" could end the script element early, or open a comment in it, whatever the data hold.
        spec = json.dumps(chart.spec, ensure_ascii=False, sort_keys=True, separators=(",", ":")).replace(
            "<", "\\u003c"
        )
        link = self.download(chart.chart_id, chart.csv)
        self.values[f"chart-{chart.chart_id}"] = DrawnChart(chart, name, still.width, still.height)
        return (
            f'<figure class="pb-chart" id="chart-{chart.chart_id}" data-chart="{still.sha}">\n'
            f'<figcaption class="pb-chart-title">{html.escape(chart.title)}</figcaption>\n'
            f'<img class="pb-chart-still" src="{self.up}_static/{name}" '
            f'alt="{html.escape(chart.alt, quote=True)}" '
            f'width="{still.width}" height="{still.height}">\n'
            f'<script type="application/json" class="pb-chart-spec">{spec}</script>\n'
            f'<p class="pb-chart-source">{html.escape(chart.source)} {link}</p>\n</figure>'
        )

    def download(self, view_id: str, csv: str) -> str:
        name = self.edition_files.csv_name(f"{_slug(self.job.page_id)}--{_slug(view_id)}", csv)
        if name in self.files:
            raise ValueError(f"two views on {self.job.page_id} share the id {view_id}")
        self.files[name] = csv_for_excel(readable_csv(csv, self.edition_files.codes))
        text = html.escape(say("press", "Data (CSV)"))
        return f'<a class="pb-download" download href="{self.up}_static/{name}">{text}</a>'

    def links(self, text: str) -> str:
        return _LINK.sub(self._link, text)

    def _link(self, match: re.Match[str]) -> str:
        kind, target, anchor = match[1], match[2], match[3] or ""
        if kind == "file":
            return f'href="{self.up}_static/files/{self.edition_files.names[target]}" download'
        if kind == "plan":
            doc, anchor = self.edition_files.plan_place(target)
            return f'href="{self.up}book/{doc}.html{anchor}" data-page="{doc}" data-anchor="{anchor[1:]}"'
        place = f'href="{self.up}book/pages/{target}.html{anchor}"'
        return f'{place} data-page="{target}" data-anchor="{anchor[1:]}"'


def _slug(text: str) -> str:
    return _SLUG.sub("-", text.lower()).strip("-")


def _plain(title: str) -> str:
    """A title as Markdown text: whatever it holds, it stays a title."""
    return re.sub(r"([\\`*_{}\[\]<>#|$])", r"\\\1", " ".join(title.split()))


def failed_page(job: PageJob, problem: str) -> NotebookNode:
    """The page that stands in for one that could not be made: it says so in plain words."""
    words = {
        "raised": say("press", "The notebook of this page stopped with an error."),
        "died": say("press", "The program that makes this page ended unexpectedly."),
        "hung": say("press", "Making this page took longer than allowed and was stopped."),
    }
    sentences = [
        say("press", "This page could not be made."),
        words[problem],
        say("press", "No figure on it may be used. The other pages of this edition are complete."),
    ]
    head, *rest = map(html.escape, sentences)
    text = f'<div class="pb-failed" role="alert"><p><strong>{head}</strong></p><p>{" ".join(rest)}</p></div>'
    title = _markdown_cell(f"(page-{_slug(job.page_id)})=\n# {_plain(job.title)}")
    return _notebook([title, _html_cell(text)])
