"""What a report says of indicators: which targets are met and missed, and what moved most."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from papibook.measures.periods import compared_with
from papibook.model.edition import EditionRow
from papibook.model.facts import Fact
from papibook.model.figures import About, Figure
from papibook.model.frames import left_lookup
from papibook.model.inline import Inline, joined
from papibook.views.common import words
from papibook.views.common.compared import against
from papibook.views.common.filling import fill
from papibook.views.common.rows import Row, rows_of

_FACTS = ["indicator_name", "dimension_id", "unit_measure", "kind", "decimals", "direction"]
MOST_MOVED = 3
"""Figures that are named as those that moved most."""


def known_figures(district: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
    """Rows of DISTRICT_FIGURES (or DISTRICT_CHANGES) with what the catalogue says of each indicator."""
    rows = district.drop(columns=["dimension_id"], errors="ignore")
    return left_lookup(rows, indicators, "indicator_id", _FACTS)


def target_entries(figures: pd.DataFrame, about: About) -> list[Inline]:
    """Which indicators reach what is asked for, and which don't, each with its value.

    Args:
        figures: :func:`known_figures` of DISTRICT_FIGURES, rows of one period. about: whose they are.
    """
    entries = []
    for status, measure, text in (
        ("met", "n_indicators_at_target", "{n} chỉ tiêu đạt mức giao: {named}."),
        ("not_met", "n_targets_missed", "{n} chỉ tiêu chưa đạt mức giao: {named}."),
    ):
        rows = rows_of(figures[figures["target_status"] == status])
        if rows:
            named = [_with_target(row, about.period_id) for row in rows]
            n = Fact(about.figure(measure, len(named)))
            entries.append(fill(text, n=n, named=joined(named, "; ")))
    return entries


def farthest_from_target(figures: pd.DataFrame, period_id: str) -> Inline:
    """The missed targets in percent that most points are lacking to; nothing where there is none."""
    rows = figures[(figures["target_status"] == "not_met") & (figures["kind"] != "count")]
    gaps = (rows["target"] - rows["obs_value"]).abs()
    named = [_with_target(row, period_id) for row in rows_of(rows.loc[gaps.nlargest(MOST_MOVED).index])]
    return joined(named, "; ")


def move_entry(changes: pd.DataFrame, edition: EditionRow, about: About) -> Inline:
    """How many figures of these are better and worse than before, and which moved most; nothing without any.

    Args:
        changes: :func:`known_figures` of DISTRICT_CHANGES, rows of one period. about: whose they are.
    """
    parts = []
    for way, word in (("better", "tốt hơn"), ("worse", "kém hơn")):
        rows = changes[changes["direction_of_change"] == way]
        if len(rows):
            n = Fact(about.figure(f"n_indicators_{way}", len(rows)))
            (first,) = most_moved(rows, edition, 1)
            text = (
                "{n} chỉ tiêu {word} (rõ nhất là {first})"
                if len(rows) > 1
                else "{n} chỉ tiêu {word} ({first})"
            )
            parts.append(fill(text, n=n, word=word, first=first))
    if not parts:
        return ()
    return fill(
        "{against}, {parts}.", against=words.sentence_case(against(edition)), parts=joined(parts, "; ")
    )


def most_moved(changes: pd.DataFrame, edition: EditionRow, most: int = MOST_MOVED) -> list[Inline]:
    """The figures that moved farthest: those in percent by their points; where there is none, the first.

    Args:
        changes: :func:`known_figures` of DISTRICT_CHANGES, rows that moved the same way.
    """
    in_percent = changes[changes["kind"] != "count"]
    chosen = in_percent.loc[in_percent["change"].abs().sort_values(ascending=False, kind="stable").index]
    return [_moved(row, edition) for row in rows_of((chosen if len(chosen) else changes).head(most))]


def _moved(row: Row, edition: EditionRow) -> Inline:
    subject = f"indicator:{row['indicator_id']}"
    now, before = About(str(edition.period_id), subject=subject), str(compared_with(edition)[0])
    measure = "difference_on_same_units" if row["basis"] == "difference" else "value_on_same_units"
    return fill(
        "“{name}” từ {before}{measure} {way} {now}{measure}",
        name=str(row["indicator_name"]),
        before=_fact(row, About(before, subject=subject).figure("value_on_same_units", row["previous"])),
        now=_fact(row, now.figure(measure, row["value"])),
        way="lên" if row["change"] > 0 else "xuống",
        measure=_measure(row),
    )


def _with_target(row: Row, period_id: str) -> Inline:
    about = About(period_id, subject=f"indicator:{row['indicator_id']}")
    setter = words.text_of(row.get("target_set_by"))
    return fill(
        "{name} {value}{measure} (mức giao {target}{measure}{setter})",
        name=str(row["indicator_name"]),
        value=_fact(row, about.figure("value", row["obs_value"])),
        target=_fact(row, about.figure("target", row["target"])),
        measure=_measure(row),
        setter=f", {setter}" if setter else "",
    )


def _fact(row: Row, figure: Figure) -> Fact:
    kind: Literal["percent", "number"] = "number" if row["kind"] == "count" else "percent"
    return Fact(figure, kind, _decimals(row))


def _decimals(row: Row) -> int:
    return 1 if row["kind"] == "yes_no" else words.int_of(row["decimals"])


def _measure(row: Row) -> str:
    """What is counted, behind a number; a percentage has its sign already."""
    return f" {words.text_of(row['unit_measure'])}" if row["kind"] == "count" else ""
