"""What units answered to the checklists of the plan: one table for each item that asks for one."""

from __future__ import annotations

import pandas as pd

from papibook.ground.numbers import NOT_REPORTED_MARK
from papibook.ground.texts import say
from papibook.measures.standing import standing
from papibook.model.facts import Facts
from papibook.model.figures import About
from papibook.model.groups import split_ids
from papibook.views.common import sentences, words
from papibook.views.common.display import Html, Stack, Table, escape
from papibook.views.common.edition import EditionRow, units_source
from papibook.views.common.figure_cells import figure_cell, of_task
from papibook.views.common.filling import sentence
from papibook.views.common.links import checklist_anchor, unit_links
from papibook.views.common.rows import Row, cells, rows_of
from papibook.views.common.signs import status_sign
from papibook.views.common.tables import TableColumn, TableShape, make_table


def checklists(
    asking: pd.DataFrame,
    fields: pd.DataFrame,
    answers: pd.DataFrame,
    tasks: pd.DataFrame,
    units: pd.DataFrame,
    edition: EditionRow,
) -> Stack:
    """Item by item: how its tasks stand, and what each unit that it asks answered. Nothing without an item.

    Args:
        asking, fields: schemas ITEMS_ASKING, CHECKLISTS.
        answers, tasks: schemas CHECKLIST_ANSWERS, CHECKLIST_TASKS, rows of one period.
    """
    parts: list[Html | Table] = []
    for item in rows_of(asking):
        if len(asking) > 1:
            parts.append(Html(f"<h3>{escape(item['item_name'])}</h3>"))
        own = tasks[tasks["solution_id"] == item["item"]].reset_index(drop=True)
        parts.append(_sentence(own, item["item"], edition))
        of_item = fields[fields["item"] == item["item"]]
        parts.append(_table(item, of_item, answers, own, units, edition))
    return Stack(tuple(parts))


def _sentence(tasks: pd.DataFrame, item: str, edition: EditionRow) -> Html:
    """How many of the item's obligations are done in time; where it has no task, only the anchor of links."""
    anchor = checklist_anchor(item)
    if tasks.empty:
        return Html(f'<span id="{anchor}"></span>')
    whole = standing(tasks.assign(all="all"), ("all",), pd.DataFrame({"all": ["all"]}))
    facts: Facts = sentences.standing_facts(
        whole.iloc[0], About(str(edition.period_id), subject=f"solution:{item}")
    )
    said = say(
        "views_whole",
        "Of {n_counted} tasks due, {n_on_time} were done on time ({share_on_time}){shortfalls}.",
    )
    return sentence(said, facts, anchor=anchor)


def _table(
    item: Row,
    fields: pd.DataFrame,
    answers: pd.DataFrame,
    tasks: pd.DataFrame,
    units: pd.DataFrame,
    edition: EditionRow,
) -> Table:
    asked = pd.DataFrame({"unit_id": list(split_ids(item["unit_ids"]))}, dtype="string")
    rows = asked.merge(tasks, on="unit_id", how="left", validate="one_to_many")
    rows = rows.merge(units[["unit_id", "sort_order"]], on="unit_id", how="left", validate="many_to_one")
    wide = answers[answers["item"] == item["item"]].pivot(index="unit_id", columns="field", values="value")
    wide = wide.reindex(columns=list(fields["field"]))
    rows = rows.merge(wide, left_on="unit_id", right_index=True, how="left", validate="many_to_one")
    rows = rows.sort_values(["sort_order", "task_id"], kind="stable", ignore_index=True)
    records, lines = rows_of(rows), rows_of(fields)
    met = [_met(row, lines) for row in records]
    silent = [_is_silent(row) for row in records]
    shown = rows.assign(unit=unit_links(rows["unit_id"], units), met=cells(met))
    columns = [TableColumn("unit", say("views_whole", "Unit"))]
    if len(tasks):
        shown["sign"] = [
            figure_cell(
                status_sign(r["status"], r["days_late"], refused=words.is_yes(r["is_refused"])),
                of_task(r, edition.period_id).figure("status", r["status"]),
            )
            for r in records
        ]
        columns.append(TableColumn("sign", say("views_whole", "Status")))
    for line in sorted(lines, key=lambda each: bool(each["kind"] != "day")):
        if line["kind"] == "yes_no":
            continue
        name = line["field"] if words.is_missing(line["same_as"]) or tasks.empty else line["same_as"]
        is_day = line["kind"] == "day"
        values = pd.to_datetime(rows[name], format="ISO8601") if is_day else rows[name].astype(object)
        shown[name] = cells(
            (NOT_REPORTED_MARK,) if is_silent and words.is_missing(value) else value
            for is_silent, value in zip(silent, values, strict=True)
        )
        measure = name if name == "completed_date" else ""
        columns.append(TableColumn(name, _short(line), "date" if is_day else "text", measure=measure))
    if any(line["kind"] == "yes_no" for line in lines):
        columns.append(TableColumn("met", say("views_whole", "Contents, as the unit states")))
    shape = TableShape(
        checklist_anchor(item["item"]),
        words.text_of(item["item_name"]),
        stub="unit",
        notes=tuple(note for note in (words.text_of(item["remark"]), units_source(edition)) if note),
        stacks=True,
        folds=True,
    )
    behind = rows[["unit_id", "status", "days_late", "completed_date", "result_text"]].copy()
    behind["checklist"] = [None if isinstance(each, tuple) else each for each in met]
    return make_table(shown, columns, shape, data=behind, about=lambda row: of_task(row, edition.period_id))


def _is_silent(row: Row) -> bool:
    """Whether nothing is known of the unit because it has not reported."""
    return bool(row["status"] == "not_reported") if not words.is_missing(row["status"]) else False


def _short(line: Row) -> str:
    return words.text_of(line["short_label"], words.text_of(line["label"]))


def _met(row: Row, lines: list[Row]) -> str | tuple[str] | None:
    """``8/8``, or what the unit says is not there; None where it answered nothing, ∅ if silent.

    Where answers are about dimensions, these alone are counted; all others are named where they lack.
    """
    asked = [line for line in lines if line["kind"] == "yes_no"]
    about = [line for line in asked if not words.is_missing(line["dimension_id"])]
    counted = [row[line["field"]] for line in about or asked]
    if all(words.is_missing(answer) for answer in counted):
        return (NOT_REPORTED_MARK,) if _is_silent(row) else None
    covered = f"{sum(answer == 'yes' for answer in counted if not words.is_missing(answer))}/{len(counted)}"
    said = {line["field"]: row[line["field"]] for line in asked}
    lacking = [
        _short(line)
        for line in asked
        if not words.is_missing(said[line["field"]]) and said[line["field"]] == "no"
    ]
    if not lacking:
        return covered
    return say("views_whole", "{covered}; lacks {what}", covered=covered, what=", ".join(lacking))
