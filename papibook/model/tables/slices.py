"""Tables that only slices hold: the edition a page belongs to, the plan's own dates, parts of obligations."""

from __future__ import annotations

from papibook.model.frames import Schema, columns
from papibook.model.tables.counted import OBLIGATIONS
from papibook.model.tables.given import DIRECTIVES, OWN_INDEX, PAPI_SCORES, UNITS

EDITION = Schema(
    "edition",
    columns(
        edition_id="text: 2022-S1, 2022-S1.1",
        period_id="text",
        period_name="text",
        revision="integer",
        starts_on="day",
        cutoff_on="day",
        data_closed_on="day",
        unit_deadline_on="day: last day on which a unit's report is on time",
        data_status="text: illustrative, real",
        plan_id="text",
        plan_number="text",
        plan_title="text",
        issuer="text: who issued the plan, and so this report",
        tasks_remark="text: what the plan says of its list of tasks; empty",
        no_dimension="text: the items whose tasks belong to no dimension; empty: every task has one",
        place_name="text: the place whose plan it is",
        place_noun="text: what sentences call such a place",
        place_whole="text: the same, for all of it",
        place_within="text: the same, for what lies in it",
        parent_name="text: the place that it belongs to; empty: none",
        papi_province="text: the province whose official scores are shown; empty: none",
        compared_id="text: the period that this one is compared with, where data is there; empty",
        compared_name="text",
        compared_plan="text: number of its plan, where it is another one; empty",
        comparison="text: comparable (the plan names it), contained (its figures are in this one's), none",
        is_year_before="flag: the compared period is the same one a year before",
        has_difference="flag: what came after the contained period is compared with it",
        units_changed_on="day: first change of units since the compared period; empty: none",
        n_units_rebased="integer: units whose earlier figures are those of the units they were made of",
        n_units_cut="integer: units that cannot be compared with before",
        unread_id="text: the period to compare with, where none of its reports can be read; empty",
        is_first="flag: no period of the plan was cut off before",
        later_periods="text: names of the plan's periods that will be compared with this one; empty",
    ),
)
"""One row: the edition a page belongs to."""

ISSUE_REASONS = Schema(
    "issue_reasons",
    columns(
        subject="text: code of a finding, or deadline",
        why="text: why the edition is issued all the same",
    ),
    ("subject",),
)
"""What the office said of what is still open in the edition (data/editions.csv)."""

DEADLINES = Schema(
    "deadlines",
    columns(
        deadline_id="text",
        item="text: of the plan",
        what="text",
        from_whom="text",
        to_whom="text",
        on_date="day: as the plan names it",
        rule="text: before (the day itself is late), not_later_than",
        last_day="day: the last day that is in time",
        note="text",
    ),
    ("last_day", "deadline_id"),
)
"""The dates that the plan itself sets (plan.yml): for reports, and for the units' own plans."""

SHOWN_UNITS = Schema(
    UNITS.name,
    (
        *UNITS.columns,
        *columns(
            group_one="text: what one unit of its group is called within a sentence",
            group_many="text: the same, of several",
            group_caption="text: heading over the units of its group",
            group_order="integer: of the group's part on pages",
            shows_supported="flag: its page also shows the tasks that it supports",
            page_id="text: its own page; empty: none",
        ),
    ),
    UNITS.key,
    UNITS.order,
)
"""The units as pages see them, with their groups (papibook.model.groups.with_groups)."""

KNOWN_SCORES = Schema(
    PAPI_SCORES.name,
    (
        *PAPI_SCORES.columns,
        *columns(
            geography_before="integer: that of the year before, where it was another one",
            is_later="flag: published after the edition's data were closed",
        ),
    ),
    PAPI_SCORES.key,
    known_from=PAPI_SCORES.known_from,
)
"""The official scores that an edition shows (papibook.model.as_of)."""

KNOWN_INDEX = Schema(
    OWN_INDEX.name,
    (*OWN_INDEX.columns, *columns(is_later="flag: published after the edition's data were closed")),
    OWN_INDEX.key,
    known_from=OWN_INDEX.known_from,
)
"""The scores by a body's own index that an edition shows."""

SUPPORTED = Schema("supported", OBLIGATIONS.columns, OBLIGATIONS.key)
"""How the tasks that a unit supports stand at the units that lead them."""

CHECKLIST_TASKS = Schema("checklist_tasks", OBLIGATIONS.columns, OBLIGATIONS.key)
"""How the tasks stand of the items that ask for a checklist."""

ITEMS_ASKING = Schema(
    "items_asking",
    columns(
        item="text: of the plan",
        item_name="text: its title and number",
        remark="text: what is said under its table",
        unit_ids="text: whom it asks, separated by ;",
    ),
    ("item",),
)
"""The items that ask for a checklist."""

TOLD_DIRECTIVES = Schema(
    DIRECTIVES.name,
    (
        *DIRECTIVES.columns,
        *columns(
            standing="text: of a conclusion: done, done_late, overdue, open, open_undated; empty: of others",
            days_late="integer: of an overdue conclusion, on the day on which the data were closed",
        ),
    ),
    DIRECTIVES.key,
    DIRECTIVES.order,
)
"""What an edition tells of the register: what was issued in its period, conclusions that it answers for."""
