"""The rows of a table: which are answers, which are totals or headings, and which belong to another report.

Rows are found by their code; what stands below a table, signatures and notes, has none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from papibook.data.report.places import Entry, Origin, TableSheet, heading
from papibook.data.workbook.cells import CellValue, a1
from papibook.data.workbook.readings import read_choice, read_day, read_number, read_text
from papibook.ground.similar import did_you_mean
from papibook.ground.vietnamese import fold, without_marks
from papibook.model.findings import Finding
from papibook.model.layout import MISSING_REASONS, WRITTEN_STATUSES

LEAST_SECOND = 3
"""So many different codes a second time are a second report; fewer are rows copied by mistake."""


def entries(table: TableSheet, known: Sequence[str], origin: Origin) -> tuple[list[Entry], list[Finding]]:
    """The rows below the header that carry a code, known or not, and findings for those that are no answers.

    Headings between the rows and signatures below them carry no code: several words that are like none.
    A total is left alone, and so is a second report below the first.
    """
    by_fold = {fold(code): code for code in known}
    found: list[Entry] = []
    loose: list[int] = []
    for row in range(table.header_row + 1, len(table.sheet.rows)):
        if _is_heading(table, row):
            continue
        text = _code(table, row)
        has_input = is_answered(table, row)
        if fold(text) in by_fold:
            found.append(Entry(table, row, by_fold[fold(text)]))
        elif text and (" " not in text or (has_input and did_you_mean(text, known))) and not _is_total(text):
            found.append(Entry(table, row, text))
        elif has_input:
            loose.append(row)
    end = _second_start(table, found, known) or len(table.sheet.rows)
    second = [_second_report(table, end, origin)] if end < len(table.sheet.rows) else []
    found, loose = [each for each in found if each.row < end], [row for row in loose if row < end]
    last = max((entry.row for entry in found if entry.id in known), default=-1)
    is_body = [
        entry for entry in found if entry.id in known or entry.row < last or _is_answer(table, entry.row)
    ]
    findings = [
        _loose_row(table, row, origin, is_last=row > last)
        for row in loose
        if row < last or _is_answer(table, row)
    ]
    return is_body, [*findings, *second]


def _loose_row(table: TableSheet, row: int, origin: Origin, *, is_last: bool) -> Finding:
    """A total, or a row whose code is missing. It is not quoted: it may hold a name or a phone number."""
    id_name = next(iter(table.columns))
    texts = (read_text(cell) for cell in table.sheet.rows[row])
    is_total = any(_is_total(text, is_last=is_last) for text in texts)
    return origin.finding(
        "row.total" if is_total else "row.without_id",
        sheet=table.sheet.name,
        cell=a1(row, table.columns[id_name]),
        row=str(row + 1),
        header=table.headers[id_name],
    )


_SUM = r"(tong|cong|sum|total|sub-?total|grand total|σ|binh quan|trung binh)( (cong|so|hop|chung|don|gop))?"
_TOTAL = re.compile(rf"{_SUM}( (noi dung|muc|phan) \S{{1,4}}| toan \w+)?\s*[:.]?")
_TOTAL_WITH_MORE = re.compile(rf"{_SUM}\s*[:(].*|(tong cong|tong hop|tong so)\b.*")
"""In words without marks."""


def _is_total(text: str, *, is_last: bool = False) -> bool:
    """Whether ``text`` names a total; below the table (``is_last``) more may follow the word."""
    bare = without_marks(text)
    return bool(_TOTAL.fullmatch(bare) or (is_last and _TOTAL_WITH_MORE.fullmatch(bare)))


_NUMBERING = re.compile(r"\(?([0-9]{1,2}|[a-zđ])\)?(=.*)?")


def _is_heading(table: TableSheet, row: int) -> bool:
    """Whether the row numbers the columns ("(1) (2) (3)"), or repeats their headings on a second page."""
    texts = [fold(text) for cell in table.sheet.rows[row] if (text := read_text(cell))]
    is_near = row <= table.header_row + 2 and len(texts) > len(table.columns) / 2
    if is_near and all(_NUMBERING.fullmatch(text) for text in texts):
        return True
    return {heading(header) for header in table.headers.values()} <= {heading(text) for text in texts}


def _second_start(table: TableSheet, found: Sequence[Entry], known: Collection[str]) -> int | None:
    """The row where a second report begins, with its heading: from there on most codes come once more."""
    seen: set[str] = set()
    for number, entry in enumerate(found):
        if entry.id in seen:
            later = {each.id for each in found[number:] if each.id in known}
            if len(again := seen & later) < LEAST_SECOND or 2 * len(again) <= len(later):
                return None
            between = range(found[number - 1].row + 1, entry.row)
            return next((row for row in between if any(map(read_text, table.sheet.rows[row]))), entry.row)
        seen.add(entry.id)
    return None


def _second_report(table: TableSheet, start: int, origin: Origin) -> Finding:
    """One finding for all rows of a second report."""
    cell = a1(start, table.columns[next(iter(table.columns))])
    places = f"“{table.sheet.name}” {start + 1}"
    return origin.finding("sheet.second_report", sheet=table.sheet.name, cell=cell, places=places)


def _code(table: TableSheet, row: int) -> str:
    """What stands as the row's code, even if it is struck out: the row is then said to be struck out."""
    place = (row, table.columns[next(iter(table.columns))])
    looks = table.sheet.looks.get(place)
    return looks.struck if looks and not looks.stands else read_text(table.sheet.cell(*place))


def is_answered(table: TableSheet, row: int) -> bool:
    """Whether one of the row's own cells holds an entry; one that only lies under a merged cell does not."""
    return any(read_text(cell) != "" for cell in _inputs(table, row))


def _inputs(table: TableSheet, row: int) -> Iterator[CellValue]:
    _, *inputs = table.columns
    for name in inputs:
        yield table.sheet.cell(row, table.columns[name])


def _is_answer(table: TableSheet, row: int) -> bool:
    """Whether the row holds a number, a day or a chosen word: more than a signature, its day or a remark."""
    filled = [cell for cell in _inputs(table, row) if read_text(cell)]
    if len(filled) == 1 and isinstance(filled[0], date):
        return False
    for cell in filled:
        choice = read_choice(cell, _CHOICES)
        if choice.value or read_number(cell).value is not None or read_day(cell).value is not None:
            return True
    return False


_CHOICES: Mapping[str, str] = {**WRITTEN_STATUSES, **MISSING_REASONS}
