"""Remarks: the difficulties and proposals that units wrote, in their own words."""

from __future__ import annotations

import pandas as pd

from papibook.model.tables import REMARKS

_GENERAL = {"general_difficulty": "difficulty", "general_proposal": "proposal"}


def count_remarks(obligations: pd.DataFrame, info: pd.DataFrame, *, period_id: str) -> pd.DataFrame:
    """One row per remark of one period: beside a task, or general, from the information sheet.

    Words are kept as written, also on rows whose status was refused: an error in a date takes nothing from
    a difficulty. Empty ones are left out.

    Args:
        obligations: schema OBLIGATIONS, rows of this period.
        info: schema WRITTEN_INFO, rows of this period; only the two general fields are read.

    Returns:
        Schema REMARKS.
    """
    on_tasks = [
        obligations.assign(kind=kind, text=obligations[kind], period_id=period_id)
        for kind in ("difficulty", "proposal")
    ]
    general = info[info["field"].isin(list(_GENERAL))]
    general = general.assign(
        kind=general["field"].map(_GENERAL),
        text=general["value"],
        row=pd.to_numeric(general["cell"].str.extract(r"(\d+)$", expand=False)).astype("Int64"),
        period_id=period_id,
    )
    parts = [REMARKS.coerce(part) for part in (*on_tasks, general)]
    remarks = pd.concat(parts, ignore_index=True)
    written = remarks["text"].fillna("").str.strip() != ""
    return REMARKS.coerce(remarks[written])


def common_proposals(remarks: pd.DataFrame) -> pd.DataFrame:
    """Proposals that several units wrote in the same words, by how many units they are.

    Args:
        remarks: schema REMARKS, rows of one period.

    Returns:
        text, n_units (2 or more); the most units first, then in the order of ``remarks``.
    """
    proposals = remarks[remarks["kind"] == "proposal"]
    proposals = proposals.assign(text=proposals["text"].str.strip())
    counts = proposals.groupby("text", sort=False)["unit_id"].nunique().rename("n_units").reset_index()
    several = counts[counts["n_units"] > 1]
    return several.sort_values("n_units", ascending=False, kind="stable", ignore_index=True)
