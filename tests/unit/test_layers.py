"""Imports point to the left only: ground ← model ← data ← measures ← views ← press ← cli."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "papibook"
LAYERS = ("ground", "model", "data", "measures", "views", "press", "cli")
ONLY_IN = {
    "altair": {"views"},
    "papermill": {"press"},
    "nbformat": {"press"},
    "nbclient": {"press"},
    "sphinx": {"press"},
    "typst": {"press"},
    "vl_convert": {"press"},
    "python_calamine": {"data"},
    "xlsxwriter": {"data"},
    "typer": {"cli"},
    "rich": {"cli"},
}
CLOCK = {"now", "today", "utcnow"}


def modules() -> list[Path]:
    found = sorted(PACKAGE.rglob("*.py"))
    assert len(found) > 20
    return found


def layer_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> list[str]:
    names = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names.append(node.module or "")
            if node.module == "papibook":
                names += [f"papibook.{alias.name}" for alias in node.names]
    return names


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_point_to_the_left(path: Path) -> None:
    layer = layer_of(path)
    for name in imported(path):
        if not name.startswith("papibook."):
            continue
        target = name.split(".")[1]
        if target == "__version__":
            continue
        if layer == "warmkernel":
            assert target == "warmkernel", f"{path.name} must stand alone, imports {name}"
        elif layer in LAYERS and target in LAYERS:
            assert LAYERS.index(target) <= LAYERS.index(layer), f"{path.name} imports {name}"


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
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id != "print", f"{path.name}:{node.lineno} prints"
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            clock = node.value.id in ("datetime", "date") and node.attr in CLOCK
            clock = clock or (node.value.id == "time" and node.attr == "time")
            assert not clock, f"{path.name}:{node.lineno} reads the clock"
            assert not (node.value.id == "sys" and node.attr == "exit"), f"{path.name}:{node.lineno} exits"
