"""What was found in the units' files, and values that ask for a second look."""

from __future__ import annotations

import pandas as pd

from papibook.ground.texts import say
from papibook.measures.periods import of_period
from papibook.model.facts import Fact, Facts
from papibook.model.figures import About
from papibook.model.findings import by_kind
from papibook.model.life import DEADLINE
from papibook.views.common import words
from papibook.views.common.display import Html, Stack, Table, escape
from papibook.views.common.edition import EditionRow
from papibook.views.common.figure_cells import figure_cell, of_indicator
from papibook.views.common.links import UNREAD_ANCHOR, unit_links
from papibook.views.common.rows import Row, rows_of
from papibook.views.common.sentences import no_report
from papibook.views.common.tables import TableColumn, TableShape, make_table

SEVERITIES = ("error", "warning", "note")
_SEVERITY = {
    "error": "Errors: the row is left out",
    "warning": "Warnings: the figure stays in",
    "note": "Notes",
}


def finding_facts(findings: pd.DataFrame, reports: pd.DataFrame, edition: EditionRow) -> Facts:
    """How many findings are open, by severity.

    Names: n_errors, n_warnings, n_notes. Nothing to state: nothing was found wrong, or no report is there.

    Args:
        findings, reports: schemas FINDINGS, REPORTS, rows of one period.
    """
    counts, about = findings["severity"].value_counts(), About(str(edition.period_id))
    named = {
        f"n_{severity}s": Fact(about.figure(f"n_{severity}s", int(counts.get(severity, 0))))
        for severity in SEVERITIES
    }
    if findings.empty and no_report(reports):
        return Facts(named, (say("views", "No report has been accepted yet."),))
    nothing = (
        (say("views_whole", "Nothing was found wrong in the units' files."),) if findings.empty else None
    )
    return Facts(named, nothing)


def unread_findings(findings: pd.DataFrame, units: pd.DataFrame, edition: EditionRow) -> Stack | Html:
    """Why the period to compare with cannot be read; nothing where it can, or where there is none.

    Args:
        findings: schema FINDINGS, rows of all periods.
    """
    if not edition.unread_id:
        return Html("")
    rows = of_period(findings, edition.unread_id)
    text = say(
        "views_whole",
        "There is no comparable period yet: of {period}, with which this one would be compared, no report "
        "can be read, for these reasons:",
        period=edition.unread_id,
    )
    said = Html(f'<p id="{UNREAD_ANCHOR}">{escape(text)}</p>')
    return Stack((said, findings_table(rows, units, table_id="unread-findings")))


def findings_table(findings: pd.DataFrame, units: pd.DataFrame, *, table_id: str = "findings") -> Table:
    """Everything found, errors first: by code, with unit, file, sheet and cell, what is wrong, what to do.

    Args:
        findings: schema FINDINGS, rows of one period. Texts from the units' files are escaped.
    """
    ranked = findings.assign(
        rank=findings["severity"].map({s: i for i, s in enumerate(SEVERITIES)}),
        place=findings["unit_id"].map(units.set_index("unit_id")["sort_order"]),
    )
    order = ["rank", "code", "place", "file", "sheet", "cell"]
    rows = ranked.sort_values(order, kind="stable", ignore_index=True)
    records = rows_of(rows)
    shown = rows.assign(
        group=[_finding_group(row) for row in records],
        unit=unit_links(rows["unit_id"], units),
        place=[_place(row) for row in records],
    )
    columns = [
        TableColumn("unit", say("views_whole", "Unit")),
        TableColumn("place", say("views_whole", "File, sheet, cell")),
        TableColumn("message", say("views_whole", "What was found")),
        TableColumn("cure", say("views_whole", "What to do"), missing="–"),
    ]
    shape = TableShape(
        table_id,
        say("views_whole", "Open findings"),
        stub="unit",
        groups="group",
        wide=True,
        stacks=True,
        folds=True,
    )
    return make_table(shown, columns, shape, data=by_kind(rows).drop(columns=["rank", "place"]))


def issue_reasons(reasons: pd.DataFrame, findings: pd.DataFrame) -> Stack | Html:
    """Why the edition is issued with something still open; nothing where no reason was given.

    Args:
        reasons: schema ISSUE_REASONS.
        findings: schema FINDINGS, rows of one period.
    """
    if reasons.empty:
        return Html("")
    messages = findings.drop_duplicates("code").set_index("code")["message"]
    records = rows_of(reasons)
    shown = reasons.assign(
        cause=[
            say("views_whole", "A deadline of the plan that cannot be kept")
            if row["subject"] == DEADLINE
            else words.text_of(messages.get(row["subject"], row["subject"]))
            for row in records
        ],
    )
    columns = [
        TableColumn("cause", say("views_whole", "Still open, such as")),
        TableColumn("why", say("views_whole", "Why it is issued all the same")),
    ]
    shape = TableShape("issue-reasons", say("views_whole", "What was open when it was issued"), stub="cause")
    text = say("views_whole", "The office issues this edition knowing what is still open:")
    said = Html(f"<p>{escape(text)}</p>")
    return Stack((said, make_table(shown, columns, shape, data=reasons)))


def outliers_table(outliers: pd.DataFrame, indicators: pd.DataFrame, units: pd.DataFrame) -> Table:
    """Values far from those of the other units, proposed for a second look.

    Args:
        outliers: result of papibook.measures.outliers, rows of one period.
    """
    facts = indicators[["indicator_id", "indicator_name", "unit_measure", "kind", "decimals"]]
    rows = outliers.merge(facts, on="indicator_id", how="left", validate="many_to_one")
    records = rows_of(rows)
    shown = rows.assign(
        name=rows["indicator_id"].astype(str) + " " + rows["indicator_name"].astype(str),
        unit=unit_links(rows["unit_id"], units),
        measure=[words.measure_of(row["unit_measure"], row["kind"]) for row in records],
        away=[
            figure_cell(
                words.signed(float(row["z"]), 1),
                of_indicator(row).figure("distance_from_median", row["z"]),
                decimals=1,
            )
            for row in records
        ],
    )
    columns = [
        TableColumn("name", say("views_whole", "Indicator")),
        TableColumn("unit", say("views_whole", "Unit")),
        TableColumn("measure", say("views_whole", "Unit of measure")),
        TableColumn("obs_value", say("views_whole", "Value"), "number", decimals="decimals", measure="value"),
        TableColumn(
            "median",
            say("views_whole", "Median of the units"),
            "number",
            decimals="decimals",
            measure="median_of_units",
        ),
        TableColumn("away", say("views_whole", "Distance (z)"), "number"),
    ]
    shape = TableShape(
        "outliers",
        say("views_whole", "{n} values proposed for a second look", n=len(rows)),
        stub="name",
        notes=(
            say(
                "views_whole",
                "Distance: how many robust standard deviations from the median (above 3.5 is "
                "proposed). Nothing was altered or left out.",
            ),
        ),
        stacks=True,
        folds=True,
    )
    return make_table(shown, columns, shape, data=outliers, about=of_indicator)


def _finding_group(row: Row) -> str:
    return say("views_whole", _SEVERITY[str(row["severity"])])


def _place(row: Row) -> str:
    file = words.text_of(row["file"]).rsplit("/", 1)[-1]
    return ", ".join(part for part in (file, words.text_of(row["sheet"]), words.text_of(row["cell"])) if part)
