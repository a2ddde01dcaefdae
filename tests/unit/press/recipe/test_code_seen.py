"""Which code a page can see is read from imports; what cannot be followed counts as everything."""

import ast
import json
import sys
from pathlib import Path

import pytest

from papibook.press.recipe.code_seen import code_seen
from papibook.press.recipe.inputs import PACKAGE, PAGE_LIBRARIES
from papibook.press.recipe.keys import FINISHING, page_code
from papibook.press.recipe.templates import read_text

TEMPLATES = sorted((PACKAGE.parent / "notebooks").glob("*.ipynb"))
DISTRIBUTIONS = {"vl_convert": "vl-convert-python", "markdown_it": "markdown-it-py"}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "papibook"
    files = {
        "__init__.py": "",
        "texts.py": "def say(domain, text): ...",
        "views/__init__.py": "from papibook.views.a import one\nfrom papibook.views.b import two\n"
        '__all__ = ["one", "two"]\n',
        "views/a.py": "from papibook.views.c import three\ndef one(): return three",
        "views/b.py": 'from papibook.texts import say\ndef two(): return say("views", "x")',
        "views/c.py": "three = 3",
        "locale/vi/LC_MESSAGES/views.mo": "",
        "locale/vi/LC_MESSAGES/cli.mo": "",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("from papibook import views as v\nv.one()", {"views/a.py", "views/c.py"}),
        ("import papibook.views as v\nv.one()", {"views/a.py", "views/c.py"}),
        ("from papibook.views import one", {"views/a.py", "views/c.py"}),
        ("def f():\n    from papibook.views import c", {"views/c.py"}),
        (
            "from papibook import views as v\nv.two()",
            {"views/b.py", "texts.py", "locale/vi/LC_MESSAGES/views.mo"},
        ),
        ("import pandas", set()),
    ],
)
def test_a_name_leads_to_its_module_and_what_that_imports(package: Path, source: str, seen: set[str]) -> None:
    assert code_seen((source,), package=package) == seen


@pytest.mark.parametrize(
    "source",
    [
        "from papibook import views as v\nprint(v)\nv.one()",
        "from papibook import views as v\nv.unknown()",
        "from papibook.views import *",
        "import papibook.views",
        "from papibook import views as v",
    ],
)
def test_what_cannot_be_followed_counts_as_the_whole_package(package: Path, source: str) -> None:
    assert {"views/__init__.py", "views/a.py", "views/b.py"} <= code_seen((source,), package=package)


def test_an_init_that_does_more_than_pass_names_on_is_seen_whole(package: Path) -> None:
    init = package / "views/__init__.py"
    init.write_text(init.read_text() + "print('side effect')\n")
    assert "views/b.py" in code_seen(("from papibook.views import one",), package=package)


def test_a_domain_that_is_not_written_out_counts_as_all(package: Path) -> None:
    (package / "views/c.py").write_text("from papibook.texts import say\nthree = say(DOMAIN, 'x')")
    found = code_seen(("from papibook.views import c",), package=package)
    assert {"locale/vi/LC_MESSAGES/views.mo", "locale/vi/LC_MESSAGES/cli.mo"} <= found


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_every_shipped_template_can_be_followed(path: Path) -> None:
    seen = page_code(read_text(path))
    assert "data/slices/page.py" in seen
    assert "views/__init__.py" not in seen
    assert "measures/__init__.py" not in seen
    assert not [name for name in seen if name.startswith(("cli/", "warmkernel/", "data/check"))]


def test_importing_a_module_that_pages_see_changes_nothing_outside_of_it() -> None:
    """Else a view could depend on another that it does not import, only because both are imported."""
    # ``papibook.views`` and ``papibook.measures`` import every module of theirs into each kernel.
    views, measures = (f"papibook.{name}" for name in ("views", "measures"))
    for name in sorted(code_seen((), (views, measures, "papibook.data.slices.page"))):
        tree = ast.parse((PACKAGE / name).read_text(encoding="utf-8")) if name.endswith(".py") else None
        for statement in tree.body if tree else ():
            is_loose = isinstance(statement, ast.Expr) and not isinstance(statement.value, ast.Constant)
            assert not is_loose, f"{name}:{statement.lineno} does something when it is imported"
            targets = statement.targets if isinstance(statement, ast.Assign) else []
            assert all(isinstance(each, ast.Name | ast.Tuple) for each in targets), name


def test_every_library_that_pages_import_is_in_their_keys() -> None:
    seen = set(code_seen((), FINISHING)).union(*(page_code(read_text(path)) for path in TEMPLATES))
    names = set()
    for name in seen:
        if name.endswith(".py"):
            for node in ast.walk(ast.parse((PACKAGE / name).read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    names |= {alias.name.split(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom):
                    names.add((node.module or "").split(".")[0])
    others = names - set(sys.stdlib_module_names) - {"papibook"}
    assert {DISTRIBUTIONS.get(name, name) for name in others} <= set(PAGE_LIBRARIES)


def test_a_template_that_was_run_and_saved_says_the_same(tmp_path: Path) -> None:
    notebook = json.loads(TEMPLATES[0].read_text(encoding="utf-8"))
    before = read_text(TEMPLATES[0])
    for cell in notebook["cells"]:
        cell["id"] = "x"
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [{"output_type": "stream"}], 7
    notebook["metadata"]["kernelspec"] = {"name": "other"}
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps(notebook))
    assert read_text(path) == before
    notebook["cells"][-1]["metadata"]["tags"] = ["skip-execution"]
    path.write_text(json.dumps(notebook))
    assert read_text(path).digest != before.digest
