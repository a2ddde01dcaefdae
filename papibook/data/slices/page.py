"""Slices: what a page may see.

A page opens the slices that its template names, and finds their tables by name. How a slice is written
stands in :mod:`papibook.data.slices.files`; what goes into which is the press's business
(:mod:`papibook.press.edition.freeze`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from papibook.data.slices.files import SLICE_NAME, table_frame, write_slice
from papibook.ground.errors import ConfigError
from papibook.ground.paths import find_project
from papibook.model.edition import EditionRow, edition_row
from papibook.model.tables import SLICE_TABLES

_EDITION_ID = re.compile(r"\d{4}(-S1)?(\.\d+)?")


class NoTableError(ConfigError, KeyError):
    """A page asks for a table that its slices do not hold."""


class Page(Mapping[str, pd.DataFrame]):
    """The tables of the slices that a page opened, by name. Frames conform to their schemas."""

    def __init__(self, slices: Mapping[str, Mapping[str, Any]]) -> None:
        self._slices = slices
        self._frames: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._frames:
            self._frames[name] = self._read(name)
        return self._frames[name].copy(deep=False)  # pandas copies what is then written to

    def __iter__(self) -> Iterator[str]:
        return iter(sorted({name for tables in self._slices.values() for name in tables}))

    def __len__(self) -> int:
        return len(list(iter(self)))

    @cached_property
    def edition(self) -> EditionRow:
        """The edition this page belongs to (slice ``plan``)."""
        return edition_row(self["edition"])

    def _read(self, name: str) -> pd.DataFrame:
        parts = [
            table_frame(SLICE_TABLES[name], tables[name])
            for tables in self._slices.values()
            if name in tables
        ]
        if not parts:
            raise NoTableError(
                "The page asks for table {table}, which is in none of the slices it opened ({slices}). "
                "They hold: {tables}. Name the slice that has it in open_page.",
                table=name,
                slices=", ".join(self._slices),
                tables=", ".join(self),
            )
        if len(parts) == 1:
            return parts[0]
        together = pd.concat(parts, ignore_index=True).drop_duplicates(ignore_index=True)
        return SLICE_TABLES[name].coerce(together)


def open_page(slices: str | Path, *names: str) -> Page:
    """Open the named slices, and no others, of the edition in folder ``slices``.

    ``slices="latest"`` means the edition built last in the project around the working folder: so a template
    runs by hand. A table that stands in several of the slices is put together, each row once.

    Raises:
        ConfigError: nothing has been built yet, or the edition has no such slice.
    """
    folder = _latest() if str(slices) == "latest" else Path(slices)
    return Page({name: _open(folder, name) for name in names})


def _open(folder: Path, name: str) -> Mapping[str, Any]:
    path = folder / f"{name}.json"
    if not SLICE_NAME.fullmatch(name) or not path.is_file():
        raise ConfigError(
            "The page opens slice {slice}, which the edition in {folder} does not have. "
            "Check the name; if the plan has changed, run `papibook build` again.",
            slice=name,
            folder=str(folder),
        )
    try:
        stored: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as err:
        raise ConfigError(
            "{file} cannot be read: {problem}. Run `papibook build` again.", file=str(path), problem=str(err)
        ) from err
    if unknown := sorted(set(stored) - set(SLICE_TABLES)):
        raise ConfigError(
            "{file} cannot be read: {problem}. Run `papibook build` again.",
            file=str(path),
            problem=f"unknown tables {', '.join(unknown)}",
        )
    return stored


def _latest() -> Path:
    project = find_project(Path.cwd())
    mark = project.editions / "latest.txt"
    edition_id = mark.read_text(encoding="utf-8").strip() if mark.is_file() else ""
    if not _EDITION_ID.fullmatch(edition_id):
        raise ConfigError(
            "No edition has been built yet in {folder}. "
            "Run `papibook build` first, then open the notebook again.",
            folder=str(project.root),
        )
    return project.edition(edition_id) / "slices"


__all__ = [
    "NoTableError",
    "Page",
    "open_page",
    "write_slice",
]
