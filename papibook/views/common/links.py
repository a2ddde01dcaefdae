"""Links between pages, in the form that the press makes relative (papibook.views.common.display)."""

from __future__ import annotations

from typing import Any

import pandas as pd

from papibook.ground.numbers import MISSING_MARK
from papibook.ground.texts import say
from papibook.model.inline import Inline, styled
from papibook.views.common import words
from papibook.views.common.filling import fill
from papibook.views.common.rows import rows_of

UNREAD_ANCHOR = "unread"
"""Where the quality page lists what is wrong with a period that cannot be compared with."""
HELD_UP_ANCHOR = "table-held-up"
"""Where the page of remarks lists what units say holds up work that was due."""


SILENT_ANCHOR = "silent-units"
"""Where the quality page lists the units that have not reported, when they are more than a sentence holds."""


def page_link(page_id: str, text: str, *, anchor: str = "") -> Inline:
    """A link to a page of the edition, ``page:dimensions/1#solution-1-1``."""
    return styled(text, link=f"page:{page_id}" + (f"#{anchor}" if anchor else ""))


def plan_link(item: str, text: str | None = None, *styles: str) -> Inline:
    """A link to an item of the plan's own text: 1.1, IV.1.2."""
    return styled(item if text is None else text, *styles, link=f"plan:{item}")


def unit_link(page_id: object, name: str) -> Inline:
    """A unit's name, linked to its page (``page_id`` of schema SHOWN_UNITS) when it has one."""
    return (name,) if words.is_missing(page_id) else page_link(str(page_id), name)


def unit_links(unit_ids: pd.Series, units: pd.DataFrame) -> list[Any]:
    """The short name of each unit, linked to its page; an unknown id is shown as it is, a missing one as …"""
    known = linked_units(units)
    return [
        known[unit_id] if unit_id in known else (words.text_of(unit_id, MISSING_MARK),)
        for unit_id in unit_ids
    ]


def linked_units(units: pd.DataFrame) -> dict[str, Inline]:
    """Every unit's short name by its id, linked to its page."""
    return {
        row["unit_id"]: unit_link(row["page_id"], words.text_of(row["short_name"]))
        for row in rows_of(units[["unit_id", "short_name", "page_id"]])
    }


def silent_units(reports: pd.DataFrame, units: pd.DataFrame) -> list[Inline]:
    """The names of the units that have not reported, each linked, in the order of the units.

    Units that report through another are one entry, with that one's name: one workbook has them all.

    Args:
        reports, units: schemas REPORTS (rows of one period), SHOWN_UNITS.
    """
    names = linked_units(units.sort_values(["sort_order", "unit_id"], kind="stable"))
    silent = reports[reports["report_status"] == "not_reported"]
    through = silent.set_index("unit_id")["reports_through"]
    found: dict[str, Inline] = {}
    for unit_id in (unit_id for unit_id in names if unit_id in through.index):
        sender = through[unit_id]
        if words.is_missing(sender):
            found[unit_id] = names[unit_id]
        elif f"through {sender}" not in found:
            carried = through[through == sender].index
            one = names[unit_id] if len(carried) == 1 else (say("views", "{n} units", n=len(carried)),)
            told = fill(say("views", "{units} through {sender}"), units=one, sender=names[str(sender)])
            found[f"through {sender}"] = told
    return list(found.values())


def proposal_anchor(place: int) -> str:
    """The anchor of a proposal of several units on the page of remarks, by its place in their list."""
    return f"proposal-{place}"


def office_anchor(place: int) -> str:
    """The anchor of a proposal of the office on the page of remarks, by its place in the office's text."""
    return f"office-proposal-{place}"


def checklist_anchor(item: str) -> str:
    """The anchor of an item's checklist on the page of organising the plan: IV.1.1 → ``checklist-iv-1-1``."""
    return "checklist-" + item.lower().replace(".", "-")


def solution_anchor(solution_id: str) -> str:
    """The anchor of a solution on its dimension's page: 1.1 → ``solution-1-1``."""
    return "solution-" + solution_id.lower().replace(".", "-")
