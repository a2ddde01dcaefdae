"""The annexes: every task, and the catalogue of indicators with their definitions."""

from __future__ import annotations

import pandas as pd

from papibook.ground.numbers import format_number
from papibook.ground.texts import say
from papibook.model.groups import GROUPS, split_ids
from papibook.views import words
from papibook.views.display import Html, Table, escape
from papibook.views.edition import EditionRow
from papibook.views.links import page_link, plan_link
from papibook.views.sentences import paragraph
from papibook.views.tables import TableColumn, TableShape, make_table

_DUE_KIND = {"date": "by a date", "each_period": "each period", "event": "when it occurs"}
_KIND = {"count": "count", "ratio": "ratio", "yes_no": "yes or no"}
_DIRECTION = {
    "higher": "higher is better",
    "lower": "lower is better",
    "neutral": "not judged",
    "context": "for context",
}
_PERIOD_TYPE = {
    "flow_cumulative": "adds up from the start of the year",
    "stock_at_cutoff": "as it stands at the cut-off",
    "annual_only": "once a year",
}
_TOTAL = {
    "count": "sum",
    "ratio": "sum of numerators ÷ sum of denominators",
    "yes_no": "percentage of yes among answers",
}
_TOTAL_OVER = {
    "count": "sum over {who}",
    "ratio": "sum of numerators ÷ sum of denominators over {who}",
    "yes_no": "percentage of yes among {who}",
}


def tasks_note(tasks: pd.DataFrame) -> Html:
    """How many tasks there are, how many of them are proposals, and why."""
    proposed = int(tasks["is_proposed"].fillna(False).sum())
    return paragraph(
        say(
            "views_whole",
            "The plan's own annex of tasks is lost. Of the {total} tasks below, {proposed} are therefore "
            "proposals, drawn up from the text of the solutions and marked “proposed”; no figure about them "
            "says anything about the real annex.",
            total=len(tasks),
            proposed=proposed,
        )
    )


def tasks_table(
    tasks: pd.DataFrame, solutions: pd.DataFrame, units: pd.DataFrame, dimensions: pd.DataFrame
) -> Table:
    """All tasks, grouped by dimension in the plan's order; those outside the dimensions come first.

    Args:
        tasks, solutions, units, dimensions: schemas TASKS, SOLUTIONS, UNITS, DIMENSIONS.
    """
    order = solutions.set_index("solution_id")["sort_order"]
    placed = tasks.assign(place=tasks["solution_id"].map(order).fillna(0))
    placed = placed.sort_values(["place", "task_id"], kind="stable", ignore_index=True)
    names = dimensions.set_index("dimension_id")["dimension_name"]
    shown = placed.assign(
        group=[
            say("views_whole", "Plan, part IV: carrying out") if words.is_missing(d) else f"{d}. {names[d]}"
            for d in placed["dimension_id"]
        ],
        solution=[plan_link(item) for item in placed["solution_id"]],
        who=[_bodies(spec, units) for spec in placed["lead"]],
        helpers=[_bodies(spec, units) for spec in placed["support"]],
        due=[
            _with_note(_due(row), say("views_whole", _DUE_KIND[row.due_kind]))
            for row in placed.itertuples(index=False)
        ],
        id=[_unbroken(task_id) for task_id in placed["task_id"]],
        what=[_with_note(title, note) for title, note in zip(placed["title"], placed["note"], strict=True)],
        marks=[_task_marks(row) for row in placed.itertuples(index=False)],
    )
    columns = [
        TableColumn("id", say("views_whole", "No."), align="left"),
        TableColumn("solution", say("views_whole", "Item"), align="center"),
        TableColumn("what", say("views_whole", "Task")),
        TableColumn("product", say("views_whole", "Product")),
        TableColumn("who", say("views_whole", "Lead")),
        TableColumn("helpers", say("views_whole", "Support"), missing="–"),
        TableColumn("due", say("views_whole", "Due and its kind")),
        TableColumn("marks", say("views_whole", "Standing of the task"), align="center"),
    ]
    shape = TableShape(
        "tasks",
        say("views_whole", "Tasks of the plan by dimension"),
        stub="id",
        groups="group",
        notes=(
            say(
                "views_whole",
                "“Each period”: due at the cut-off of every period. “When it occurs”: never overdue, in no share.",
            ),
            say("views_whole", "“Asked”: the plan only asks the body for it; outside every share."),
        ),
        wide=True,
    )
    return make_table(shown, columns, shape, data=placed.drop(columns="place"))


def indicators_table(
    indicators: pd.DataFrame,
    targets: pd.DataFrame,
    units: pd.DataFrame,
    dimensions: pd.DataFrame,
    edition: EditionRow,
) -> Table:
    """The catalogue: what each indicator is made of, who reports it, how the district's value is made.

    Args:
        indicators, targets, units, dimensions: schemas INDICATORS, TARGETS, UNITS, DIMENSIONS.
    """
    own = targets[targets["period_id"] == edition.period_id].set_index("indicator_id")["target"]
    names = dimensions.set_index("dimension_id")["dimension_name"]
    ordered = indicators.sort_values(["dimension_id", "indicator_id"], kind="stable", ignore_index=True)
    shown = ordered.assign(
        group=[f"{d}. {names[d]}" for d in ordered["dimension_id"]],
        definition=[_with_note(_definition(row), row.note) for row in ordered.itertuples(index=False)],
        reading=[
            words.sentence_case(
                f"{say('views_whole', _DIRECTION[row.direction])}; {say('views_whole', _PERIOD_TYPE[row.period_type])}"
            )
            for row in ordered.itertuples(index=False)
        ],
        who=[_bodies(spec, units) for spec in ordered["reporter_ids"]],
        total=[_total_rule(row, units) for row in ordered.itertuples(index=False)],
        target=[_target(row, own) for row in ordered.itertuples(index=False)],
        marks=[_indicator_marks(row) for row in ordered.itertuples(index=False)],
    )
    columns = [
        TableColumn("indicator_id", say("views_whole", "No.")),
        TableColumn("indicator_name", say("views_whole", "Indicator")),
        TableColumn("definition", say("views_whole", "Definition")),
        TableColumn("reading", say("views_whole", "How to read it")),
        TableColumn("who", say("views_whole", "Who reports")),
        TableColumn("total", say("views_whole", "District value")),
        TableColumn("target", say("views_whole", "Target"), "number", missing="–"),
        TableColumn("marks", say("views_whole", "Duty to report"), align="center"),
    ]
    shape = TableShape(
        "indicators",
        say(
            "views_whole",
            "{total} indicators, {core} of them owed by every reporter",
            total=len(ordered),
            core=int(ordered["is_core"].fillna(False).sum()),
        ),
        stub="indicator_id",
        groups="group",
        notes=(
            say(
                "views_whole",
                "Targets are those of {period}; all are proposals.",
                period=words.within_sentence(edition.period_name),
            )
            if bool(targets["is_proposed"].fillna(False).all())
            else say(
                "views_whole",
                "Targets are those of {period}.",
                period=words.within_sentence(edition.period_name),
            ),
        ),
        wide=True,
    )
    return make_table(shown, columns, shape, data=ordered)


def indicators_note(dimensions: pd.DataFrame) -> Html:
    """Where the values themselves stand."""
    links = " · ".join(
        page_link(f"dimensions/{row.dimension_id}", f"{row.dimension_id}. {row.short_name}").html
        for row in dimensions.itertuples(index=False)
    )
    return Html(f"<p>{escape(say('views_whole', 'Values of this period, by dimension:'))} {links}</p>")


def _bodies(spec: object, units: pd.DataFrame) -> str:
    """``communes;phong-noi-vu`` → Các xã, thị trấn; Phòng Nội vụ."""
    names = units.set_index("unit_id")["unit_name"]
    groups = {
        "communes": say("views_whole", "all communes and townships"),
        "departments": say("views_whole", "all departments and agencies"),
    }
    found = [groups[part] if part in GROUPS else str(names.get(part, part)) for part in split_ids(spec)]
    return words.sentence_case("; ".join(found))


def _due(row: object) -> str:
    printed = words.text_of(getattr(row, "due_text", None))
    day = getattr(row, "due_date", None)
    if words.is_missing(day):
        return printed
    exact = words.date_of(day)
    return printed if exact in printed else f"{printed} ({exact})" if printed else exact


def _task_marks(row: object) -> str:
    marks = []
    if words.is_yes(getattr(row, "is_request", None)):
        marks.append(say("views_whole", "asked"))
    marks.append(
        say("views_whole", "proposed")
        if words.is_yes(getattr(row, "is_proposed", None))
        else say("views_whole", "set by the plan")
    )
    return words.sentence_case("; ".join(marks))


def _unbroken(text: object) -> Html:
    """An id that no line break may cut at its hyphen."""
    return Html(f'<span class="pb-nowrap">{escape(text)}</span>')


def _with_note(text: object, note: object) -> Html:
    """A cell's text with its note below it, smaller."""
    below = words.text_of(note)
    small = f'<br><span class="pb-muted pb-cell-note">{escape(below)}</span>' if below else ""
    return Html(f"{escape(text)}{small}")


def _definition(row: object) -> str:
    kind = words.sentence_case(say("views_whole", _KIND[str(getattr(row, "kind", ""))]))
    if getattr(row, "kind", "") != "ratio":
        measure = words.text_of(getattr(row, "unit_measure", None))
        return f"{kind} ({measure})" if measure and getattr(row, "kind", "") == "count" else kind
    return say(
        "views_whole",
        "Ratio (%): {numerator} ÷ {denominator}",
        numerator=words.text_of(getattr(row, "numerator_name", None)),
        denominator=words.text_of(getattr(row, "denominator_name", None)),
    )


def _total_rule(row: object, units: pd.DataFrame) -> str:
    kind, counted = str(getattr(row, "kind", "")), getattr(row, "total_of", None)
    if counted == getattr(row, "reporter_ids", None):
        return words.sentence_case(say("views_whole", _TOTAL[kind]))
    return words.sentence_case(
        say("views_whole", _TOTAL_OVER[kind], who=words.within_sentence(_bodies(counted, units)))
    )


def _target(row: object, targets: "pd.Series[float]") -> str | None:
    indicator_id = str(getattr(row, "indicator_id", ""))
    if indicator_id not in targets.index:
        return None
    decimals = words.int_of(getattr(row, "decimals", 0))
    sign = "≥" if getattr(row, "direction", "") == "higher" else "≤"
    measure = words.measure_of(getattr(row, "unit_measure", None), str(getattr(row, "kind", "")), total=True)
    value = float(targets[indicator_id])
    places = 0 if value == int(value) else decimals
    return f"{sign} {format_number(value, places)}{'%' if measure == '%' else ' ' + measure}"


def _indicator_marks(row: object) -> str:
    is_owed = words.is_yes(getattr(row, "is_core", None))
    marks = [say("views_whole", "owed") if is_owed else say("views_whole", "optional")]
    if not words.is_yes(getattr(row, "is_public", None)):
        marks.append(say("views_whole", "not for the public edition"))
    return words.sentence_case("; ".join(marks))
