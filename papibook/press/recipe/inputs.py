"""What an edition is built from, file by file. Light to import: it says whether there is anything to do."""

from __future__ import annotations

import hashlib
import platform
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata
from pathlib import Path

from papibook.ground.kept_values import digest_of
from papibook.ground.paths import Project
from papibook.ground.shipped import shipped_file, shipped_files

PACKAGE = Path(__file__).resolve().parents[2]

PAGE_LIBRARIES: tuple[str, ...] = ("papermill", "nbclient", "nbformat", "ipykernel")
PAGE_LIBRARIES += ("pandas", "numpy", "altair", "vl-convert-python", "markdown-it-py", "pydantic")
BOOK_LIBRARIES: tuple[str, ...] = ("jupyter-book", "sphinx", "sphinx-book-theme", "myst-nb", "myst-parser")
BOOK_LIBRARIES += ("docutils", "jinja2", "pydata-sphinx-theme", "sphinx-external-toc", "beautifulsoup4")
BOOK_LIBRARIES += ("markdown-it-py", "mdit-py-plugins", "pygments", "lxml")
PRINT_LIBRARIES = ("typst",)
DATA_LIBRARIES = ("python-calamine", "XlsxWriter")

_READ: tuple[str, ...] = ("_config.yml", "_toc.yml", "book", "notebooks", "data/reference", "data/plans")
_READ += ("data/submissions", "data/commentary", "data/followup.csv", "data/persons.csv")
_READ += ("data/confirmations.csv", "data/urgings.csv", "documents")
_STEPS = "data/editions.csv"
_OF_REPORTS = re.compile(r"receipts\.csv|[a-z0-9-]+\.r\d+\.xls[xm]", re.ASCII)
BY_PROGRAMS = frozenset({"__pycache__", ".ipynb_checkpoints"})
BY_BUILDS = frozenset({"pages", ".pages-new", ".pages-old"})  # in book/
GENERATED = BY_PROGRAMS | BY_BUILDS
"""Names of the project's files and folders that nobody wrote."""

version = cache(metadata.version)
"""Of an installed library; looking one up parses a file, and every page's key names a dozen."""


@dataclass(frozen=True)
class Inputs:
    """Everything that an edition is built from. Equal inputs: there is nothing to do.

    ``files`` of the project and ``code``, files of the package: each file's path with its sha256;
    ``libraries``: their versions.
    """

    edition_id: str
    files: Mapping[str, str] = field(hash=False)
    code: Mapping[str, str] = field(hash=False)
    libraries: Mapping[str, str] = field(hash=False)


def read_inputs(project: Project, edition_id: str) -> Inputs:
    """The inputs as they are now."""
    libraries = library_versions((*PAGE_LIBRARIES, *BOOK_LIBRARIES, *PRINT_LIBRARIES, *DATA_LIBRARIES))
    own = tree_files(project.root, _READ)
    files = {_without_persons(path): sha256 for path, sha256 in {**_taken(own), **own}.items()}
    files |= _steps(project)
    return Inputs(edition_id, files, package_files(), libraries)


def input_paths(project: Project) -> dict[str, Path]:
    """Every file that editions of the project are built from, those that it takes of the package too."""
    own = tree_files(project.root, (*_READ, _STEPS))
    shipped = {name: path for name in _taken(own) if (path := shipped_file(name)) is not None}
    return {**shipped, **{name: project.root / name for name in own}}


def texts_digest(inputs: Inputs) -> str:
    """One sha256 over texts, templates and settings: all that is no data."""
    return digest_of({path: sha256 for path, sha256 in inputs.files.items() if not path.startswith("data/")})


def _steps(project: Project) -> dict[str, str]:
    """Of what was done with the editions, what a book can show: all up to the last row that opens an edition
    or gives a reason. To submit or issue a book changes nothing in it."""
    path = project.root / _STEPS
    if not path.is_file():
        return {}
    lines = path.read_bytes().splitlines()
    shown = [at for at, line in enumerate(lines, start=1) if b",opened," in line or b",reason," in line]
    if not shown:
        return {}
    return {_STEPS: hashlib.sha256(b"\n".join(lines[: shown[-1]])).hexdigest()}


def _taken(own: Mapping[str, str]) -> dict[str, str]:
    """The package's templates and texts that the project takes because it has none of that name."""
    found = {name: shipped_file(name) for name in shipped_files() if name not in own}
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in found.items() if path}


def _without_persons(path: str) -> str:
    """A file among the reports that no receipt can name may carry a person's name or number in its own."""
    folder, _, name = path.rpartition("/")
    if not folder.startswith("data/submissions") or _OF_REPORTS.fullmatch(name):
        return path
    return f"{folder}/{hashlib.sha256(name.encode()).hexdigest()[:12]}"


def library_versions(names: Iterable[str]) -> dict[str, str]:
    """Versions of Python and of the libraries that can change the bytes of an edition, by name."""
    return {"python": platform.python_version(), **{name: version(name) for name in names}}


def tree_files(root: Path, names: Iterable[str] = (".",)) -> dict[str, str]:
    """The sha256 of every file below ``root/<name>`` by its path; generated files are left out."""
    found: dict[str, str] = {}
    for name in names:
        start = root / name
        files = [start] if start.is_file() else sorted(path for path in start.rglob("*") if path.is_file())
        for path in files:
            relative = path.relative_to(root)
            if not _is_generated(relative):
                found[relative.as_posix()] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def _is_generated(path: Path) -> bool:
    in_book = path.parts[0] == "book" and not BY_BUILDS.isdisjoint(path.parts[1:2])
    return in_book or not BY_PROGRAMS.isdisjoint(path.parts)


def tree_digest(root: Path, names: Iterable[str] = (".",)) -> str:
    """One sha256 over names and bytes of the files below ``root/<name>``."""
    return digest_of(tree_files(root, names))


def code_files(package: Path = PACKAGE) -> dict[str, str]:
    """The sha256 of every file of the package by its path; a catalogue counts by its ``.po``.

    So an installed package and the tree that it was made from are the same code, whatever compiled them.
    """
    return {name: sha for name, sha in tree_files(package).items() if not name.endswith(".mo")}


@cache
def package_files() -> Mapping[str, str]:
    """:func:`code_files` of the running package, as it was when this program started to use it."""
    return code_files()


@cache
def package_digest() -> str:
    """One sha256 over the whole package: a user's package changes with a release, and then anything may."""
    return digest_of(package_files())
