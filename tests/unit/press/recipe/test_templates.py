"""A job's parameters must be exactly those its template declares."""

import json
from pathlib import Path

import nbformat
import pytest

from papibook.ground.errors import ConfigError
from papibook.press.recipe.inputs import PACKAGE
from papibook.press.recipe.jobs import PageJob
from papibook.press.recipe.templates import read_template, read_templates, read_text

TEMPLATES = sorted((PACKAGE.parent / "notebooks").glob("*.ipynb"))


def write_template(
    folder: Path,
    *,
    parameters: str = 'slices = "latest"\nunit_id = "x"',
    setup: str = 'page = open_page(slices, "plan", f"unit/{unit_id}")',
    declared: tuple[str, ...] = (),
) -> Path:
    cells = [
        nbformat.v4.new_markdown_cell("# Title", metadata={"tags": ["title"]}),
        nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]}),
        nbformat.v4.new_code_cell(setup),
    ]
    metadata = {"papibook": {"slices": list(declared)}} if declared else {}
    path = folder / "unit.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=metadata), path)
    return path


@pytest.mark.parametrize(
    "setup",
    [
        'page = open_page(slices, "plan", f"unit/{unit_id}")',
        'from papibook.data import slices as s\npage = s.open_page(slices, "plan", f"unit/{unit_id}")',
        'one = open_page(slices, "plan")\nother = open_page(slices, "plan", f"unit/{unit_id}")',
    ],
    ids=["once", "by another name", "in two steps"],
)
def test_parameters_and_the_slices_that_the_cells_open_are_read(tmp_path: Path, setup: str) -> None:
    template = read_template(write_template(tmp_path, setup=setup))
    assert template.parameters == ("slices", "unit_id")
    assert template.slices == ("plan", "unit/{unit_id}")


def test_a_fitting_job_is_accepted(tmp_path: Path) -> None:
    write_template(tmp_path)
    assert set(read_templates(tmp_path, [PageJob("communes/x", "unit", "X", {"unit_id": "x"})])) == {"unit"}


@pytest.mark.parametrize(
    ("parameters", "said"),
    [({"unit_id": "x", "unti": "y"}, "unknown: unti"), ({}, "left out: unit_id")],
    ids=["misspelt", "left out"],
)
def test_an_unknown_or_missing_parameter_is_refused(
    tmp_path: Path, parameters: dict[str, str], said: str
) -> None:
    write_template(tmp_path)
    with pytest.raises(ConfigError, match=said):
        read_templates(tmp_path, [PageJob("communes/x", "unit", "X", parameters)])


def test_a_missing_template_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"unit\.ipynb is missing"):
        read_templates(tmp_path, [PageJob("communes/x", "unit", "X", {"unit_id": "x"})])


def test_a_template_that_is_no_notebook_is_named(tmp_path: Path) -> None:
    (tmp_path / "unit.ipynb").write_text("hello")
    with pytest.raises(ConfigError, match=r"unit\.ipynb cannot be read"):
        read_template(tmp_path / "unit.ipynb")


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


@pytest.mark.parametrize("setup", ["page = 1", "page = open_page(slices)"])
def test_a_template_that_opens_no_slices_is_refused(tmp_path: Path, setup: str) -> None:
    with pytest.raises(ConfigError, match="opens no slices"):
        read_template(write_template(tmp_path, setup=setup))


@pytest.mark.parametrize("name", ["*names", "kind", 'f"unit/{kind}"', 'f"unit/{unit_id.upper()}"', '"a" + b'])
def test_a_slice_that_is_known_only_when_the_page_runs_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigError) as raised:
        read_template(write_template(tmp_path, setup=f"page = open_page(slices, {name})"))
    assert "unit.ipynb" in str(raised.value)


def test_slices_in_the_metadata_hold_as_they_did(tmp_path: Path) -> None:
    path = write_template(tmp_path, setup="page = open_page(slices, *names)", declared=("plan", "district"))
    assert read_template(path).slices == ("plan", "district")


def test_a_cell_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"A cell of unit\.ipynb is not valid Python"):
        read_template(write_template(tmp_path, setup="page = open_page(slices,"))
