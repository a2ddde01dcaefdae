"""Every text that people read has its Vietnamese, with the same holes; what runs is what is written."""

import ast
import gettext
import importlib.util
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from papibook.data.given.csv_table import KINDS
from papibook.model.frames import DTYPES
from papibook.model.tables import ALL, STANDING
from papibook.model.tables.columns_page import kept_tables

PACKAGE = Path(__file__).resolve().parents[3] / "papibook"
ERRORS = {"PapibookError", "ConfigError", "DataRefusedError", "PageError", "BookError"}
ERRORS |= {"NoTableError", "NoFactError"}
CELL_PROBLEM = "{file}, line {line}, column {column}: “{found}” is not "
CATALOGUES = sorted((PACKAGE / "locale/vi/LC_MESSAGES").glob("*.po"))


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="vi")


def literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


@cache
def nodes_of_the_code() -> tuple[tuple[Path, ast.AST], ...]:
    """(module, node) of the whole package; parsed once, for all catalogues."""
    modules = sorted(PACKAGE.rglob("*.py"))
    trees = ((path, ast.parse(path.read_text(encoding="utf-8"))) for path in modules)
    kinds = (ast.Call, ast.Constant)
    return tuple((path, node) for path, tree in trees for node in ast.walk(tree) if isinstance(node, kinds))


def said() -> Iterator[tuple[str, str, str]]:
    """(domain, message, place) of every ``say("domain", "message")`` with both written out."""
    for path, node in nodes_of_the_code():
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        place = f"{path.relative_to(PACKAGE)}:{node.lineno}"
        if name == "say" and len(node.args) >= 2:
            domain, message = literal(node.args[0]), literal(node.args[1])
            if domain and message:
                yield domain, message, place
        elif name in ERRORS:
            message = literal(node.args[0])
            if message:
                yield "errors", message, place


@cache
def words_of_the_code() -> set[str]:
    """Every text that the code holds or puts together: a table of texts is said through a variable."""
    words = {
        node.value
        for _, node in nodes_of_the_code()
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    words |= {f"{CELL_PROBLEM}{kind}." for kind in KINDS.values()}
    schemas = [*ALL.values(), STANDING]
    words |= {f"{kind} {name}" for kind in ("table", "sheet") for name in (*ALL, "district_standing")}
    words |= {word.replace("_", " ") for word in words if word.isidentifier()}  # columns of files
    words |= {f"{kind} complete pct" for kind in ("tasks", "figures")}
    words |= {column.name.replace("_", " ") for schema in schemas for column in schema.columns}
    words |= {f"{schema.name} {column.name}" for schema in kept_tables() for column in schema.columns}
    return words | {f"kind {kind}" for kind in DTYPES}


def words_of_the_themes() -> str:
    """The templates of the book: ours, and those of Sphinx and its themes, whose words we translate."""
    folders = [PACKAGE / "press/theme/html"]
    for name in ("sphinx", "sphinx_book_theme", "pydata_sphinx_theme"):
        folders += list(importlib.util.find_spec(name).submodule_search_locations)
    kinds = {".html", ".py", ".js", ".js_t", ".jinja"}
    files = (path for folder in folders for path in Path(folder).rglob("*") if path.suffix in kinds)
    text = "\n".join(path.read_text(encoding="utf-8", errors="ignore") for path in files)
    return text.replace("\\'", "'")


def holes(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_text_said_in_the_code_has_its_vietnamese() -> None:
    known = {path.stem: catalogue(path) for path in CATALOGUES}
    found = list(said())
    assert len(found) > 100
    missing = [
        f"{place} [{domain}] {message}"
        for domain, message, place in found
        if domain not in known or message not in known[domain] or not known[domain][message].string
    ]
    assert missing == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_no_translation_is_left_of_a_text_that_nothing_says(path: Path) -> None:
    left = {str(message.id) for message in catalogue(path) if message.id} - words_of_the_code()
    if path.stem == "press_book":
        themes = words_of_the_themes()
        left = {text for text in left if text not in themes}
    assert left == set()


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_translations_have_the_same_holes(path: Path) -> None:
    for message in catalogue(path):
        if message.id:
            assert message.string, f"{path.name}: {message.id} is not translated"
            assert holes(str(message.id)) == holes(str(message.string)), message.id


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_compiled_catalogues_are_those_of_the_texts(path: Path) -> None:
    with path.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    written = {str(message.id): str(message.string) for message in catalogue(path) if message.id}
    running = {message: compiled.gettext(message) for message in written}
    assert running == written, "installing compiles them: make check"
