"""The two sheets of rows, tasks and figures: by content of the plan, each row with its rules and its check.

Rows 1 to 3 are the heading (title, unit and period, banner), row 5 the header. Headings between the rows
hold one text in the first column and nothing else, which the reader of workbooks passes over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from papibook.data.forms.cells import worded, write_cell
from papibook.data.forms.conditional_formats import Marks, mark_figure, mark_task
from papibook.data.forms.conditions import Cell, Verdict
from papibook.data.forms.row_checks import (
    COMPLETE,
    TaskFacts,
    figure_check,
    task_check,
)
from papibook.data.forms.styles import Formats, Head, row_height, set_up
from papibook.data.forms.validation import (
    REASON_RULE,
    STATUS_RULE,
    Rules,
    done_rule,
    figure_rule,
    percent_rule,
)
from papibook.data.report.figures import IndicatorRule
from papibook.data.workbook.cells import a1
from papibook.ground.texts import say
from papibook.model.layout import FIGURE_COLUMNS, TASK_COLUMNS, UNIT_COLUMN, SheetColumn, table_columns
from papibook.model.plan import Period

HEADER_ROW = 4
Record = Mapping[str, object]


@dataclass(frozen=True)
class Count:
    """How many rows the unit owes on a sheet, how many are answered now, and where the sheet says so."""

    owed: int
    answered: int
    checks: str


@dataclass(frozen=True)
class Page:
    """What the two sheets share but for their rows: heading, looks, version of the form, and whether each row
    names its unit."""

    head: Head
    formats: Formats
    version: str
    names_units: bool = False

    def columns(self, declared: tuple[SheetColumn, ...]) -> tuple[SheetColumn, ...]:
        """Those of a sheet."""
        own = table_columns(declared, self.version)
        return (UNIT_COLUMN, *own) if self.names_units else own


@dataclass
class _Table:
    """A sheet being written."""

    sheet: Worksheet
    formats: Formats
    columns: Sequence[SheetColumn]
    rules: Rules = field(default_factory=Rules)
    verdicts: list[Verdict] = field(default_factory=list)
    places: dict[str, int] = field(init=False)
    marks: Marks = field(init=False)

    def __post_init__(self) -> None:
        self.places = {column.name: index for index, column in enumerate(self.columns)}
        self.marks = Marks({name: a1(0, index)[:-1] for name, index in self.places.items()})

    def cells(self, row: int, record: Record) -> dict[str, Cell]:
        """The row's cells by column name, as the spreadsheet will see them."""
        return {
            column.name: Cell(f"${a1(row, index)}", worded(column.kind, record.get(column.name)))
            for index, column in enumerate(self.columns)
        }

    def write_row(self, row: int, record: Record, used: Mapping[str, str], verdict: Verdict) -> None:
        """One row; ``used``: the input columns that this row uses, with the kind of answer."""
        texts = [(worded(c.kind, record.get(c.name)), c.width) for c in self.columns if c.kind != "check"]
        self.sheet.set_row(
            row, row_height([*texts, (verdict.words, self.columns[self.places["check"]].width)])
        )
        for index, column in enumerate(self.columns):
            value = worded(column.kind, record.get(column.name))
            if column.kind == "check":
                look = self.formats.given("check")
                self.sheet.write_formula(row, index, verdict.formula, look, verdict.words)
            elif not column.is_input:
                write_cell(self.sheet, row, index, value, self.formats.given(column.kind))
            elif column.name in used:
                write_cell(self.sheet, row, index, value, self.formats.answer(used[column.name]))
            else:
                write_cell(self.sheet, row, index, value, self.formats.unused())
        self.verdicts.append(verdict)


def write_tasks(sheet: Worksheet, page: Page, tasks: pd.DataFrame, period: Period, issued_on: date) -> Count:
    """The sheet of tasks; columns of TASK_COLUMNS, group, needs_product and is_request.

    ``issued_on``: the plan's day; what was done before it and before the period is refused.
    """
    formats = page.formats
    table = _Table(sheet, formats, page.columns(TASK_COLUMNS))
    first_day = min(period.starts_on, issued_on)
    used = {column.name: column.kind for column in table.columns if column.is_input}
    rules = {
        "written_status": STATUS_RULE,
        "percent_done": percent_rule(),
        "completed_date": done_rule(period, first_day),
    }

    def write(row: int, record: Record) -> bool:
        facts = TaskFacts(bool(record["needs_product"]), bool(record["is_request"]))
        table.write_row(row, record, used, task_check(table.cells(row, record), facts, period, first_day))
        for name, rule in rules.items():
            table.rules.add(row, table.places[name], rule)
        mark_task(table.marks, formats, row, table.places, facts)
        return not facts.is_request

    return _write_table(table, page.head, tasks, write)


def write_figures(sheet: Worksheet, page: Page, figures: pd.DataFrame) -> Count:
    """The sheet of figures; columns of FIGURE_COLUMNS, FIGURE_FACTS and contained (a mapping, or nothing)."""
    formats = page.formats
    table = _Table(sheet, formats, page.columns(FIGURE_COLUMNS))

    def write(row: int, record: Record) -> bool:
        rule, given = IndicatorRule.of(record), record.get("contained")
        contained = given if isinstance(given, Mapping) else {}
        number = "whole" if rule.is_whole else "number"
        used = {"reason_code": "reason", "note": "text", "explanation": "text"}
        used |= dict.fromkeys(rule.used, "yes_no" if rule.kind == "yes_no" else number)
        table.write_row(
            row,
            record,
            used,
            figure_check(table.cells(row, record), rule, contained),
        )
        for name in rule.used:
            table.rules.add(row, table.places[name], figure_rule(rule))
        table.rules.add(row, table.places["reason_code"], REASON_RULE)
        mark_figure(table.marks, formats, row, table.places, rule)
        return rule.is_core

    return _write_table(table, page.head, figures, write)


def _write_table(
    table: _Table, head: Head, frame: pd.DataFrame, write: Callable[[int, Record], bool]
) -> Count:
    sheet, formats, last_column = table.sheet, table.formats, len(table.columns) - 1
    set_up(sheet, formats, head)
    for index, column in enumerate(table.columns):
        sheet.set_column(index, index, column.width)
        sheet.write_string(HEADER_ROW, index, column.header, formats.header)
    sheet.set_row(HEADER_ROW, 48)
    owed = answered = 0
    row = HEADER_ROW
    for row, heading, record in _laid_out(frame):
        if record is None:
            sheet.set_row(row, 20)
            sheet.write_string(row, 0, heading, formats.group)
            for index in range(1, last_column + 1):
                sheet.write_blank(row, index, None, formats.group)
            continue
        is_owed = write(row, record)
        owed += is_owed
        answered += is_owed and table.verdicts[-1].words.startswith(COMPLETE)
    if frame.empty:
        row += 1
        sheet.write_string(row, 0, say("form", "Your unit has nothing to report here."), formats.under)
    table.rules.write(sheet)
    table.marks.write(sheet)
    sheet.repeat_rows(HEADER_ROW)
    sheet.print_area(0, 0, row, last_column)
    named = next(place for name, place in table.places.items() if name in ("title", "indicator_name"))
    sheet.freeze_panes(HEADER_ROW + 1, named + 1)
    check = table.places["check"]
    checks = f"{a1(HEADER_ROW + 1, check)}:{a1(row, check)}"
    return Count(owed, answered, f"'{sheet.get_name()}'!{checks}")


def _laid_out(frame: pd.DataFrame) -> Iterator[tuple[int, str, Record | None]]:
    """Row number, heading and record, a heading (without record) wherever the group changes."""
    row, group = HEADER_ROW, ""
    for found in frame.to_dict("records"):
        record = {str(name): value for name, value in found.items()}
        if str(record["group"]) != group:
            row, group = row + 1, str(record["group"])
            yield row, group, None
        row += 1
        yield row, group, record
