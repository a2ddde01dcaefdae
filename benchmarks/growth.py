"""How cost grows with the number of communes, and the memory of a province's build."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import mean

from benchmarks.commands import BenchError
from benchmarks.editions import Say
from benchmarks.memory import PeakMemory
from benchmarks.ours import Build, build, offers
from benchmarks.projects import fresh_project, pages_of, with_communes
from benchmarks.results import Result, judged, not_measured

IDS = ("growth", "memory_204")
FEW, MANY, PROVINCE = 50, 1000, 204
"""Communes: the two ends of the bar, and a province."""


def measure(folder: Path, wanted: Sequence[str], say: Say) -> list[Result]:
    """The figures ``wanted`` of :data:`IDS`, and the points of the growth curve.

    Fifty communes are built before and after the thousand, so that a machine that slows down meanwhile slows
    down both. A thousand take minutes and are built once.
    """
    if not offers("demo", "--enlarge"):
        return [not_measured(name, "`papibook demo` has no --enlarge") for name in wanted]
    results: list[Result] = []
    if "growth" in wanted:
        results += _guarded("growth", say, lambda: [*_small_points(folder, say), *_growth(folder, say)])
    if "memory_204" in wanted:
        results += _guarded("memory_204", say, lambda: _province(folder, say))
    return results


def _guarded(goal_id: str, say: Say, take) -> list[Result]:  # type: ignore[no-untyped-def]
    try:
        found: list[Result] = take()
    except BenchError as err:
        say(f"  {goal_id} failed: {err}")
        return [not_measured(goal_id, str(err).splitlines()[0])]
    return found


def _growth(folder: Path, say: Say) -> list[Result]:
    project = with_communes(folder / "few", FEW)
    before = _told(build(project), f"{FEW} communes", say)
    many = _told(build(with_communes(folder / "many", MANY)), f"{MANY} communes", say)
    after = _told(build(with_communes(folder / "few", FEW)), f"{FEW} communes", say)
    few_cost, many_cost = mean((_page_cost(before), _page_cost(after))), _page_cost(many)
    further = (_stages(many) - mean((_stages(before), _stages(after)))) / (many.pages - before.pages)
    costs = {"few": [few_cost], "many": [many_cost], "each_further_page": [further]}
    return [
        judged("growth", [many_cost / few_cost], parts=costs),
        _point(before, f"{FEW} communes"),
        _point(many, f"{MANY} communes"),
    ]


def _small_points(folder: Path, say: Say) -> list[Result]:
    """The shipped edition, and every third page of it, which is the same mixture of pages."""
    project = fresh_project(folder / "shipped")
    shipped = _told(build(project), "the shipped edition", say)
    third = [page.page_id for page in pages_of(project)][::3]
    few = build(fresh_project(folder / "third", third), pages=third)
    return [_point(few, "every third page of the shipped edition"), _point(shipped, "15 communes, shipped")]


def _province(folder: Path, say: Say) -> list[Result]:
    project = with_communes(folder / "province", PROVINCE)
    memory = PeakMemory()
    try:
        done = _told(build(project, on_start=memory.watch), f"{PROVINCE} communes", say)
    finally:
        peak = memory.gib()
    say(f"  peak memory: {peak:.2f} GiB")
    return [judged("memory_204", [peak], note=f"{done.pages} pages"), _point(done, f"{PROVINCE} communes")]


def _told(done: Build, what: str, say: Say) -> Build:
    say(f"  {what}: {done.wall:.0f} s for {done.pages} pages, {_page_cost(done):.3f} s a page")
    return done


def _stages(done: Build) -> float:
    return done.notebooks + done.book


def _page_cost(done: Build) -> float:
    """All pages, not communes alone: the fewer there are, the more would the fixed pages weigh on each."""
    return _stages(done) / done.pages


def _point(done: Build, what: str) -> Result:
    parts = {"pages": done.pages, "notebooks": done.notebooks, "book": done.book, "whole": done.wall}
    cost = float(f"{_page_cost(done):.4g}")
    kept = {name: float(f"{value:.4g}") for name, value in parts.items()}
    return Result(f"pages_{done.pages}", what, cost, "s a page", None, None, None, parts=kept)
