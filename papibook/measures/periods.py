"""Which rows belong to the edition's own period, and which period it is compared with."""

from __future__ import annotations

import pandas as pd

from papibook.model.edition import EditionRow


def of_period(frame: pd.DataFrame, period_id: str | None) -> pd.DataFrame:
    """The rows of one period; none for None."""
    if period_id is None:
        return frame.iloc[:0].reset_index(drop=True)
    return frame[frame["period_id"] == period_id].reset_index(drop=True)


def current(frame: pd.DataFrame, edition: EditionRow) -> pd.DataFrame:
    """The rows of the edition's own period: a slice also holds those of the periods it is compared with."""
    return of_period(frame, edition.period_id)


def compared_with(edition: EditionRow) -> tuple[str | None, str]:
    """The period that counts are compared with, and on what basis.

    The same period a year before where its data is there, else the half-year that the year contains
    (design, "Rules of the figures"): ``("2021", "year_before")``, ``("2022-S1", "half_year")``,
    ``(None, "none")``.
    """
    if edition.comparable_id:
        return edition.comparable_id, "year_before"
    if edition.half_year_id:
        return edition.half_year_id, "half_year"
    return None, "none"
