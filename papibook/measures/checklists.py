"""What units answered to the checklists of the plan (schema CHECKLISTS)."""

from __future__ import annotations

import pandas as pd

from papibook.model.tables import CHECKLIST_ANSWERS


def count_checklists(info: pd.DataFrame, checklists: pd.DataFrame, *, period_id: str) -> pd.DataFrame:
    """One row for each answer; what a unit left open is absent.

    Args:
        info: schema WRITTEN_INFO, rows of this period. checklists: schema CHECKLISTS.

    Returns:
        Schema CHECKLIST_ANSWERS.
    """
    answers = info.merge(
        checklists[["field", "item", "label"]], on="field", how="inner", validate="many_to_one"
    )
    return CHECKLIST_ANSWERS.coerce(answers.assign(period_id=period_id))
