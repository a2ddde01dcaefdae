"""The first sheet of the form: how complete it is, live, and how it is filled in.

Paragraphs are lines of their own that run over the empty cells beside them, so no cell is merged and no row
needs a height.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from datetime import date

from xlsxwriter.worksheet import Worksheet

from papibook.data.forms.row_checks import COMPLETE
from papibook.data.forms.row_sheets import HEADER_ROW, Count
from papibook.data.forms.styles import HEADING, INK, LINE, MISSING, PAPER, UNUSED, Formats, Head, set_up
from papibook.data.workbook.cells import a1
from papibook.ground.numbers import NONE_MARK, format_date
from papibook.ground.texts import say
from papibook.ground.vietnamese import uncapitalised
from papibook.model.layout import (
    FIGURES_SHEET,
    INFO_SHEET,
    TASK_COLUMNS,
    TASKS_SHEET,
    UNIT_COLUMN,
    WRITTEN_STATUSES,
)

_WIDTHS = (38, 15, 15, 15, 15, 26)
_LINE = 125
"""Characters of a line of text over all columns."""

_HEADERS = {column.name: column.header for column in TASK_COLUMNS}


@dataclass(frozen=True)
class Guide:
    """What the guidance says beside the rules that are the same for all."""

    starts_on: date
    cutoff_on: date
    last_day: date
    info: Count
    tasks: Count
    figures: Count
    prefilled_revision: int | None
    carried_from: str = ""
    has_explanations: bool = False
    n_parts: int = 0


def write_guide(sheet: Worksheet, formats: Formats, head: Head, guide: Guide) -> None:
    """The counter, the steps, the colours, the states."""
    set_up(sheet, formats, head)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    row = _write_counter(sheet, formats, guide) + 2
    row = _write_lines(sheet, formats, row, say("form", "How to fill it in"), _steps(guide))
    row = _write_colours(sheet, formats, row + 1)
    states = [f"{WRITTEN_STATUSES[name]}: {meaning}" for name, meaning in _states().items()]
    row = _write_lines(sheet, formats, row + 1, say("form", "What the states of a task mean"), states)
    sheet.print_area(0, 0, row, len(_WIDTHS) - 1)
    sheet.fit_to_pages(1, 1)
    sheet.activate()


def _write_counter(sheet: Worksheet, formats: Formats, guide: Guide) -> int:
    """The verdict in row 5, then the table; the last row of it."""
    headers = ("Part", "Owed", "Answered", "Still missing", "Complete (%)")
    for column, header in enumerate(say("form", header) for header in headers):
        sheet.write_string(HEADER_ROW + 1, column, header, formats.header)
    first = HEADER_ROW + 2
    parts = [
        (say("form", "Tasks (sheet “{sheet}”)", sheet=TASKS_SHEET), guide.tasks),
        (say("form", "Figures (sheet “{sheet}”)", sheet=FIGURES_SHEET), guide.figures),
        (say("form", "Together"), None),
        (say("form", "Information that is required (sheet “{sheet}”)", sheet=INFO_SHEET), guide.info),
    ]
    sheet.set_row(HEADER_ROW, 22)
    for row, (name, count) in enumerate(parts, start=first):
        sheet.set_row(row, 18)
        look = formats.given("text")
        sheet.write_string(row, 0, name, look)
        _write_counts(sheet, formats, row, count or _together(guide), is_sum=count is None)
    last = first + len(parts) - 1
    total, info = a1(first + 2, 3), a1(last, 3)
    missing = _together(guide).owed - _together(guide).answered + guide.info.owed - guide.info.answered
    ready, lacking = say("form", "Complete: ready to be sent."), say("form", "Still missing: ")
    sheet.write_formula(
        HEADER_ROW,
        0,
        f'=IF({total}+{info}=0,"{ready}","{lacking}"&({total}+{info}))',
        formats.make(bold=True, font_size=13),
        ready if missing == 0 else f"{lacking}{missing}",
    )
    for sign, look in (("=0", formats.good), (">0", formats.bad)):
        sheet.conditional_format(
            HEADER_ROW, 0, HEADER_ROW, 0,
            {"type": "formula", "criteria": f"=${total[0]}${total[1:]}+${info[0]}${info[1:]}{sign}",
             "format": look},
        )  # fmt: skip
    sheet.conditional_format(
        first, 3, last, 3, {"type": "cell", "criteria": ">", "value": 0, "format": formats.missing}
    )
    return last


def _together(guide: Guide) -> Count:
    tasks, figures = guide.tasks, guide.figures
    return Count(tasks.owed + figures.owed, tasks.answered + figures.answered, "")


def _write_counts(sheet: Worksheet, formats: Formats, row: int, count: Count, *, is_sum: bool) -> None:
    owed, answered = a1(row, 1), a1(row, 2)
    look = formats.given("whole")
    if is_sum:
        for column in (1, 2):
            above = f"{a1(row - 2, column)}:{a1(row - 1, column)}"
            value = count.owed if column == 1 else count.answered
            sheet.write_formula(row, column, f"=SUM({above})", look, value)
    else:
        sheet.write_number(row, 1, count.owed, look)
        sheet.write_formula(row, 2, f'=COUNTIF({count.checks},"{COMPLETE}*")', look, count.answered)
    sheet.write_formula(row, 3, f"={owed}-{answered}", look, count.owed - count.answered)
    share = 100 * count.answered / count.owed if count.owed else NONE_MARK
    sheet.write_formula(
        row, 4, f'=IF({owed}=0,"{NONE_MARK}",100*{answered}/{owed})',
        formats.given("share"),
        share,
    )  # fmt: skip


def _steps(guide: Guide) -> list[str]:
    start, cutoff, last = (format_date(day) for day in (guide.starts_on, guide.cutoff_on, guide.last_day))
    steps = [
        say("form", "Send it by {day} at the latest (the day itself is in time).", day=last),
        say(
            "form",
            "The report covers {start} to {cutoff}, both days included; "
            "figures are counted from the first day.",
            start=start,
            cutoff=cutoff,
        ),
        say(
            "form",
            "Write into the yellow cells only; an orange one is still missing. Other cells are locked.",
        ),
        say(
            "form",
            "Sheet “{sheet}”: choose a state for each task. Done: give the day and the result with number "
            "and date of the document. Not applicable: give the reason.",
            sheet=TASKS_SHEET,
        ),
        say(
            "form",
            "Sheet “{sheet}”: for a share write numerator and denominator, never the share itself; for a "
            "count the number; otherwise choose yes or no.",
            sheet=FIGURES_SHEET,
        ),
        say(
            "form",
            "No figure: leave the cell empty and choose the reason. Write 0 only if it was counted and is 0.",
        ),
        say("form", "Figures of the last period stand in grey, for comparison."),
        say("form", "Paste with “paste values” only: pasting with formats takes lists and colours away."),
        say("form", "The column “{column}” says what a row still lacks.", column=_HEADERS["check"]),
        *_of_parts(guide),
        *_explained(guide),
        say("form", "Do not rename sheets. Save as .xlsx without a password and send the file back."),
    ]
    if guide.prefilled_revision is not None:
        steps.insert(
            0,
            say(
                "form",
                "Filled in from your report number {revision}: correct what is wrong, complete what is "
                "missing. Names, phone and day must be entered anew; say on the sheet “{sheet}” why "
                "something is changed.",
                revision=guide.prefilled_revision,
                sheet=INFO_SHEET,
            ),
        )
    elif guide.carried_from:
        steps.insert(
            0,
            say(
                "form",
                "The tasks hold what your unit reported for {period}: bring them up to date. The figures of "
                "the whole year must be entered anew.",
                period=uncapitalised(guide.carried_from),
            ),
        )
    return [f"{number}. {step}" for number, step in enumerate(steps, start=1)]


def _explained(guide: Guide) -> list[str]:
    if not guide.has_explanations:
        return []
    told = say(
        "form",
        "Something unusual is right all the same: write why into the column “{column}”. It is then not asked "
        "about again; it is printed with the figure.",
        column=_HEADERS["explanation"],
    )
    return [told]


def _of_parts(guide: Guide) -> list[str]:
    if not guide.n_parts:
        return []
    told = say(
        "form",
        "{n} units report through yours: their rows stand below your own, and the column “{column}” says "
        "whose each row is. Fill in the rows of every unit.",
        n=guide.n_parts,
        column=UNIT_COLUMN.header,
    )
    return [told]


def _states() -> dict[str, str]:
    return {
        "not_started": say("form", "nothing has been done by the end of the period."),
        "in_progress": say(
            "form", "begun and not finished by the end of the period; say how far in percent."
        ),
        "done": say("form", "the product is there; the day of completion lies within the period."),
        "not_applicable": say("form", "the unit has no such duty or no such case; the reason must be given."),
    }


def _write_lines(sheet: Worksheet, formats: Formats, row: int, title: str, texts: list[str]) -> int:
    sheet.write_string(row, 0, title, formats.make(bold=True, font_size=12, font_color=HEADING))
    for text in texts:
        for number, line in enumerate(textwrap.wrap(text, _LINE)):
            row += 1
            sheet.write_string(row, 0, line if number == 0 else f"    {line}", formats.under)
    return row + 1


def _write_colours(sheet: Worksheet, formats: Formats, row: int) -> int:
    meanings = {
        PAPER: say("form", "to be filled in"),
        MISSING: say("form", "still missing"),
        UNUSED: say("form", "not used in this row"),
    }
    sheet.write_string(
        row, 0, say("form", "Colours"), formats.make(bold=True, font_size=12, font_color=HEADING)
    )
    for colour, meaning in meanings.items():
        row += 1
        look = formats.make(bg_color=colour, border=1, border_color=LINE, font_color=INK)
        sheet.write_string(row, 0, meaning, look)
    return row + 1
