"""The ecosystem's plain way: a serial papermill loop on the stock kernel, then ``jupyter-book build``.

The same templates, parameters and slices as the product's own build. What the plain way has not, it is not
charged for: checking, counting and freezing of the data (the slices are taken from a built edition), the PDF,
the data files. What it does in its own manner: charts are drawn in the notebook, where a view is shown;
Jupyter Book has its own configuration, with the theme's whole tree of pages in every page's sidebar.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import nbformat
import yaml

from benchmarks.commands import Timed, run_timed
from benchmarks.projects import PageWork, edition_folder, pages_of

JUPYTER_BOOK = (sys.executable, "-c", "from jupyter_book.cli.main import main; main()")
DEADLINE = 3600.0
CONFIG = {
    "title": "Kế hoạch nâng cao chỉ số PAPI",
    "author": "Phòng Nội vụ",
    "only_build_toc_files": True,
    "exclude_patterns": ["templates", "slices", "_build"],
    "execute": {"execute_notebooks": "off"},
    "sphinx": {"config": {"language": "vi", "html_theme_options": {"show_navbar_depth": 4}}},
}
"""Jupyter Book's defaults, but for the language; the sidebar shows the whole tree, as its users set it."""

DRAWING_CELL = """\
import vl_convert
from IPython import get_ipython
from papibook.views.common.display import Chart, Html, Stack, Table
from papibook.views.common.theme import STILL_WIDTH

def drawn(view):
    if isinstance(view, Stack):
        return "\\n".join(drawn(part) for part in view.parts)
    if not isinstance(view, Chart):
        return view.html
    spec = dict(view.spec)
    if spec.get("width") == "container":
        spec["width"] = STILL_WIDTH
    return vl_convert.vegalite_to_svg(spec, vl_version="6.4")

shown = get_ipython().display_formatter.mimebundle_formatter
shown.for_type(Chart, lambda view, *_, **__: {"image/svg+xml": drawn(view)})
for kind in (Html, Stack, Table):
    shown.for_type(kind, lambda view, *_, **__: {"text/html": drawn(view)})"""
"""Runs first in every notebook: charts leave it as SVG, alone as a picture, among others inside the HTML."""

_STANDING = re.compile(r"^:::\{standing\}.*?^:::\n", flags=re.MULTILINE | re.DOTALL)


def make_source(project: Path, folder: Path) -> Path:
    """A folder for the plain way, from ``project`` with its edition built; returns it.

    The plan's text stands in it without the lines on how a task stands, which only the product can fill.
    """
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "book" / "pages").mkdir(parents=True)
    (folder / "templates").mkdir()
    for text in (project / "book").rglob("*.md"):
        place = folder / text.relative_to(project)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(_STANDING.sub("", text.read_text(encoding="utf-8")), encoding="utf-8")
    (folder / "_config.yml").write_text(yaml.safe_dump(CONFIG, allow_unicode=True), encoding="utf-8")
    shutil.copy2(project / "_toc.yml", folder)
    shutil.copytree(edition_folder(project) / "slices", folder / "slices")
    work = pages_of(project)
    for template in {page.template for page in work}:
        notebook = nbformat.read(project / "notebooks" / f"{template}.ipynb", as_version=4)
        cell = nbformat.v4.new_code_cell(DRAWING_CELL, id="drawing", metadata={"tags": ["remove-cell"]})
        notebook.cells.insert(0, cell)
        nbformat.write(notebook, folder / "templates" / f"{template}.ipynb")
    jobs = [[page.page_id, page.template, page.parameters, page.slices] for page in work]
    (folder / "jobs.json").write_text(json.dumps(jobs), encoding="utf-8")
    return folder


def read_jobs(folder: Path) -> list[PageWork]:
    """The pages to make in a folder of :func:`make_source`."""
    return [
        PageWork(page_id, template, parameters, tuple(slices))
        for page_id, template, parameters, slices in json.loads((folder / "jobs.json").read_text("utf-8"))
    ]


def run_loop(folder: Path) -> Timed:
    """The papermill loop over all pages of ``folder``, in a process of its own."""
    return run_timed((sys.executable, "-m", "benchmarks.plain", str(folder)), folder, timeout=DEADLINE)


def loop_seconds(done: Timed) -> float:
    """The loop alone, without the start of its process and the import of papermill."""
    return float(done.said.splitlines()[-1])


def build_book(folder: Path, builder: str = "html") -> Timed:
    """``jupyter-book build`` in ``folder``; a second time it works on what it has built there."""
    return run_timed((*JUPYTER_BOOK, "build", ".", "--builder", builder), folder, timeout=DEADLINE)


def _loop(folder: Path, work: Sequence[PageWork]) -> float:
    from papermill import execute_notebook

    started = time.perf_counter()
    for page in work:
        output = folder / "book" / "pages" / f"{page.page_id}.ipynb"
        output.parent.mkdir(parents=True, exist_ok=True)
        execute_notebook(
            folder / "templates" / f"{page.template}.ipynb",
            output,
            parameters={"slices": "slices", **page.parameters},
            kernel_name="python3",
            progress_bar=False,
            cwd=folder,
        )
    return time.perf_counter() - started


if __name__ == "__main__":
    print(_loop(Path(sys.argv[1]), read_jobs(Path(sys.argv[1]))))
