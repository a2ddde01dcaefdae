"""The district page: sentences about the whole, and the units' own plans."""

from __future__ import annotations

import pandas as pd

from papibook.ground.texts import say
from papibook.measures.standing import standing
from papibook.views import sentences, words
from papibook.views.display import Html, Table, escape
from papibook.views.edition import EditionRow, units_source
from papibook.views.links import unit_links
from papibook.views.rows import cells, rows_of
from papibook.views.signs import status_sign
from papibook.views.standing_lines import OWN_PLAN_ANCHOR, OWN_PLAN_ITEM
from papibook.views.tables import TableColumn, TableShape, make_table


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
    """How many units have their own plan in time; the place that the plan's text links to."""
    own = standing(obligations[obligations["solution_id"] == OWN_PLAN_ITEM], ("solution_id",))
    text = (
        sentences.standing_sentence(own.iloc[0])
        if len(own)
        else say("views_whole", "No task is due yet") + "."
    )
    return Html(f'<p id="{OWN_PLAN_ANCHOR}">{escape(text)}</p>')


def own_plans(obligations: pd.DataFrame, units: pd.DataFrame, edition: EditionRow) -> Table:
    """Item IV.1.1: whether each unit has issued its own plan, when and under which number.

    Args:
        obligations: schema OBLIGATIONS, rows of one period.
    """
    own = obligations[obligations["solution_id"] == OWN_PLAN_ITEM]
    rows = own.merge(units[["unit_id", "sort_order"]], on="unit_id", how="left", validate="many_to_one")
    rows = rows.sort_values(["sort_order", "task_id"], kind="stable", ignore_index=True)
    records = rows_of(rows)
    shown = rows.assign(
        unit=unit_links(rows["unit_id"], units),
        sign=cells(
            status_sign(r["status"], r["days_late"], refused=words.is_yes(r["is_refused"])) for r in records
        ),
    )
    columns = [
        TableColumn("unit", say("views_whole", "Unit")),
        TableColumn("sign", say("views_whole", "Status")),
        TableColumn("completed_date", say("views_whole", "Issued on"), "date"),
        TableColumn("result_text", say("views_whole", "Number of the plan")),
    ]
    shape = TableShape(
        "own-plans",
        say("views_whole", "Own plans of the units (item IV.1.1)"),
        stub="unit",
        notes=(units_source(edition),),
    )
    return make_table(
        shown, columns, shape, data=rows[["unit_id", "status", "days_late", "completed_date", "result_text"]]
    )
