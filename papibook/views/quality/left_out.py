"""What the totals do not hold, and why."""

from __future__ import annotations

import pandas as pd

from papibook.ground.texts import say
from papibook.model.facts import Fact
from papibook.model.figures import About
from papibook.views.common import sentences, words
from papibook.views.common.display import Html, Table, escape
from papibook.views.common.edition import EditionRow
from papibook.views.common.filling import written
from papibook.views.common.html import inline_html
from papibook.views.common.links import unit_links
from papibook.views.common.rows import Row, rows_of
from papibook.views.common.tables import TableColumn, TableShape, make_table


def left_out_list(
    obligations: pd.DataFrame,
    figures: pd.DataFrame,
    reports: pd.DataFrame,
    units: pd.DataFrame,
    edition: EditionRow,
) -> Html:
    """Each reason for which something stands outside the totals, with how much it concerns.

    Args:
        obligations, figures, reports: schemas OBLIGATIONS, FIGURES, REPORTS, rows of one period.
    """
    named = reports.merge(
        units[["unit_id", "short_name", "sort_order"]], on="unit_id", how="left"
    ).sort_values("sort_order")
    silent = named.loc[named["report_status"] == "not_reported", "short_name"]
    status, request = obligations["status"], obligations["is_request"].fillna(False)
    owed = figures["is_owed"].fillna(False)
    lines = [
        (
            "n_units_silent",
            len(silent),
            say(
                "views_whole",
                "units have not reported: {names}. Their figures are in no total; their due tasks "
                "lower the share on time.",
                names=sentences.names_list(list(silent)),
            ),
        ),
        (
            "n_figures_refused",
            int((figures["obs_status"] == "refused").sum()),
            say("views_whole", "figures were refused because of an error and are in no total."),
        ),
        (
            "n_rows_refused",
            int(obligations["is_refused"].fillna(False).sum()),
            say("views_whole", "task rows were refused because of an error and count as “not reported”."),
        ),
        (
            "n_figures_missing",
            int((owed & (figures["obs_status"] == "missing")).sum()),
            say("views_whole", "owed figures are missing; they are not counted as 0."),
        ),
        (
            "n_figures_not_applicable",
            int((figures["obs_status"] == "not_applicable").sum()),
            say("views_whole", "figures are not applicable: no case in the period, or nothing to divide by."),
        ),
        (
            "n_not_applicable",
            int((status == "not_applicable").sum()),
            say("views_whole", "assigned tasks are not applicable, with a reason."),
        ),
        (
            "n_events",
            int((obligations["due_kind"] == "event").sum()),
            say("views_whole", "assigned tasks fall due only when something occurs; they are in no share."),
        ),
        (
            "n_requests",
            int(request.sum()),
            say("views_whole", "tasks are only asked of bodies that do not report; they are in no share."),
        ),
    ]
    about = About(str(edition.period_id))
    items = "".join(
        f"<li><strong>{inline_html(written(Fact(about.figure(measure, n))))}</strong> {escape(text)}</li>"
        for measure, n, text in lines
        if n
    )
    nothing = f"<li>{escape(say('views_whole', 'Nothing was left out.'))}</li>"
    return Html(f'<ul class="pb-left-out">{items or nothing}</ul>')


def missing_figures_table(
    figures: pd.DataFrame, indicators: pd.DataFrame, units: pd.DataFrame
) -> Table | Html:
    """Owed figures of units that did report, which are missing or refused, with the reason given.

    Where nothing is reported, that no report has come.

    Args:
        figures: schema FIGURES, rows of one period.
    """
    if (figures["obs_status"] == "not_reported").all():
        return sentences.no_report_yet()
    gone = figures[figures["is_owed"].fillna(False) & figures["obs_status"].isin(["missing", "refused"])]
    rows = gone.merge(indicators[["indicator_id", "indicator_name"]], on="indicator_id", how="left")
    rows = rows.merge(units[["unit_id", "sort_order"]], on="unit_id", how="left")
    rows = rows.sort_values(["indicator_id", "sort_order"], kind="stable", ignore_index=True)
    records = rows_of(rows)
    shown = rows.assign(
        name=rows["indicator_id"].astype(str) + " " + rows["indicator_name"].astype(str),
        unit=unit_links(rows["unit_id"], units),
        why=[_why(row) for row in records],
    )
    columns = [
        TableColumn("name", say("views_whole", "Indicator")),
        TableColumn("unit", say("views_whole", "Unit")),
        TableColumn("why", say("views_whole", "Reason")),
        TableColumn("note", say("views_whole", "Note of the unit"), missing=" "),
    ]
    shape = TableShape(
        "missing-figures",
        say("views_whole", "{n} owed figures without a value", n=len(rows)),
        stub="name",
        stacks=True,
        folds=True,
    )
    return make_table(
        shown, columns, shape, data=gone[["unit_id", "indicator_id", "obs_status", "reason_code", "note"]]
    )


def _why(row: Row) -> str:
    if row["obs_status"] == "refused":
        return words.figure_word("refused")
    return words.reason_word(row["reason_code"]) or say("views_whole", "no reason given")
