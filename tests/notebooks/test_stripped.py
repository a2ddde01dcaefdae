"""Template notebooks are pages with holes: prose, one parameters cell, one set-up cell, no outputs."""

import ast
from pathlib import Path

import nbformat
import pytest

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))
NAMES = {
    "summary",
    "district",
    "overdue",
    "remarks",
    "serves",
    "own_index",
    "execution",
    "dimension",
    "unit",
    "not_reported",
    "data_quality",
    "comparison",
    "follow_up",
    "papi",
    "tasks",
    "indicators",
}
ALLOWED_IMPORTS = {"papibook", "papibook.data.slices"}
FORBIDDEN = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.For, ast.While, ast.With, ast.Lambda)


def read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def code_cells(path: Path) -> list[nbformat.NotebookNode]:
    return [cell for cell in read(path).cells if cell.cell_type == "code"]


def test_the_templates_are_there() -> None:
    assert {path.stem for path in NOTEBOOKS} == NAMES


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_outputs_are_stripped(path: Path) -> None:
    for cell in code_cells(path):
        assert cell.outputs == []
        assert cell.execution_count is None


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_template_starts_with_its_title_and_declares_parameters_once(path: Path) -> None:
    notebook = read(path)
    assert notebook.cells[0].cell_type == "markdown"
    assert "title" in notebook.cells[0].metadata.tags
    tagged = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    assert len(tagged) == 1
    assert 'slices = "latest"' in tagged[0].source


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_slices_are_named_once(path: Path) -> None:
    assert set(read(path).metadata.papibook) == {"template"}
    setup = [cell.source for cell in code_cells(path) if "open_page(" in cell.source]
    assert len(setup) == 1
