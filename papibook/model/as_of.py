"""The as-of rule: an edition knows what was known on the day on which its data were closed, nothing later.

Every table with days of its own passes here, once, when an edition is read. A schema says which column tells
from when on a row is known (``Schema.known_from``), and from when on a cell is (``Column.known_from``). A day
that the plan set for the future is known from the start, so tasks and deadlines don't pass here. Neither do
the office's own words on an edition (commentary, marks), which it writes while it prepares it.

What a plan asks for although it came later (plan.yml, ``later_data``) stays, and is marked: ``is_later``.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from papibook.model.frames import Schema

LAST_DAY = date(9999, 12, 31)
"""For what the office looks at between editions: all that has come is known."""


def known_on(
    frame: pd.DataFrame, schema: Schema, day: date | pd.Timestamp, *, is_asked: bool = False
) -> pd.DataFrame:
    """``frame`` (of ``schema``) as it was known at the end of ``day``.

    Rows known only later are not in it, unless ``is_asked``; cells known only later are empty.
    """
    kept = frame if is_asked else frame[~is_later(frame, schema, day)].reset_index(drop=True)
    unknown = {
        column.name: _is_after(kept[column.known_from], day) for column in schema.columns if column.known_from
    }
    return kept.assign(**{name: kept[name].mask(later) for name, later in unknown.items()})


def is_later(frame: pd.DataFrame, schema: Schema, day: date | pd.Timestamp) -> pd.Series:
    """Which rows of ``frame`` became known only after ``day``. A row without a day was always known."""
    if schema.known_from is None:
        return pd.Series(False, index=frame.index)
    return _is_after(frame[schema.known_from], day)


def _is_after(days: pd.Series, day: date | pd.Timestamp) -> pd.Series:
    return (days.dt.normalize() > pd.Timestamp(day)).fillna(False).astype(bool)
