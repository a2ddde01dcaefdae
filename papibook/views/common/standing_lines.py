"""The quiet lines under the plan's items: how each stands, in one sign and one sentence.

The press writes them to ``book/pages/standing.json``; the plan's text shows them.
"""

from __future__ import annotations

import pandas as pd

from papibook.ground.texts import say
from papibook.measures.standing import SHORTFALLS, grade, standing
from papibook.model.status import BY_ID
from papibook.views.common import sentences, words
from papibook.views.common.links import solution_anchor
from papibook.views.common.rows import rows_of, tuples_of
from papibook.views.common.sentences import Standing

OWN_PLAN_ANCHOR, REPORTS_ANCHOR = "own-plans", "reports"


def standing_lines(
    obligations: pd.DataFrame,
    solutions: pd.DataFrame,
    reports: pd.DataFrame,
    *,
    own_plan_item: str | None,
    reporting_item: str | None,
) -> dict[str, dict[str, object]]:
    """One entry per solution, and for the items that ask for own plans and for reports (from the receipts).

    Args:
        obligations: schema OBLIGATIONS, rows of one period.
        solutions: schema SOLUTIONS.
        reports: schema REPORTS, rows of the same period.
        own_plan_item, reporting_item: items of the plan (``PlanFile.item_asking_for``); None: it has none.

    Returns:
        Item → n_counted, n_on_time, those of SHORTFALLS, share_text, status, sign, text, page, anchor.
    """
    places = {
        row.solution_id: (f"dimensions/{row.dimension_id}", solution_anchor(row.solution_id))
        for row in tuples_of(solutions)
    }
    if own_plan_item:
        places[own_plan_item] = ("district", OWN_PLAN_ANCHOR)
    groups = pd.DataFrame({"solution_id": list(places)}, dtype="string")
    counts = {row["solution_id"]: row for row in rows_of(standing(obligations, ("solution_id",), groups))}
    lines = {item: _line(counts[item], page, anchor) for item, (page, anchor) in places.items()}
    if reporting_item:
        lines[reporting_item] = _reporting_line(reports)
    return lines


def _line(counts: Standing, page: str, anchor: str) -> dict[str, object]:
    nothing_due = words.int_of(counts["n_counted"]) == 0
    text = say("views_whole", "No task is due yet") if nothing_due else sentences.standing_line(counts)
    return _entry(counts, text, page, anchor)


def _reporting_line(reports: pd.DataFrame) -> dict[str, object]:
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
    status_id = grade(counts)
    numbers = ("n_counted", "n_on_time", *SHORTFALLS)
    return {
        **{name: words.int_of(counts[name]) for name in numbers},
        "share_text": sentences.share_text(counts),
        "status": status_id,
        "sign": BY_ID[status_id].sign,
        "text": text,
        "page": page,
        "anchor": anchor,
    }
