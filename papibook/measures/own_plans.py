"""The units' own plans: the checklist of item IV.1.1 (number, date, eight contents, results, dates, lead)."""

from __future__ import annotations

import pandas as pd

from papibook.model.layout import PLAN_DIMENSIONS
from papibook.model.tables import OWN_PLANS

_ANSWERS = {"has_results": "own_plan_results", "has_dates": "own_plan_dates", "has_lead": "own_plan_lead"}


def count_own_plans(info: pd.DataFrame, *, period_id: str) -> pd.DataFrame:
    """One row per unit that answered any of the checklist; what it left open stays empty.

    ``n_dimensions`` counts the contents answered "yes" and is empty where none of the eight was answered.

    Args:
        info: schema WRITTEN_INFO, rows of this period.

    Returns:
        Schema OWN_PLANS.
    """
    fields = ("own_plan_number", "own_plan_date", *PLAN_DIMENSIONS, *_ANSWERS.values())
    written = info[info["field"].isin(fields)]
    wide = written.pivot(index="unit_id", columns="field", values="value").reindex(columns=list(fields))
    covers = wide[list(PLAN_DIMENSIONS)].set_axis([str(n) for n in range(1, 9)], axis=1)
    table = pd.DataFrame(
        {
            "unit_id": wide.index,
            "plan_number": wide["own_plan_number"],
            "issued_date": pd.to_datetime(wide["own_plan_date"], format="ISO8601"),
            "n_dimensions": (covers == "yes").sum(axis=1).where(covers.notna().any(axis=1)),
            "missing_dimensions": [
                ";".join(covers.columns[answers]) for answers in (covers == "no").fillna(False).to_numpy(bool)
            ],
            **{name: _yes_or_no(wide[field]) for name, field in _ANSWERS.items()},
        }
    )
    return OWN_PLANS.coerce(table.assign(period_id=period_id))


def _yes_or_no(answers: pd.Series) -> pd.Series:
    return answers.map({"yes": True, "no": False}).astype("boolean")
