"""Running jobs: a page that raises, dies or hangs ends alone; nothing is left running."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import ClassVar

import nbformat
import pytest

from papibook.ground.errors import ConfigError
from papibook.press.pages import kernels
from papibook.press.pages.make import page_works
from papibook.press.pages.pool import PagePool, local_pool, run_jobs
from papibook.press.pages.work import PageResult, PageWork, program_here, run_page
from papibook.press.recipe.jobs import PageJob
from papibook.press.recipe.templates import Template
from papibook.views.common.display import MIME


def template(folder: Path, name: str, body: str) -> Template:
    cells = [
        nbformat.v4.new_code_cell('slices = "latest"\nword = "default"', metadata={"tags": ["parameters"]}),
        *(nbformat.v4.new_code_cell(cell) for cell in body.split("# next cell\n")),
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    path = folder / f"{name}.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), path)
    return Template(name, path, ("slices", "word"), ("plan",))


CHART = """
from papibook.views.common.display import Chart
Chart("bad", {"mark": "no such mark"}, "title", "alt", "source", "a\\n1\\n")
"""

SHOWN = """
from papibook.views.common.display import Html
print(*Html("x")._repr_mimebundle_(), sep=", ")
"""

OPENS_ANOTHER = """
from papibook.data.slices import open_page as any_name
any_name(slices, "figures")
"""
NAMES_NO_VALUE = """
from papibook import views as v
from papibook.model.facts import Facts
v.sentence("Trong {n_conted} nhiệm vụ", Facts({"n_counted": ("3",), "n_late": ("1",)}))
"""

BODIES = {
    "where": "import os, ipykernel; print(ipykernel.get_connection_file(), os.getcwd(), sep='\\n')",
    "good": "print(word, slices)",
    "raises": "raise ValueError('no such task')",
    "dies": "import os; os._exit(1)",
    "hangs": "while True: pass",
    "lingers": "import time\ntime.sleep(3)\n# next cell\ntime.sleep(3)",
    "cannot be drawn": CHART,
    "shown": SHOWN,
    "opens another slice": OPENS_ANOTHER,
    "names no value": NAMES_NO_VALUE,
}


SILENT = """
import time
get_ipython().kernel.post_handler_hook = lambda: time.sleep(4.5)
print("done")
"""
"""Between its answer and the word that it is idle, longer than nbclient waits by default."""
ENDLESS = ("hangs", "lingers")
DEADLINE = 4
JOB = PageJob("x", "x", "x")


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, PageResult]:
    folder = tmp_path_factory.mktemp("run")
    templates = {name: template(folder, name, body) for name, body in BODIES.items()}
    jobs = [PageJob(f"pages/{name}", name, name, {"word": name}) for name in BODIES]
    endless = [job for job in jobs if job.template in ENDLESS]
    ending = [job for job in jobs if job.template not in ENDLESS]
    results: list[PageResult] = []
    with local_pool(2) as pool:
        for some, deadline in ((endless, DEADLINE), (ending, 120)):
            works = page_works(some, templates, folder, {"font": "x"}, deadline)
            run_jobs(works, pool, on_done=results.append)
    assert sorted(result.job.template for result in results) == sorted(BODIES)
    return {result.job.template: result for result in results}


def test_a_page_makes_nothing_for_people_who_run_it_by_hand(results: dict[str, PageResult]) -> None:
    page = results["shown"].page
    assert page is not None
    assert page.noise == (f"{MIME}, text/plain\n",)


def test_a_good_page_has_its_parameters(results: dict[str, PageResult]) -> None:
    assert results["good"].problem == ""
    page = results["good"].page
    assert page is not None
    assert page.noise == ("good slices\n",)


def test_all_that_a_kernel_leaves_on_disk_lies_in_a_folder_that_names_its_owner(
    results: dict[str, PageResult],
) -> None:
    page = results["where"].page
    assert page is not None
    for path in page.noise[0].split():
        assert path.startswith(f"{tempfile.gettempdir()}/pb-{os.getpid()}-")
        assert not Path(path).exists()


@pytest.mark.slow
def test_the_warm_up_goes_through_and_starts_no_thread() -> None:
    # In a process that is then forked: a thread, or a lock one holds, would be dead in every kernel.
    program = "import threading; from papibook.press.pages.warmup import warm_up; warm_up()\n"
    program += "import os; print(threading.active_count(), len(os.listdir('/proc/self/task')))"
    command = [sys.executable, "-W", "error", "-c", program]
    limits = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    done = subprocess.run(command, env={**os.environ, **limits}, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "1"]


def test_a_raising_page_is_kept_with_its_cell_marked(results: dict[str, PageResult]) -> None:
    result = results["raises"]
    assert result.problem == "raised"
    assert result.detail == "raises.ipynb: ValueError: no such task"
    assert result.cell == "3"  # after the parameters and those given
    assert "papermill-error-cell" in result.notebook
    assert "no such task" in result.notebook


def test_a_slice_that_the_press_did_not_see_named_is_refused(results: dict[str, PageResult]) -> None:
    result = results["opens another slice"]
    assert result.problem == "raised"
    assert "opens slice figures, which the edition in slices does not have" in result.detail


def test_a_sentence_with_a_wrong_name_is_refused_by_template_hole_and_nearest(
    results: dict[str, PageResult],
) -> None:
    result = results["names no value"]
    assert result.detail.startswith(
        "names no value.ipynb: NoFactError: No value is named “n_conted”; nearest: n_"
    )
    assert "There are: n_counted, n_late." in result.detail


def test_a_dying_kernel_ends_its_page_alone(results: dict[str, PageResult]) -> None:
    assert results["dies"].problem == "died"


@pytest.mark.parametrize("name", ENDLESS)
def test_a_page_is_stopped_at_its_deadline_which_is_the_whole_notebooks(
    results: dict[str, PageResult], name: str
) -> None:
    assert results[name].problem == "hung"


def test_a_page_that_cannot_be_drawn_ends_alone(results: dict[str, PageResult]) -> None:
    result = results["cannot be drawn"]
    assert result.problem == "raised"
    assert result.page is None
    assert "no such mark" in result.notebook


@pytest.mark.slow
def test_a_kernel_that_is_slow_to_tell_what_it_did_is_waited_for(tmp_path: Path) -> None:
    silent = template(tmp_path, "silent", SILENT)
    works = page_works([JOB], {"x": silent}, tmp_path, {"font": "x"}, 60)
    done: list[PageResult] = []
    with local_pool(1) as pool:
        run_jobs(works, pool, on_done=done.append)
    (result,) = done
    assert (result.problem, result.detail) == ("", "")
    assert result.page is not None
    assert result.page.noise == ("done\n",)


def test_work_of_another_version_is_refused(tmp_path: Path) -> None:
    made_by = {**program_here(), "pandas": "0.1"}
    work = PageWork(JOB, b"", {}, {}, 1, made_by)
    with pytest.raises(ConfigError, match=r"another version of: pandas \(.* ≠ 0\.1\)"):
        run_page(work)


def test_few_pages_are_in_hand_at_once() -> None:
    drawn: list[int] = []
    most = 0

    class Slow(Executor):
        waiting: ClassVar[list[Future[PageResult]]] = []

        def submit(self, *arguments: object, **options: object) -> Future[PageResult]:  # type: ignore[override]
            nonlocal most
            future: Future[PageResult] = Future()
            self.waiting.append(future)
            most = max(most, len(drawn) - len(done))
            if len(self.waiting) == 4:
                while self.waiting:
                    self.waiting.pop().set_result(PageResult(JOB))
            return future

    def works() -> Iterator[PageWork]:
        for number in range(12):
            drawn.append(number)
            yield PageWork(JOB, b"", {}, {}, 1, {})

    done: list[PageResult] = []
    run_jobs(works(), PagePool(Slow(), 2), on_done=done.append)
    assert len(done) == 12
    assert most == 4


def test_kernels_started_ahead_are_gone_however_the_command_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(kernels, "warm_up", lambda: told.append("started"))
    monkeypatch.setattr(kernels, "close_kernels", lambda: told.append("closed"))
    with pytest.raises(KeyboardInterrupt), kernels.kernels_ahead():
        raise KeyboardInterrupt
    assert told == ["started", "closed"]
