"""Rows of a merged report whose answers stand in more than one file."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from papibook.ground.texts import say
from papibook.model.layout import FIGURE_COLUMNS, TASK_COLUMNS
from papibook.model.sources import Source, read_sources

SHOWN = 6
"""Rows named under a table; the CSV names all."""

_HEADINGS = {column.name: column.header for column in (*FIGURE_COLUMNS, *TASK_COLUMNS)}


def merged_note(rows: pd.DataFrame, key: str) -> str:
    """Which rows have answers from several files, each answer with its cell; empty where none has.

    Args:
        rows: schema FIGURES or OBLIGATIONS of one unit. key: the column with the row's id.
    """
    found = list(_of_several(rows, key))
    if not found:
        return ""
    listed = "; ".join(_told(subject, sources) for subject, sources in found[:SHOWN])
    if len(found) > SHOWN:
        listed += say("views", "; and {n} more rows, in the CSV file", n=len(found) - SHOWN)
    return say("views", "Answers from several files of the unit: {rows}.", rows=listed)


def is_merged(rows: pd.DataFrame) -> bool:
    """Whether any row says where its answers come from."""
    return bool(rows["sources"].notna().any())


def _of_several(rows: pd.DataFrame, key: str) -> Iterator[tuple[str, dict[str, Source]]]:
    for subject, text in zip(rows[key], rows["sources"], strict=True):
        sources = read_sources(text)
        if len({source.file for source in sources.values()}) > 1:
            yield str(subject), sources


def _told(subject: str, sources: dict[str, Source]) -> str:
    parts = ", ".join(f"{_HEADINGS[name]}: {_place(source)}" for name, source in sources.items())
    return f"{subject} ({parts})"


def _place(source: Source) -> str:
    return say(
        "views",
        "{file}, sheet “{sheet}”, cell {cell}",
        file=source.name,
        sheet=source.sheet,
        cell=source.cell,
    )
