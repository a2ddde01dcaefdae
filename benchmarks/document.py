"""Put the figures of ``latest.json`` into docs/performance.md, so that the document cannot say others."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

import vl_convert

from benchmarks.commands import ROOT
from benchmarks.results import Result, number, read_results, shown_rows

RESULTS = ROOT / "benchmarks" / "results" / "latest.json"
DOCUMENT = ROOT / "docs" / "performance.md"
CHART = ROOT / "docs" / "images" / "growth.svg"


def figures_table(results: Sequence[Result]) -> str:
    """The machine, and the figures with their bars."""
    machine = next(result.what for result in results if result.id == "machine")
    rows = [f"| `{row[0]}` | {' | '.join(row[1:])} |" for row in shown_rows(results)]
    head = ["| id | what | value | bar | aim | met |", "|---|---|---|---|---|---|"]
    return "\n".join([f"Machine: {machine}.", "", *head, *rows])


def parts_table(results: Sequence[Result]) -> str:
    """What each ratio was made from: medians in seconds, the rounds, and what was run."""
    rows = [
        f"| `{result.id}` | {_parts(result)} | {', '.join(number(one) for one in result.rounds)} "
        f"| {result.note or '–'} |"
        for result in results
        if result.rounds
    ]
    return "\n".join(["| id | seconds (medians) | rounds | run |", "|---|---|---|---|", *rows])


def _parts(result: Result) -> str:
    return ", ".join(f"{name} {number(value)}" for name, value in result.parts.items()) or "–"


def growth_table(results: Sequence[Result]) -> str:
    """The points of the growth curve, one row a size."""
    rows = [
        f"| {number(point.parts['pages'])} | {point.what} | {number(point.parts['notebooks'])} "
        f"| {number(point.parts['book'])} | {number(point.parts['whole'])} | {point.value:.3f} |"
        for point in curve(results)
    ]
    head = "| pages | of | notebooks, s | book and print, s | whole build, s | a page, s |"
    return "\n".join([head, "|---|---|---|---|---|---|", *rows])


def curve(results: Sequence[Result]) -> list[Result]:
    """The points of the growth curve, smallest first."""
    points = [result for result in results if result.id.startswith("pages_")]
    return sorted(points, key=lambda point: point.parts["pages"])


def growth_chart(results: Sequence[Result]) -> str:
    """Cost a page by number of pages, as SVG; the straight course is what the bar asks for."""
    values = [
        {"pages": point.parts["pages"], "stage": stage, "cost": point.parts[name] / point.parts["pages"]}
        for point in curve(results)
        for name, stage in (("notebooks", "notebooks"), ("book", "book and print"))
    ]
    scale = {"type": "log"}
    spec = {
        "width": 520,
        "height": 240,
        "data": {"values": values},
        "mark": {"type": "line", "point": True},
        "encoding": {
            "x": {"field": "pages", "type": "quantitative", "scale": scale, "title": "pages"},
            "y": {"field": "cost", "type": "quantitative", "title": "seconds a page"},
            "color": {"field": "stage", "type": "nominal", "title": None},
        },
        "config": {"font": "Liberation Sans", "background": "white"},
    }
    svg: str = vl_convert.vegalite_to_svg(json.loads(json.dumps(spec)), vl_version="6.4")
    return svg


BLOCKS = {"figures": figures_table, "parts": parts_table, "growth": growth_table}


def with_figures(text: str, results: Sequence[Result]) -> str:
    """``text`` with what stands between ``<!-- NAME -->`` and ``<!-- /NAME -->`` made anew."""
    for name, make in BLOCKS.items():
        block = f"<!-- {name} -->\n\n{make(results)}\n\n<!-- /{name} -->"
        pattern = rf"<!-- {name} -->.*?<!-- /{name} -->"
        text = re.sub(pattern, block.replace("\\", r"\\"), text, flags=re.DOTALL)
    return text


def write_document(results: Path = RESULTS, document: Path = DOCUMENT, chart: Path = CHART) -> None:
    """Renew the document and its chart."""
    found = read_results(results)
    text = with_figures(document.read_text(encoding="utf-8"), found)
    document.write_text(text, encoding="utf-8", newline="\n")
    chart.parent.mkdir(parents=True, exist_ok=True)
    chart.write_text(growth_chart(found) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_document()
