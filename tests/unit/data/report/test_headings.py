"""Headings are looked for no further than they can stand, whatever version the form is of."""

from __future__ import annotations

from pathlib import Path

import pytest
from checked import checked, row_of, told
from forms import Form, good_form
from handed_in import form_bytes

from papibook.data.report import places
from papibook.data.report.places import Origin, find_table
from papibook.data.workbook.cells import Workbook, workbook_of
from papibook.model.layout import FIGURE_COLUMNS, FIGURES_SHEET

HEADINGS = 2
"""Their row in the form, from 0."""


def _as_of_an_earlier_version(form: Form) -> None:
    _, column = form.place(FIGURES_SHEET, "I101", "explanation")
    cells = form.cells[FIGURES_SHEET]
    form.cells[FIGURES_SHEET] = {place: cell for place, cell in cells.items() if place[1] != column}


def _workbook(form: Form, folder: Path) -> Workbook:
    return workbook_of(form_bytes(form, folder))


def test_form_of_an_earlier_version_is_searched_to_its_headings_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = good_form()
    for number in range(40):
        form.cells[FIGURES_SHEET][20 + number, 1] = f"Dòng dưới {number}"
    _as_of_an_earlier_version(form)
    sheet = _workbook(form, tmp_path).sheets[FIGURES_SHEET]
    looked_at: list[object] = []
    real = places.read_text
    monkeypatch.setattr(places, "read_text", lambda cell: looked_at.append(cell) or real(cell))
    table, findings = find_table(sheet, FIGURE_COLUMNS, Origin("xa-a", "2022-S1", "a.xlsx"))
    assert table is not None
    assert (table.header_row, findings) == (HEADINGS, [])
    assert not [cell for cell in looked_at if isinstance(cell, str) and cell.startswith("Dòng dưới")]


def test_heading_of_a_later_version_in_the_row_below_is_found(tmp_path: Path) -> None:
    form = good_form()
    cells = form.cells[FIGURES_SHEET]
    row, column = form.place(FIGURES_SHEET, "I101", "explanation")
    moved = {(r + 1, c): cell for (r, c), cell in cells.items() if r > HEADINGS}
    form.cells[FIGURES_SHEET] = {**{at: cell for at, cell in cells.items() if at[0] <= HEADINGS}, **moved}
    cells = form.cells[FIGURES_SHEET]
    cells[HEADINGS + 1, column] = cells.pop((HEADINGS, column))
    cells[row + 1, column] = "Đã đối chiếu sổ"
    read = checked(form, tmp_path)
    assert row_of(read, "I101")["explanation"] == "Đã đối chiếu sổ"
    assert told(read) == [("column.headings_apart", f"A{HEADINGS + 2}")]
