"""Whether a form came back as it was handed out: prefilled with what was reported before, and unchanged."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from papibook.data.report.identity import identity_fields
from papibook.data.report.places import info_sheet, labelled_cells, table_in
from papibook.data.workbook.cells import Workbook
from papibook.data.workbook.readings import read_text
from papibook.model.layout import (
    FIGURE_COLUMNS,
    FIGURES_SHEET,
    TASK_COLUMNS,
    TASKS_SHEET,
    InfoField,
)

PREFILLED = "prefilled"
"""The field of the hidden sheet that holds the digest of the answers with which the form was handed out."""

CellAnswer = tuple[str, str, object]
"""Code of a task or indicator (empty on the information sheet), name of the answer, what its cell holds."""


def answers_digest(answers: Iterable[CellAnswer]) -> str:
    """A digest of what stands in the cells that a unit fills in, wherever they stand."""
    lines = sorted(f"{row}\t{name}\t{text}" for row, name, cell in answers if (text := _plain(cell)))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def is_as_handed_out(parts: Sequence[tuple[Workbook, Sequence[InfoField]]]) -> bool:
    """Whether all answers are those that the form had when handed out; False where it does not say.

    ``parts``: the sender's own and those of units that report through it (papibook.data.report.carried), each
    with the lines of the information sheet that it is asked for.
    """
    given = identity_fields(parts[0][0]).get(PREFILLED)
    if given is None:
        return False
    return given == answers_digest(answer for part, lines in parts for answer in _answers(part, lines))


def _answers(workbook: Workbook, lines: Sequence[InfoField]) -> Iterator[CellAnswer]:
    info = info_sheet(workbook)
    if info is not None:
        places = labelled_cells(info, lines)
        for each in lines:
            if each.is_input and each.name in places:
                yield "", each.name, info.cell(*places[each.name])
    for name, columns in ((TASKS_SHEET, TASK_COLUMNS), (FIGURES_SHEET, FIGURE_COLUMNS)):
        table = table_in(workbook, name, columns)
        if table is None:
            continue
        id_name, *inputs = table.columns
        for row in range(table.header_row + 1, len(table.sheet.rows)):
            row_id = read_text(table.sheet.cell(row, table.columns[id_name]))
            for column in inputs:
                yield row_id, column, table.sheet.cell(row, table.columns[column])


def _plain(cell: object) -> str:
    if isinstance(cell, date):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return repr(float(cell))
    return " ".join(str(cell).split())
