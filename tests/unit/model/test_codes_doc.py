"""docs/codes.md cannot drift from the catalogue."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from papibook.data.intake.reasons import MESSAGES, reason
from papibook.ground.texts import say
from papibook.model.findings import CATALOGUE
from papibook.model.findings.codes_page import codes_page
from papibook.model.layout import MISSING_REASONS, WRITTEN_STATUSES
from papibook.model.outcomes import OUTCOMES, TAKES

PAGE = Path(__file__).parents[3] / "docs" / "codes.md"


def test_page_of_codes_is_the_one_made_from_the_catalogue(golden: Callable[[str, str], None]) -> None:
    asked = [code for code in MESSAGES if reason(code).is_asked]
    golden("../../docs/codes.md", codes_page(MESSAGES, asked))


def test_page_names_every_reason_outcome_and_word_in_both_languages() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for code, message in MESSAGES.items():
        assert f"| `{code}` |" in page
        assert f"{message}<br>*{say('intake', message)}*" in page
        assert say("intake", message) != message
    for code in (*OUTCOMES, *TAKES, *WRITTEN_STATUSES, *MISSING_REASONS):
        assert f"| `{code}` | " in page


def test_page_names_every_code_with_severity_meaning_and_cure() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for kind in CATALOGUE:
        assert f"## {kind.code}\n\n{kind.severity.capitalize()}. {kind.message} {kind.cure}" in page
