"""Workbooks changed at random: nothing escapes, no byte is lost, what is accepted reads the same again."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from forms import ErrorValue, Form, Formula, Percentage, good_form
from handed_in import Office, form_bytes
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from papibook.data.edition.period import PeriodData, check_period
from papibook.data.given.plan import read_plan
from papibook.data.given.reference import read_reference
from papibook.data.intake.answers import ACCEPTED, Answer
from papibook.data.intake.examine import open_context
from papibook.data.returns.marks import LIST_SHEET
from papibook.data.returns.write import return_place, write_returns
from papibook.data.workbook.cells import Sheet, read_workbook

CELLS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30),
    st.sampled_from(
        [
            "Hoàn thành",
            "Có",
            "85%",
            "1.234,5",
            "31/05/2022",
            "khoảng 20",
            "Hoµn thµnh",
            "=1+1",
            "T1.1-01",
            "I101",
        ]
    ),
    st.floats(-1e9, 1e9),
    st.booleans(),
    st.dates(),
    st.sampled_from([ErrorValue("#REF!"), ErrorValue("#N/A"), Formula("=A1"), Percentage(0.85)]),
).filter(lambda value: not (hasattr(value, "year") and value.year < 1901))
PLACES = st.tuples(st.integers(0, 3), st.integers(0, 24), st.integers(0, 14))

Mutated = bytes


@st.composite
def changed_cells(draw: st.DrawFn, folder: Path) -> Mutated:
    """A good report with some cells replaced, rows and columns hidden, sheets dropped."""
    form: Form = good_form("xa-a")
    names = list(form.cells)
    for (sheet, row, column), value in draw(st.dictionaries(PLACES, CELLS, max_size=6)).items():
        form.cells[names[sheet]][row, column] = value
    for sheet, row, column in draw(st.lists(PLACES, max_size=2)):
        form.hidden_rows.add((names[sheet], row))
        form.hidden_columns.add((names[sheet], column))
    for sheet in draw(st.sets(st.integers(0, 3), max_size=1)):
        if draw(st.integers(0, 3)) == 0:
            form.cells.pop(names[sheet])
    return form_bytes(form, folder)


@st.composite
def changed_xml(draw: st.DrawFn, good: bytes) -> Mutated:
    """Bytes of some member replaced, doubled or cut."""
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(draw(st.integers(1, 3))):
        name = draw(st.sampled_from(sorted(members)))
        content = members[name]
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.integers(0, 40)))
        words = st.sampled_from(
            [b"", b"<", b'"', b"&x;", b"</row>", b'r="ZZZ9"', b"-1", b"<v>1e999</v>", b"\xff"]
        )
        middle = draw(st.one_of(words, st.just(content[start:end] * 2), st.binary(max_size=10)))
        members[name] = content[:start] + middle + content[end:]
    return _zipped(members)


@st.composite
def changed_members(draw: st.DrawFn, good: bytes) -> Mutated:
    """Members dropped, swapped, renamed or added; or bytes of the zip itself changed."""
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    names = sorted(members)
    one, two = draw(st.sampled_from(names)), draw(st.sampled_from(names))
    match draw(st.sampled_from(["drop", "swap", "rename", "add", "bytes"])):
        case "drop":
            del members[one]
        case "swap":
            members[one], members[two] = members[two], members[one]
        case "rename":
            members[f"{one}x"] = members.pop(one)
        case "add":
            members[draw(st.sampled_from(["xl/vbaProject.bin", "../x", "xl/comments1.xml"]))] = b"<x/>"
        case _:
            data = bytearray(_zipped(members))
            for at in draw(st.lists(st.integers(0, len(data) - 1), min_size=1, max_size=8)):
                data[at] ^= draw(st.integers(1, 255))
            return bytes(data)
    return _zipped(members)


def _zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("any"))


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return form_bytes(good_form("xa-a"), tmp_path_factory.mktemp("good"))


def _in_edition(office: Office) -> PeriodData:
    plan, reference = read_plan(office.project), read_reference(office.project)
    period = plan.file.periods[0]
    return check_period(office.project, plan, reference, period, period.data_closed_on, contained=None)


def _taken_in(office: Office, content: bytes, *, is_whole: bool) -> None:
    """The intake ends with an answer in words, keeps the bytes, and what goes back reads as what came."""
    for folder in (office.project.submissions, office.project.inbox, office.project.returns):
        shutil.rmtree(folder, ignore_errors=True)
    answers = office.receive(office.letter("a.xlsx", content))
    assert answers
    assert office.is_kept(content)
    for answer in answers:
        assert "file.program_fault" not in {reason.code for reason in answer.reasons}, answer.reasons
        assert all("{" not in found.text() + found.cure() or "{" in found.found for found in answer.findings)
    if answers[0].outcome == ACCEPTED:
        _reads_the_same(office, answers[0], is_whole=is_whole)


def _reads_the_same(office: Office, answer: Answer, *, is_whole: bool) -> None:
    assert answer.receipt is not None
    data = _in_edition(office)
    if answer.receipt.period_id == "2022-S1":
        told = sorted((found.code, found.sheet, found.cell) for found in set(answer.findings))
        again = data.findings[["code", "sheet", "cell"]].fillna("").itertuples(index=False)
        assert sorted(set(told)) == sorted({tuple(row) for row in again})
    desk = open_context(office.project, read_plan(office.project), read_reference(office.project))
    write_returns(desk, [answer], lambda done, total: None)
    back = Path(f"{return_place(office.project, answer.receipt)}.xlsx")
    if back.exists():
        sent = read_workbook(office.project.inbox / answer.receipt.sha256).sheets
        given_back = read_workbook(back).sheets
        assert set(given_back) - {LIST_SHEET} <= set(sent)
        if is_whole:
            assert {name: _values(sheet) for name, sheet in sent.items()} == {
                name: _values(sheet) for name, sheet in given_back.items() if name != LIST_SHEET
            }


def _values(sheet: Sheet) -> dict[tuple[int, int], object]:
    """What stands in the sheet, except what formulas come to: their results are not saved."""
    unknown = {*sheet.errors, *sheet.empty_formulas}
    return {
        (row, column): cell
        for row, cells in enumerate(sheet.rows)
        for column, cell in enumerate(cells)
        if cell != "" and (row, column) not in unknown
    }


KINDS: dict[str, Callable[[Path, bytes], st.SearchStrategy[bytes]]] = {
    "cells": lambda folder, good: changed_cells(folder),
    "xml": lambda folder, good: changed_xml(good),
    "members": lambda folder, good: changed_members(good),
}


def _run(kind: str, office: Office, good: bytes, count: int) -> None:
    @settings(
        max_examples=count,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(content=KINDS[kind](office.root, good))
    def run(content: bytes) -> None:
        _taken_in(office, content, is_whole=kind == "cells")

    run()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(("kind", "count"), [("cells", 40), ("xml", 30), ("members", 30)])
def test_a_changed_workbook_is_answered_and_kept(kind: str, count: int, office: Office, good: bytes) -> None:
    _run(kind, office, good, count)


@pytest.mark.stress
@pytest.mark.timeout(3600)
@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(("kind", "count"), [("cells", 1000), ("xml", 500), ("members", 500)])
def test_two_thousand_changed_workbooks(kind: str, count: int, office: Office, good: bytes) -> None:
    _run(kind, office, good, count)
