"""What changes its colour while the form is being filled in: answers still owed, the words of the check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from papibook.data.forms.row_checks import COMPLETE, TaskFacts
from papibook.data.forms.styles import Formats
from papibook.data.report.figures import IndicatorRule
from papibook.data.workbook.cells import a1
from papibook.ground.texts import say
from papibook.model.layout import MISSING_REASONS, OTHER_REASON, WRITTEN_STATUSES


def runs(cells: Sequence[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """Cells as ranges (first row, column, last row, column) of cells one under the other."""
    found: list[tuple[int, int, int, int]] = []
    for row, column in sorted(cells, key=lambda cell: (cell[1], cell[0])):
        if found and found[-1][1] == column and found[-1][2] == row - 1:
            found[-1] = (found[-1][0], column, row, column)
        else:
            found.append((row, column, row, column))
    return found


@dataclass
class Marks:
    """The conditional colours of one sheet, collected with the cells that each is for.

    A condition is a formula in which ``{name}`` stands for the cell of that column in the same row.
    """

    letters: dict[str, str]
    _cells: dict[tuple[int, str, Format], list[tuple[int, int]]] = field(default_factory=dict)

    def add(self, row: int, column: int, condition: str, look: Format) -> None:
        """Colour this cell while the condition holds."""
        self._cells.setdefault((column, condition, look), []).append((row, column))

    def write(self, sheet: Worksheet) -> None:
        """Write each condition once, relative to the first of its cells."""
        for (column, condition, look), cells in self._cells.items():
            ranges = runs(cells)
            first, last = ranges[0][0], ranges[0][2]
            places = {name: f"${letter}{first + 1}" for name, letter in self.letters.items()}
            sheet.conditional_format(
                first, column, last, column,
                {
                    "type": "formula",
                    "criteria": "=" + condition.format(**places),
                    "format": look,
                    "multi_range": " ".join(_range(*each) for each in ranges),
                },
            )  # fmt: skip


def _range(top: int, left: int, bottom: int, right: int) -> str:
    return a1(top, left) if top == bottom else f"{a1(top, left)}:{a1(bottom, right)}"


def mark_task(marks: Marks, formats: Formats, row: int, columns: dict[str, int], facts: TaskFacts) -> None:
    """The cells of a task's row that may still be owed."""
    done, excused = WRITTEN_STATUSES["done"], WRITTEN_STATUSES["not_applicable"]
    owed = {
        "completed_date": f'AND({{written_status}}="{done}",NOT(ISNUMBER({{completed_date}})))',
        "reason": f'AND({{written_status}}="{excused}",TRIM({{reason}})="")',
    }
    if not facts.is_request:
        owed["written_status"] = 'TRIM({written_status})=""'
    if facts.needs_product:
        owed["result_text"] = f'AND({{written_status}}="{done}",TRIM({{result_text}})="")'
    for name, condition in owed.items():
        marks.add(row, columns[name], condition, formats.missing)
    mark_check(marks, formats, row, columns["check"])


def mark_figure(
    marks: Marks, formats: Formats, row: int, columns: dict[str, int], rule: IndicatorRule
) -> None:
    """The cells of an indicator's row that may still be owed."""
    other = MISSING_REASONS[OTHER_REASON]
    owed = {"note": f'AND({{reason_code}}="{other}",TRIM({{note}})="")'}
    no_reason = 'TRIM({reason_code})=""' if rule.is_core else "FALSE"
    if rule.kind == "ratio":
        for name, twin in (("numerator", "denominator"), ("denominator", "numerator")):
            owed[name] = f'AND(TRIM({{{name}}})="",OR({no_reason},TRIM({{{twin}}})<>""))'
    elif rule.is_core:
        owed["value"] = f'AND(TRIM({{value}})="",{no_reason})'
    for name, condition in owed.items():
        marks.add(row, columns[name], condition, formats.missing)
    mark_check(marks, formats, row, columns["check"])


def mark_check(marks: Marks, formats: Formats, row: int, column: int) -> None:
    """The words of the check: green where the row is answered, red where it is not."""
    quiet = (say("form", "Answered"), say("form", "Not required"))
    is_good = _begins(COMPLETE)
    marks.add(row, column, is_good, formats.good)
    others = ",".join(f"NOT({_begins(words)})" for words in (COMPLETE, *quiet))
    marks.add(row, column, f'AND({{check}}<>"",{others})', formats.bad)


def _begins(words: str) -> str:
    return f'LEFT({{check}},{len(words)})="{words}"'
