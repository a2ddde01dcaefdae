"""How the obligations of each dimension stand, by status."""

from __future__ import annotations

import pandas as pd

from papibook.ground.numbers import format_number
from papibook.ground.texts import say
from papibook.measures.flags import is_true
from papibook.model.groups import group_noun, of_group
from papibook.model.status import STATUSES
from papibook.views.common import sentences, words
from papibook.views.common.charts import chart_value, layered, records, rows_height, status_bars
from papibook.views.common.display import Chart, Html, escape
from papibook.views.common.edition import EditionRow, units_source
from papibook.views.common.rows import tuples_of
from papibook.views.common.vega import alt

_LONGEST, _SIGN, _DIGIT = 400, 14, 7.6
"""Pixels: the longest bar on paper, a sign with its space, a digit. Where both do not fit stands the sign."""


def dimension_status_bars(
    obligations: pd.DataFrame,
    units: pd.DataFrame,
    dimensions: pd.DataFrame,
    edition: EditionRow,
    unit_group: str,
) -> Chart | Html:
    """The obligations under the dimensions of one kind of unit by status, one bar a dimension.

    Sign and number stand in the bar. Title, bars and alt text count the same obligations. Sentences count
    what was due, so it is said below how many of these were not, and how many belong to no dimension and are
    not among them (of which items). A sentence where there is none.

    Args:
        obligations: schema OBLIGATIONS, rows of one period.
        units, dimensions: schemas SHOWN_UNITS, DIMENSIONS.
        unit_group: id of the group whose units are shown.
    """
    own = of_group(obligations, units, unit_group)
    told = own[~own["is_request"].fillna(False)]
    outside = int(told["dimension_id"].isna().sum())
    told = told[told["dimension_id"].notna()]
    if told.empty:  # no unit of that kind reports; the converter draws no chart without a row
        nothing = say("views_whole", "No task is assigned to these units.")
        return Html(f'<p class="pb-muted">{escape(nothing)}</p>')
    who = words.sentence_case(group_noun(units, unit_group))
    counts = told.groupby(["dimension_id", "status"]).size()
    rows = []
    for dimension in tuples_of(dimensions):
        name, start = f"{dimension.dimension_id}. {dimension.short_name}", 0
        for status in STATUSES:
            n = int(counts.get((dimension.dimension_id, status.id), 0))
            if not n:
                continue
            word = f"{status.sign} {words.status_word(status.id)}"
            rows.append(
                {
                    "name": name,
                    "dimension_id": dimension.dimension_id,
                    "status_id": status.id,
                    "status": word,
                    "n": n,
                    "middle": start + n / 2,
                    "label": f"{status.sign} {n}",
                    "sign": status.sign,
                    "ink": status.ink,
                    "tip": f"{name}: {n} {word}",
                }
            )
            start += n
    frame = pd.DataFrame(
        rows,
        columns=[
            *("name", "dimension_id", "status_id", "status", "n", "middle", "label", "sign", "ink", "tip"),
        ],
    )
    longest = int(counts.groupby("dimension_id").sum().max()) if len(counts) else 0
    is_wide = frame["n"] * _LONGEST >= longest * (_SIGN + _DIGIT * frame["n"].astype(str).str.len())
    labels = [
        alt.Chart(records(chosen[["name", "middle", "label", "ink"]]))
        .mark_text(fontSize=size)
        .encode(
            y=alt.Y("name:N", sort=None),
            x=alt.X("middle:Q"),
            text=alt.Text("label:N"),
            color=alt.Color("ink:N", scale=None),
        )
        for chosen, size in (
            (frame[is_wide], 12),
            (frame[~is_wide].assign(label=frame["sign"]), 9),
        )
        if len(chosen)
    ]
    bars = status_bars(frame, name="name", axis_title=say("views_whole", "Assigned tasks"))
    return chart_value(
        layered(bars, *labels, height=rows_height(frame["name"])),
        chart_id=f"status-{unit_group}",
        title=_status_title(told, who),
        alt_text=_status_alt(frame),
        source=units_source(edition, _base_note(told, outside, edition)),
        min_width=620,
        data=frame[["dimension_id", "status_id", "n"]],
    )


def _base_note(told: pd.DataFrame, outside: int, edition: EditionRow) -> str:
    """Why the bars sum to other numbers than the sentences, which count what was due."""
    due = int(is_true(told["is_counted"]).sum())
    notes = [
        say(
            "views_whole",
            "Of these {total}, {due} were due by the cut-off; the others come later, only when something "
            "occurs, or do not apply, so a status may have more here than in the text.",
            total=format_number(len(told)),
            due=format_number(due),
        )
        if due < len(told)
        else "",
        say(
            "views_whole",
            "Not counted here: {n} assigned tasks of no dimension: {items}.",
            n=outside,
            items=words.within_sentence(edition.no_dimension),
        )
        if outside
        else "",
    ]
    return " ".join(filter(None, notes))


def _status_title(told: pd.DataFrame, who: str) -> str:
    total, done = len(told), int(told["status"].isin(["done_on_time", "done_late"]).sum())
    if sentences.nothing_known(told):
        return say(
            "views_whole",
            "{who}: {total} assigned tasks, none reported on",
            who=who,
            total=format_number(total),
        )
    overdue = int((told["status"] == "overdue").sum())
    if overdue:
        return say(
            "views_whole",
            "{who}: {done} of {total} assigned tasks done, {overdue} overdue",
            who=who,
            done=format_number(done),
            total=format_number(total),
            overdue=format_number(overdue),
        )
    return say(
        "views_whole",
        "{who}: {done} of {total} assigned tasks done, none overdue",
        who=who,
        done=format_number(done),
        total=format_number(total),
    )


def _status_alt(frame: pd.DataFrame) -> str:
    parts = []
    for name, rows in frame.groupby("name", sort=False):
        parts.append(
            f"{name}: " + ", ".join(f"{row.n} {words.status_word(row.status_id)}" for row in tuples_of(rows))
        )
    return "; ".join(parts) + "."
