"""What the code imports is declared, what is declared is needed, and the lock file has it all."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DISTRIBUTIONS = packages_distributions()
NOT_IMPORTED = {
    "pillow": "openpyxl drops a workbook's pictures without it",
}
"""What the package needs and does not import, with the reason."""
TOOLS = {
    "jupyterlab": "templates opened as an office opens them",
    "ruff": "make check",
    "mypy": "make check",
    "pytest-xdist": "make check deals the tests out to two processes",
    "pytest-timeout": "the limit of each test",
    "pre-commit": "the hooks of .pre-commit-config.yaml",
    "types-pyyaml": "mypy",
    "types-babel": "mypy",
    "lxml-stubs": "mypy",
}
"""What development needs and does not import, with the reason."""


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(requirements: Iterable[str]) -> set[str]:
    return {normal(re.split(r"[^\w.-]", line)[0]) for line in requirements}


def imported(paths: Iterable[Path]) -> set[str]:
    """Distributions that these files import."""
    tops = {name.partition(".")[0] for path in paths for name in imported_names(path)}
    own = {path.stem for path in ROOT.glob("tests/**/*.py")} | {"papibook", "benchmarks", "tests"}
    from_system = {"uno", "com"}  # LibreOffice's, of the system's own Python
    others = tops - sys.stdlib_module_names - own - from_system
    return {normal(DISTRIBUTIONS[top][0]) if top in DISTRIBUTIONS else top for top in others}


def imported_names(path: Path) -> set[str]:
    """Modules that a file imports.

    Where a module of the package calls ``import_module``, what its strings name counts too.
    """
    text = path.read_text(encoding="utf-8")
    nodes = list(ast.walk(ast.parse(text)))
    by_string = "import_module" in text and path.is_relative_to(ROOT / "papibook")
    return {*_statements(nodes), *(_strings(nodes) if by_string else ())}


def _statements(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module or ""


def _strings(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            name = node.value
            if re.fullmatch(r"\w+(\.\w+)*", name) and name.partition(".")[0] in DISTRIBUTIONS:
                yield name


EXTRAS = PROJECT["optional-dependencies"]
RUNNING = declared(PROJECT["dependencies"])
DEVELOPING = declared(EXTRAS["dev"])


@cache
def package() -> set[str]:
    return imported((ROOT / "papibook").rglob("*.py"))


@cache
def beside() -> set[str]:
    """What tests, benchmarks and the building of the package import."""
    return imported([*ROOT.glob("tests/**/*.py"), *ROOT.glob("benchmarks/**/*.py"), ROOT / "setup.py"])


def test_what_the_package_imports_is_declared() -> None:
    assert {"pandas", "sphinx", "docutils", "myst-nb", "altair"} <= package()
    assert not package() - RUNNING - declared(EXTRAS["dask"])


def test_the_package_needs_what_it_declares() -> None:
    assert not RUNNING - package() - NOT_IMPORTED.keys()
    assert NOT_IMPORTED.keys() <= RUNNING
    assert declared(EXTRAS["dask"]) <= package()


def test_what_tests_benchmarks_and_setup_import_is_declared() -> None:
    assert not beside() - RUNNING - DEVELOPING


def test_development_needs_what_it_declares() -> None:
    assert DEVELOPING - beside() == TOOLS.keys()
    assert not DEVELOPING & RUNNING


def test_the_lock_file_holds_all_that_is_declared() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = {normal(name) for name in re.findall(r"^([\w.-]+)==", lock, flags=re.MULTILINE)}
    assert RUNNING | DEVELOPING | declared(EXTRAS["dask"]) | declared(EXTRAS["lab"]) <= locked
    # Each import of jsonschema, so each build, kernel and run of tests, would compile its grammar for 2 s.
    assert "rfc3987-syntax" not in locked
