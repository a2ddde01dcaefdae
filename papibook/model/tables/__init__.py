"""Every table of papibook, declared once: columns with kinds and meanings, key, order of rows.

Text keys, no hidden index. What fills a table stands with the reader or measure that makes it.
"""

from papibook.model.frames import Schema
from papibook.model.tables.counted import (
    CHECKLIST_ANSWERS,
    DISTRICT_CHANGES,
    DISTRICT_FIGURES,
    DISTRICT_STANDING,
    FIGURES,
    ITEM_FIGURES,
    OBLIGATIONS,
    PROPOSED,
    REMARKS,
    REPORTS,
    STANDING,
    TARGET_GAPS,
)
from papibook.model.tables.given import (
    CHECKLISTS,
    COMMENTARY,
    CONFIRMATIONS,
    DIMENSIONS,
    DIRECTIVE_KINDS,
    DIRECTIVES,
    EDITION_STEPS,
    FOLLOW_UP,
    GROUPS,
    INDICATORS,
    OWN_INDEX,
    PAPI_SCORES,
    PERSONS,
    RECIPIENTS,
    RULES,
    SERVES,
    SOLUTIONS,
    SUBDIMENSIONS,
    TARGETS,
    TASKS,
    UNIT_ALIASES,
    UNIT_CHANGES,
    UNITS,
    URGINGS,
)
from papibook.model.tables.slices import (
    CHECKLIST_TASKS,
    DEADLINES,
    EDITION,
    ISSUE_REASONS,
    ITEMS_ASKING,
    KNOWN_INDEX,
    KNOWN_SCORES,
    SHOWN_UNITS,
    SUPPORTED,
    TOLD_DIRECTIVES,
)
from papibook.model.tables.written import (
    CHOSEN,
    FINDINGS,
    KEPT_QUOTES,
    QUOTES,
    RECEIPTS,
    REVISED,
    WRITTEN_FIGURES,
    WRITTEN_INFO,
    WRITTEN_TASKS,
)

ALL: dict[str, Schema] = {
    schema.name: schema
    for schema in (
        *(DIMENSIONS, SUBDIMENSIONS, UNITS, UNIT_ALIASES, INDICATORS, KNOWN_SCORES),
        *(SOLUTIONS, TASKS, TARGETS, CHECKLISTS, SERVES, KNOWN_INDEX),
        *(EDITION, RECEIPTS, WRITTEN_INFO, WRITTEN_TASKS, WRITTEN_FIGURES, FINDINGS),
        *(OBLIGATIONS, FIGURES, REPORTS, REMARKS, CHECKLIST_ANSWERS, DEADLINES, DISTRICT_FIGURES),
        *(REVISED, FOLLOW_UP, URGINGS, PROPOSED, COMMENTARY, TOLD_DIRECTIVES),
    )
}
"""Every table that a reader can be given, by name."""

SLICE_TABLES: dict[str, Schema] = {
    **ALL,
    **{
        table.name: table
        for table in (
            DISTRICT_STANDING,
            DISTRICT_CHANGES,
            SUPPORTED,
            CHECKLIST_TASKS,
            ITEMS_ASKING,
            TARGET_GAPS,
            ITEM_FIGURES,
            SHOWN_UNITS,
            QUOTES,
            ISSUE_REASONS,
        )
    },
}
"""Every table that a slice can hold, by name."""

GIVEN = frozenset(
    schema.name
    for schema in (
        *(DIMENSIONS, SUBDIMENSIONS, UNITS, UNIT_ALIASES, INDICATORS, KNOWN_SCORES),
        *(SOLUTIONS, TASKS, TARGETS, CHECKLISTS, SERVES, EDITION, DEADLINES),
    )
)
"""Tables of the plan, the catalogue and PAPI. All others show what units reported; where that is made up
(``data_status: illustrative``), every page, printed page, sheet and CSV file with one of those is marked."""

GIVEN_SLICES = frozenset({"plan", "papi", "serves"})
"""Slices that hold tables of GIVEN alone."""

__all__ = [
    "ALL",
    "CHECKLISTS",
    "CHECKLIST_ANSWERS",
    "CHECKLIST_TASKS",
    "CHOSEN",
    "COMMENTARY",
    "CONFIRMATIONS",
    "DEADLINES",
    "DIMENSIONS",
    "DIRECTIVES",
    "DIRECTIVE_KINDS",
    "DISTRICT_CHANGES",
    "DISTRICT_FIGURES",
    "DISTRICT_STANDING",
    "EDITION",
    "EDITION_STEPS",
    "FIGURES",
    "FINDINGS",
    "FOLLOW_UP",
    "GIVEN",
    "GIVEN_SLICES",
    "GROUPS",
    "INDICATORS",
    "ISSUE_REASONS",
    "ITEMS_ASKING",
    "ITEM_FIGURES",
    "KEPT_QUOTES",
    "KNOWN_INDEX",
    "KNOWN_SCORES",
    "OBLIGATIONS",
    "OWN_INDEX",
    "PAPI_SCORES",
    "PERSONS",
    "PROPOSED",
    "QUOTES",
    "RECEIPTS",
    "RECIPIENTS",
    "REMARKS",
    "REPORTS",
    "REVISED",
    "RULES",
    "SERVES",
    "SHOWN_UNITS",
    "SLICE_TABLES",
    "SOLUTIONS",
    "STANDING",
    "SUBDIMENSIONS",
    "SUPPORTED",
    "TARGETS",
    "TARGET_GAPS",
    "TASKS",
    "TOLD_DIRECTIVES",
    "UNITS",
    "UNIT_ALIASES",
    "UNIT_CHANGES",
    "URGINGS",
    "WRITTEN_FIGURES",
    "WRITTEN_INFO",
    "WRITTEN_TASKS",
]
