"""What the form already knows: the unit's earlier report of the period, and last period's figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from papibook.data.edition.period import PeriodData, check_period
from papibook.data.given.plan import Plan, catalogue_of
from papibook.data.given.reference import Reference
from papibook.data.given.units_of import reference_of
from papibook.data.report.rules import accepted_values
from papibook.ground.numbers import NONE_MARK, format_number, format_percent
from papibook.ground.paths import Project
from papibook.model.answers import EXPLANATION, FIGURE_ANSWERS, TASK_ANSWERS, adds_up, defined_alike
from papibook.model.as_of import LAST_DAY
from papibook.model.layout import NO, REVISION_REASON, YES, InfoField, info_fields
from papibook.model.plan import Edition, Period, comparable_of, contained_in
from papibook.model.recurrence import RECURRING

CARRIED = ("written_status", "percent_done", "completed_date", "result_text", "reason")
"""What a form takes over of a task from the contained period's report."""


def last_period(plan: Plan, period: Period) -> Period | None:
    """The period whose figures a form shows for comparison: the one that it contains, else the one
    that it is compared with."""
    return contained_in(plan.file, period) or comparable_of(plan.whole, period)


def read_last(project: Project, plan: Plan, reference: Reference, edition: Edition) -> PeriodData | None:
    """The last period's reports as the edition will read them; None where there is no such period."""
    last = last_period(plan, edition.period)
    if last is None:
        return None
    own = plan.of(last.period_id)
    of_day = reference_of(catalogue_of(own, reference), last)
    return check_period(project, own, of_day, last, edition.data_closed_on, contained=None)


def read_earlier(
    project: Project, plan: Plan, reference: Reference, edition: Edition, last: PeriodData | None
) -> PeriodData:
    """The period's own reports, also those that came after its data were closed."""
    contained = last if contained_in(plan.file, edition.period) else None
    return check_period(project, plan, reference, edition.period, LAST_DAY, contained=contained)


def earlier_revision(earlier: PeriodData, unit_id: str) -> int | None:
    """The unit's highest accepted revision."""
    rows = earlier.chosen[earlier.chosen["unit_id"] == unit_id]
    return None if rows.empty else int(rows["revision"].iloc[0])


def earlier_info(earlier: PeriodData, unit_id: str, checklist: Sequence[InfoField]) -> dict[str, object]:
    """What the unit said of itself; names and phones never leave a report, day and reason are asked anew.

    ``checklist``: what the plan asks the unit besides what every form asks.
    """
    of_each, asked = ("reported_date", REVISION_REASON), info_fields(checklist)
    kinds = {info.name: info.kind for info in asked if info.is_input and info.name not in of_each}
    rows = earlier.info[earlier.info["unit_id"] == unit_id]
    return {
        str(row.field): _typed(kinds[str(row.field)], str(row.value))
        for row in rows.itertuples()
        if row.field in kinds
    }


def _typed(kind: str, value: str) -> object:
    if kind == "day":
        return date.fromisoformat(value)
    return {"yes": YES, "no": NO}[value] if kind == "yes_no" else value


def with_tasks(asked: pd.DataFrame, earlier: PeriodData, unit_id: str) -> pd.DataFrame:
    """``asked`` with what the unit wrote; what could not be read stays open."""
    return _answered(asked, earlier.tasks, unit_id, "task_id", (*TASK_ANSWERS, EXPLANATION))


def carried(asked: pd.DataFrame, last: PeriodData, unit_id: str) -> pd.DataFrame:
    """``asked`` with how the unit's tasks stood in the contained period's report, document and day.

    What recurs in each period is asked anew, and so is what was difficult or proposed then.
    """
    once = ~asked["due_kind"].isin(RECURRING) | (asked["due_kind"] == "each_year")
    goes_on = last.tasks["task_id"].isin(asked.loc[once, "task_id"])
    return _answered(asked, last.tasks[goes_on], unit_id, "task_id", CARRIED)


def with_figures(asked: pd.DataFrame, earlier: PeriodData, unit_id: str) -> pd.DataFrame:
    """``asked`` with what the unit wrote; yes and no as words."""
    rows = _answered(asked, earlier.figures, unit_id, "indicator_id", (*FIGURE_ANSWERS, EXPLANATION))
    is_yes_no = (rows["kind"] == "yes_no") & rows["value"].notna()
    words = rows["value"].map({1.0: YES, 0.0: NO})
    return rows.assign(value=rows["value"].astype(object).mask(is_yes_no, words))


def _answered(
    asked: pd.DataFrame, written: pd.DataFrame, unit_id: str, key: str, names: tuple[str, ...]
) -> pd.DataFrame:
    own = written.loc[written["unit_id"] == unit_id, [key, *names]].drop_duplicates(key)
    fresh = asked.drop(columns=[name for name in names if name in asked.columns])
    return fresh.merge(own, on=key, how="left", validate="one_to_one")


def with_last(asked: pd.DataFrame, last: PeriodData | None, unit_id: str, period: Period) -> pd.DataFrame:
    """``asked`` with ``previous``, the last period's figure in words, and ``contained``, the parts that a
    cumulative figure may not be less than."""
    given: dict[str, dict[str, float]] = {}
    if last is not None:
        alike = defined_alike(asked, last.reference.indicators)
        figures = last.figures[last.figures["indicator_id"].isin(list(alike))]
        own = accepted_values(figures[figures["unit_id"] == unit_id])
        for (indicator_id, name), value in own.get(unit_id, {}).items():
            given.setdefault(indicator_id, {})[name] = value
    contains = last is not None and last.period.starts_on == period.starts_on
    previous, contained = [], []
    for record in asked.to_dict("records"):
        figures = given.get(str(record["indicator_id"]), {})
        previous.append(_shown(str(record["kind"]), int(record["decimals"]), figures))
        is_compared = contains and adds_up(str(record["kind"]), str(record["period_type"]))
        contained.append(figures if is_compared else None)
    return asked.assign(previous=previous, contained=contained)


def _shown(kind: str, decimals: int, parts: Mapping[str, float]) -> str:
    if kind == "ratio" and len(parts) == 2:
        numerator, denominator = parts["numerator"], parts["denominator"]
        share = format_percent(100 * numerator / denominator, decimals) if denominator else NONE_MARK
        return f"{share} ({_plain(numerator)}/{_plain(denominator)})"
    if "value" not in parts:
        return NONE_MARK
    if kind == "yes_no":
        return YES if parts["value"] else NO
    return format_number(parts["value"], decimals)


def _plain(number: float) -> str:
    return format_number(number, 0 if number.is_integer() else 2)
