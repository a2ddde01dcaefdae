"""The district page: tables, lists and sentences about the whole."""

from __future__ import annotations

import pandas as pd

from papibook.ground.numbers import format_number
from papibook.ground.texts import say
from papibook.measures.overdue import overdue
from papibook.measures.standing import standing
from papibook.views import sentences, words
from papibook.views.display import Html, Table, escape
from papibook.views.edition import EditionRow, units_source
from papibook.views.links import page_link, solution_anchor, unit_links
from papibook.views.signs import change_sign, status_sign, target_sign
from papibook.views.standing_lines import OWN_PLAN_ANCHOR, OWN_PLAN_ITEM
from papibook.views.tables import TableColumn, TableShape, make_table

OVERDUE_ANCHOR = "overdue"


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


def headline_indicators(
    district: pd.DataFrame,
    changes: pd.DataFrame,
    indicators: pd.DataFrame,
    dimensions: pd.DataFrame,
    edition: EditionRow,
) -> Table:
    """The indicators that have a target in this period: value, target, change, how many units it stands on.

    Args:
        district: schema DISTRICT_FIGURES; changes: district_changes; both of any periods.
    """
    own = district[(district["period_id"] == edition.period_id) & district["target"].notna()]
    facts = indicators[["indicator_id", "indicator_name", "unit_measure", "kind", "direction", "decimals"]]
    moved = changes.loc[
        changes["period_id"] == edition.period_id,
        ["indicator_id", "previous", "change", "direction_of_change"],
    ]
    rows = own.merge(facts, on="indicator_id", how="left", validate="one_to_one")
    rows = rows.merge(moved, on="indicator_id", how="left", validate="one_to_one")
    names = dimensions.set_index("dimension_id")["dimension_name"]
    rows = rows.sort_values(["dimension_id", "indicator_id"], kind="stable", ignore_index=True)
    records = rows.to_dict("records")
    shown = rows.assign(
        group=[
            page_link(
                f"dimensions/{row['dimension_id']}", f"{row['dimension_id']}. {names[row['dimension_id']]}"
            )
            for row in records
        ],
        measure=[words.measure_of(row["unit_measure"], row["kind"], total=True) for row in records],
        met=[target_sign(words.text_of(row["target_status"], "none")) for row in records],
        moved=[
            change_sign(
                row["change"],
                words.text_of(row["direction_of_change"], "none"),
                words.int_of(row["decimals"]),
            )
            for row in records
        ],
        stands_on=[f"{words.int_of(row['n_units'])}/{words.int_of(row['n_units_owing'])}" for row in records],
    )
    columns = [
        TableColumn("indicator_name", say("views_whole", "Indicator")),
        TableColumn("measure", say("views_whole", "Unit of measure")),
        TableColumn("obs_value", say("views_whole", "Value"), "number", decimals="decimals"),
        TableColumn("target", say("views_whole", "Target"), "number", decimals="decimals"),
        TableColumn("met", say("views_whole", "Against the target")),
        TableColumn("moved", say("views_whole", "Change"), align="right"),
        TableColumn("stands_on", say("views_whole", "Units with a figure"), "number"),
    ]
    shape = TableShape(
        "headline-indicators",
        _indicators_caption(rows),
        stub="indicator_name",
        groups="group",
        notes=(_no_comparison(rows), units_source(edition))
        if _no_comparison(rows)
        else (units_source(edition),),
    )
    behind = rows.drop(columns=["indicator_name", "unit_measure", "numerator", "denominator"])
    return make_table(shown, columns, shape, data=behind)


def own_plans(obligations: pd.DataFrame, units: pd.DataFrame, edition: EditionRow) -> Table:
    """Item IV.1.1: whether each unit has issued its own plan, when and under which number.

    Args:
        obligations: schema OBLIGATIONS, rows of one period.
    """
    own = obligations[obligations["solution_id"] == OWN_PLAN_ITEM]
    rows = own.merge(units[["unit_id", "sort_order"]], on="unit_id", how="left", validate="many_to_one")
    rows = rows.sort_values(["sort_order", "task_id"], kind="stable", ignore_index=True)
    records = rows.to_dict("records")
    shown = rows.assign(
        unit=unit_links(rows["unit_id"], units),
        sign=[
            status_sign(r["status"], r["days_late"], refused=words.is_yes(r["is_refused"])) for r in records
        ],
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


def own_plans_sentence(obligations: pd.DataFrame) -> Html:
    """How many units have their own plan in time; the place that the plan's text links to."""
    own = standing(obligations[obligations["solution_id"] == OWN_PLAN_ITEM], ("solution_id",))
    text = (
        sentences.standing_sentence(own.iloc[0])
        if len(own)
        else say("views_whole", "No task is due yet") + "."
    )
    return Html(f'<p id="{OWN_PLAN_ANCHOR}">{escape(text)}</p>')


def overdue_sentence(obligations: pd.DataFrame, tasks: pd.DataFrame, units: pd.DataFrame) -> Html:
    """How much is overdue and with whom; beside it what is unknown because nothing was reported."""
    rows = overdue(obligations, tasks, units, include_not_reported=True)
    late, unknown = rows[~rows["is_not_reported"]], rows[rows["is_not_reported"]]
    text = [_overdue_head(late)]
    if len(unknown):
        text.append(
            say(
                "views_whole",
                "Of {n} more that were due nothing is known, because no report on them was received: {names}.",
                n=len(unknown),
                names=_names_with_counts(unknown),
            )
        )
    return Html(f'<p id="{OVERDUE_ANCHOR}">{escape(" ".join(text))}</p>')


def overdue_table(
    obligations: pd.DataFrame,
    tasks: pd.DataFrame,
    units: pd.DataFrame,
    edition: EditionRow,
    *,
    most: int | None = None,
) -> Table:
    """What is overdue, the latest first; ``most`` rows of it where given.

    Args:
        obligations, tasks, units: schemas OBLIGATIONS (one period), TASKS, UNITS.
    """
    rows = overdue(obligations, tasks, units)
    chosen = rows if most is None else rows.head(most)
    chosen = chosen.reset_index(drop=True)
    shown = chosen.assign(
        unit=unit_links(chosen["unit_id"], units),
        item=[_item_link(row) for row in chosen.to_dict("records")],
        written=[_written(row) for row in chosen.to_dict("records")],
    )
    columns = [
        TableColumn("item", say("views_whole", "Item")),
        TableColumn("title", say("views_whole", "Task")),
        TableColumn("unit", say("views_whole", "Unit")),
        TableColumn("due_date", say("views_whole", "Due"), "date"),
        TableColumn("days_late", say("views_whole", "Days overdue"), "number"),
        TableColumn("written", say("views_whole", "The unit says")),
    ]
    caption = (
        say("views_whole", "All {n} overdue tasks, the latest first", n=len(rows))
        if most is None or len(rows) <= most
        else say("views_whole", "The {most} longest overdue of {n} tasks", most=most, n=len(rows))
    )
    table_id = "overdue" if most is None else "overdue-top"
    return make_table(
        shown,
        columns,
        TableShape(table_id, caption, stub="item", notes=(units_source(edition),)),
        data=chosen,
    )


def _indicators_caption(rows: pd.DataFrame) -> str:
    met, known = (
        int((rows["target_status"] == "met").sum()),
        int(rows["target_status"].isin(["met", "not_met"]).sum()),
    )
    return say(
        "views_whole", "{met} of {known} indicators with a target and a value meet it", met=met, known=known
    )


def _no_comparison(rows: pd.DataFrame) -> str:
    if bool(rows["change"].notna().any()):
        return ""
    return say("views_whole", "Change: there is no comparable period yet.")


def _overdue_head(late: pd.DataFrame) -> str:
    if late.empty:
        return say("views_whole", "No task is overdue.")
    return say(
        "views_whole",
        "{n} tasks are overdue with {n_units} units; most with {names}.",
        n=format_number(len(late)),
        n_units=late["unit_id"].nunique(),
        names=_names_with_counts(late, first=3),
    )


def _names_with_counts(rows: pd.DataFrame, first: int | None = None) -> str:
    counts = rows.groupby("short_name", sort=False).size().sort_values(ascending=False, kind="stable")
    return sentences.names_list([f"{name} ({n})" for name, n in counts.head(first or len(counts)).items()])


def _item_link(row: dict[str, object]) -> Html:
    item = str(row["solution_id"])
    if words.is_missing(row["dimension_id"]):
        return page_link("district", item, anchor=OWN_PLAN_ANCHOR)
    return page_link(f"dimensions/{row['dimension_id']}", item, anchor=solution_anchor(item))


def _written(row: dict[str, object]) -> str:
    word = {
        "not_started": say("views_whole", "not started"),
        "in_progress": say("views_whole", "in progress"),
    }.get(words.text_of(row["written_status"]), "")
    percent = row["percent_done"]
    if words.is_missing(percent):
        return word
    return (
        f"{word}, {format_number(float(str(percent)))}%" if word else f"{format_number(float(str(percent)))}%"
    )
