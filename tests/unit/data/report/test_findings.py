"""Findings: their codes, their words in two languages, their order."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from papibook.data.workbook import cells, file_kind, members, scan
from papibook.ground.texts import say
from papibook.model.findings import CATALOGUE, CAUSES, CODES, Finding, from_frame, to_frame
from papibook.model.tables import FINDINGS

ROOT = Path(__file__).parents[4]
HOLE = re.compile(r"\{[a-z0-9_]+\}")


def test_codes_are_unique_and_read_table_dot_problem() -> None:
    assert len(CODES) == len(CATALOGUE)
    assert all(re.fullmatch(r"[a-z_]+\.[a-z_]+", code) for code in CODES)


def test_only_errors_keep_something_out() -> None:
    for kind in CATALOGUE:
        assert kind.severity in ("error", "warning", "note")
        assert (kind.scope == "none") == (kind.severity != "error")


@pytest.mark.parametrize("kind", CATALOGUE, ids=lambda kind: kind.code)
def test_every_text_has_a_vietnamese_one_with_the_same_holes(kind) -> None:  # type: ignore[no-untyped-def]
    for message in (kind.message, kind.cure):
        translated = say("findings", message)
        assert translated != message
        assert set(HOLE.findall(translated)) <= set(HOLE.findall(message))


def test_every_cause_is_in_the_list_and_translated() -> None:
    used = set()
    for module in (scan, cells, members):
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "WorkbookError":
                used |= {
                    part.value
                    for part in ast.walk(node.args[0])
                    if isinstance(part, ast.Constant) and isinstance(part.value, str) and " " in part.value
                }
    kinds = ast.parse(Path(str(file_kind.__file__)).read_text(encoding="utf-8"))
    used |= {
        part.value
        for node in ast.walk(kinds)
        if isinstance(node, ast.Return) and node.value is not None
        for part in ast.walk(node.value)
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and " " in part.value
    }
    assert used == set(CAUSES)
    assert all(say("findings", cause) != cause for cause in CAUSES)


def test_unknown_code_is_refused_where_it_is_written() -> None:
    with pytest.raises(ValueError, match=r"no\.such"):
        Finding("no.such")


def test_finding_is_said_in_both_languages() -> None:
    finding = Finding("file.unreadable", file="data/x/xa-a.r1.xlsx", values={"cause": "the file is damaged"})
    assert finding.text() == "Không đọc được tệp: tệp bị hỏng."
    assert finding.text("en") == "The file cannot be read: the file is damaged."


def test_braces_in_a_units_text_are_left_alone() -> None:
    finding = Finding("task.unknown", found="{0} {unit} {", values={"hint": "T1"})
    assert "“{0} {unit} {”" in finding.text()


def test_long_text_is_quoted_short() -> None:
    finding = Finding("progress.date_invalid", found="a" * 5000)
    assert len(finding.text()) < 300
    assert to_frame([finding])["found"].item().endswith("…")


def test_findings_follow_file_sheet_and_row_not_the_letters_of_the_address() -> None:
    at = [("b", "B2"), ("a", "C12"), ("a", "C9"), ("a", "AA9"), ("a", "")]
    frame = to_frame(Finding("progress.date_invalid", file=file, sheet="s", cell=cell) for file, cell in at)
    assert list(frame["cell"].fillna("")) == ["", "C9", "AA9", "C12", "B2"]


def test_the_same_finding_is_shown_once() -> None:
    finding = Finding("info.missing", file="a", values={"label": "x"})
    assert len(to_frame([finding, finding])) == 1


def test_frame_of_findings_gives_the_findings_back() -> None:
    findings = (
        Finding("file.missing", "xa-a", "2022", "a.xlsx", values={"receipt": "R1", "sha256": "0"}),
        Finding("task.duplicate", "xa-a", "2022", "b.xlsx", "Nhiệm vụ", "B2", "T1", "T1", {"first": "B1"}),
    )
    assert from_frame(to_frame(findings)) == findings


def test_no_findings_are_an_empty_frame_of_the_schema() -> None:
    frame = to_frame([])
    assert frame.dtypes.equals(FINDINGS.empty().dtypes)
    assert from_frame(frame) == ()
