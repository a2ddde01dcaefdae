"""Template notebooks are pages with holes: prose, one parameters cell, one set-up cell, no outputs."""

import ast
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))
NAMES = {
    "summary",
    "district",
    "overdue",
    "remarks",
    "execution",
    "dimension",
    "commune",
    "department",
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


def test_pages_of_communes_and_departments_differ_in_their_titles_and_what_departments_support() -> None:
    commune, department = (
        [cell.source for cell in read(NOTEBOOKS[0].with_name(f"{name}.ipynb")).cells]
        for name in ("commune", "department")
    )
    own = {
        "# Xã, thị trấn",
        'slices = "latest"\nunit_id = "xa-chieng-son"',
        "## Đầu việc được giao",
    }
    assert set(commune) - set(department) == own
    only = [source for source in department if source not in commune]
    assert [source for source in department if source in commune] == [s for s in commune if s not in own]
    assert [source.splitlines()[0] for source in only] == [
        "# Phòng, ban, cơ quan",
        'slices = "latest"',
        "## Nhiệm vụ chủ trì",
        "## Nhiệm vụ phối hợp",
        'helped = m.standing(page["supported"], ("period_id", "task_id"))',
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_cells_are_one_frame_in_one_view_out(path: Path) -> None:
    for cell in code_cells(path):
        tree = ast.parse(cell.source)
        most = 8 if cell.source.startswith("from papibook") else 4  # the set-up cell also names its frames
        assert len(cell.source.splitlines()) <= most, cell.source
        for node in ast.walk(tree):
            assert not isinstance(node, FORBIDDEN), cell.source
            if isinstance(node, ast.ImportFrom):
                assert node.module in ALLOWED_IMPORTS, cell.source
            assert not isinstance(node, ast.Import), cell.source


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_headings_skip_no_level(path: Path) -> None:
    levels = [
        len(line) - len(line.lstrip("#"))
        for cell in read(path).cells
        if cell.cell_type == "markdown"
        for line in cell.source.splitlines()
        if line.startswith("#")
    ]
    assert levels[0] == 1
    for before, after in pairwise(levels):
        assert after <= before + 1
        assert after > 1
