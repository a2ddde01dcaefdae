"""Remarks: the difficulties and proposals that units wrote, in their own words."""

from __future__ import annotations

import pandas as pd

from papibook.ground.vietnamese import fold
from papibook.measures.flags import is_true
from papibook.measures.overdue import UNDONE_STATUSES
from papibook.model.sources import read_sources
from papibook.model.tables import REMARKS

_NOTHING = ("", fold("Không"), fold("Không có"))
"""How units write that there is nothing to say."""

_ENDS = " .,;-–—"
_GENERAL = {"general_difficulty": "difficulty", "general_proposal": "proposal"}


def count_remarks(obligations: pd.DataFrame, info: pd.DataFrame, *, period_id: str) -> pd.DataFrame:
    """One row per remark of one period: beside a task, or general, from the information sheet.

    Words are kept as written, also on rows whose status was refused: an error in a date takes nothing from
    a difficulty. Empty ones are left out, and such as say that there is nothing ("Không có").

    Args:
        obligations: schema OBLIGATIONS, rows of this period.
        info: schema WRITTEN_INFO, rows of this period; only the two general fields are read.

    Returns:
        Schema REMARKS.
    """
    on_tasks = [
        _placed(obligations, kind).assign(kind=kind, text=obligations[kind], period_id=period_id)
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
    said = remarks["text"].fillna("").map(lambda text: fold(str(text)).strip(_ENDS))
    return REMARKS.coerce(remarks[~said.isin(_NOTHING)])


def _placed(obligations: pd.DataFrame, kind: str) -> pd.DataFrame:
    """The rows with the place of that remark, which in a merged report may be another than the row's."""
    rows = obligations.copy()
    if "sources" in rows:
        for at, text in rows["sources"].dropna().items():
            if source := read_sources(text).get(kind):
                rows.loc[at, ["file", "sheet", "row"]] = [source.file, source.sheet, source.row]
    return rows


def said_alike(remarks: pd.DataFrame) -> pd.DataFrame:
    """``remarks`` with one wording for texts that differ only in case, spaces and how they end: the first."""
    texts = remarks["text"].str.strip()
    keys = texts.map(lambda text: fold(str(text)).strip(_ENDS))
    first = texts.groupby(keys, sort=False).transform("first")
    return remarks.assign(text=first.astype("string"))


def difficulties_of_undone(remarks: pd.DataFrame, obligations: pd.DataFrame) -> pd.DataFrame:
    """What units say holds up work that was due and, as they say, not done: difficulties beside tasks.

    What a unit writes of its work as a whole is beside no task, so it is not here.

    Args:
        remarks, obligations: schemas REMARKS, OBLIGATIONS; rows of one period.

    Returns:
        text, unit_id, task_id, status, n_obligations (so many have the same text); the most first, then in
        the order of ``remarks``.
    """
    undone = obligations[is_true(obligations["is_counted"]) & obligations["status"].isin(UNDONE_STATUSES)]
    difficulties = remarks[(remarks["kind"] == "difficulty") & remarks["task_id"].notna()]
    rows = said_alike(difficulties)[["text", "unit_id", "task_id"]].merge(
        undone[["unit_id", "task_id", "status"]], on=["unit_id", "task_id"], validate="many_to_one"
    )
    rows["n_obligations"] = rows.groupby("text")["task_id"].transform("size")
    first = rows["text"].map({text: place for place, text in enumerate(rows["text"].drop_duplicates())})
    rows = rows.assign(less=-rows["n_obligations"], first=first)
    ordered = rows.sort_values(["less", "first"], kind="stable", ignore_index=True)
    return ordered[["text", "unit_id", "task_id", "status", "n_obligations"]]


def common_proposals(remarks: pd.DataFrame) -> pd.DataFrame:
    """Proposals that several units wrote in the same words, by how many units they are.

    Args:
        remarks: schema REMARKS, rows of one period.

    Returns:
        text, n_units (2 or more); the most units first, then in the order of ``remarks``.
    """
    proposals = said_alike(remarks[remarks["kind"] == "proposal"])
    counts = proposals.groupby("text", sort=False)["unit_id"].nunique().rename("n_units").reset_index()
    several = counts[counts["n_units"] > 1]
    return several.sort_values("n_units", ascending=False, kind="stable", ignore_index=True)
