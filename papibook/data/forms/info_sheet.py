"""The information sheet and the hidden one of a unit's workbook.

The answer stands right of its label, where the reader looks for it; the columns after it only explain.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from xlsxwriter.worksheet import Worksheet

from papibook.data.forms.cells import worded, write_cell
from papibook.data.forms.conditional_formats import Marks, mark_check
from papibook.data.forms.conditions import Cell, Condition, first_that_holds
from papibook.data.forms.row_checks import COMPLETE
from papibook.data.forms.row_sheets import HEADER_ROW, Count
from papibook.data.forms.styles import Formats, Head, row_height, set_up
from papibook.data.forms.validation import YES_NO_RULE, Rules, day_rule
from papibook.data.workbook.cells import a1
from papibook.ground.texts import say
from papibook.model.layout import InfoField, info_fields
from papibook.model.plan import Period

_WIDTHS = (38, 56, 52, 18)


def write_info(
    sheet: Worksheet,
    formats: Formats,
    head: Head,
    lines: Sequence[InfoField],
    answers: Mapping[str, object],
    hints: Mapping[str, str],
    days: Mapping[str, dict[str, object]],
) -> Count:
    """Labels in column A, answers in B, explanations in C, what is lacking in D.

    ``hints``: explanations by field; ``days``: the rules of the fields that are days.
    """
    set_up(sheet, formats, head)
    rules, marks = Rules(), Marks({"answer": "B", "check": "D"})
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    answered = 0
    for row, info in enumerate(lines, start=HEADER_ROW):
        answer = worded(info.kind, answers.get(info.name))
        look = formats.answer(info.kind, align="left") if info.is_input else formats.given(info.kind)
        hint = hints.get(info.name, "")
        sheet.set_row(row, max(20, row_height([(answer, _WIDTHS[1]), (hint, _WIDTHS[2])])))
        sheet.write_string(row, 0, info.label, formats.given("text"))
        write_cell(sheet, row, 1, answer, look)
        sheet.write_string(row, 2, hint, formats.given("text"))
        if info.kind == "yes_no":
            rules.add(row, 1, YES_NO_RULE)
        elif info.name in days:
            rules.add(row, 1, days[info.name])
        if info.is_required:
            cell = Cell(f"$B{row + 1}", answer)
            wrong: list[tuple[Condition, str]] = [(cell.is_blank, say("form", "Not filled in"))]
            if info.kind == "day":
                wrong.append((~cell.is_number, say("form", "Day is not a date")))
            verdict = first_that_holds(wrong, COMPLETE)
            sheet.write_formula(row, 3, verdict.formula, formats.given("check"), verdict.words)
            marks.add(row, 1, 'TRIM({answer})=""', formats.missing)
            mark_check(marks, formats, row, 3)
            answered += verdict.words == COMPLETE
        else:
            sheet.write_blank(row, 3, None, formats.given("text"))
    last_row = HEADER_ROW + len(lines) - 1
    rules.write(sheet)
    marks.write(sheet)
    sheet.print_area(0, 0, last_row, len(_WIDTHS) - 1)
    sheet.freeze_panes(HEADER_ROW, 1)
    checks = f"{a1(HEADER_ROW, 3)}:{a1(last_row, 3)}"
    return Count(sum(info.is_required for info in lines), answered, f"'{sheet.get_name()}'!{checks}")


def info_hints(checklist: Sequence[InfoField]) -> dict[str, str]:
    """What the fields of the information sheet mean."""
    needed = say("form", "Must be filled in.")
    hints = {
        "prepared_by": f"{needed} {say('form', 'Who fills in this form.')}",
        "approved_by": f"{needed} {say('form', 'The head of the unit, or who signs for the head.')}",
        "phone": say("form", "To ask back; shown on no page of the book."),
        "reported_date": needed,
        "revision_reason": say(
            "form",
            "Only when a report is sent again: what has changed and why. Quoted in the book as written.",
        ),
        "general_difficulty": say("form", "What concerns no single task. Quoted in the book as written."),
        "general_proposal": say("form", "What concerns no single task. Quoted in the book as written."),
    }
    hints |= {each.name: f"{needed if each.is_required else ''} {each.hint}".strip() for each in checklist}
    return hints


def info_days(checklist: Sequence[InfoField], period: Period) -> dict[str, dict[str, object]]:
    """The rules of the days on the information sheet."""
    hint = say("form", "Day/month/year, for example 31/05/2022.")
    first, last = period.starts_on - timedelta(days=366), period.cutoff_on + timedelta(days=366)
    days = [info.name for info in info_fields(checklist) if info.kind == "day"]
    return {name: day_rule(first, last, hint) for name in days}


def write_identity(sheet: Worksheet, formats: Formats, identity: Mapping[str, str], banner: str) -> None:
    """The sheet that says whose form this is; no user sees it, Excel's menus cannot show it."""
    for row, (name, value) in enumerate(identity.items()):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, value)
    sheet.set_column(0, 1, 30)
    if banner:
        sheet.write_string(0, 3, banner, formats.banner)
    sheet.protect()
    sheet.very_hidden()
