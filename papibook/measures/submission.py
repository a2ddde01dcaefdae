"""Where each unit stands with its report on a given day, and what it has to do next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from papibook.data.edition.receipt import undecided
from papibook.data.edition.receipts import lines_by_unit
from papibook.measures.answers import OPEN, figure_answers, task_answers
from papibook.measures.flags import is_true
from papibook.measures.periods import of_period
from papibook.measures.reports import completeness
from papibook.model.findings import BLANK_SHEET, CONTRADICTION, UNITS_SILENT

SEND, MEND, FILL, CHECK, NOTHING = "send", "mend", "fill", "check", "nothing"
TO_DO = (SEND, MEND, FILL, CHECK, NOTHING)
"""What a unit has to do, the most urgent first: send its report, mend errors and contradictions, fill in
what is missing, look again at what is unusual and say why it is right."""


def unanswered(obligations: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """What is owed and has no answer. What an error keeps out has one: it is to be mended, not filled in.

    Args:
        obligations, figures: schemas OBLIGATIONS, FIGURES.

    Returns:
        period_id, unit_id, kind (task, figure), subject_id; in the order of the schemas.
    """
    tasks = obligations[~is_true(obligations["is_request"]) & (task_answers(obligations) == OPEN)]
    owed = figures[is_true(figures["is_owed"]) & (figure_answers(figures) == OPEN)]
    parts = [
        rows.rename(columns={name: "subject_id"})
        .assign(kind=kind)[["period_id", "unit_id", "kind", "subject_id"]]
        .astype("string")
        for rows, name, kind in ((tasks, "task_id", "task"), (owed, "indicator_id", "figure"))
    ]
    return pd.concat(parts, ignore_index=True)


def submission_status(tables: Mapping[str, pd.DataFrame], period_id: str, as_of: date) -> pd.DataFrame:
    """The reports of one period as they stand on the day ``as_of``: who needs action first.

    A unit owes its report also while one waits that came after the data were closed: that one belongs to
    the edition's next revision, and ``waiting_revision`` says so.

    Args:
        tables: by the names of their schemas: units, reports, obligations, figures, findings, receipts.

    Returns:
        The rows of REPORTS of that period with complete_pct, n_missing (see :func:`unanswered`), n_notes
        and n_contradictions (pairs of answers of which one is wrong; empty: no report), n_to_check (what is
        unusual and nobody has explained), refused_at (of the last file refused after the report that is
        read), asked_at (of the last file that waits for the office to decide), days_late (of a unit that has
        not sent: ``as_of`` against the deadline; negative: days left) and to_do (TO_DO); by to_do, then in
        the order of the units. Files that were refused or wait are those of the unit in whose workbook a unit
        reports.
    """
    now = {
        name: of_period(tables[name], period_id)
        for name in ("reports", "obligations", "figures", "findings", "receipts")
    }
    rows = completeness(now["reports"])
    silent = rows["report_status"] == "not_reported"
    waited = (pd.Timestamp(as_of) - rows["deadline_on"]).dt.days.astype("Int64")
    findings = now["findings"]
    notes = findings.loc[findings["severity"] == "note", "unit_id"].value_counts()
    asked = findings[findings["severity"] == "warning"]
    opposed = asked.loc[asked["code"] == CONTRADICTION, "unit_id"].value_counts()
    open_ = unanswered(now["obligations"], now["figures"])
    missing = open_["unit_id"].value_counts()
    unusual = _unusual(asked, open_)["unit_id"].value_counts()
    refused = now["receipts"][now["receipts"]["outcome"] == "refused"].groupby("unit_id")["received_at"].max()
    sender = rows["reports_through"].fillna(rows["unit_id"])
    refused_at = pd.Series(refused.reindex(sender).to_numpy(), index=rows.index, dtype="datetime64[s]")
    waiting = {
        unit_id: pd.Timestamp(files[-1].received_at)
        for unit_id, lines in lines_by_unit(now["receipts"]).items()
        if (files := undecided(lines))
    }
    rows = rows.assign(
        days_late=rows["days_late"].where(~silent, waited),
        n_missing=rows["unit_id"].map(missing).fillna(0).astype("Int64"),
        n_notes=rows["unit_id"].map(notes).fillna(0).astype("Int64").where(~silent),
        n_contradictions=rows["unit_id"].map(opposed).fillna(0).astype("Int64").where(~silent),
        n_to_check=rows["unit_id"].map(unusual).fillna(0).astype("Int64").where(~silent),
        asked_at=sender.map(waiting).astype("datetime64[s]"),
        refused_at=refused_at.where(rows["received_at"].isna() | (refused_at > rows["received_at"])),
    )
    rows["to_do"] = (
        pd.Series(NOTHING, index=rows.index, dtype="string")
        .mask((rows["n_to_check"] > 0).fillna(False), CHECK)
        .mask(rows["n_missing"] > 0, FILL)
        .mask((rows[["n_errors", "n_contradictions"]] > 0).fillna(False).any(axis=1), MEND)
        .mask(silent, SEND)
    )
    ranked = rows.assign(
        rank=rows["to_do"].map({name: rank for rank, name in enumerate(TO_DO)}),
        place=rows["unit_id"].map(tables["units"].set_index("unit_id")["sort_order"]),
    )
    ordered = ranked.sort_values(["rank", "place", "unit_id"], kind="stable", ignore_index=True)
    return ordered.drop(columns=["rank", "place"])


def urged(status: pd.DataFrame, urgings: pd.DataFrame) -> pd.DataFrame:
    """What followed the letters that urged units.

    Args:
        status: of :func:`submission_status`, of one period.
        urgings: schema URGINGS, rows of that period, none later than the day of ``status``.

    Returns:
        ``status`` with urged_on (the last day; empty: never), n_urged, and answered_at: when the report that
        is read came, where that is not before that day.
    """
    by_unit = urgings.groupby("unit_id")["urged_on"].agg(["max", "size"]).reindex(status["unit_id"])
    last = pd.Series(by_unit["max"].to_numpy(), index=status.index, dtype="datetime64[s]")
    came = status["received_at"]
    return status.assign(
        urged_on=last,
        n_urged=pd.Series(by_unit["size"].to_numpy(), index=status.index, dtype="Int64"),
        answered_at=came.where((came.dt.normalize() >= last).fillna(False)),
    )


def to_urge(status: pd.DataFrame, late: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Whom a letter of that day urges: whose deadline has passed and who has to send, mend or fill in its
    report, or who has overdue tasks.

    A unit whose file waits for the office, or for the next edition, has sent.

    Args:
        status: of :func:`submission_status`, of that day.
        late: of papibook.measures.overdue, rows of the same period that were due before that day.

    Returns:
        period_id, unit_id, asked (send, mend, fill, nothing), n_overdue; in the order of ``status``.
    """
    has_sent = status["asked_at"].notna() | status["waiting_revision"].notna()
    owing = status["to_do"].isin([SEND, MEND, FILL]) & ~(has_sent & (status["to_do"] == SEND))
    owing &= status["deadline_on"] < pd.Timestamp(as_of)
    n_overdue = status["unit_id"].map(late["unit_id"].value_counts()).fillna(0).astype("Int64")
    rows = status.assign(asked=status["to_do"].where(owing, NOTHING), n_overdue=n_overdue)
    return rows.loc[owing | (n_overdue > 0), ["period_id", "unit_id", "asked", "n_overdue"]].reset_index(
        drop=True
    )


def _unusual(asked: pd.DataFrame, open_: pd.DataFrame) -> pd.DataFrame:
    """Warnings about something that is there, and is no contradiction: those are counted by themselves."""
    asked = asked[~asked["code"].isin((CONTRADICTION, BLANK_SHEET, UNITS_SILENT))]
    gaps = set(zip(open_["unit_id"], open_["subject_id"], strict=True))
    pairs = zip(asked["unit_id"], asked["subject_id"], strict=True)
    is_gap = pd.Series([pair in gaps for pair in pairs], index=asked.index, dtype=bool)
    return asked[~is_gap]
