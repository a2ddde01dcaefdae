"""What views need to know of the edition, and the rows of its own period."""

from __future__ import annotations

from typing import Any, Protocol

import pandas as pd

from papibook.ground.texts import say
from papibook.views.common import words


class EditionRow(Protocol):
    """The one row of the ``edition`` table (papibook.model.tables.EDITION), by attribute."""

    @property
    def edition_id(self) -> Any: ...
    @property
    def period_id(self) -> Any: ...
    @property
    def period_name(self) -> Any: ...
    @property
    def period_kind(self) -> Any: ...
    @property
    def cutoff_on(self) -> Any: ...
    @property
    def data_closed_on(self) -> Any: ...
    @property
    def unit_deadline_on(self) -> Any: ...
    @property
    def starts_on(self) -> Any: ...
    @property
    def revision(self) -> Any: ...
    @property
    def data_status(self) -> Any: ...
    @property
    def half_year_id(self) -> Any: ...
    @property
    def comparable_id(self) -> Any: ...
    @property
    def plan_number(self) -> Any: ...
    @property
    def district_name(self) -> Any: ...
    @property
    def province_name(self) -> Any: ...


def current(frame: pd.DataFrame, edition: EditionRow) -> pd.DataFrame:
    """The rows of the edition's own period; a page's slices also hold the periods it is compared with."""
    return frame[frame["period_id"] == edition.period_id].reset_index(drop=True)


def units_source(edition: EditionRow) -> str:
    """The source note of everything that units reported."""
    return say(
        "views_whole",
        "Source: reports of the units for {period}, as they stood on {cutoff}.",
        period=words.within_sentence(edition.period_name),
        cutoff=words.date_of(edition.cutoff_on),
    )
