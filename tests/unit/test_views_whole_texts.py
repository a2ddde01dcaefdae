"""Every text of the views of the whole has its Vietnamese, with the same holes."""

import ast
import re
from pathlib import Path

from babel.messages.pofile import read_po

import papibook

PACKAGE = Path(papibook.__file__).parent
DOMAIN = "views_whole"
HOLE = re.compile(r"\{\w+\}")


def catalogue() -> dict[str, str]:
    with (PACKAGE / "locale/vi/LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        return {str(entry.id): str(entry.string) for entry in read_po(file) if entry.id}


def said() -> set[str]:
    found = set()
    for path in sorted((PACKAGE / "views").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say" and len(node.args) > 1:
                domain, message = node.args[:2]
                if getattr(domain, "value", "") == DOMAIN and isinstance(message, ast.Constant):
                    found.add(message.value)
    return found


def test_every_text_is_translated() -> None:
    texts = catalogue()
    assert said() - set(texts) == set()
    assert [key for key, text in texts.items() if not text] == []


def test_translations_have_the_same_holes() -> None:
    hole = re.compile(r"\{\w+\}")
    differing = [
        key for key, text in catalogue().items() if set(hole.findall(key)) != set(hole.findall(text))
    ]
    assert differing == []


def test_no_text_is_left_over() -> None:
    literals: set[str] = set()
    for path in (PACKAGE / "views").glob("*.py"):
        literals |= {
            node.value
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
    assert set(catalogue()) - literals == set()
