"""docs/codes.md cannot drift from the catalogue."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from papibook.model.findings import CATALOGUE
from papibook.model.findings.codes_page import codes_page

PAGE = Path(__file__).parents[3] / "docs" / "codes.md"


def test_page_of_codes_is_the_one_made_from_the_catalogue(golden: Callable[[str, str], None]) -> None:
    golden("../../docs/codes.md", codes_page())


def test_page_names_every_code_with_severity_meaning_and_cure() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for kind in CATALOGUE:
        assert f"## {kind.code}\n\n{kind.severity.capitalize()}. {kind.message} {kind.cure}" in page
