"""What was measured: figures with their bars, as a table and as JSON. Nothing is measured here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.goals import GOALS, HIGHER


@dataclass(frozen=True)
class Result:
    """One object of the JSON. ``rounds`` are the values whose median is ``value``; ``note`` says more."""

    id: str
    what: str
    value: float | None
    unit: str
    bar: float | None
    aim: float | None
    met: bool | None
    rounds: tuple[float, ...] = ()
    note: str = ""
    parts: Mapping[str, float] = field(default_factory=dict, hash=False)


def judged(
    goal_id: str,
    rounds: Sequence[float],
    *,
    note: str = "",
    parts: Mapping[str, Sequence[float]] | None = None,
    also: bool = True,
) -> Result:
    """The median of ``rounds`` against the goal; ``also`` is a further condition of its bar.

    Of ``parts`` (what the ratios were made from, by name, one value a round) the medians are kept.
    """
    goal = GOALS[goal_id]
    value = float(f"{median(rounds):.4g}")
    reached = None if goal.bar is None else also and _reaches(value, goal.bar, goal.better)
    kept = tuple(float(f"{one:.4g}") for one in rounds)
    medians = {name: float(f"{median(values):.4g}") for name, values in (parts or {}).items()}
    return Result(goal.id, goal.what, value, goal.unit, goal.bar, goal.aim, reached, kept, note, medians)


def not_measured(goal_id: str, why: str) -> Result:
    """A figure that this run could not take, and why."""
    goal = GOALS[goal_id]
    return Result(goal.id, goal.what, None, goal.unit, goal.bar, goal.aim, None, note=f"not measured: {why}")


def _reaches(value: float, mark: float, better: str) -> bool:
    return value >= mark if better == HIGHER else value <= mark


def ratios(above: Sequence[float], below: Sequence[float]) -> tuple[float, ...]:
    """One ratio a round: what was taken side by side is compared side by side."""
    return tuple(one / other for one, other in zip(above, below, strict=True))


def write_results(path: Path, results: Iterable[Result]) -> None:
    """A list of objects; empty ``rounds``, ``note`` and ``parts`` are left out."""
    optional = ("rounds", "note", "parts")
    objects = [
        {name: value for name, value in asdict(result).items() if value or name not in optional}
        for result in results
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(objects, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def read_results(path: Path) -> tuple[Result, ...]:
    """What :func:`write_results` wrote."""
    objects = json.loads(path.read_text(encoding="utf-8"))
    return tuple(Result(**{**value, "rounds": tuple(value.get("rounds", ()))}) for value in objects)


def merged(former: Sequence[Result], fresh: Sequence[Result]) -> tuple[Result, ...]:
    """``fresh`` and, where both were taken on the same machine, those figures of ``former`` it lacks."""
    machine = next(result for result in fresh if result.id == "machine")
    known = {result.id: result for result in former} if _machine(former) == machine.what else {}
    known |= {result.id: result for result in fresh}
    order = ["machine", *GOALS, *sorted((name for name in known if name.startswith("pages_")), key=_size)]
    return tuple(known[name] for name in order if name in known)


def _machine(results: Sequence[Result]) -> str:
    return next((result.what for result in results if result.id == "machine"), "")


def _size(name: str) -> int:
    return int(name.removeprefix("pages_"))


def shown_rows(results: Iterable[Result]) -> list[tuple[str, ...]]:
    """Rows for people: id, what, value, bar, aim, met."""
    return [
        (
            result.id,
            result.what,
            result.note if result.value is None else f"{number(result.value)} {result.unit}",
            number(result.bar),
            number(result.aim),
            {True: "yes", False: "no", None: "–"}[result.met],
        )
        for result in results
        if result.id in GOALS
    ]


def number(value: float | None) -> str:
    """Two decimals below ten, else one, without trailing zeros."""
    if value is None:
        return "–"
    text = f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"
    return text.rstrip("0").rstrip(".")
