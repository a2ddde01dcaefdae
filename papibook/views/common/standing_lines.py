"""The quiet lines under the plan's items: how each stands, in one sign and one sentence.

The press writes them to ``book/pages/standing.json``; the plan's text shows them.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from papibook.ground.texts import say
from papibook.measures.standing import SHORTFALLS, grade, standing
from papibook.model.plan import OutsideItem
from papibook.model.status import BY_ID
from papibook.views.common import sentences, words
from papibook.views.common.links import checklist_anchor, solution_anchor
from papibook.views.common.rows import rows_of, tuples_of
from papibook.views.common.sentences import Standing

REPORTS_ANCHOR, ASKED_ANCHOR = "reports", "asked"


def standing_lines(
    obligations: pd.DataFrame,
    solutions: pd.DataFrame,
    reports: pd.DataFrame,
    units: pd.DataFrame,
    items: Sequence[OutsideItem],
    checklists: pd.DataFrame,
) -> dict[str, dict[str, object]]:
    """One entry per solution, and per item outside of them that asks for something or speaks to somebody.

    An item with tasks, or a checklist, says how its tasks stand, one that asks for reports how these do; one
    that speaks to units, how all that they lead stands. Bodies that are only asked owe nothing: their item
    says just that.

    Args:
        obligations: schema OBLIGATIONS, rows of one period.
        solutions: schema SOLUTIONS.
        reports: schema REPORTS, rows of the same period.
        units: schema SHOWN_UNITS. items: those of plan.yml. checklists: schema CHECKLISTS.

    Returns:
        Item → n_counted, n_on_time, those of SHORTFALLS, share_text, status, sign, text, page, anchor.
    """
    places = {
        row.solution_id: (f"dimensions/{row.dimension_id}", solution_anchor(row.solution_id))
        for row in tuples_of(solutions)
    }
    asking = {outside.asks_for: outside.item for outside in items if outside.asks_for}
    outside_items = {outside.item for outside in items}
    for item in sorted(outside_items & {*obligations["solution_id"]}):
        places[item] = ("tasks", "")
    for item in checklists["item"].unique():
        if item in outside_items:
            places[item] = ("execution", checklist_anchor(item))
    groups = pd.DataFrame({"solution_id": list(places)}, dtype="string")
    counts = {row["solution_id"]: row for row in rows_of(standing(obligations, ("solution_id",), groups))}
    lines = {item: _line(counts[item], page, anchor) for item, (page, anchor) in places.items()}
    if "reports" in asking:
        lines[asking["reports"]] = _reporting_line(reports)
    for outside in items:
        if outside.units and not outside.asks_for:
            lines[outside.item] = _unit_line(obligations, units[units["unit_id"].isin(outside.units)])
    return lines


def with_remark(line: dict[str, object], remark: str) -> dict[str, object]:
    """``line`` with a sentence about the item behind its own."""
    return {**line, "text": f"{line['text']}. {remark}"}


def marked_line(line: dict[str, object]) -> dict[str, object]:
    """``line`` as the plan's text shows made-up figures, whose pages bear no other mark."""
    if not line["n_counted"]:
        return line
    return {**line, "text": say("views_whole", "{standing} (made-up figures)", standing=line["text"])}


def _line(counts: Standing, page: str, anchor: str) -> dict[str, object]:
    nothing_due = words.int_of(counts["n_counted"]) == 0
    text = say("views_whole", "No task is due yet") if nothing_due else sentences.standing_line(counts)
    return _entry(counts, text, page, anchor)


def _unit_line(obligations: pd.DataFrame, units: pd.DataFrame) -> dict[str, object]:
    """How the units stand of which an item speaks."""
    reporting = units[units["is_reporting"].fillna(False)]
    own = obligations[obligations["unit_id"].isin(reporting["unit_id"])].assign(all="all")
    counts = rows_of(standing(own, ("all",), pd.DataFrame({"all": ["all"]}, dtype="string")))[0]
    if reporting.empty:
        text = say("views_whole", "Only asked: owes no report, and nothing of it counts as overdue")
        return {**_entry(counts, text, "execution", ASKED_ANCHOR), **_sign("not_applicable")}
    unit = rows_of(reporting)[0]
    page = words.text_of(unit["page_id"], "district") if len(reporting) == 1 else "district"
    text = say(
        "views_whole",
        "{units}: {standing}",
        units=words.join_words([str(name) for name in reporting["unit_name"]]),
        standing=sentences.standing_line(counts),
    )
    return _entry(counts, text, page, "")


def _reporting_line(reports: pd.DataFrame) -> dict[str, object]:
    """How the reports stand that units send: what carries several units is one."""
    reports = reports[reports["reports_through"].isna()]
    status = reports["report_status"]
    total, on_time = len(reports), int((status == "on_time").sum())
    late, silent = int((status == "late").sum()), int((status == "not_reported").sum())
    counts = pd.Series(
        {
            **dict.fromkeys(SHORTFALLS, 0),
            "n_counted": total,
            "n_on_time": on_time,
            "n_late": late,
            "n_not_reported": silent,
            "share_on_time_pct": 100 * on_time / total if total else float("nan"),
        },
        dtype="object",
    )
    parts = [say("views_whole", "{n}/{total} reports sent on time", n=on_time, total=total)]
    if late:
        parts.append(say("views_whole", "{n} late", n=late))
    if silent:
        parts.append(say("views_whole", "{n} units have not reported", n=silent))
    return _entry(counts, " · ".join(parts), "quality", REPORTS_ANCHOR)


def _entry(counts: Standing, text: str, page: str, anchor: str) -> dict[str, object]:
    numbers = ("n_counted", "n_on_time", *SHORTFALLS)
    return {
        **{name: words.int_of(counts[name]) for name in numbers},
        "share_text": sentences.share_text(counts),
        **_sign(grade(counts)),
        "text": text,
        "page": page,
        "anchor": anchor,
    }


def _sign(status_id: str) -> dict[str, object]:
    return {"status": status_id, "sign": BY_ID[status_id].sign}
