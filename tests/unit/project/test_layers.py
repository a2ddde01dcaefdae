"""Imports point up the list of rooms in docs/architecture.md; no circles; no crowded folder."""

import ast
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = ROOT / "papibook"
PAGE = ROOT / "docs/architecture.md"
MOST_MODULES = 22
"""In one folder; more is a room that wants to be divided."""
APART = "warmkernel"
"""Imports nothing of the package and could be published alone."""
ONLY_IN = {
    "altair": {"views"},
    "papermill": {"press"},
    "nbformat": {"press"},
    "nbclient": {"press"},
    "sphinx": {"press"},
    "typst": {"press"},
    "vl_convert": {"press"},
    "python_calamine": {"data"},
    "docx": {"starter", "press"},
    "xlsxwriter": {"data"},
    "icalendar": {"data"},
    "segno": {"press"},
    "typer": {"cli"},
    "rich": {"cli"},
}
KEPT_NAMES = {PACKAGE / "press/sphinx_ext.py"}
"""What projects name in their own files; it passes on what stands in a room."""
CLOCK = {"now", "today", "utcnow"}


@cache
def order() -> list[str]:
    """The rooms as the architecture page lists them: a room imports itself and what stands above it."""
    text = PAGE.read_text(encoding="utf-8")
    listed = text.split("<!-- rooms: tests/unit/project/test_layers.py reads this list -->\n```\n")[1]
    return [line.split()[0] for line in listed.split("\n```")[0].splitlines()]


def modules() -> list[Path]:
    found = sorted(PACKAGE.rglob("*.py"))
    assert len(found) > 20
    return found


def layer_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def room_of(path: Path, rooms: list[str]) -> str:
    """The innermost listed room that the file lies in; files beside the layers have none."""
    folder = path.relative_to(PACKAGE).parent.as_posix()
    inside = [room for room in rooms if folder == room or folder.startswith(f"{room}/")]
    return max(inside, key=len, default="")


@cache
def nodes_of(path: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


@cache
def imported(path: Path) -> list[str]:
    names = []
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names.append(node.module or "")
            if (node.module or "").startswith("papibook"):
                names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names


@cache
def files_imported(path: Path) -> set[Path]:
    """Modules of the package that ``path`` imports; a room's ``__init__`` stands for the names it lists."""
    found = set()
    for name in imported(path):
        place = ROOT.joinpath(*name.split("."))
        file = next((f for f in (place.with_suffix(".py"), place / "__init__.py") if f.is_file()), None)
        if name.split(".")[0] == "papibook" and file is not None:
            found.add(file)
    return found


def test_every_folder_with_modules_is_a_room_of_the_list() -> None:
    folders = {path.parent.relative_to(PACKAGE).as_posix() for path in modules()} - {".", APART}
    listed = order()
    assert len(listed) == len(set(listed))
    assert folders == set(listed)


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_point_up_the_list(path: Path) -> None:
    rooms = order()
    room = room_of(path, rooms)
    for file in files_imported(path) - {PACKAGE / "__init__.py"}:
        target = room_of(file, rooms)
        if layer_of(path) == APART:
            assert layer_of(file) == APART, f"{path.name} must stand alone, imports {file}"
        elif room and target and path not in KEPT_NAMES:
            assert rooms.index(target) <= rooms.index(room), f"{room}/{path.name} imports {target}"


def test_no_files_import_each_other_in_a_circle() -> None:
    needs = {path: files_imported(path) - {path} for path in modules() if path.name != "__init__.py"}
    while free := [path for path, others in needs.items() if not others & needs.keys()]:
        for path in free:
            del needs[path]
    assert sorted(path.relative_to(PACKAGE).as_posix() for path in needs) == []


def test_no_folder_holds_too_many_modules() -> None:
    crowded = Counter(path.parent.relative_to(PACKAGE).as_posix() for path in modules())
    assert {folder: count for folder, count in crowded.items() if count > MOST_MODULES + 1} == {}


@pytest.mark.parametrize("room", order())
def test_a_room_says_what_belongs_there(room: str) -> None:
    text = ast.get_docstring(ast.parse((PACKAGE / room / "__init__.py").read_text(encoding="utf-8")))
    assert text is not None
    assert len(text) > 60, f"{room}/__init__.py says too little"


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_libraries_stay_in_their_layer(path: Path) -> None:
    layer = layer_of(path)
    for name in imported(path):
        allowed = ONLY_IN.get(name.split(".")[0])
        assert allowed is None or layer in allowed, f"{path.name} ({layer}) imports {name}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_only_the_cli_prints_reads_the_clock_and_exits(path: Path) -> None:
    if layer_of(path) in ("cli", "warmkernel"):
        return
    for node in nodes_of(path):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id != "print", f"{path.name}:{node.lineno} prints"
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            clock = node.value.id in ("datetime", "date") and node.attr in CLOCK
            clock = clock or (node.value.id == "time" and node.attr == "time")
            assert not clock, f"{path.name}:{node.lineno} reads the clock"
            assert not (node.value.id == "sys" and node.attr == "exit"), f"{path.name}:{node.lineno} exits"
