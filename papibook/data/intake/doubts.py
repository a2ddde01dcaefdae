"""What contradicts a form that says whose it is: sheets, rows, the file's name, its sender, the calendar.

A form says unit and period in its hidden sheet. A sheet of another report copied into it, or the wrong form
filled in, shows elsewhere; the office then says what is meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import PurePath

from papibook.data.given.reference import recognise_unit
from papibook.data.intake.named import plain_words
from papibook.data.intake.reasons import Reason, reason
from papibook.data.intake.recognise import Known, period_named
from papibook.data.report.identity import is_like_period, is_like_unit
from papibook.data.report.places import (
    TableSheet,
    info_sheet,
    labelled_cells,
    table_in,
)
from papibook.data.report.rules import UnitRules
from papibook.data.workbook.cells import Sheet, Workbook, a1
from papibook.data.workbook.readings import read_text
from papibook.ground.numbers import format_date
from papibook.ground.vietnamese import fold, uncapitalised
from papibook.model.layout import (
    ADDRESSEES,
    FIGURE_COLUMNS,
    FIGURES_SHEET,
    FORM_HEAD_MARK,
    FORM_HEAD_PARTS,
    TASK_COLUMNS,
    TASKS_SHEET,
)
from papibook.model.plan import Period

EARLY = timedelta(days=14)
"""A report may come so long before its period ends; the answers are then those of the cut-off."""
FEW_NAMED = 3
LEAST_ROWS = 2
"""One row more or less is a slip, no other form."""

RulesOf = Callable[[Period], Mapping[str, UnitRules]]
"""What the reports of a period are checked against, by unit."""

_SEPARATORS = re.compile(r"[·–—|;:,()\n]| - ")


@dataclass(frozen=True)
class Arrived:
    """What is known of a file beside what is in it: name, sender (empty: unknown), the day it came."""

    name: str
    sender: str
    day: date | None


def doubts(
    workbook: Workbook, unit_id: str, period: Period, arrived: Arrived, known: Known, rules_of: RulesOf
) -> Iterator[Reason]:
    """Everything that contradicts that ``workbook`` is the report of the unit for the period.

    Codes begin with ``unit.`` where it may be another unit's, with ``period.`` where for another period.
    """
    tables = _tables(workbook)
    told = [
        each
        for sheet, rows in _headed(workbook, tables)
        for each in _heads(sheet, rows, unit_id, period, known)
    ]
    yield from told
    headed = {(each.code.partition(".")[0], each.facts["sheet"]) for each in told}
    for each in _rows(tables, unit_id, period, known, rules_of):
        if (each.code.partition(".")[0], each.facts["sheet"]) not in headed:  # else its head says it already
            yield each
    yield from _around(unit_id, period, arrived, known)
    if arrived.day is not None and period.starts_on <= arrived.day < period.cutoff_on - EARLY:
        facts = {"day": format_date(arrived.day), "ends": format_date(period.cutoff_on)}
        yield reason("period.not_ended", **facts, **_own(unit_id, period, known))


def _headed(workbook: Workbook, tables: Mapping[str, TableSheet]) -> Iterator[tuple[Sheet, int]]:
    """The sheets that are read, each with how many rows stand above what is read of it."""
    info = info_sheet(workbook)
    if info is not None:
        yield info, min((row for row, _ in labelled_cells(info).values()), default=0)
    for table in tables.values():
        yield table.sheet, table.header_row


def _tables(workbook: Workbook) -> dict[str, TableSheet]:
    """The tables of tasks and figures, where they can be read."""
    found = {}
    for name, columns in ((TASKS_SHEET, TASK_COLUMNS), (FIGURES_SHEET, FIGURE_COLUMNS)):
        table = table_in(workbook, name, columns)
        if table is not None:
            found[name] = table
    return found


def _heads(sheet: Sheet, rows: int, unit_id: str, period: Period, known: Known) -> Iterator[Reason]:
    """What the lines above a table name in place of the unit, the period and the plan, each once a sheet."""
    told: dict[str, Reason] = {}
    for row, cells in enumerate(sheet.rows[:rows]):
        for column, cell in enumerate(cells):
            line = read_text(cell)
            if not line:
                continue
            where = {"sheet": sheet.name, "cell": a1(row, column)}
            for code, found in _named_in_head(line, unit_id, period, known):
                told.setdefault(code, reason(code, found=found, **where, **_own(unit_id, period, known)))
    yield from told.values()


def _named_in_head(line: str, unit_id: str, period: Period, known: Known) -> Iterator[tuple[str, str]]:
    """Code and what is named, for each part of a heading that is not this unit's, period's or plan's."""
    parts = [part.strip() for part in line.split(FORM_HEAD_MARK)]
    if len(parts) == FORM_HEAD_PARTS:  # as the form itself writes it
        unit, for_period, plan = parts
        if recognise_unit(unit, known.reference) != unit_id and not _is_named(unit, unit_id, known):
            yield "unit.in_sheet", unit
        if period_named(for_period, known.plan) != period.period_id and not is_like_period(
            for_period, period
        ):
            yield "period.in_sheet", for_period
        if plain_words(known.numbers[period.period_id][1]) not in plain_words(plan):
            yield "period.plan_in_sheet", plan
    elif not any(word in fold(line) for word in ADDRESSEES):
        others = known.names.units_in(line) & set(known.unit_names)
        if others and not _is_named(line, unit_id, known):
            yield "unit.in_sheet", line
        exact = {period_named(part.strip(), known.plan) for part in _SEPARATORS.split(line)} - {""}
        if known.names.periods_in(line, period) or (exact and period.period_id not in exact):
            yield "period.in_sheet", line


def _is_named(text: str, unit_id: str, known: Known) -> bool:
    """Whether ``text`` names the unit; a slip is taken for its name only where it is nobody else's."""
    named = known.names.units_in(text)
    return unit_id in named if named else is_like_unit(text, unit_id, known.reference)


def _rows(
    tables: Mapping[str, TableSheet], unit_id: str, period: Period, known: Known, rules_of: RulesOf
) -> Iterator[Reason]:
    """Sheets whose rows are those of another unit's form, or of another period's."""
    for name, table in tables.items():
        rules = rules_of(period)[unit_id]
        known_ids = rules.tasks.needs_product if name == TASKS_SHEET else rules.figures.indicators
        codes = table.columns[next(iter(table.columns))]
        column = (
            read_text(row[codes]) for row in table.sheet.rows[table.header_row + 1 :] if codes < len(row)
        )
        listed = {code for code in column if code in known_ids}
        own = _asked(name, rules)
        where = {
            "sheet": table.sheet.name,
            "cell": a1(table.header_row, table.columns[next(iter(table.columns))]),
        }
        facts = {**where, **_own(unit_id, period, known)}
        strange = listed - own
        if len(strange) >= LEAST_ROWS and len(strange) > len(listed & own):
            left = {
                each: len(listed - _asked(name, theirs))
                for each, theirs in rules_of(period).items()
                if each in known.unit_names
            }
            nearest = [each for each, count in left.items() if count == min(left.values())]
            names = ", ".join(known.unit_names[each] for each in nearest[:FEW_NAMED])
            yield reason("unit.rows", found=names, ids=", ".join(sorted(strange)[:FEW_NAMED]), **facts)
            continue
        for other in known.plan.periods:
            theirs = _asked(name, rules_of(other)[unit_id])
            if other != period and len(theirs ^ own) >= LEAST_ROWS and listed == theirs:
                ids = ", ".join(sorted(theirs ^ own)[:FEW_NAMED])
                yield reason("period.rows", found=uncapitalised(other.name), ids=ids, **facts)


def _asked(name: str, rules: UnitRules) -> frozenset[str]:
    return frozenset(rules.tasks.owed if name == TASKS_SHEET else rules.figures.asked)


def _around(unit_id: str, period: Period, arrived: Arrived, known: Known) -> Iterator[Reason]:
    """What the file's name and its sender say otherwise."""
    stem = PurePath(arrived.name).stem
    facts = _own(unit_id, period, known)
    for code, text in (("unit.file_name", stem), ("unit.sender", arrived.sender)):
        others = known.names.units_in(text)
        if others & set(known.unit_names) and unit_id not in others:
            yield reason(code, found=text, **facts)
    of_forms = {f"{unit_id}_{each.period_id}" for each in known.plan.periods if each != period}
    if stem in of_forms or known.names.periods_in(stem, period):
        yield reason("period.file_name", found=stem, **facts)


def _own(unit_id: str, period: Period, known: Known) -> dict[str, str]:
    return {
        "wanted": known.unit_names[unit_id],
        "name": uncapitalised(period.name),
        "unit_option": f"--unit {unit_id}",
        "period_option": f"--period {period.period_id}",
    }
