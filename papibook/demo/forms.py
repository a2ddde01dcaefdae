"""Fill in the form of one synthetic unit: what it owes, what it answers, what it gets wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from functools import partial

import pandas as pd

from papibook.data.forms.asked import FIGURE_FACTS, TASK_FACTS
from papibook.data.forms.workbook import FilledForm
from papibook.data.report.contradictions import CODES as FINDING_CODES
from papibook.demo.agreement import Answers
from papibook.demo.answers import true_answers
from papibook.demo.chance import keyed
from papibook.demo.faults import TASK_CHANGES, Fault
from papibook.demo.figures import FigureAnswer
from papibook.demo.sender import Sender, named
from papibook.demo.sentences import ANY, pick
from papibook.model.layout import FIGURE_COLUMNS, TASK_COLUMNS, info_fields
from papibook.model.plan import contained_in
from papibook.model.rules import is_broken

FORM_OF_2022 = "2"
"""The version of the form that the made-up reports came in on."""
NO_PHONE = "0000 000 000"


def make_form(sender: Sender, revision: int, reported_on: date) -> FilledForm:
    """The workbook that ``sender`` sends as that revision."""
    answers, faults = true_answers(sender), sender.faults(revision)
    tasks = _task_rows(sender, answers, faults)
    return FilledForm(
        plan=sender.plan.file,
        period=sender.period,
        unit_id=sender.unit_id,
        unit_name=str(sender.unit["unit_name"]),
        info=_info(sender, revision, tasks, reported_on),
        tasks=tasks,
        figures=_figure_rows(sender, answers, faults),
        made_on=reported_on,
        checklist=sender.checklist,
        version=FORM_OF_2022,
    )


def known_codes(sender: Sender, form: FilledForm, revision: int) -> tuple[str, ...]:
    """The finding codes this workbook gives: of its faults, and of a plan that the unit has not issued.

    A contradiction is one only where the other answer is there too, so it is looked for.
    """
    asked = info_fields(form.checklist)
    there = {*form.tasks["task_id"], *form.figures["indicator_id"], *(info.name for info in asked)}
    faults = sender.faults(revision).values()
    codes = {fault.code for fault in faults if fault.code and fault.subject_id in there}
    codes = {code for code in codes if not code.startswith("rule.")}
    rows = {str(row["task_id"]): named(row) for row in form.tasks.to_dict("records")}
    rows |= {str(row["indicator_id"]): named(row) for row in form.figures.to_dict("records")}
    codes |= {FINDING_CODES[rule.severity] for rule in sender.rules if is_broken(rule, rows)}
    if any(info.is_required and info.name not in form.info for info in form.checklist):
        codes.add("info.missing")
    return tuple(sorted(codes))


def _task_rows(sender: Sender, answers: Answers, faults: Mapping[str, Fault]) -> pd.DataFrame:
    rows = []
    for record in sender.asked.tasks_for(sender.unit_id).to_dict("records"):
        task_id = str(record["task_id"])
        fault = faults.get(task_id)
        slip = dict(TASK_CHANGES[fault.change]) if fault else {}
        rows.append(named(record) | asdict(answers.tasks[task_id]) | slip)
    names = [*(column.name for column in TASK_COLUMNS), *TASK_FACTS]
    return pd.DataFrame(rows, columns=names, dtype=object)


def _figure_rows(sender: Sender, answers: Answers, faults: Mapping[str, Fault]) -> pd.DataFrame:
    rows = []
    for record in sender.asked.figures_for(sender.unit_id).to_dict("records"):
        indicator_id = str(record["indicator_id"])
        answer = answers.figures[indicator_id]
        if fault := faults.get(indicator_id):
            answer = _spoilt(sender, indicator_id, answer, fault)
        rows.append(named(record) | asdict(answer))
    names = [*(column.name for column in FIGURE_COLUMNS), *FIGURE_FACTS]
    return pd.DataFrame(rows, columns=names, dtype=object)


def _spoilt(sender: Sender, indicator_id: str, true: FigureAnswer, fault: Fault) -> FigureAnswer:
    match fault.change:
        case "numerator_over" if true.denominator is not None:
            return replace(true, numerator=true.denominator + 2)
        case "one_more" if true.denominator is not None:
            return replace(true, denominator=true.denominator + 1)
        case "one_short" if true.numerator is not None:
            return replace(true, numerator=true.numerator - 1)
        case "misread" if true.numerator is not None:
            return replace(true, numerator=float(round(true.numerator * 0.9)))
        case "text_number" if true.value is not None:
            return replace(true, value=f"{true.value:.0f}")
        case "other_answer":
            return replace(true, value=not true.value)
        case "none":
            return replace(true, value=0.0)
        case "few_answers":
            return replace(true, numerator=19.0, denominator=24.0)
        case "below_contained":
            inner = contained_in(sender.plan.file, sender.period)
            before = (
                true_answers(replace(sender, period=inner)).figures[indicator_id].value if inner else None
            )
            return replace(true, value=float(before or 1) - 1)
        case _:
            return FigureAnswer()


def _info(sender: Sender, revision: int, tasks: pd.DataFrame, reported_on: date) -> dict[str, object]:
    chance = keyed(sender.seed, "info", sender.period.period_id, sender.unit_id)
    remark = partial(pick, chance, solution_id=ANY, profile=sender.profile)
    letter = chr(ord("A") + int(str(sender.unit["sort_order"])) % 26)
    info: dict[str, object] = {
        "prepared_by": f"Người lập {letter}",
        "approved_by": f"Người duyệt {letter}",
        "phone": NO_PHONE,
        "reported_date": reported_on,
        "general_difficulty": remark("difficulty") if chance.random() < 0.6 else None,
        "general_proposal": remark("proposal") if chance.random() < 0.5 else None,
    }
    info |= _checklist(sender, tasks)
    left_out = sender.faults(revision)
    return {name: value for name, value in info.items() if name not in left_out}


def _checklist(sender: Sender, tasks: pd.DataFrame) -> dict[str, object]:
    """The answers to the plan's checklists: number and day of what the unit has done of an item's tasks."""
    items = sender.plan.checklists.set_index("field")["item"]
    answers: dict[str, object] = {}
    for info in sender.checklist:
        of_item = tasks["solution_id"] == items[info.name]
        done = tasks[of_item & (tasks["written_status"] == "done")]
        if of_item.any() and done.empty:
            continue
        if info.kind == "yes_no":
            chance = keyed(sender.seed, info.name, sender.unit_id).random()
            answers[info.name] = chance < 0.92 + 0.05 * sender.profile.strength
        elif len(done) and info.kind == "day":
            answers[info.name] = done.iloc[0]["completed_date"]
        elif len(done):
            number = str(done.iloc[0]["result_text"]).partition(" ngày ")[0]
            answers[info.name] = number.removeprefix("KH số ")
    return answers
