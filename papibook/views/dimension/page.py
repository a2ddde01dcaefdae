"""A dimension's page: how it stands in a sentence, and how each of its solutions stands."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from papibook.ground.numbers import NONE_MARK
from papibook.ground.texts import say
from papibook.measures.standing import SHORTFALLS, grade
from papibook.model.facts import Fact, Facts
from papibook.model.figures import ALL, About
from papibook.model.inline import Inline, Run, Sign
from papibook.model.tables import STANDING
from papibook.views.common import sentences, words
from papibook.views.common.display import Table
from papibook.views.common.edition import EditionRow, current, units_source
from papibook.views.common.figure_cells import few_share, with_unknown
from papibook.views.common.filling import fill
from papibook.views.common.links import plan_link, solution_anchor
from papibook.views.common.rows import Row, rows_of
from papibook.views.common.signs import grade_key
from papibook.views.common.tables import TableColumn, TableShape, make_table
from papibook.views.common.task_words import not_reported_note, shortfall_headings


def dimension_facts(district_standing: pd.DataFrame, edition: EditionRow, dimension_id: str) -> Facts:
    """How the dimension stands, and its place among them by share on time.

    Names: those of :func:`papibook.views.common.sentences.standing_facts`, and place (a sentence of its own,
    empty where nothing is to compare). Nothing to state: no task is assigned, or nothing was due.

    Args:
        district_standing: period_id, dimension_id and STANDING, of the whole district.
    """
    rows = current(district_standing, edition)
    own = rows[rows["dimension_id"] == dimension_id]
    about = About(str(edition.period_id), subject=f"dimension:{dimension_id}")
    if own.empty:
        facts = sentences.standing_facts(dict.fromkeys(STANDING.names), about)
        return Facts(
            {**facts.named, "place": ()}, (say("views", "No task is assigned under this dimension."),)
        )
    facts = sentences.standing_facts(own.iloc[0], about)
    return Facts({**facts.named, "place": _place(rows, dimension_id, about)}, facts.nothing)


def _place(rows: pd.DataFrame, dimension_id: str, about: About) -> Inline:
    share = rows.set_index("dimension_id")["share_on_time_pct"].dropna()
    if dimension_id not in share.index or len(share) < 2:
        return ()
    place = int((share > share[dimension_id]).sum()) + 1
    equals = [other for other in share.index if other != dimension_id and share[other] == share[dimension_id]]
    equal = (
        say("views", "; equal with dimension {names}", names=sentences.names_list(equals)) if equals else ""
    )
    return fill(
        say("views", "By the share done on time it is number {place} of {n} dimensions{equal}."),
        place=Fact(about.figure("place_by_share", place)),
        n=Fact(replace(about, subject=ALL).figure("n_dimensions_compared", len(share))),
        equal=equal,
    )


def solution_standing(
    standing: pd.DataFrame, solutions: pd.DataFrame, edition: EditionRow, dimension_id: str
) -> Table:
    """Each solution with its standing; the place that the plan's text links to (``solution-1-1``).

    Args:
        standing: papibook.measures.standing by period_id and solution_id.
    """
    own = solutions[solutions["dimension_id"] == dimension_id].sort_values("sort_order", kind="stable")
    rows = own[["solution_id", "title"]].merge(
        current(standing, edition).drop(columns=["period_id"]),
        on="solution_id",
        how="left",
        validate="one_to_one",
    )
    records = rows_of(rows)
    shown = with_unknown(rows, ["share_on_time_pct", "n_on_time", *SHORTFALLS]).assign(
        solution=[_solution(row["solution_id"], row["title"]) for row in records],
        sign=[_sign(row) for row in records],
        anchor=[solution_anchor(row["solution_id"]) for row in records],
    )
    shown["share_on_time_pct"] = pd.Series(
        [
            few_share(value, _about(row, edition), row)
            for value, row in zip(shown["share_on_time_pct"], records, strict=True)
        ],
        index=shown.index,
        dtype="object",
    )
    columns = [
        TableColumn("solution", say("views", "Solution")),
        TableColumn("sign", say("views", "Standing")),
        TableColumn(
            "share_on_time_pct",
            say("views", "Share on time"),
            "percent",
            decimals=1,
            missing=NONE_MARK,
            measure="share_on_time",
        ),
        *(
            TableColumn(
                name,
                label,
                "number",
                missing=NONE_MARK,
                spanner=say("views", "Assigned tasks"),
                measure=name,
            )
            for name, label in (
                ("n_obligations", say("views", "All")),
                ("n_counted", say("views", "Due by now")),
                ("n_on_time", say("views", "On time")),
                *shortfall_headings().items(),
            )
        ),
    ]
    shape = TableShape(
        "solutions",
        say("views", "Standing of the solutions"),
        stub="solution",
        anchor="anchor",
        notes=(
            say(
                "views",
                "All: assigned tasks of all units, requests left out.",
            ),
            not_reported_note(),
            grade_key(),
            units_source(edition),
        ),
        stacks=True,
    )
    return make_table(
        shown,
        columns,
        shape,
        data=rows,
        about=lambda row: _about(row, edition),
    )


def _about(row: Row, edition: EditionRow) -> About:
    return About(str(edition.period_id), subject=f"solution:{row['solution_id']}")


def _solution(solution_id: str, title: str) -> Inline:
    link = plan_link(solution_id, say("views", "Plan, item {item}", item=solution_id), "small")
    return Run(solution_id, ("id",)), f" {title}\n", *link


def _sign(row: Row) -> Inline:
    status_id = grade(row)
    is_due = status_id != "not_due"
    return (Sign(status_id, words.status_word(status_id) if is_due else say("views", "nothing due yet")),)
