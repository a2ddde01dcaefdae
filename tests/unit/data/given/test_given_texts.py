"""Every error that the layers below the press can raise is said in Vietnamese."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from papibook.data.given.csv_table import KINDS
from papibook.data.given.plan_file import _RULES
from papibook.ground.texts import say

PACKAGE = Path(__file__).parents[4] / "papibook"
HOLE = re.compile(r"\{[a-z0-9_]+\}")
RAISED = {
    "ConfigError",
    "DataRefusedError",
    "RefusedTablesError",
    "RefusedFileError",
    "NoTableError",
    "problem",
}


def _messages() -> Iterator[str]:
    for layer in ("ground", "model", "data"):
        for path in sorted((PACKAGE / layer).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in RAISED and node.args:
                    first = node.args[0]
                    if isinstance(first, ast.Constant) and isinstance(first.value, str):
                        yield first.value
    yield from _RULES.values()
    yield from (
        f"{{file}}, line {{line}}, column {{column}}: “{{found}}” is not {kind}." for kind in KINDS.values()
    )


@pytest.mark.parametrize("message", sorted(set(_messages())))
def test_error_has_a_vietnamese_text_with_the_same_holes(message: str) -> None:
    translated = say("errors", message)
    assert translated != message
    assert set(HOLE.findall(translated)) == set(HOLE.findall(message))
