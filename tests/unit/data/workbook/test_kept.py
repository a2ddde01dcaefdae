"""A workbook is read once: what is kept of it says the same, and is never believed when it is not whole."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from forms import Inbox, good_form, make_project

from papibook.data.edition.dataset import read_dataset
from papibook.data.workbook import kept as kept_module
from papibook.data.workbook.cells import Sheet, Workbook, read_workbook, workbook_of
from papibook.data.workbook.kept import KeptWorkbooks
from papibook.data.workbook.members import WorkbookError

ROOT = Path(__file__).resolve().parents[4]
REPORT = ROOT / "data/submissions/2022-S1/xa-chieng-son.r1.xlsx"

EVERYTHING = Workbook(
    {
        "Bảng": Sheet(
            "Bảng",
            (
                ("chữ \n ", 0.1, -1e300, True, False, ""),
                (date(2022, 5, 31), datetime(2022, 5, 31, 23, 59, 59, 999999), time(7, 5), 5.0),
                (timedelta(days=-1, seconds=3, microseconds=7), timedelta(hours=30)),
                (),
            ),
            merged=((0, 0, 1, 2),),
            is_hidden=True,
            is_1904=True,
            errors={(1, 2): "#REF!", (3, 0): "#?"},
            empty_formulas=frozenset({(4, 5), (0, 1)}),
            hidden_rows=frozenset({7, 3}),
            hidden_columns=frozenset({0}),
        ),
        "A": Sheet("A", ()),
    },
    "ab" * 32,
    has_macros=True,
)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The bytes of every workbook that was read from its file."""
    times: list[bytes] = []

    def noted(data: bytes) -> Workbook:
        times.append(data)
        return workbook_of(data)

    monkeypatch.setattr(kept_module, "workbook_of", noted)
    return times


def _same(one: Workbook, other: Workbook) -> bool:
    """Equal, their kinds of cells and the order of their sheets too."""
    return one == other and repr(one.sheets) == repr(other.sheets)


def test_everything_that_a_workbook_holds_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, folder = tmp_path / "a.xlsx", tmp_path / "kept"
    path.write_bytes(b"x")
    folder.mkdir()
    whole = Workbook(EVERYTHING.sheets, hashlib.sha256(b"x").hexdigest(), EVERYTHING.has_macros)
    monkeypatch.setattr(kept_module, "workbook_of", lambda data: whole)
    KeptWorkbooks(folder).read(path)
    monkeypatch.undo()
    assert _same(KeptWorkbooks(folder).read(path), whole)


def test_every_shipped_report_says_the_same_from_what_is_kept(tmp_path: Path, read: list[bytes]) -> None:
    reports = sorted((ROOT / "data/submissions/2022-S1").glob("*.xlsx"))
    for _ in range(2):
        for path in reports:
            assert _same(KeptWorkbooks(tmp_path).read(path), read_workbook(path))
    assert len(read) == len(reports) > 25


def test_other_bytes_or_another_reader_are_read_anew(
    tmp_path: Path, read: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xlsx"
    (tmp_path / "kept").mkdir()
    for source in (REPORT, REPORT, REPORT.with_name("xa-dong-sang.r1.xlsx")):
        shutil.copy(source, path)
        KeptWorkbooks(tmp_path / "kept").read(path)
    assert len(read) == 2
    monkeypatch.setattr(kept_module, "_reader", lambda: {"code": "another"})
    KeptWorkbooks(tmp_path / "kept").read(path)
    assert len(read) == 3


def test_the_reader_is_known_by_all_code_that_reads() -> None:
    kept_module._reader.cache_clear()
    first = kept_module._reader()
    assert set(first) == {"code", "python", "python-calamine"}
    texts = Path.read_text
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            Path, "read_text", lambda self, **kw: texts(self, **kw) + ("#" if self.name == "scan.py" else "")
        )
        kept_module._reader.cache_clear()
        assert kept_module._reader()["code"] != first["code"]
    kept_module._reader.cache_clear()


def _bodies(whole: dict[str, object]) -> Iterator[object]:
    yield from (None, 1, "x", [], {}, {**whole, "sha256": 7}, {**whole, "sha256": "cd" * 32})
    yield from ({**whole, "sheets": sheets} for sheets in (None, [None], [[]], {"a": {}}))
    (first, *_) = whole["sheets"]  # type: ignore[misc]
    wrong = {
        "name": [],
        "rows": [[["os.system", "x"]]],
        "merged": [["a", 1, 2, 3]],
        "is_hidden": "yes",
        "errors": [[1, 2]],
        "hidden_rows": [[1]],
        "empty_formulas": [[1, 2, 3]],
    }
    for name, value in wrong.items():
        yield {**whole, "sheets": [{**first, name: value}]}
    for cell in (["date", "31/5/2022"], ["timedelta", 10**12, 0, 0], {}, None, [[], []], ["date"]):
        yield {**whole, "sheets": [{**first, "rows": [[cell]]}]}


def test_what_is_broken_or_somebody_elses_is_read_anew_and_replaced(
    tmp_path: Path, read: list[bytes]
) -> None:
    workbooks = KeptWorkbooks(tmp_path)
    whole = workbooks.read(REPORT)
    (place,) = tmp_path.rglob("*.json")
    good = place.read_bytes()
    head, body = good.split(b"\n", 1)
    bodies = [json.dumps(value).encode() for value in _bodies(json.loads(body))]
    signed = [
        json.dumps({**json.loads(head), "sha256": hashlib.sha256(body).hexdigest()}).encode() + b"\n" + body
        for body in [*bodies, b"[" * 100_000, b"\xff", b'{"sheets": 1e999}']
    ]
    for number, broken in enumerate(
        [b"", b"x", good[:-1], good.replace(b"has_macros", b"has_macr0s"), *signed], start=2
    ):
        place.write_bytes(broken)
        assert _same(workbooks.read(REPORT), whole)
        assert len(read) == number, broken[-200:]
        assert place.read_bytes() == good


def test_a_file_that_cannot_be_read_is_refused_each_time(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"no workbook")
    (tmp_path / "kept").mkdir()
    for name in ("a.xlsx", "a.xlsx", "nothing.xlsx"):
        with pytest.raises(WorkbookError):
            KeptWorkbooks(tmp_path / "kept").read(tmp_path / name)
    assert list((tmp_path / "kept").iterdir()) == []


def test_an_edition_reads_only_new_workbooks_and_says_the_same(tmp_path: Path, read: list[bytes]) -> None:
    project = make_project(tmp_path)
    inbox = Inbox(project)
    for unit_id in ("xa-a", "xa-b"):
        inbox.receive(unit_id, good_form(unit_id))
    first = read_dataset(project, "2022-S1")
    assert not (tmp_path / "_build").exists(), "to look at a project writes nothing"
    KeptWorkbooks.of(project).make_room()
    assert [read_dataset(project, "2022-S1").digest for _ in range(2)] == [first.digest] * 2
    assert len(read) == 2 + 2
    shutil.rmtree(tmp_path / "_build")
    (tmp_path / "_build").write_text("no folder")
    assert read_dataset(project, "2022-S1").digest == first.digest, "without anything kept"
