"""The floor: the same cells, one page after another, in one warm process on one core.

Nothing can be expected below it: no kernel, no messages, no files, no isolation between pages. Warm: a page
of each template has run before the clock starts. The value of a cell's last line is turned into what a
notebook would store. Charts are left as Vega-Lite values; a second pass draws them by one warm converter.
"""

from __future__ import annotations

import ast
import contextlib
import json
import os
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import nbformat

from benchmarks.commands import run_timed
from benchmarks.plain import read_jobs
from benchmarks.projects import PageWork


def floor_seconds(folder: Path) -> tuple[float, float]:
    """Seconds for the pages of a plain way's folder: cells alone, and with pictures."""
    done = run_timed((sys.executable, "-m", "benchmarks.floor", str(folder)), folder, timeout=3600.0)
    cells, drawn = json.loads(done.said.splitlines()[-1])
    return float(cells), float(drawn)


def run_page(page: PageWork, *, draw: bool) -> None:
    """The cells of one page in a namespace of its own; the working folder holds ``slices``."""
    notebook = nbformat.read(Path("templates") / f"{page.template}.ipynb", as_version=4)
    names: dict[str, Any] = {"__name__": "__main__"}
    for cell in notebook.cells:
        if cell.cell_type != "code" or cell.id == "drawing":
            continue
        value = _run_cell(cell.source, names)
        if "parameters" in cell.metadata.get("tags", []):
            names |= {"slices": "slices", **page.parameters}
        if hasattr(value, "_repr_mimebundle_"):
            bundle = value._repr_mimebundle_()
            json.dumps(bundle)
            if draw:
                for spec in _specs(bundle):
                    _draw(spec)


def _run_cell(source: str, names: dict[str, Any]) -> object:
    body = ast.parse(source).body
    last = body[-1] if body else None
    if not isinstance(last, ast.Expr):
        exec(compile(source, "<cell>", "exec"), names)
        return None
    exec(compile(ast.Module(body[:-1], []), "<cell>", "exec"), names)
    return eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)


def _specs(bundle: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    from papibook.views.common.display import MIME

    waiting = [bundle[MIME]] if MIME in bundle else []
    while waiting:
        view = waiting.pop()
        waiting += view.get("parts", [])
        if view["kind"] == "chart":
            yield dict(view["spec"])


def _draw(spec: dict[str, Any]) -> None:
    import vl_convert

    from papibook.views.common.theme import STILL_WIDTH

    if spec.get("width") == "container":
        spec["width"] = STILL_WIDTH
    vl_convert.vegalite_to_svg(spec, vl_version="6.4")


def _measure(folder: Path) -> tuple[float, float]:
    work = read_jobs(folder)
    os.chdir(folder)
    one_of_each = {page.template: page for page in work}.values()
    seconds = []
    for draw in (False, True):
        for page in one_of_each:
            run_page(page, draw=draw)
        started = time.perf_counter()
        for page in work:
            run_page(page, draw=draw)
        seconds.append(time.perf_counter() - started)
    return seconds[0], seconds[1]


if __name__ == "__main__":
    with contextlib.redirect_stdout(None):
        result = _measure(Path(sys.argv[1]))
    print(json.dumps(result))
