"""The jobs that would raise the share on time most."""

from __future__ import annotations

import pandas as pd

from papibook.ground.texts import say
from papibook.measures.standing import standing
from papibook.model.facts import Fact, Facts, Named
from papibook.model.figures import ALL, About, Figure
from papibook.model.groups import split_ids
from papibook.model.inline import Inline
from papibook.views.common import sentences, words
from papibook.views.common.display import Html, Table
from papibook.views.common.edition import EditionRow, units_source
from papibook.views.common.figure_cells import number_cell
from papibook.views.common.filling import fill
from papibook.views.common.links import linked_units, page_link, solution_anchor
from papibook.views.common.rows import Row, cut, rows_of
from papibook.views.common.tables import TableColumn, TableShape, make_table

MOST = 10
_NAMED = 4
"""Units named in a row; more are counted."""


def job_facts(
    jobs: pd.DataFrame, obligations: pd.DataFrame, edition: EditionRow, unit_id: str = ALL
) -> Facts:
    """What can still raise the share on time, and what no longer can. Nothing to state: no job raises it.

    Names: n_to_gain (obligations that can still come to be on time), n_lost (those due that can't any more),
    share_on_time (now), and_lost (n_lost in words, where there are any).

    Args:
        jobs: papibook.measures.lifting_jobs of ``obligations``, rows of one period.
    """
    about = About(str(edition.period_id), unit_id)
    whole = standing(obligations, ("period_id",))
    n_counted, n_on_time = (int(whole[name].sum()) for name in ("n_counted", "n_on_time"))
    n_to_gain = int(jobs["n_to_gain"].sum())
    share = whole["share_on_time_pct"].iloc[0] if n_counted else None
    n_lost = n_counted - n_on_time - n_to_gain
    lost = Fact(about.figure("n_lost", n_lost))
    named: Named = {
        "n_to_gain": Fact(about.figure("n_to_gain", n_to_gain)),
        "n_lost": lost,
        "and_lost": fill(say("views", "; {n} no longer can, and must be finished all the same"), n=lost)
        if n_lost
        else (),
        "share_on_time": Fact(
            about.figure("share_on_time", share),
            "percent",
            1,
            of=(n_on_time, n_counted) if n_counted else None,
        ),
    }
    text = say("views", "Nothing that was due in this period can still come to be on time.")
    return Facts(named, None if n_to_gain else (text,))


def lifting_jobs(
    jobs: pd.DataFrame,
    tasks: pd.DataFrame,
    units: pd.DataFrame,
    edition: EditionRow,
    unit_id: str = ALL,
    *,
    most: int = MOST,
) -> Table | Html:
    """The jobs that would raise the share on time most, the greatest gain first; nothing where there is none.

    Reports that gain alike, and the units of a task, stand in the order of the units. How many of those left
    out equal the last row is noted.

    Args:
        jobs: papibook.measures.lifting_jobs, rows of one period. tasks, units: schemas TASKS, UNITS.
        unit_id: whose share it is, where it is one unit's.
        most: how many rows.
    """
    if jobs.empty:
        return Html("")
    units = units.sort_values(["sort_order", "unit_id"], kind="stable")
    ranked = jobs.assign(
        less=-jobs["n_to_gain"], place=jobs["unit_id"].map(units.set_index("unit_id")["sort_order"])
    )
    rows = ranked.sort_values(["less", "kind", "place"], kind="stable", ignore_index=True)
    records, alike = cut(rows_of(rows[jobs.columns]), most, lambda row: row["n_to_gain"])
    rows = rows[jobs.columns].head(most)
    facts = tasks.set_index("task_id")[["title", "solution_id"]].to_dict("index")
    names = linked_units(units)
    shown = rows.assign(
        job=[_job(row, facts, names) for row in records],
        place=[_units(row, names) for row in records],
        number=[number_cell(_figure(row, "n_to_gain", unit_id), 0) for row in records],
        gain=[number_cell(_figure(row, "gain_in_share", unit_id), 1) for row in records],
    )
    columns = [
        TableColumn("job", say("views", "Job")),
        *([] if unit_id != ALL else [TableColumn("place", say("views", "Where"))]),
        TableColumn("number", say("views", "Number of assigned tasks"), "number"),
        TableColumn("gain", say("views", "Raises the share by at most (percentage points)"), "number"),
    ]
    shape = TableShape(
        "lifting-jobs" if most == MOST else "lifting-jobs-top",
        say("views", "Jobs that would raise the share on time most"),
        stub="job",
        notes=(
            say("views", "And {n} more jobs that equal the last one.", n=len(alike)) if alike else "",
            say(
                "views",
                "A report raises the share if it shows that the work was done on time; work of each period "
                "counts again in the next one. What was done late or is overdue raises nothing any more.",
            ),
            units_source(edition),
        ),
        stacks=True,
    )
    return make_table(shown, columns, shape, data=rows)


def _figure(row: Row, measure: str, unit_id: str) -> Figure:
    """A report's gain is about the unit that has to send it; a task's about the task."""
    of_report = row["kind"] == "report"
    about = About(
        row["period_id"], unit_id, f"report:{row['unit_id']}" if of_report else f"task:{row['task_id']}"
    )
    return about.figure(measure, row["gain_pct" if measure == "gain_in_share" else measure])


def _job(row: Row, facts: dict[str, dict[str, str]], names: dict[str, Inline]) -> Inline:
    if row["kind"] == "report":
        return fill(say("views", "Report of {unit}, which has not been received"), unit=names[row["unit_id"]])
    task = facts[row["task_id"]]
    place = (
        ()
        if words.is_missing(row["dimension_id"])
        else page_link(
            f"dimensions/{row['dimension_id']}",
            str(task["solution_id"]),
            anchor=solution_anchor(str(task["solution_id"])),
        )
    )
    item = place or (str(task["solution_id"]),)
    return (*item, " ", task["title"])


def _units(row: Row, names: dict[str, Inline]) -> Inline:
    ids = {*split_ids(row["unit_ids"])}
    if len(ids) > _NAMED:
        return (say("views", "{n} units", n=len(ids)),)
    return sentences.join_pieces([name for unit_id, name in names.items() if unit_id in ids])
