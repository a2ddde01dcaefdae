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

    The period that the plan names as comparable where its data is there, else the one that this period
    contains: ``("2021", "comparable")``, ``("2022-S1", "contained")``, ``(None, "none")``.
    """
    return edition.compared_id, edition.comparison if edition.compared_id else "none"
