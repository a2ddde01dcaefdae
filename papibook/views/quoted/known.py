"""The figures that a page of the office's commentary shows, by what they count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from papibook.ground.numbers import format_number, round_half_up
from papibook.ground.texts import say
from papibook.measures import current, headline, overdue, standing_changes
from papibook.measures.counted import Counted
from papibook.measures.precision import SHARE_DECIMALS
from papibook.model.edition import EditionRow, edition_row
from papibook.model.facts import Fact, Facts
from papibook.model.figures import About, Figure
from papibook.model.frames import left_lookup
from papibook.model.inline import text_of
from papibook.views.common import sentences, words
from papibook.views.common.filling import edition_facts, written
from papibook.views.common.rows import Row, by_id, rows_of
from papibook.views.dimension import dimension_facts
from papibook.views.district import overdue_facts

_COUNTED_IN = {"n_units": "unit", "n_reporting": "unit", "n_reported": "unit", "n_indicators": "indicator"}
_COUNTED_IN |= {"n_targets": "indicator", "days": "day", "change": "points", "share": "percent"}
"""What a measure counts, by how its name begins; all other counts are of obligations."""


@dataclass(frozen=True)
class Frames:
    """What the figures of the edition's pages are taken from."""

    counted: Counted
    dimensions: pd.DataFrame
    indicators: pd.DataFrame
    units: pd.DataFrame
    tasks: pd.DataFrame

    @property
    def edition(self) -> EditionRow:
        return edition_row(self.counted.edition)


@dataclass(frozen=True)
class KnownFigure:
    """A figure as pages show it: ``value`` at its ``decimals``. ``name``: what it is; ``unit_id``: whose."""

    figure: str
    value: float
    decimals: int
    kind: str
    name: str
    unit_id: str = ""

    @property
    def shown(self) -> str:
        text = format_number(self.value, self.decimals)
        return f"{text}%" if self.kind == "percent" else text

    def is_written(self, value: float, decimals: int, kind: str) -> bool:
        """Whether a text that writes ``value`` with so many decimals can mean this figure."""
        if kind == "percent" or self.kind == "percent":
            if kind != self.kind:
                return False
        elif kind and self.kind != kind and not (kind == "unit" and not self.kind):
            return False  # what an indicator counts may be called as units are
        as_shown = abs(round_half_up(self.value, self.decimals))
        return round_half_up(as_shown, min(decimals, self.decimals)) == value


def facts_for(place: str, frames: Frames) -> Facts:
    """The named values that a text of that place may have holes for."""
    edition, counted = frames.edition, frames.counted
    own = edition_facts(edition).named
    if place.startswith("dimension-"):
        dimension = place.removeprefix("dimension-")
        return Facts({**own, **dimension_facts(counted.district_standing, edition, dimension).named})
    head = headline(counted.obligations, counted.reports, counted.district_figures, edition)
    now = current(counted.obligations, edition)
    late = overdue_facts(now, frames.tasks, frames.units, edition).named
    return Facts({**own, **late, **head.facts.named})


def said(value: object) -> str:
    """A named value as a text writes it."""
    return " ".join(text_of(written(value)).split())


def known_figures(place: str, frames: Frames) -> list[KnownFigure]:
    """The figures that the page of that commentary shows; those of units last."""
    found: dict[str, KnownFigure] = {}
    for each in _known(place, frames):
        if each is not None:
            found.setdefault(each.figure, each)
    return list(found.values())


def _known(place: str, frames: Frames) -> Iterator[KnownFigure | None]:
    edition, counted = frames.edition, frames.counted
    about = About(str(edition.period_id))
    dimension = place.removeprefix("dimension-") if place.startswith("dimension-") else ""
    for name, value in facts_for(place, frames).named.items():
        if isinstance(value, Fact):
            yield _of_fact(name, value)
    names = by_id(frames.dimensions, "dimension_id", "dimension_name")
    by_dimension = current(counted.district_standing, edition)
    for row in rows_of(by_dimension):
        if dimension in ("", row["dimension_id"]):
            own = About(about.period_id, subject=f"dimension:{row['dimension_id']}")
            for name, fact in sentences.standing_facts(row, own).named.items():
                if isinstance(fact, Fact):
                    yield _of_fact(name, fact, str(names.get(row["dimension_id"], "")))
    now = current(counted.obligations, edition)
    for row in rows_of(_of(standing_changes(counted.obligations, ["dimension_id"], edition), dimension)):
        figure = About(about.period_id, subject=f"dimension:{row['dimension_id']}")
        yield _plain(
            figure.figure("change_in_share_on_time", row["change"]),
            SHARE_DECIMALS,
            "points",
            word_of("change_in_share_on_time"),
        )
    for row in rows_of(_of(overdue(now, frames.tasks, frames.units), dimension)):
        of = About(about.period_id, row["unit_id"], f"task:{row['task_id']}")
        yield _plain(of.figure("days_late", row["days_late"]), 0, "day", str(row["title"]))
    yield from _of_indicators(frames, dimension, about)
    for name, n in (
        ("n_reporting", len(current(counted.reports, edition))),
        ("n_dimensions", len(frames.dimensions)),
    ):
        yield _plain(about.figure(name, n), 0, "unit" if name == "n_reporting" else "", word_of(name))
    yield from _of_units(frames, dimension, about)


def _of_indicators(frames: Frames, dimension: str, about: About) -> Iterator[KnownFigure | None]:
    counted, facts = frames.counted, ["indicator_name", "dimension_id", "kind", "decimals"]
    of_all = current(counted.district_figures, frames.edition).drop(columns=["dimension_id"])
    for row in rows_of(_of(left_lookup(of_all, frames.indicators, "indicator_id", facts), dimension)):
        own = About(about.period_id, subject=f"indicator:{row['indicator_id']}")
        name = str(row["indicator_name"])
        yield _plain(own.figure("value", row["obs_value"]), _places(row), _kind(row), name)
        asked = say("views_whole", "{name}, target", name=name)
        yield _plain(own.figure("target", row["target"]), _places(row), _kind(row), asked)
        for measure in ("n_units", "n_units_owing"):
            yield _plain(own.figure(measure, row[measure]), 0, "unit", name)
    changes = current(counted.district_changes, frames.edition)
    for row in rows_of(_of(left_lookup(changes, frames.indicators, "indicator_id", facts), dimension)):
        own = About(about.period_id, subject=f"indicator:{row['indicator_id']}")
        name, is_percent = str(row["indicator_name"]), row["kind"] != "count"
        for column in ("value", "previous"):
            yield _plain(own.figure("value_on_same_units", row[column]), _places(row), _kind(row), name)
        kind = "points" if is_percent else ""
        yield _plain(own.figure("change_on_same_units", row["change"]), _places(row), kind, name)


def _of_units(frames: Frames, dimension: str, about: About) -> Iterator[KnownFigure | None]:
    """Of single units; they are looked at where a line names the unit."""
    facts = ["indicator_name", "kind", "decimals"]
    own = _of(current(frames.counted.figures, frames.edition), dimension)
    for row in rows_of(left_lookup(own, frames.indicators, "indicator_id", facts)):
        of = About(about.period_id, str(row["unit_id"]), f"indicator:{row['indicator_id']}")
        figure = of.figure("value", row["obs_value"])
        yield _plain(
            figure, words.int_of(row["decimals"]), _kind(row), str(row["indicator_name"]), row["unit_id"]
        )


def _of(frame: pd.DataFrame, dimension: str) -> pd.DataFrame:
    return frame[frame["dimension_id"] == dimension] if dimension else frame


def _kind(row: Row) -> str:
    return "" if row["kind"] == "count" else "percent"


def _places(row: Row) -> int:
    return 1 if row["kind"] == "yes_no" else words.int_of(row["decimals"])


def _of_fact(name: str, fact: Fact, of: str = "") -> KnownFigure | None:
    kind = next((kind for start, kind in _COUNTED_IN.items() if name.startswith(start)), "obligation")
    said = word_of(name)
    return _plain(fact.figure, fact.decimals, kind, f"{said} ({of})" if of else said)


def _plain(figure: Figure, decimals: int, kind: str, name: str, unit_id: Any = "") -> KnownFigure | None:
    if figure.id is None or not isinstance(figure.value, float):
        return None
    return KnownFigure(str(figure.id), figure.value, decimals, kind, name, str(unit_id))


_WORDS = {
    "n_counted": "assigned tasks due",
    "n_on_time": "assigned tasks done on time",
    "n_late": "assigned tasks done late",
    "n_overdue": "assigned tasks overdue",
    "n_due_at_cutoff": "assigned tasks due on the cut-off day and not done",
    "n_not_done_in_period": "assigned tasks not done in the period",
    "n_not_reported": "assigned tasks not reported",
    "n_later": "assigned tasks not due yet",
    "n_obligations": "assigned tasks",
    "share_on_time": "share done on time",
    "change_in_share_on_time": "change of the share done on time",
    "n_reporting": "units that owe a report",
    "n_reported_on_time": "units that reported on time",
    "n_units_silent": "units that have not reported",
    "n_units_overdue": "units with something overdue",
    "n_indicators_with_target": "indicators with a target",
    "n_indicators_at_target": "indicators that reach their target",
    "n_dimensions": "dimensions",
}


def word_of(measure: str) -> str:
    """What a measure is called; one without a word of its own by its name."""
    return say("views_whole", _WORDS[measure]) if measure in _WORDS else measure
