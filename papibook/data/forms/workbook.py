"""Write the workbook that a unit fills in: empty as a form, prefilled, or filled in.

What stands on which sheet is declared in :mod:`papibook.model.layout`, for this writer and for the reader.
The same :class:`FilledForm` gives the same bytes: the document's date comes from the form, and XlsxWriter
dates everything inside the file the same. Text is always written as text, so that an answer that begins
with ``=`` never becomes a formula.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from typing import BinaryIO

import pandas as pd
import xlsxwriter

from papibook.data.forms.cells import worded
from papibook.data.forms.guide_sheet import Guide, write_guide
from papibook.data.forms.info_sheet import info_days, info_hints, write_identity, write_info
from papibook.data.forms.row_sheets import Page, write_figures, write_tasks
from papibook.data.forms.styles import FONT, Formats, GrowingSheet, Head
from papibook.data.report.handed_out import PREFILLED, CellAnswer, answers_digest
from papibook.ground.texts import say
from papibook.model import layout
from papibook.model.plan import Period, PlanFile

IDENTITY_SINCE = 3
"""The first version whose hidden sheet says the status of the data, and with what the form was prefilled."""


@dataclass(frozen=True)
class FilledForm:
    """What one unit's workbook holds for one period.

    Attributes:
        info: answers of the information sheet by field name (papibook.model.layout.info_fields): text,
            a date, or True/False for yes/no; a field left out stays blank.
        tasks: columns named as in papibook.model.layout.TASK_COLUMNS, and those of
            papibook.data.forms.asked; ``written_status`` holds a code.
        figures: columns named as in papibook.model.layout.FIGURE_COLUMNS, and those of
            papibook.data.forms.asked; ``value`` holds a number, or True/False for yes/no; ``reason_code`` a
            code. Codes are written as the words of the layout, anything else as it is.
        made_on: the document's date.
        checklist: what the plan asks the unit on the information sheet besides what every form asks.
        prefilled_revision: the earlier report that the answers come from.
        carried_from: the name of the period of which the unit's report is carried on; empty: none is.
        version: of the form; reports of every version that was ever handed out keep coming in.
        parts: what the workbook holds of the units that report through this one: each as its own form.
    """

    plan: PlanFile
    period: Period
    unit_id: str
    unit_name: str
    info: Mapping[str, object]
    tasks: pd.DataFrame
    figures: pd.DataFrame
    made_on: date
    checklist: tuple[layout.InfoField, ...] = ()
    prefilled_revision: int | None = None
    carried_from: str = ""
    unit_group: str = ""
    version: str = layout.FORM_VERSION
    parts: tuple[FilledForm, ...] = ()

    @property
    def is_prefilled(self) -> bool:
        """Whether answers come from what was reported before."""
        return self.prefilled_revision is not None or bool(self.carried_from)


def form_digest(form: FilledForm) -> str:
    """A digest of what the form asks, whatever is answered: tells which form a unit was given."""
    asked = [form.plan.plan_id, form.period.period_id, form.unit_id, form.version]
    for frame, columns in ((form.tasks, layout.TASK_COLUMNS), (form.figures, layout.FIGURE_COLUMNS)):
        names = [column.name for column in columns if not column.is_input]
        asked.append(frame.reindex(columns=names).drop(columns=["check", "previous"], errors="ignore")
                     .to_csv(index=False, lineterminator="\n"))  # fmt: skip
    asked += map(form_digest, form.parts)
    return hashlib.sha256("\x1f".join(asked).encode()).hexdigest()[:16]


def _answers(form: FilledForm, lines: Sequence[layout.InfoField] = ()) -> Iterator[CellAnswer]:
    """What stands in the cells that the unit fills in; ``lines``: those of its part of another's workbook."""
    for part in form.parts:
        yield from _answers(part, layout.part_fields(part.checklist))
    for info in lines or layout.info_fields(form.checklist, form.version):
        if info.is_input and info.name in form.info:
            yield "", info.name, _cell(info.kind, form.info[info.name])
    for frame, columns in ((form.tasks, layout.TASK_COLUMNS), (form.figures, layout.FIGURE_COLUMNS)):
        inputs = [column for column in columns if column.is_input and column.name in frame.columns]
        for record in frame.to_dict("records"):
            for column in inputs:
                yield str(record[columns[0].name]), column.name, _cell(column.kind, record[column.name])


def _cell(kind: str, value: object) -> object:
    told = worded(kind, value)
    return "" if told is None or pd.isna(told) else told


def write_workbook(target: Path | BinaryIO, form: FilledForm) -> None:
    """Write ``form`` as XLSX to a file or an open binary stream."""
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": FONT, "font_size": 11},
    }
    banner = layout.ILLUSTRATIVE_BANNER if form.plan.data_status == "illustrative" else ""
    book = xlsxwriter.Workbook(str(target) if isinstance(target, Path) else target, options)
    book.set_properties(
        {
            "title": say(
                "form",
                "Report on plan {plan}, {period}: {unit}",
                plan=form.plan.number,
                period=form.period.name,
                unit=form.unit_name,
            ),
            "subject": banner,
            "created": datetime.combine(form.made_on, time()),
        }
    )
    formats = Formats(book)
    under = say(
        "form",
        "{unit} · {period} · Plan {plan}",
        unit=form.unit_name,
        period=form.period.name,
        plan=form.plan.number,
    )
    head = partial(Head, under=under, banner=banner)
    first = book.add_worksheet(layout.GUIDE_SHEET, GrowingSheet)
    info = write_info(
        book.add_worksheet(layout.INFO_SHEET, GrowingSheet),
        formats,
        head(say("form", "INFORMATION ON THE REPORT")),
        *_information(form),
    )
    tasks = write_tasks(
        book.add_worksheet(layout.TASKS_SHEET, GrowingSheet),
        Page(head(say("form", "PROGRESS OF THE TASKS")), formats, form.version, bool(form.parts)),
        _rows(form, "tasks"),
        form.period,
        form.plan.issued_on,
    )
    figures = write_figures(
        book.add_worksheet(layout.FIGURES_SHEET, GrowingSheet),
        Page(head(say("form", "FIGURES")), formats, form.version, bool(form.parts)),
        _rows(form, "figures"),
    )
    guide = Guide(
        starts_on=form.period.starts_on,
        cutoff_on=form.period.cutoff_on,
        last_day=form.period.deadline_of(form.unit_group).last_day,
        info=info,
        tasks=tasks,
        figures=figures,
        prefilled_revision=form.prefilled_revision,
        carried_from=form.carried_from,
        n_parts=len(form.parts),
        has_explanations=layout.table_columns(layout.TASK_COLUMNS, form.version) == layout.TASK_COLUMNS,
    )
    write_guide(first, formats, head(say("form", "REPORT FORM: GUIDANCE AND CHECK")), guide)
    identity = {
        "plan_id": form.plan.plan_id,
        "period_id": form.period.period_id,
        "unit_id": form.unit_id,
        "form_version": form.version,
        "form_digest": form_digest(form),
    }
    if int(form.version) >= IDENTITY_SINCE:
        identity["data_status"] = form.plan.data_status
        if form.is_prefilled:
            identity[PREFILLED] = answers_digest(_answers(form))
    write_identity(book.add_worksheet(layout.IDENTITY_SHEET, GrowingSheet), formats, identity, banner)
    book.close()


def _information(
    form: FilledForm,
) -> tuple[list[layout.InfoField], dict[str, object], dict[str, str], dict[str, dict[str, object]]]:
    """Lines, answers, hints and rules of days of the information sheet, those of its parts at the end."""
    lines = list(layout.info_fields(form.checklist, form.version))
    answers = {**form.info, "unit_name": form.unit_name, "period_name": form.period.name}
    hints, days = info_hints(form.checklist), info_days(form.checklist, form.period)
    for part in form.parts:
        of_part, days_of_part = info_hints(part.checklist), info_days(part.checklist, part.period)
        for info in layout.part_fields(part.checklist):
            name = f"{part.unit_id}:{info.name}"
            lines.append(replace(info, name=name, label=layout.label_of(part.unit_name, info)))
            answers[name], hints[name] = part.info.get(info.name), of_part[info.name]
            if info.name in days_of_part:
                days[name] = days_of_part[info.name]
    return lines, answers, hints, days


def _rows(form: FilledForm, name: str) -> pd.DataFrame:
    """The rows of a sheet: the unit's own, then those of each unit that reports through it."""
    own: pd.DataFrame = getattr(form, name)
    if not form.parts:
        return own
    unit = layout.UNIT_COLUMN.name
    of_parts = [
        getattr(part, name).assign(**{unit: part.unit_name, "group": part.unit_name}) for part in form.parts
    ]
    frames = [frame.astype(object) for frame in (own.assign(**{unit: form.unit_name}), *of_parts)]
    return pd.concat([frame for frame in frames if len(frame)] or frames[:1], ignore_index=True)
