"""The quality page: who reported how completely, and what came but is not read."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from papibook.ground.numbers import NONE_MARK, NOT_REPORTED_MARK, format_number
from papibook.ground.texts import say
from papibook.measures.reports import n_silent
from papibook.model.facts import Fact, Facts
from papibook.model.figures import About
from papibook.model.inline import Inline, joined
from papibook.views.common import sentences, words
from papibook.views.common.display import Html, Table
from papibook.views.common.edition import EditionRow
from papibook.views.common.figure_cells import pair_cell
from papibook.views.common.filling import fill
from papibook.views.common.html import inline_html
from papibook.views.common.links import SILENT_ANCHOR, linked_units, silent_units, unit_links
from papibook.views.common.rows import Row, cells, rows_of
from papibook.views.common.signs import report_sign
from papibook.views.common.standing_lines import REPORTS_ANCHOR
from papibook.views.common.tables import TableColumn, TableShape, make_table

_REFUSALS = {
    "file.unreadable": "the file cannot be read",
    "file.unrecognised_unit": "the unit named in the file is not one that reports",
    "identity.wrong_plan": "the form of another plan",
    "identity.wrong_period": "the form of another period",
    "identity.wrong_unit": "the form of another unit",
}
"""Why a file is refused as a whole, by finding code."""


def reporting_sentence(reports: pd.DataFrame, units: pd.DataFrame) -> Html:
    """Who reported, group by group; the place that the plan's text links to.

    Below it the units that have not, by name, where they are more than a sentence holds.

    Args:
        reports: schema REPORTS, rows of one period.
    """
    told = [sentences.reported(reports, units), *_workbooks(reports, units)]
    said = f'<p id="{REPORTS_ANCHOR}">{inline_html(joined(told, " "))}</p>'
    silent = silent_units(reports, units)
    names = sentences.folded_names(
        say("views_whole", "{n} units have not reported", n=n_silent(reports)), silent, SILENT_ANCHOR
    )
    return Html(f"{said}\n{names.html}" if names.html else said)


def _workbooks(reports: pd.DataFrame, units: pd.DataFrame) -> Iterator[Inline]:
    """How many workbooks came, where units report in those of others."""
    carried = reports[reports["reports_through"].notna()]
    if carried.empty:
        return
    names, own = linked_units(units), reports[reports["reports_through"].isna()]
    yield fill(
        say(
            "views_whole",
            "{n} units report through {senders}; {come} of {total} workbooks have come.",
        ),
        n=str(len(carried)),
        senders=joined([names[sender] for sender in carried["reports_through"].unique()]),
        come=str(len(own) - n_silent(own)),
        total=str(len(own)),
    )


def completeness_table(complete: pd.DataFrame, units: pd.DataFrame) -> Table:
    """How completely each unit answered what it owes.

    Args:
        complete: result of papibook.measures.completeness, rows of one period.
    """
    rows = _named(complete, units)
    records = rows_of(rows)
    shown = rows.assign(
        group=[words.sentence_case(words.text_of(row["group_many"])) for row in records],
        unit=unit_links(rows["unit_id"], units),
        sign=cells(report_sign(row["report_status"], row["days_late"]) for row in records),
        **{
            kind: [
                pair_cell(
                    _about(row).figure(f"{kind}_answered", row[f"{kind}_answered"]),
                    _about(row).figure(f"{kind}_owed", row[f"{kind}_owed"]),
                )
                for row in records
            ]
            for kind in ("tasks", "figures")
        },
        **{
            name: [
                (NOT_REPORTED_MARK,) if row["report_status"] == "not_reported" else row[name]
                for row in records
            ]
            for name in ("complete_pct", "n_errors", "n_warnings")
        },
    )
    columns = [
        TableColumn("unit", say("views_whole", "Unit")),
        TableColumn("sign", say("views_whole", "Report")),
        TableColumn(
            "revision", say("views_whole", "Revision read"), "number", missing=NONE_MARK, measure="revision"
        ),
        TableColumn(
            "tasks", say("views_whole", "Tasks"), "number", spanner=say("views_whole", "Answered of owed")
        ),
        TableColumn(
            "figures", say("views_whole", "Figures"), "number", spanner=say("views_whole", "Answered of owed")
        ),
        TableColumn(
            "complete_pct",
            say("views_whole", "Complete"),
            "percent",
            decimals=1,
            missing=NONE_MARK,
            measure="complete",
        ),
        TableColumn("n_errors", say("views_whole", "Errors"), "number", measure="n_errors"),
        TableColumn("n_warnings", say("views_whole", "Warnings"), "number", measure="n_warnings"),
    ]
    shape = TableShape(
        "completeness",
        _completeness_caption(rows),
        stub="unit",
        groups="group",
        notes=(
            say(
                "views_whole",
                "Answered: a value, a status, or a reason from the list why there is none. A unit "
                "that has not reported has no share.",
            ),
        ),
        stacks=True,
        folds=True,
    )
    return make_table(shown, columns, shape, data=complete.drop(columns=["file"]), about=_about)


def _about(row: Row) -> About:
    return About(row["period_id"], row["unit_id"])


def receipt_facts(receipts: pd.DataFrame, edition: EditionRow) -> Facts:
    """Files that came and could not be taken.

    Names: n_files_refused; refused (each with its receipt, when it came, and why). Nothing to state: every
    file was taken.

    Args:
        receipts: schema RECEIPTS without sender and file name, rows of one period.
    """
    refused = receipts[receipts["outcome"] == "refused"].sort_values("received_at", kind="stable")
    listed = "; ".join(
        say(
            "views_whole",
            "receipt {id}, {when}: {codes}",
            id=row["receipt_id"],
            when=words.moment_of(row["received_at"]),
            codes=_why_refused(words.text_of(row["findings"])),
        )
        for row in rows_of(refused)
    )
    number = About(str(edition.period_id)).figure("n_files_refused", len(refused))
    nothing = (say("views_whole", "Every file received was taken."),) if refused.empty else None
    if receipts.empty:
        nothing = (say("views_whole", "No file has been received yet."),)
    return Facts({"n_files_refused": Fact(number), "refused": (listed or NONE_MARK,)}, nothing)


def _why_refused(codes: str) -> str:
    """Why a file was not taken, in words; a code that has none is shown as it is."""
    told = [say("views_whole", _REFUSALS[code]) if code in _REFUSALS else code for code in codes.split(";")]
    return ", ".join(text for text in told if text) or "…"


def _named(frame: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    facts = units[["unit_id", "short_name", "group_many", "sort_order"]]
    return frame.merge(facts, on="unit_id", how="left").sort_values(
        "sort_order", kind="stable", ignore_index=True
    )


def _completeness_caption(rows: pd.DataFrame) -> str:
    owed = int((rows["tasks_owed"] + rows["figures_owed"]).sum())
    answered = int((rows["tasks_answered"] + rows["figures_answered"]).sum())
    share = format_number(100 * answered / owed, 1) if owed else "–"
    return say(
        "views_whole",
        "{answered} of {owed} cells answered ({share}%)",
        answered=format_number(answered),
        owed=format_number(owed),
        share=share,
    )
