"""Cells that show figures: their text, their raw values, whose they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd

from papibook.ground.numbers import MISSING_MARK, NONE_MARK, NOT_REPORTED_MARK, format_number, is_few
from papibook.ground.texts import say
from papibook.measures.standing import is_unknown
from papibook.measures.targets import FURTHER
from papibook.model.figures import ALL, About, Figure
from papibook.model.inline import Inline, Run, Sign
from papibook.model.table import Cell, Role
from papibook.views.common import words
from papibook.views.common.rows import rows_of
from papibook.views.common.signs import change_sign, target_sign

Row = Mapping[Any, Any]
ON_TIME = ("n_on_time", "n_counted", "share_on_time")
"""The measures of a share on time: its part, its whole, the share."""
MARKS: tuple[Inline, ...] = ((NONE_MARK,), (MISSING_MARK,), (NOT_REPORTED_MARK,))


def of_indicator(row: Row) -> About:
    """Whose the figures of a row with an indicator are: its unit's, or those of all."""
    return About(row["period_id"], row.get("unit_id", ALL), f"indicator:{row['indicator_id']}")


def of_task(row: Row, period_id: object) -> About:
    """Whose the figures of an obligation are."""
    return About(str(period_id), row["unit_id"], f"task:{row['task_id']}")


def figure_cell(content: str | Inline, *figures: Figure, decimals: int = 0) -> Cell:
    """A cell that shows ``figures``, the main one first; it is a number where it is printed as one."""
    inline = as_inline(content)
    first = figures[0].value if figures else None
    if inline in MARKS:
        role: Role = "missing"
    elif _is_sign(inline):
        role = "sign"
    else:
        role = "number" if isinstance(first, float) and any(map(str.isdigit, _text(inline))) else "text"
    return Cell(inline, role, figures, decimals)


def change_cell(figure: Figure, direction: object, decimals: int) -> Cell:
    """A change, with the word better or worse where it is judged; – where there is none."""
    content = change_sign(figure.value, words.text_of(direction, "none"), decimals)
    return figure_cell(content, figure, decimals=decimals)


def pair_cell(part: Figure, whole: Figure) -> Cell:
    """``12/15``: how many of how many; – where the whole is nothing, ∅ where the part is not reported."""
    of, among = (int(figure.value) if isinstance(figure.value, float) else None for figure in (part, whole))
    if not among:
        return figure_cell(NONE_MARK, part, whole)
    return figure_cell(NOT_REPORTED_MARK if of is None else f"{of}/{among}", part, whole)


def with_unknown(standing: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """``standing`` (of papibook.measures) as shown: ∅ where ``names`` are missing since nobody reported."""
    unknown = [is_unknown(row) for row in rows_of(standing)]
    marked = {
        name: pd.Series(
            [
                (NOT_REPORTED_MARK,) if is_unknown_row and words.is_missing(value) else value
                for value, is_unknown_row in zip(standing[name].astype(object), unknown, strict=True)
            ],
            index=standing.index,
            dtype=object,
        )
        for name in names
    }
    return standing.assign(**marked)


def few_share(
    value: object, about: About, row: Row, before: str = "", measures: Sequence[str] = ON_TIME
) -> object:
    """``value``, what a cell has of a share on time; of few cases both numbers in its place: ``2/3``.

    ``before``: what precedes the columns' names in ``row``, as of an earlier period's counts. ``measures``:
    of the part, the whole and the share.
    """
    part, whole = row[f"{before}n_on_time"], row[f"{before}n_counted"]
    if isinstance(value, tuple) or words.is_missing(value) or not is_few(whole):
        return value
    of_part, of_whole, of_share = measures
    cell = pair_cell(about.figure(of_part, part), about.figure(of_whole, whole))
    return replace(cell, figures=(*cell.figures, about.figure(of_share, value)))


def number_cell(figure: Figure, decimals: int) -> Cell:
    """A figure as a number; … where there is none."""
    text = format_number(figure.value if isinstance(figure.value, float) else None, decimals)
    return figure_cell(text, figure, decimals=decimals)


def target_cell(row: Row, text_of: Callable[[float], str], decimals: int) -> str | Cell:
    """The target that decides, below it each that others set: who set it, and whether it is met.

    Nothing where none was set. ``row``: target, target_set_by, target_status and, where there are several,
    further_targets (papibook.measures.targets).
    """
    if words.is_missing(row["target"]):
        return ""
    about, further = of_indicator(row), further_of(row)
    own = "" if words.is_missing(row.get("target_set_by")) else str(row["target_set_by"])
    content: Inline = ()
    figures: list[Figure] = []
    for place, (target, name, status) in enumerate([(row["target"], own, row["target_status"]), *further]):
        if not name and further:
            name = say("views", "this plan")
        setter: Inline = ("\n", Run(f"({name})", ("small",))) if name else ()
        sign: Inline = () if status == "none" else ("\n", *target_sign(status))
        content = (*content, *(("\n",) if place else ()), text_of(float(target)), *setter, *sign)
        if place:
            figures.append(
                replace(about, subject=f"{about.subject}:{place}").figure("further_target", target)
            )
        else:
            figures.append(about.figure("target", target))
    return figure_cell(content, *figures, decimals=decimals)


def further_of(row: Row) -> Sequence[tuple[float, str, str]]:
    """The targets that others set besides."""
    found = row.get(FURTHER)
    return found if isinstance(found, tuple) else ()


def with_further_text(rows: pd.DataFrame, text_of: Callable[[Row, float], str]) -> pd.DataFrame:
    """``rows`` with FURTHER in words; without the column where no figure has more than one target."""
    records = rows_of(rows)
    if not any(map(further_of, records)):
        return rows.drop(columns=[FURTHER], errors="ignore")
    return rows.assign(**{FURTHER: [further_text(row, partial(text_of, row)) for row in records]})


def further_text(row: Row, text_of: Callable[[float], str]) -> str:
    """The same in words: “75 (tỉnh giao): đạt”."""
    parts = []
    for target, name, status in further_of(row):
        met = "" if status == "none" else f": {words.target_word(status)}"
        parts.append(f"{text_of(target)} ({name or say('views', 'this plan')}){met}")
    return "; ".join(parts)


def units_cell(row: Row) -> Cell:
    """On how many of how many units a value of all stands."""
    return pair_cell(*(of_indicator(row).figure(name, row[name]) for name in ("n_units", "n_units_owing")))


def same_units_cell(row: Row, decimals: int) -> Cell:
    """The change of a value of all, on the units that gave it both times."""
    figure = of_indicator(row).figure("change_on_same_units", row["change"])
    return change_cell(figure, row["direction_of_change"], decimals)


def as_inline(value: str | Inline) -> Inline:
    """A text as pieces of text; pieces as they are."""
    if isinstance(value, tuple):
        return value
    text = value.strip().replace("\r\n", "\n")
    return (text,) if text else ()


def _is_sign(inline: Inline) -> bool:
    return len(inline) == 1 and isinstance(inline[0], Sign)


def _text(inline: Inline) -> str:
    return "".join(piece if isinstance(piece, str) else getattr(piece, "text", "") for piece in inline)
