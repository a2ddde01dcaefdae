"""The official PAPI scores of one province. Another province's are never shown as the plan's own."""

from __future__ import annotations

import pandas as pd

from papibook.ground.vietnamese import fold

_SERIES = ["dimension_id", "subdimension_id"]


def scores_of(scores: pd.DataFrame, papi_name: str | None) -> pd.DataFrame:
    """The rows of that province; none where the plan names no province.

    A year that was measured in another geography than the year before it (63 provinces, then 34) is a break
    of its series: medians and ranks are of other provinces, and the province itself may be another one.

    Args:
        scores: schema PAPI_SCORES. papi_name: of plan.yml.

    Returns:
        The same columns and ``geography_before``.
    """
    named = scores["province"].map(fold, na_action="ignore")
    if papi_name is None:
        is_own = pd.Series(False, index=scores.index)
    else:
        # Tables of an earlier format name no province at all: they are of the project's own.
        is_own = named.isna() if named.isna().all() else (named == fold(papi_name)).fillna(False)
    own = scores[is_own.astype(bool)].sort_values(["year", *_SERIES], kind="stable", ignore_index=True)
    before = own.groupby(_SERIES, dropna=False, sort=False)["geography"].shift()
    has_moved = (own["geography"] != before).fillna(False)
    return own.assign(
        geography_before=before.where(has_moved), is_break=own["is_break"].fillna(False) | has_moved
    )
