"""Figures: what each reporter gave for each indicator it owes."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from papibook.data.given.owed import asked_figures
from papibook.measures.answers import one_row_each
from papibook.measures.flags import is_true
from papibook.measures.precision import percent
from papibook.model.answers import VALUES
from papibook.model.tables import FIGURES

NOT_APPLICABLE_REASONS = ("no_occurrence", "not_competent")
"""Reasons that say there can be no figure ("–"), where the others say that it is missing ("…")."""

_INDICATOR_FACTS = ["indicator_id", "dimension_id", "kind", "period_type", "is_core", "reporter_ids"]


def count_figures(
    indicators: pd.DataFrame,
    units: pd.DataFrame,
    written: pd.DataFrame,
    reported_units: Collection[str],
    *,
    period_id: str,
    spans_a_year: bool,
    refused_units: Collection[str] = (),
) -> pd.DataFrame:
    """Every indicator × reporter of one period: owed ones always, others where something was written.

    Owed: core, and ``annual_only`` only in a period that spans a year (design, "Indicators").
    ``obs_status``, first match:

    1. ``not_reported``: no revision of the unit is read;
    2. ``refused``: an error finding on the row, the sheet or the file; its values stay empty, so that no
       total sees them;
    3. ``not_applicable``: a ratio with denominator 0;
    4. ``value``: a value, or both parts of a ratio (a reason beside a value is not looked at);
    5. ``not_applicable``: the reason says that nothing occurred or that the unit has no competence;
    6. ``missing``, with or without another reason. Missing is never 0.

    An answer is a value, "not applicable", or a coded reason; a refused row is none (design, "Completeness").

    Args:
        indicators: schema INDICATORS.
        units: schema UNITS.
        written: schema WRITTEN_FIGURES, rows of this period.
        reported_units: units of which a revision is read; rows of others are not looked at.
        spans_a_year: whether the period does.
        refused_units: units whose figures sheet as a whole was refused by an error.

    Returns:
        Schema FIGURES.
    """
    reporters = asked_figures(indicators[_INDICATOR_FACTS], units, spans_a_year=spans_a_year)
    accepted = written[written["unit_id"].isin(list(reported_units))]
    rows = reporters.merge(
        one_row_each(accepted, "indicator_id"),
        on=["unit_id", "indicator_id"],
        how="left",
        validate="one_to_one",
    )
    rows["is_owed"] = is_true(rows["is_core"]) & rows["is_asked"]
    rows["is_refused"] = is_true(rows["is_refused"])
    something = rows[[*VALUES, "reason_code", "note"]].notna().any(axis=1) | rows["is_refused"]
    rows["is_refused"] |= rows["unit_id"].isin(list(refused_units))
    rows = rows[rows["is_owed"] | something].reset_index(drop=True)
    rows["period_id"] = period_id
    rows = _keep_own_parts(rows)
    rows["obs_value"] = percent(rows["numerator"], rows["denominator"]).where(
        rows["kind"] == "ratio", rows["value"]
    )
    rows["obs_status"] = _statuses(rows, rows["unit_id"].isin(list(reported_units)))
    rows["reason_code"] = rows["reason_code"].where(rows["obs_status"].isin(["missing", "not_applicable"]))
    rows["is_answered"] = rows["obs_status"].isin(["value", "not_applicable"]) | (
        (rows["obs_status"] == "missing") & rows["reason_code"].notna()
    )
    return FIGURES.coerce(rows)


def _keep_own_parts(rows: pd.DataFrame) -> pd.DataFrame:
    """Refused values emptied; a ratio keeps its parts alone, the others their value alone."""
    ratio, read = rows["kind"] == "ratio", ~rows["is_refused"]
    return rows.assign(
        numerator=rows["numerator"].where(ratio & read),
        denominator=rows["denominator"].where(ratio & read),
        value=rows["value"].where(~ratio & read),
    )


def _statuses(rows: pd.DataFrame, reported: pd.Series) -> np.ndarray:
    cases = [
        (~reported, "not_reported"),
        (rows["is_refused"], "refused"),
        (rows["denominator"] == 0, "not_applicable"),
        (rows["obs_value"].notna(), "value"),
        (rows["reason_code"].isin(NOT_APPLICABLE_REASONS), "not_applicable"),
    ]
    conditions = [case.to_numpy(dtype=bool) for case, _ in cases]
    return np.select(conditions, [status for _, status in cases], default="missing")
