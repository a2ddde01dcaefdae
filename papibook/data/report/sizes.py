"""Figures far from what is usual: kept out until somebody has looked.

Usual is the greater of the unit's own earlier figure and the median of the other units of its group; a figure
more than ``MAX_TIMES`` as great is one that nobody means, as 9,999,999 meetings are. Small figures never are.
The rule is told in book/methods.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from statistics import median

from papibook.data.report.rules import UnitRules
from papibook.model.answers import VALUES

MAX_TIMES = 20
LEAST_USUAL = 5
"""What is usual counts as this at least, so that figures up to ``MAX_TIMES`` times this are never far."""
LEAST_OTHERS = 3
"""Of fewer other units a median says nothing."""
MAX_UNCOMPARED = 1_000_000
"""Where there is nothing to compare with; no district has as many inhabitants."""

Figure = tuple[str, str]
"""Indicator and column."""


@dataclass(frozen=True)
class Far:
    """How far a figure is from what is usual. ``usual``: None where there is nothing to compare with."""

    usual: float | None
    most: float


KnownFigures = Mapping[Figure, Mapping[str, float]]
"""What units have reported: of each figure, unit → value."""


def known_figures(rows: Iterable[Mapping[str, object]]) -> KnownFigures:
    """What the rows (WRITTEN_FIGURES) say that were not refused."""
    known: dict[Figure, dict[str, float]] = {}
    for row in rows:
        if not row.get("is_refused"):
            for name in VALUES:
                if (value := _number(row.get(name))) is not None:
                    known.setdefault((str(row["indicator_id"]), name), {})[str(row["unit_id"])] = value
    return known


def own_figures(rows: Iterable[Mapping[str, object]]) -> dict[Figure, float]:
    """What the rows of one unit (WRITTEN_FIGURES) say that were not refused."""
    return {figure: value for figure, of in known_figures(rows).items() for value in of.values()}


def far_figures(
    rows: Iterable[Mapping[str, object]],
    known: KnownFigures,
    groups: Mapping[str, str],
    earlier: Mapping[str, Mapping[Figure, float]],
) -> dict[str, dict[Figure, Far]]:
    """The figures of ``rows`` (WRITTEN_FIGURES) that are far from usual, by unit.

    ``known``: what to compare with; ``groups``: of each unit; ``earlier``: each unit's own earlier figures.
    """
    found: dict[str, dict[Figure, Far]] = {}
    for (unit_id, indicator, name), value in _great(rows).items():
        figure = (indicator, name)
        of_group = [
            each
            for other, each in known.get(figure, {}).items()
            if other != unit_id and groups.get(other) == groups.get(unit_id)
        ]
        usual = [earlier[unit_id][figure]] if figure in earlier.get(unit_id, {}) else []
        usual += [median(of_group)] if len(of_group) >= LEAST_OTHERS else []
        most = MAX_TIMES * max(*usual, LEAST_USUAL) if usual else MAX_UNCOMPARED
        if value > most:
            found.setdefault(unit_id, {})[figure] = Far(max(usual) if usual else None, most)
    return found


def has_great(rows: Iterable[Mapping[str, object]]) -> bool:
    """Whether any figure is great enough to be far from usual; if not, no other report has to be read."""
    return bool(_great(rows))


def _great(rows: Iterable[Mapping[str, object]]) -> dict[tuple[str, str, str], float]:
    return {
        (str(row["unit_id"]), str(row["indicator_id"]), name): value
        for row in rows
        if not row.get("is_refused")
        for name in VALUES
        if (value := _number(row.get(name))) is not None and value > MAX_TIMES * LEAST_USUAL
    }


def _number(value: object) -> float | None:
    return value if isinstance(value, float) else None


def with_far(rules: UnitRules, far: Mapping[Figure, Far]) -> UnitRules:
    """The rules of a unit, with its figures that are far from usual; its report is then checked once more."""
    usual = {figure: (each.usual, each.most) for figure, each in far.items()}
    return replace(rules, figures=replace(rules.figures, far={**rules.figures.far, **usual}))


def groups_of(units: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The group of each unit."""
    return {str(unit_id): str(group) for unit_id, group in units}
