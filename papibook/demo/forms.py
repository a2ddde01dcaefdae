"""Fill in the form of one synthetic unit: what it owes, what it answers, what it gets wrong."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cached_property, partial

import pandas as pd

from papibook.data.forms.asked import FIGURE_FACTS, TASK_FACTS, Asked
from papibook.data.forms.workbook import FilledForm
from papibook.data.given.plan import Plan
from papibook.data.given.reference import Reference
from papibook.demo.chance import keyed
from papibook.demo.communes import model_of
from papibook.demo.faults import TASK_CHANGES, Fault, faults_of
from papibook.demo.figures import DemoIndicator, FigureAnswer, figure_answer, figure_value
from papibook.demo.profiles import Profile, make_profile
from papibook.demo.sentences import ANY, pick
from papibook.demo.tables import PERIOD_KINDS
from papibook.demo.tasks import Clock, DemoTask, task_answer
from papibook.model.layout import FIGURE_COLUMNS, INFO_FIELDS, PLAN_DIMENSIONS, TASK_COLUMNS
from papibook.model.plan import Period

FORM_OF_2022 = "2"
"""The version of the form that the made-up reports came in on."""
NO_PHONE = "0000 000 000"


@dataclass(frozen=True)
class Sender:
    """A reporting unit in one period, with all that its form is made from."""

    seed: int
    plan: Plan
    reference: Reference
    period: Period
    unit_id: str
    asked: Asked

    @cached_property
    def model_id(self) -> str:
        """The unit whose faults this one has."""
        return model_of(self.unit_id)

    def faults(self, revision: int) -> dict[str, Fault]:
        """What goes wrong in that revision of its report, by task, indicator or field."""
        return faults_of(self.period.kind).of(self.model_id, revision)

    @cached_property
    def unit(self) -> Mapping[str, object]:
        """The unit's row of schema UNITS."""
        units = self.reference.units
        return _named(units.loc[units["unit_id"] == self.unit_id].iloc[0].to_dict())

    @cached_property
    def profile(self) -> Profile:
        """How large and how capable the unit is."""
        is_commune = self.unit["unit_group"] == "communes"
        return make_profile(self.seed, self.unit_id, is_commune=is_commune, model_id=self.model_id)

    @property
    def clock(self) -> Clock:
        """Between which days its tasks can be done."""
        return Clock(self.plan.file.issued_on, self.period.cutoff_on)


def make_form(sender: Sender, revision: int, reported_on: date) -> FilledForm:
    """The workbook that ``sender`` sends as that revision."""
    tasks = _task_rows(sender, revision)
    return FilledForm(
        plan=sender.plan.file,
        period=sender.period,
        unit_id=sender.unit_id,
        unit_name=str(sender.unit["unit_name"]),
        info=_info(sender, revision, tasks, reported_on),
        tasks=tasks,
        figures=_figure_rows(sender, revision),
        made_on=reported_on,
        dimension_names=sender.asked.dimension_names,
        version=FORM_OF_2022,
    )


def known_codes(sender: Sender, form: FilledForm, revision: int) -> tuple[str, ...]:
    """The finding codes this workbook gives: of its faults, and of a plan that the unit has not issued."""
    there = {*form.tasks["task_id"], *form.figures["indicator_id"], *(info.name for info in INFO_FIELDS)}
    faults = sender.faults(revision).values()
    codes = {fault.code for fault in faults if fault.code and fault.subject_id in there}
    if "own_plan_number" not in form.info:
        codes.add("info.missing")
    return tuple(sorted(codes))


def _task_rows(sender: Sender, revision: int) -> pd.DataFrame:
    bad = sender.faults(revision)
    rows = []
    for record in sender.asked.tasks_for(sender.unit_id).to_dict("records"):
        due, dimension = record["due_date"], record["dimension_id"]
        task = DemoTask(
            task_id=str(record["task_id"]),
            solution_id=str(record["solution_id"]),
            dimension_id="" if pd.isna(dimension) else str(dimension),
            product="" if pd.isna(record["product"]) else str(record["product"]),
            due_kind=str(record["due_kind"]),
            due_date=None if pd.isna(due) else due.date(),
        )
        answer = asdict(task_answer(sender.seed, sender.profile, task, sender.clock))
        fault = bad.get(task.task_id)
        rows.append(_named(record) | answer | dict(TASK_CHANGES[fault.change] if fault else {}))
    names = [*(column.name for column in TASK_COLUMNS), *TASK_FACTS]
    return pd.DataFrame(rows, columns=names, dtype=object)


def _named(record: Mapping[Hashable, object]) -> dict[str, object]:
    return {str(name): value for name, value in record.items()}


def _figure_rows(sender: Sender, revision: int) -> pd.DataFrame:
    bad = sender.faults(revision)
    rows = []
    for record in sender.asked.figures_for(sender.unit_id).to_dict("records"):
        indicator = DemoIndicator(
            indicator_id=str(record["indicator_id"]),
            kind=str(record["kind"]),
            period_type=str(record["period_type"]),
            is_core=bool(record["is_core"]),
            is_integer_parts=bool(record["is_integer_parts"]),
        )
        fault = bad.get(indicator.indicator_id)
        answer = _spoilt(sender, indicator, fault) if fault else _answered(sender, indicator)
        rows.append(_named(record) | asdict(answer))
    names = [*(column.name for column in FIGURE_COLUMNS), *FIGURE_FACTS]
    return pd.DataFrame(rows, columns=names, dtype=object)


def _answered(sender: Sender, indicator: DemoIndicator) -> FigureAnswer:
    period = sender.period
    is_revised = any(indicator.indicator_id in faults_of(kind).of(sender.model_id) for kind in PERIOD_KINDS)
    # A figure that one workbook gets wrong is there in all of them, so that the fault can be seen.
    draw = figure_value if is_revised else figure_answer
    return draw(sender.seed, sender.profile, indicator, year=period.year, kind=period.kind)


def _spoilt(sender: Sender, indicator: DemoIndicator, fault: Fault) -> FigureAnswer:
    year, kind = sender.period.year, sender.period.kind
    true = figure_value(sender.seed, sender.profile, indicator, year=year, kind=kind)
    match fault.change:
        case "numerator_over" if true.denominator is not None:
            return replace(true, numerator=true.denominator + 2)
        case "misread" if true.numerator is not None:
            return replace(true, numerator=float(round(true.numerator * 0.9)))
        case "text_number" if true.value is not None:
            return replace(true, value=f"{true.value:.0f}")
        case "few_answers":
            return replace(true, numerator=19.0, denominator=24.0)
        case "below_half_year":
            half = figure_value(sender.seed, sender.profile, indicator, year=year, kind="half_year")
            return replace(true, value=float(half.value or 1) - 1)
        case _:
            return FigureAnswer()


def _info(sender: Sender, revision: int, tasks: pd.DataFrame, reported_on: date) -> dict[str, object]:
    chance = keyed(sender.seed, "info", sender.period.period_id, sender.unit_id)
    remark = partial(pick, chance, solution_id=ANY, is_commune=sender.profile.is_commune)
    letter = chr(ord("A") + int(str(sender.unit["sort_order"])) % 26)
    covers = {
        name: keyed(sender.seed, name, sender.unit_id).random() < 0.92 + 0.05 * sender.profile.strength
        for name in (*PLAN_DIMENSIONS, "own_plan_results", "own_plan_dates", "own_plan_lead")
    }
    own_plan_item = sender.plan.file.item_asking_for("own_plans")
    own = tasks[(tasks["solution_id"] == own_plan_item) & (tasks["written_status"] == "done")]
    info: dict[str, object] = {
        "prepared_by": f"Người lập {letter}",
        "approved_by": f"Người duyệt {letter}",
        "phone": NO_PHONE,
        "reported_date": reported_on,
        "general_difficulty": remark("difficulty") if chance.random() < 0.6 else None,
        "general_proposal": remark("proposal") if chance.random() < 0.5 else None,
    }
    if len(own):
        document = str(own.iloc[0]["result_text"]).partition(" ngày ")[0].removeprefix("KH số ")
        info |= {"own_plan_number": document, "own_plan_date": own.iloc[0]["completed_date"], **covers}
    left_out = sender.faults(revision)
    return {name: value for name, value in info.items() if name not in left_out}
