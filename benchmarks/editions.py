"""The shipped edition, built by the product and by the plain way side by side, round after round."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import corrections, floor, plain
from benchmarks.commands import BenchError, run_timed
from benchmarks.ours import Build, build
from benchmarks.projects import CLI, EDITION, fresh_project, pages_of
from benchmarks.results import Result, judged, not_measured, ratios

PLAIN = ("notebooks_vs_papermill", "build_vs_plain", "build_vs_plain_single")
NOOP = ("noop", "noop_vs_jupyter_book")
FIXES = {"one_fix": "fix", "one_figure": "figure"}
FLOOR = ("notebooks_vs_floor", "notebooks_vs_floor_drawn")
DOCUMENTS = (
    ("report", EDITION),
    ("urge", EDITION, "--today", "2022-06-30"),
    ("calendar",),
)
"""The commands that write documents of a period beside its book."""
IDS = (*PLAIN, *NOOP, *FIXES, *FLOOR, "documents")

Say = Callable[[str], None]


@dataclass
class Round:
    """One round: seconds by step, builds by name, and what failed, by step."""

    seconds: dict[str, float] = field(default_factory=dict)
    builds: dict[str, Build] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)
    documents: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str, say: Say) -> Iterator[None]:
        """A step whose failure costs its own figures and no other."""
        try:
            yield
        except BenchError as err:
            self.failures[name] = str(err)
            say(f"  {name} failed: {err}")


def measure(
    folder: Path, wanted: Sequence[str], rounds: int, say: Say, *, pages: Sequence[str] = ()
) -> list[Result]:
    """The figures ``wanted`` of :data:`IDS`, each the median of ``rounds`` rounds."""
    taken = []
    for number in range(1, rounds + 1):
        say(f"round {number} of {rounds}: the shipped edition")
        taken.append(_round(folder, number, set(wanted), say, pages))
    return [result for result in results_of(taken) if result.id in wanted]


def _round(folder: Path, number: int, wanted: set[str], say: Say, pages: Sequence[str]) -> Round:
    taken = Round()
    project = fresh_project(folder / "project", pages)
    cold = taken.builds["cold"] = build(project, pages=pages)
    if cold.made != cold.pages or (pages and cold.pages != len(pages)):
        raise BenchError(f"a cold build made {cold.made} of {cold.pages} pages")
    say(f"  cold build: {cold.wall:.1f} s, notebooks {cold.notebooks:.1f} s, book {cold.book:.1f} s")
    if wanted.intersection((*PLAIN, *NOOP, *FLOOR)):
        with taken.step("plain", say):
            _plain_way(plain.make_source(project, folder / "plain"), taken, wanted, say)
    if wanted.intersection(NOOP):
        with taken.step("noop", say):
            taken.seconds["noop"] = _noop(project, pages)
            say(f"  nothing changed: {taken.seconds['noop']:.2f} s")
    if wanted.intersection(FIXES):
        with taken.step("fix", say):
            corrected = _corrected(project, pages, lambda: corrections.correct_product(project, number))
            _keep(taken, "fix", corrected, say)
        with taken.step("figure", say):
            correct = corrections.correct_figure
            _keep(taken, "figure", _corrected(project, pages, lambda: correct(project), moves=True), say)
    if "documents" in wanted:  # last: what was urged is recorded among the data
        with taken.step("documents", say):
            done = {
                command[0]: run_timed([*CLI, *command], project, timeout=600).wall for command in DOCUMENTS
            }
            taken.documents = done
            taken.seconds["documents"] = sum(done.values())
            say(f"  documents: {', '.join(f'{name} {wall:.1f} s' for name, wall in done.items())}")
    return taken


def _plain_way(source: Path, taken: Round, wanted: set[str], say: Say) -> None:
    """The plain way's steps in ``source`` and the floor under its cells."""
    if wanted.intersection((*PLAIN, *NOOP)):
        loop = plain.run_loop(source)
        html = plain.build_book(source)
        taken.seconds["loop"] = plain.loop_seconds(loop)
        taken.seconds["plain"], taken.seconds["plain_cpu"] = loop.wall + html.wall, loop.cpu + html.cpu
        say(f"  plain way: papermill {taken.seconds['loop']:.1f} s, jupyter-book {html.wall:.1f} s")
    if wanted.intersection(NOOP):
        taken.seconds["plain_noop"] = plain.build_book(source).wall
        say(f"  jupyter-book, nothing changed: {taken.seconds['plain_noop']:.1f} s")
    if "build_vs_plain_single" in wanted:
        taken.seconds["single"] = plain.build_book(source, "singlehtml").wall
        say(f"  jupyter-book, singlehtml: {taken.seconds['single']:.1f} s")
    if wanted.intersection(FLOOR):
        taken.seconds["floor"], taken.seconds["floor_drawn"] = floor.floor_seconds(source)
        say(f"  floor: {taken.seconds['floor']:.1f} s, with pictures {taken.seconds['floor_drawn']:.1f} s")


def _noop(project: Path, pages: Sequence[str]) -> float:
    done = build(project, pages=pages)
    if done.notebooks or done.book:
        raise BenchError("nothing had changed, but notebooks ran or a book was made")
    return done.wall


def _corrected(
    project: Path, pages: Sequence[str], correct: Callable[[], None], *, moves: bool = False
) -> Build:
    """Correct, build, and hold that only the pages that see it ran, and district values moved or not."""
    before = corrections.slices_of(project)
    correct()
    done = build(project, pages=pages)
    after = corrections.slices_of(project)
    expected = corrections.pages_that_see(pages_of(project), before, after)
    if done.made != len(expected):
        raise BenchError(f"{done.made} pages ran, but {len(expected)} see the correction: {sorted(expected)}")
    if (before["district"] != after["district"]) != moves:
        raise BenchError(f"the values of the district {'stand as they were' if moves else 'have moved'}")
    return done


def _keep(taken: Round, name: str, done: Build, say: Say) -> None:
    taken.builds[name] = done
    say(f"  {name}: {done.wall:.1f} s, {done.made} of {done.pages} pages, notebooks {done.notebooks:.1f} s")


def results_of(taken: Sequence[Round]) -> list[Result]:
    """Every figure of :data:`IDS`; one whose step failed in any round, or did not run, says so."""
    seconds = {
        name: [one.seconds[name] for one in taken]
        for name in taken[0].seconds
        if all(name in one.seconds for one in taken)
    }
    cold = [one.builds["cold"] for one in taken]
    whole, stage = [one.wall for one in cold], [one.notebooks for one in cold]
    told = f"{cold[0].pages} pages"
    made = []
    if loop := seconds.get("loop"):
        made.append(
            judged(
                "notebooks_vs_papermill",
                ratios(loop, stage),
                note=told,
                parts={"papermill": loop, "notebooks": stage},
            )
        )
        walls = {"plain": seconds["plain"], "build": whole}
        cpu = {"plain_cpu": seconds["plain_cpu"], "build_cpu": [one.cpu for one in cold]}
        rounds = ratios(seconds["plain"], whole)
        made.append(judged("build_vs_plain", rounds, note=told, parts=walls | cpu))
    if single := seconds.get("single"):
        both = [one + other for one, other in zip(seconds["plain"], single, strict=True)]
        parts = {"plain": both, "build": whole}
        made.append(judged("build_vs_plain_single", ratios(both, whole), note=told, parts=parts))
    if (noop := seconds.get("noop")) and (theirs := seconds.get("plain_noop")):
        beside = judged("noop_vs_jupyter_book", ratios(theirs, noop), parts={"jupyter_book": theirs})
        made += [judged("noop", noop, also=beside.met is True), beside]
    for goal_id, name in FIXES.items():
        if all(name in one.builds for one in taken):
            builds = [one.builds[name] for one in taken]
            corrected = [one.wall for one in builds]
            ran = f"{builds[0].made} of {builds[0].pages} pages ran"
            parts = {"correction": corrected, "build": whole}
            made.append(judged(goal_id, ratios(corrected, whole), note=ran, parts=parts))
    for goal_id, name in zip(FLOOR, ("floor", "floor_drawn"), strict=True):
        if under := seconds.get(name):
            parts = {"notebooks": stage, "floor": under}
            made.append(judged(goal_id, ratios(stage, under), note=told, parts=parts))
    if documents := seconds.get("documents"):
        parts = {name: [one.documents[name] for one in taken] for name in taken[0].documents}
        made.append(judged("documents", documents, parts=parts))
    failures = {name: why for one in taken for name, why in one.failures.items()}
    known = {result.id for result in made}
    return [*made, *(not_measured(name, _cause(name, failures)) for name in IDS if name not in known)]


def _cause(goal_id: str, failures: dict[str, str]) -> str:
    steps = (
        (FIXES[goal_id],)
        if goal_id in FIXES
        else (goal_id,)
        if goal_id == "documents"
        else ("noop", "plain")
        if goal_id in NOOP
        else ("plain",)
    )
    why = next((failures[step] for step in steps if step in failures), "not part of this run")
    return why.splitlines()[0]
