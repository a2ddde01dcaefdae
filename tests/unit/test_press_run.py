"""Running jobs: a page that raises, dies or hangs ends alone; nothing is left running."""

from pathlib import Path

import nbformat
import pytest

from papibook.press.jobs import PageJob
from papibook.press.run import PageResult, run_jobs
from papibook.press.templates import Template


def template(folder: Path, name: str, body: str) -> Template:
    cells = [
        nbformat.v4.new_code_cell('slices = "latest"\nword = "default"', metadata={"tags": ["parameters"]}),
        nbformat.v4.new_code_cell(body),
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    path = folder / f"{name}.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), path)
    return Template(name, path, ("slices", "word"), ("plan",))


BODIES = {
    "good": "print(word, slices)",
    "raises": "raise ValueError('no such task')",
    "dies": "import os; os._exit(1)",
    "hangs": "while True: pass",
}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, PageResult]:
    folder = tmp_path_factory.mktemp("run")
    templates = {name: template(folder, name, body) for name, body in BODIES.items()}
    jobs = [PageJob(f"pages/{name}", name, name, {"word": name}) for name in BODIES]
    seen: list[str] = []
    made = run_jobs(
        jobs,
        templates,
        folder=folder,
        workers=2,
        deadline_seconds=4,
        on_done=lambda result: seen.append(result.job.page_id),
    )
    assert sorted(seen) == sorted(job.page_id for job in jobs)
    return {result.job.template: result for result in made}


def test_results_come_in_job_order(results: dict[str, PageResult]) -> None:
    assert list(results) == list(BODIES)


def test_a_good_page_has_its_parameters(results: dict[str, PageResult]) -> None:
    assert results["good"].problem == ""
    notebook = nbformat.read(results["good"].path, as_version=4)
    text = "".join(output.text for cell in notebook.cells for output in cell.get("outputs", []))
    assert text == "good slices\n"


def test_a_raising_page_is_kept_with_its_cell_marked(results: dict[str, PageResult]) -> None:
    result = results["raises"]
    assert result.problem == "raised"
    assert result.detail == "ValueError: no such task"
    assert "no such task" in result.path.read_text()


def test_a_dying_kernel_ends_its_page_alone(results: dict[str, PageResult]) -> None:
    assert results["dies"].problem == "died"


def test_a_hanging_page_is_stopped_at_its_deadline(results: dict[str, PageResult]) -> None:
    assert results["hangs"].problem == "hung"
