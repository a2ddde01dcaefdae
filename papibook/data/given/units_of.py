"""The units of a day: a unit is of a period when it is valid on the day of its cut-off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from papibook.data.given.reference import Reference
from papibook.model.plan import Period


def is_valid_on(units: pd.DataFrame, day: date) -> pd.Series:
    """Which units there are on ``day``; valid_from and valid_to are both included."""
    at = pd.Timestamp(day)
    begun = units["valid_from"].isna() | (units["valid_from"] <= at)
    return begun & (units["valid_to"].isna() | (units["valid_to"] >= at))


def units_on(units: pd.DataFrame, day: date) -> pd.DataFrame:
    """``units`` as they are on ``day``: one that is not there yet, or no more, sends no report and owes none.

    Its row stays, because tasks and reports of other days name it.
    """
    return units.assign(is_reporting=units["is_reporting"] & is_valid_on(units, day))


def reference_of(reference: Reference, period: Period) -> Reference:
    """The reference tables with the units of the period's cut-off day."""
    return replace(reference, units=units_on(reference.units, period.cutoff_on))
