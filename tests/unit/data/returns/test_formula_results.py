"""Results of formulas go from the XML of one sheet into that of another, and nothing else does."""

from __future__ import annotations

import pytest

from papibook.data.returns.formula_results import results_in, with_results

SHEET = (
    b'<?xml version="1.0" encoding="UTF-8"?><sheetData><row r="1"><c r="A1"><v>7</v></c>'
    b'<c s="2" r="B1" t="str"><f aca="false">IF(A1&lt;8,"x","")</f><v>\xc4\x90\xe1\xbb\xa7; a&amp;b</v></c>'
    b'<c r="C1"><f>1/3</f><v>0.333</v></c><c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    b'<c r="E1" t="b"><f>TRUE</f><v>1</v></c><c r="F1" t="str"><f>""</f><v></v></c>'
    b'<c r="G1"><f>NOW()</f></c><c r="H1"><f t="shared" si="0"/><v>5</v></c></row></sheetData>'
)
SAVED = (
    b'<sheetData><row r="1"><c r="A1"><v>8</v></c><c r="B1" s="4"><f>IF()</f><v></v></c>'
    b'<c r="C1"><f>1/3</f><v/></c><c r="D1"><f>1/0</f><v /></c><c r="E1"><f>TRUE</f><v></v></c>'
    b'<c r="F1"><f>""</f><v></v></c><c r="G1"><f>NOW()</f><v></v></c>'
    b'<c r="H1"><f t="shared" si="0"></f><v></v></c><c r="I1"><f>1+1</f><v></v></c></row></sheetData>'
)


def test_each_kind_of_result_comes_with_its_type() -> None:
    assert with_results(SAVED, results_in(SHEET)) == (
        b'<sheetData><row r="1"><c r="A1"><v>8</v></c>'
        b'<c r="B1" s="4" t="str"><f>IF()</f><v>\xc4\x90\xe1\xbb\xa7; a&amp;b</v></c>'
        b'<c r="C1"><f>1/3</f><v>0.333</v></c><c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        b'<c r="E1" t="b"><f>TRUE</f><v>1</v></c><c r="F1" t="str"><f>""</f><v></v></c>'
        b'<c r="G1"><f>NOW()</f><v></v></c><c r="H1"><f t="shared" si="0"></f><v>5</v></c>'
        b'<c r="I1"><f>1+1</f><v></v></c></row></sheetData>'
    )


@pytest.mark.parametrize(
    "sheet",
    [
        b'<?xml version="1.0" encoding="windows-1252"?><c r="A1"><f>1</f><v>\xe9</v></c>',
        b'<c r="A1" t="s"><f>1</f><v>3</v></c>',  # a place in the table of texts, which is another one
        b'<c r="A1" t="d"><f>1</f><v>2022-05-31</v></c>',
        b"<c><f>1</f><v>3</v></c>",
        b'<x:c r="A1"><x:f>1</x:f><x:v>3</x:v></x:c>',
    ],
)
def test_what_is_not_understood_is_left(sheet: bytes) -> None:
    assert results_in(sheet) == {}
