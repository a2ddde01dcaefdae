"""Each kind of bad workbook is answered at the right cell, in words, and kept byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from bad_workbooks import KINDS, NOT_OF_THE_INTAKE
from broken_workbooks import CASES
from handed_in import Office

from papibook.model.findings import CAUSES

pytestmark = pytest.mark.slow


def test_there_are_at_least_sixty_kinds() -> None:
    assert len(KINDS) >= 60
    assert set(CASES) - NOT_OF_THE_INTAKE <= set(KINDS)


@pytest.mark.parametrize("name", KINDS)
def test_bad_workbook(name: str, tmp_path: Path) -> None:
    sent = KINDS[name](tmp_path)
    (tmp_path / "office").mkdir()
    office = Office(tmp_path / "office")
    answer = office.one(office.letter("bao cao.xlsx", sent.content))
    assert office.is_kept(sent.content)
    assert answer.outcome == sent.outcome, answer
    found = [(finding.code, finding.sheet, finding.cell) for finding in answer.findings]
    found += [(reason.code, "", "") for reason in answer.reasons]
    assert sorted(found) == sorted(sent.expected)
    if sent.cause:
        assert [finding.values["cause"] for finding in answer.findings] == [sent.cause]
        assert sent.cause in CAUSES
    told = [words.text(lang) for words in (*answer.findings, *answer.reasons) for lang in ("vi", "en")]
    told += [finding.cure() for finding in answer.findings]
    assert all(told)
    assert not any("{" in words for words in told)
