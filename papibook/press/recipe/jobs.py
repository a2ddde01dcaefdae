"""Jobs: which pages an edition has, as plain values. No I/O.

A page is a template notebook and its parameters. The order is the book's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import pandas as pd

from papibook.ground.texts import say


@dataclass(frozen=True)
class PageJob:
    """One page to run.

    ``page_id`` is its path under ``book/pages`` without extension; ``template`` the notebook's name;
    ``title`` replaces the template's heading.
    """

    page_id: str
    template: str
    title: str
    parameters: Mapping[str, str] = field(default_factory=dict, hash=False)


ANNEXES = "annexes"
"""Folder of the annexes that a plan need not have."""

UNIT = "unit"
"""Template of a unit's page."""
NOT_REPORTED = "not_reported"
"""Template of a unit of which no report is read: a short page, since nothing is known of it."""


def page_jobs(
    dimensions: pd.DataFrame,
    units: pd.DataFrame,
    *,
    edition_title: str,
    whole_title: str,
    silent: Collection[str] = (),
    serves_others: bool = False,
    has_index: bool = False,
) -> tuple[PageJob, ...]:
    """Every page of an edition.

    Args:
        dimensions: schema DIMENSIONS.
        units: schema SHOWN_UNITS; those with a page_id get a page, group by group.
        edition_title: heading of the cover. whole_title: that of the page of the whole place.
        silent: units of which no report is read.
        serves_others: whether tasks or indicators of the plan serve another index too.
        has_index: whether another body gives the units scores by an index of its own.
    """
    shown = units[units["page_id"].notna()].sort_values(["group_order", "unit_group"], kind="stable")
    unit_pages = [
        PageJob(page_id, NOT_REPORTED if unit_id in silent else UNIT, name, {"unit_id": unit_id})
        for page_id, unit_id, name in shown[["page_id", "unit_id", "unit_name"]].itertuples(index=False)
    ]
    dimension_pages = [
        PageJob(f"dimensions/{number}", "dimension", f"{number}. {name}", {"dimension_id": number})
        for number, name in dimensions[["dimension_id", "dimension_name"]].itertuples(index=False)
    ]
    return (
        PageJob("index", "summary", edition_title),
        PageJob("district", "district", whole_title),
        PageJob("overdue", "overdue", say("press", "What is overdue")),
        PageJob("remarks", "remarks", say("press", "Difficulties and proposals of the units")),
        PageJob("execution", "execution", say("press", "Organising the plan")),
        *dimension_pages,
        PageJob("comparison", "comparison", say("press", "Comparison between periods")),
        PageJob("papi", "papi", say("press", "Official PAPI scores")),
        *unit_pages,
        PageJob("quality", "data_quality", say("press", "Data quality")),
        PageJob("follow-up", "follow_up", say("press", "Figures to follow up")),
        PageJob("tasks", "tasks", say("press", "Annex: Tasks")),
        PageJob("indicators", "indicators", say("press", "Annex: Indicator catalogue")),
        *(
            [PageJob(f"{ANNEXES}/serves", "serves", say("press", "Annex: Other indices"))]
            if serves_others
            else []
        ),
        *(
            [PageJob(f"{ANNEXES}/own-index", "own_index", say("press", "Annex: Scores of the units"))]
            if has_index
            else []
        ),
    )
