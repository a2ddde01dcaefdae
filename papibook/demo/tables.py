"""The constants of the made-up reports: tables in ``demo/data``, read as strictly as those of a project.

They are declared for units, tasks and indicators of the shipped plan; another plan simply has none of what it
does not know. All numbers are invented, but for the census of 2009 (facts behind the reference data; of Tân
Lập, Tân Hợp and Tà Lại only the sum, 17 610, is known).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from papibook.data.given.constraints import constraint_problems
from papibook.data.given.csv_table import read_csv
from papibook.ground.problems import refuse_tables
from papibook.model.findings import CODES
from papibook.model.frames import Schema, column, columns
from papibook.model.layout import MISSING_REASONS
from papibook.model.tables import DIRECTIVE_KINDS

FOLDER = Path(__file__).resolve().parent / "data"
PERIOD_KINDS = ("half_year", "year")

SCALES = Schema(
    "scales",
    columns(
        indicator_id="text: other: any of another plan's catalogue",
        base=column(
            "text: what a denominator is made of",
            required=True,
            allowed=(
                *("villages", "households", "population", "dossiers"),
                "people_1000",  # events per 1 000 people and half-year
                "km",
                "tons",
                "events",  # a number per half-year
                "fixed",  # a number that does not move
            ),
        ),
        amount=column("number: multiple of the base", required=True),
        rate=column("number: typical share (ratios) or chance of “yes”", required=True),
        slope=column("number: what one step of strength adds to the rate; counts: relative", required=True),
        gain=column("number: what the second half of the year adds to the rate", required=True),
        note="text",
        year_note="text: in the year's report, in place of note",
    ),
    ("indicator_id",),
)
PROFILES = Schema(
    "profiles",
    columns(
        unit_id="text",
        model_number="integer: place among the units that invented ones are modelled on",
        census_2009="integer: people",
        strength="number: two units clearly do well, two do not; empty: drawn, between these",
        office=column("text: the unit's part of a document number", required=True),
    ),
    ("unit_id",),
)
LEVELS = Schema(
    "levels",
    columns(
        dimension_id="text: other: any other",
        on_time=column("number: chance that an average unit finishes a task on time", required=True),
    ),
    ("dimension_id",),
)
PRODUCTS = Schema(
    "products",
    columns(
        word="text: in the product that a task asks for; other: in none",
        text=column("text: what a unit names as result", required=True),
    ),
    ("word",),
)
SENTENCES = Schema(
    "sentences",
    columns(
        kind=column("text", required=True, allowed=("difficulty", "proposal", "not_applicable")),
        place=column("text: solution, dimension or task; office: any office; any: any unit", required=True),
        text=column("text: names no person and no figure that the workbook does not hold", required=True),
        names="text: the body or kind of place in it that a plan must have; empty: fits every plan",
    ),
)
ARRIVALS = Schema(
    "arrivals",
    columns(
        period_kind=column("text", allowed=PERIOD_KINDS),
        unit_id="text",
        revision="integer",
        after=column("text", required=True, allowed=("after_deadline", "after_closing", "never")),
        days="integer: after that day",
    ),
    ("period_kind", "unit_id", "revision"),
)
FAULTS = Schema(
    "faults",
    columns(
        period_kind=column("text", allowed=PERIOD_KINDS),
        unit_id="text",
        subject_id="text: task, indicator or field of the information sheet that is put wrong",
        change=column(
            "text",
            required=True,
            allowed=(
                *("done_without_date", "done_at_95", "left_blank", "not_begun"),  # of tasks
                "left_out",  # of the information sheet
                "numerator_over",  # 2 more than the denominator
                "blank",  # no figure, no reason
                "below_contained",  # 1 less than the contained period's
                "misread",  # a wrong but possible numerator
                "text_number",  # the count typed as text
                "few_answers",  # a sample below 30
                "other_answer",  # yes for no, no for yes
                "none",  # a count of 0
                "one_more",  # 1 more in the denominator
                "one_short",  # 1 less in the numerator
            ),
        ),
        code=column("text: the finding that this gives", required=False, allowed=tuple(CODES)),
        last_revision="integer: up to which it is wrong; empty: in all",
    ),
    ("period_kind", "unit_id", "subject_id"),
)
STRANGERS = Schema(
    "strangers",
    columns(
        period_kind=column("text", allowed=PERIOD_KINDS),
        unit_id="text: a body of another place that sends a workbook by mistake",
        unit_name=column("text: one tone mark away from a unit of this one", required=True),
    ),
    ("period_kind",),
)
REGISTER = Schema(
    "register",
    columns(
        period_kind=column("text", allowed=PERIOD_KINDS),
        place="integer: among the rows of a period",
        kind=column("text", required=True, allowed=DIRECTIVE_KINDS),
        at=column("number: when, as a part of the period", required=True),
        subject=column("text: what it is about", required=True),
        item="text: of the plan; left out where the plan has no such item",
        lead=column("text: who is to do it", allowed=("group", "office")),
        due_days="integer: after it",
        done_days="integer: after it; empty: it stays undone",
        result="text: what came of it",
    ),
    ("period_kind", "place"),
)
REASONS = Schema(
    "reasons",
    columns(
        reason_code=column("text", required=True, allowed=tuple(MISSING_REASONS)),
        weight=column("integer", required=True),
        note="text",
    ),
)


@cache
def rows_of(schema: Schema) -> tuple[dict[str, Any], ...]:
    """The rows of a table of ``demo/data``, in its order; empty cells are None.

    Raises:
        RefusedTablesError: everything that is wrong in it.
    """
    frame = read_csv(FOLDER / f"{schema.name}.csv", schema)
    refuse_tables(constraint_problems(frame, schema))
    return tuple(
        {str(name): None if pd.isna(cell) else cell for name, cell in row.items()}
        for row in frame.to_dict("records")
    )
