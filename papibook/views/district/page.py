"""The district page: sentences about the whole, and the units' own plans."""

from __future__ import annotations

import pandas as pd

from papibook.ground.texts import say
from papibook.measures.standing import standing
from papibook.model.groups import split_ids
from papibook.views.common import sentences, words
from papibook.views.common.display import Html, Table, escape
from papibook.views.common.edition import EditionRow, units_source
from papibook.views.common.figure_cells import figure_cell, of_task
from papibook.views.common.links import plan_link, unit_links
from papibook.views.common.rows import Row, cells, rows_of
from papibook.views.common.signs import status_sign
from papibook.views.common.standing_lines import OWN_PLAN_ANCHOR
from papibook.views.common.tables import TableColumn, TableShape, make_table


def district_sentence(obligations: pd.DataFrame, reports: pd.DataFrame, units: pd.DataFrame) -> Html:
    """How all obligations stand, and who reported, group by group.

    Args:
        obligations, reports: schemas OBLIGATIONS, REPORTS, rows of one period.
    """
    whole = standing(obligations.assign(all="all"), ("all",))
    head = sentences.standing_sentence(whole.iloc[0]) if len(whole) else ""
    named = reports.merge(
        units[["unit_id", "unit_group", "short_name", "sort_order"]], on="unit_id", how="left"
    )
    named = named.sort_values("sort_order", kind="stable")
    told = [
        sentences.reported_sentence(named[named["unit_group"] == group], words.group_noun(group))
        for group in ("communes", "departments")
        if bool((named["unit_group"] == group).any())
    ]
    return sentences.paragraph(head, *told)


def group_sentence(obligations: pd.DataFrame, units: pd.DataFrame, unit_group: str) -> Html:
    """How the obligations of one kind of unit stand."""
    own = of_group(obligations, units, unit_group)
    whole = standing(own.assign(all="all"), ("all",))
    return sentences.paragraph(
        sentences.standing_sentence(whole.iloc[0]) if len(whole) else "", css="pb-line"
    )


def of_group(frame: pd.DataFrame, units: pd.DataFrame, unit_group: str) -> pd.DataFrame:
    """The rows of communes, or of departments."""
    members = units.loc[units["unit_group"] == unit_group, "unit_id"]
    return frame[frame["unit_id"].isin(members)].reset_index(drop=True)


def own_plans_sentence(obligations: pd.DataFrame) -> Html:
    """How many units have their own plan in time; the place that the plan's text links to.

    Args:
        obligations: schema OWN_PLAN_TASKS, rows of one period.
    """
    own = standing(obligations, ("solution_id",))
    text = (
        sentences.standing_sentence(own.iloc[0])
        if len(own)
        else say("views_whole", "No task is due yet") + "."
    )
    return Html(f'<p id="{OWN_PLAN_ANCHOR}">{escape(text)}</p>')


def own_plans(
    obligations: pd.DataFrame, checklist: pd.DataFrame, units: pd.DataFrame, edition: EditionRow
) -> Table:
    """Whether each unit has issued its own plan, when, under which number, and what it lacks.

    Args:
        obligations: schema OWN_PLAN_TASKS, rows of one period.
        checklist: schema OWN_PLANS, rows of the same period.
    """
    rows = obligations.merge(
        units[["unit_id", "sort_order"]], on="unit_id", how="left", validate="many_to_one"
    )
    rows = rows.merge(checklist.drop(columns="period_id"), on="unit_id", how="left", validate="many_to_one")
    rows = rows.sort_values(["sort_order", "task_id"], kind="stable", ignore_index=True)
    records = rows_of(rows)
    shown = rows.assign(
        unit=unit_links(rows["unit_id"], units),
        sign=[
            figure_cell(
                status_sign(r["status"], r["days_late"], refused=words.is_yes(r["is_refused"])),
                of_task(r, edition.period_id).figure("status", r["status"]),
            )
            for r in records
        ],
        contents=cells(_contents(r) for r in records),
    )
    columns = [
        TableColumn("unit", say("views_whole", "Unit")),
        TableColumn("sign", say("views_whole", "Status")),
        TableColumn("completed_date", say("views_whole", "Issued on"), "date", measure="completed_date"),
        TableColumn("result_text", say("views_whole", "Number of the plan")),
        TableColumn("contents", say("views_whole", "Contents, as the unit states")),
    ]
    shape = TableShape(
        "own-plans",
        say("views_whole", "Own plans of the units (item IV.1.1)"),
        stub="unit",
        notes=(
            say("views_whole", "Item IV.1.1 asks for all eight contents, results, dates and who leads."),
            units_source(edition),
        ),
    )
    kept = ["unit_id", "status", "days_late", "completed_date", "result_text", "n_dimensions"]
    kept += ["missing_dimensions", "has_results", "has_dates", "has_lead"]
    return make_table(
        shown, columns, shape, data=rows[kept], about=lambda row: of_task(row, edition.period_id)
    )


def _contents(row: Row) -> str | None:
    """``8/8``, or what the checklist says is not there; None where the unit answered nothing."""
    if pd.isna(row["n_dimensions"]):
        return None
    lacking = [say("views_whole", "content {number}", number=n) for n in split_ids(row["missing_dimensions"])]
    asked = {
        "has_results": say("views_whole", "results"),
        "has_dates": say("views_whole", "dates"),
        "has_lead": say("views_whole", "who leads"),
    }
    lacking += [
        word for name, word in asked.items() if not words.is_missing(row[name]) and not bool(row[name])
    ]
    covered = f"{int(row['n_dimensions'])}/8"
    if not lacking:
        return covered
    return say("views_whole", "{covered}; lacks {what}", covered=covered, what=", ".join(lacking))


def plan_deadlines(deadlines: pd.DataFrame, edition: EditionRow) -> Table:
    """The dates that the plan itself sets, with their rule and whether they lie after the cut-off.

    Args:
        deadlines: schema DEADLINES.
    """
    records = rows_of(deadlines)
    shown = deadlines.assign(
        item_link=cells(plan_link(r["item"]) for r in records),
        ends=cells(_ends(r) for r in records),
        ways=cells(f"{r['from_whom']} → {r['to_whom']}" for r in records),
    )
    columns = [
        TableColumn("item_link", say("views_whole", "Item")),
        TableColumn("what", say("views_whole", "What the plan asks")),
        TableColumn("ways", say("views_whole", "From whom, to whom")),
        TableColumn("ends", say("views_whole", "Deadline")),
    ]
    shape = TableShape(
        "plan-deadlines",
        say("views_whole", "Deadlines that the plan sets"),
        stub="item_link",
        stacks=True,
        notes=(
            say("views_whole", "“Before” leaves the day itself out; “not later than” includes it."),
            say("views_whole", "Source: {source}.", source=edition.plan_number),
        ),
    )
    return make_table(shown, columns, shape, data=deadlines)


def _ends(row: Row) -> str:
    day = words.date_of(row["on_date"])
    if row["rule"] == "before":
        return say("views_whole", "before {day}", day=day)
    return say("views_whole", "not later than {day}", day=day)
