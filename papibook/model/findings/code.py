"""What a finding code is. Messages and cures are msgids of the ``findings`` catalogue.

Holes: file, sheet, cell, found, subject, unit, and the values that the check gives.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FindingCode:
    """One kind of finding.

    ``scope``: what an error keeps out of the totals (file: the whole report; sheet; row).
    Warnings and notes keep nothing out.
    ``is_asked``: a report that has it waits until the office has decided; as it stands it may be misread.
    ``is_confirmable``: whoever answers for the entry may say that it is right all the same, and why; it is
    then a note.
    """

    code: str
    severity: str
    scope: str
    message: str
    cure: str
    example: str
    is_asked: bool = False
    is_confirmable: bool = False


def error(
    code: str, scope: str, message: str, cure: str, example: str, *, is_confirmable: bool = False
) -> FindingCode:
    return FindingCode(code, "error", scope, message, cure, example, is_confirmable=is_confirmable)


def warning(code: str, message: str, cure: str, example: str, *, is_confirmable: bool = True) -> FindingCode:
    """``is_confirmable`` is false where nothing is there that could be right."""
    return FindingCode(code, "warning", "none", message, cure, example, is_confirmable=is_confirmable)


def note(code: str, message: str, cure: str, example: str) -> FindingCode:
    return FindingCode(code, "note", "none", message, cure, example)


def ask(code: str, message: str, cure: str, example: str) -> FindingCode:
    """A warning that the office decides on before the report counts."""
    return FindingCode(code, "warning", "none", message, cure, example, is_asked=True, is_confirmable=True)


def asked_error(code: str, scope: str, message: str, cure: str, example: str) -> FindingCode:
    """An error that the office decides on before the report counts."""
    return FindingCode(code, "error", scope, message, cure, example, is_asked=True)
