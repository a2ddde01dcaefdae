"""Which rows belong to the edition's own period, and which period it is compared with."""

from __future__ import annotations

from typing import Any, Protocol

import pandas as pd


class EditionIds(Protocol):
    """What measures need to know of an edition; a row of schema EDITION has it."""

    @property
    def period_id(self) -> Any: ...
    @property
    def half_year_id(self) -> Any: ...
    @property
    def comparable_id(self) -> Any: ...


def named(period_id: object) -> str | None:
    """A period id as text, or None where the edition's cell is empty."""
    return str(period_id) if isinstance(period_id, str) and period_id else None


def of_period(frame: pd.DataFrame, period_id: str | None) -> pd.DataFrame:
    """The rows of one period; none for None."""
    if period_id is None:
        return frame.iloc[:0].reset_index(drop=True)
    return frame[frame["period_id"] == period_id].reset_index(drop=True)


def current(frame: pd.DataFrame, edition: EditionIds) -> pd.DataFrame:
    """The rows of the edition's own period: a slice also holds those of the periods it is compared with."""
    return of_period(frame, named(edition.period_id))


def compared_with(edition: EditionIds) -> tuple[str | None, str]:
    """The period that counts are compared with, and on what basis.

    The same period a year before where its data is there, else the half-year that the year contains
    (design, "Rules of the figures"): ``("2021", "year_before")``, ``("2022-S1", "half_year")``,
    ``(None, "none")``.
    """
    if (before := named(edition.comparable_id)) is not None:
        return before, "year_before"
    if (half := named(edition.half_year_id)) is not None:
        return half, "half_year"
    return None, "none"
