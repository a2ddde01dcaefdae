"""Jobs: which pages an edition has, as plain values. No I/O.

A page is a template notebook and its parameters. The order is the book's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import pandas as pd

from papibook.ground.texts import say

UNIT_PAGES = {"communes": ("communes", "commune"), "departments": ("departments", "department")}
"""Group of units → folder and template of its pages. A plan may have no unit of a group, and then no page."""


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


NOT_REPORTED = "not_reported"
"""Template of a unit of which no report is read: a short page, since nothing is known of it."""


def page_jobs(
    dimensions: pd.DataFrame, units: pd.DataFrame, *, edition_title: str, silent: Collection[str] = ()
) -> tuple[PageJob, ...]:
    """Every page of an edition.

    Args:
        dimensions: schema DIMENSIONS.
        units: schema UNITS; units that report get a page.
        edition_title: heading of the cover.
        silent: units of which no report is read.
    """
    reporting = units[units["is_reporting"].fillna(False)]
    unit_pages = [
        PageJob(
            f"{folder}/{unit_id}", NOT_REPORTED if unit_id in silent else template, name, {"unit_id": unit_id}
        )
        for group, (folder, template) in UNIT_PAGES.items()
        for unit_id, name in reporting.loc[
            reporting["unit_group"] == group, ["unit_id", "unit_name"]
        ].itertuples(index=False)
    ]
    dimension_pages = [
        PageJob(f"dimensions/{number}", "dimension", f"{number}. {name}", {"dimension_id": number})
        for number, name in dimensions[["dimension_id", "dimension_name"]].itertuples(index=False)
    ]
    return (
        PageJob("index", "summary", edition_title),
        PageJob("district", "district", say("press", "The whole district")),
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
    )
