"""The district page: what sentences say about the whole, and the units' own plans."""

from __future__ import annotations

import pandas as pd

from papibook.ground.numbers import NOT_REPORTED_MARK
from papibook.ground.texts import say
from papibook.measures.standing import standing
from papibook.model.facts import Facts
from papibook.model.figures import ALL, About
from papibook.model.groups import split_ids
from papibook.model.inline import joined
from papibook.views.common import sentences, words
from papibook.views.common.display import Table
from papibook.views.common.edition import EditionRow, units_source
from papibook.views.common.figure_cells import figure_cell, of_task
from papibook.views.common.links import plan_link, unit_links
from papibook.views.common.rows import Row, cells, rows_of
from papibook.views.common.signs import status_sign
from papibook.views.common.tables import TableColumn, TableShape, make_table


def district_facts(
    obligations: pd.DataFrame, reports: pd.DataFrame, units: pd.DataFrame, edition: EditionRow
) -> Facts:
    """How all obligations stand, and who reported, group by group.

    Names: those of :func:`papibook.views.common.sentences.standing_facts`, reported (one sentence a group),
    few (a sentence of its own, that so few reported; empty where enough did). Nothing to state: nothing was
    due, and reported.

    Args:
        obligations, reports: schemas OBLIGATIONS, REPORTS, rows of one period.
    """
    facts, told = _standing(obligations, About(str(edition.period_id))), sentences.reported(reports, units)
    nothing = None if facts.nothing is None else joined([part for part in (facts.nothing, told) if part], " ")
    silent = int((reports["report_status"] == "not_reported").sum())
    few = sentences.few_reports(silent, len(reports), About(str(edition.period_id)))
    return Facts({**facts.named, "reported": told, "few": few}, nothing)


def group_facts(
    obligations: pd.DataFrame, units: pd.DataFrame, edition: EditionRow, unit_group: str
) -> Facts:
    """How the obligations of one kind of unit stand.

    Names: those of :func:`papibook.views.common.sentences.standing_facts`.
    """
    return _standing(of_group(obligations, units, unit_group), About(str(edition.period_id), unit_group))


def _standing(obligations: pd.DataFrame, about: About) -> Facts:
    """Of no obligation at all there is nothing to say."""
    whole = standing(obligations.assign(all="all"), ("all",), pd.DataFrame({"all": ["all"]}))
    facts = sentences.standing_facts(whole.iloc[0], about)
    return facts if len(obligations) else Facts(facts.named, ())


def of_group(frame: pd.DataFrame, units: pd.DataFrame, unit_group: str) -> pd.DataFrame:
    """The rows of communes, or of departments."""
    members = units.loc[units["unit_group"] == unit_group, "unit_id"]
    return frame[frame["unit_id"].isin(members)].reset_index(drop=True)


def own_plan_facts(obligations: pd.DataFrame, edition: EditionRow) -> Facts:
    """How many units have their own plan in time.

    Names: those of :func:`papibook.views.common.sentences.standing_facts`.

    Args:
        obligations: schema OWN_PLAN_TASKS, rows of one period.
    """
    item = f"solution:{obligations['solution_id'].iloc[0]}" if len(obligations) else ALL
    facts = _standing(obligations, About(str(edition.period_id), subject=item))
    if len(obligations):
        return facts
    return Facts(facts.named, (say("views_whole", "No task is due yet"), "."))


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
        **{
            name: cells(
                (NOT_REPORTED_MARK,)
                if r["status"] == "not_reported" and words.is_missing(r[name])
                else r[name]
                for r in records
            )
            for name in ("completed_date", "result_text")
        },
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
        stacks=True,
    )
    kept = ["unit_id", "status", "days_late", "completed_date", "result_text", "n_dimensions"]
    kept += ["missing_dimensions", "has_results", "has_dates", "has_lead"]
    return make_table(
        shown, columns, shape, data=rows[kept], about=lambda row: of_task(row, edition.period_id)
    )


def _contents(row: Row) -> str | None:
    """``8/8``, or what the checklist says is not there; None where the unit answered nothing, ∅ if silent."""
    if pd.isna(row["n_dimensions"]):
        return NOT_REPORTED_MARK if row["status"] == "not_reported" else None
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
        ends=cells(_ends(r, edition) for r in records),
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


def _ends(row: Row, edition: EditionRow) -> str:
    day = words.date_of(row["on_date"])
    ends = say("views_whole", "before {day}" if row["rule"] == "before" else "not later than {day}", day=day)
    last = row["last_day"]
    if edition.revision or not edition.cutoff_on < last <= edition.data_closed_on:
        return ends
    closed = words.date_of(edition.data_closed_on)
    late = say("views_whole", "cannot be met: reports are taken until the end of {closed}", closed=closed)
    return f"{ends}; {late}"
