"""A report typed in a program of another language is known by the cells that betray it, and asked about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from checked import checked
from forms import American, Form, good_form
from handed_in import form_bytes, zipped

from papibook.data.workbook.cells import workbook_of
from papibook.model.findings import CODES

CODE = "file.foreign_typing"


def _read(change: Callable[[Form], object], language: str, folder: Path) -> list[str]:
    form = good_form()
    change(form)
    with zipfile.ZipFile(io.BytesIO(form_bytes(form, folder))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    told = f"<dc:language>{language}</dc:language></cp:coreProperties>".encode()
    parts["docProps/core.xml"] = parts["docProps/core.xml"].replace(b"</cp:coreProperties>", told)
    data = zipped(parts)
    assert workbook_of(data).language == language
    return [finding.code for finding in checked(data, folder).findings]


def _two_days(first: object, second: object) -> Callable[[Form], None]:
    def change(form: Form) -> None:
        form.task("T1.1-01", completed_date=first)
        form.task("T1.1-02", written_status="Hoàn thành", percent_done=100, completed_date=second)

    return change


@pytest.mark.parametrize(
    ("change", "language"),
    [
        pytest.param(lambda form: form.figure("I101", value=2.5), "en-US", id="a fraction, and the language"),
        pytest.param(
            lambda form: form.figure("I102", numerator=1.25, denominator=2.5), "", id="two fractions"
        ),
        pytest.param(
            lambda form: form.figure("I102", numerator=1.045, denominator=2), "en-GB", id="thousandths"
        ),
        pytest.param(_two_days("25/3/2022", date(2022, 5, 3)), "en-US", id="a text beside a day"),
        pytest.param(
            _two_days("25/3/2022", American(date(2022, 5, 3))), "", id="a text and an American format"
        ),
        pytest.param(_two_days(date(2022, 4, 3), date(2022, 12, 3)), "en-US", id="a day that turned"),
        pytest.param(_two_days("3/25/2022", "4/21/2022"), "", id="texts with the month first"),
        pytest.param(_two_days("03/25/22", date(2022, 5, 3)), "en-US", id="one such text, and the language"),
        pytest.param(
            _two_days(American(date(2022, 4, 3)), American(date(2022, 5, 3))), "", id="American formats"
        ),
        pytest.param(
            lambda form: (
                form.figure("I101", value=2.5),
                form.task("T1.1-01", completed_date=American(date(2022, 4, 3))),
            ),
            "",
            id="a fraction and a format",
        ),
    ],
)
def test_report_that_is_betrayed_is_asked_about(
    change: Callable[[Form], object], language: str, tmp_path: Path
) -> None:
    codes = _read(change, language, tmp_path)
    assert codes.count(CODE) == 1
    assert CODES[CODE].is_asked


@pytest.mark.parametrize(
    ("change", "language"),
    [
        pytest.param(lambda form: None, "en-US", id="the language alone"),
        pytest.param(lambda form: form.figure("I101", value=2.5), "vi-VN", id="one fraction"),
        pytest.param(lambda form: form.figure("I101", value=12.3456), "en-US", id="no thousandths"),
        pytest.param(_two_days("25/3/2022", date(2022, 3, 28)), "en-US", id="a real day beyond the 12th"),
        pytest.param(_two_days("25/3/2022", "28/3/2022"), "en-US", id="all days are texts"),
        pytest.param(_two_days(date(2022, 4, 3), date(2022, 5, 3)), "en-US", id="real days alone"),
    ],
)
def test_report_with_no_or_one_sign_is_not_asked_about(
    change: Callable[[Form], object], language: str, tmp_path: Path
) -> None:
    assert CODE not in _read(change, language, tmp_path)


def test_the_finding_names_every_cell_that_betrays_it(tmp_path: Path) -> None:
    form = good_form()
    form.figure("I102", numerator=1.25, denominator=2.5)
    (finding,) = [each for each in checked(form, tmp_path).findings if each.code == CODE]
    assert finding.values["cells"] == "Số liệu G5 (1,25); Số liệu H5 (2,5)"
