"""Pages have the same bytes wherever they are made: one thread, many, a cluster that loses a worker."""

import os
import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import nbformat
import pytest
from projects import small_project
from warm_kernels import wait_until

from papibook.data.edition.dataset import load_dataset
from papibook.ground.errors import ConfigError
from papibook.ground.paths import Project
from papibook.measures.counted import count_all
from papibook.press.edition.book_source import edition_jobs
from papibook.press.edition.freeze import freeze
from papibook.press.pages.cluster import dask_pool
from papibook.press.pages.make import page_context, page_works
from papibook.press.pages.pool import PagePool, local_pool, run_jobs
from papibook.press.pages.work import PageResult, PageWork
from papibook.press.recipe.templates import read_templates
from papibook.warmkernel import warm_available

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not warm_available(), reason="no warm kernels on this system"),
    # nbclient, pyzmq and distributed warn about their own event loops, sockets and processes.
    pytest.mark.filterwarnings("default"),
]

Works = Callable[[], Iterator[PageWork]]


@pytest.fixture(scope="module")
def works(tmp_path_factory: pytest.TempPathFactory) -> Works:
    """All pages of a small project, to be drawn as often as wanted."""
    project = Project(small_project(tmp_path_factory.mktemp("small") / "project"))
    dataset = load_dataset(project, "2022-S1")
    jobs = edition_jobs(dataset)
    templates = read_templates(project.notebooks, jobs)
    slices = tmp_path_factory.mktemp("frozen") / "slices"
    freeze(dataset, count_all(dataset), slices)
    return lambda: page_works(jobs, templates, slices, page_context(dataset), 120)


def pages(works: Works, pool: PagePool, on_page: Callable[[int], None] = lambda _: None) -> dict[str, object]:
    """Every page's bytes, by page_id."""
    made: dict[str, object] = {}

    def keep(result: PageResult) -> None:
        assert result.page is not None, result
        page = result.page
        made[result.job.page_id] = (nbformat.writes(page.notebook), dict(page.files), page.noise)
        on_page(len(made))

    run_jobs(works(), pool, on_done=keep)
    return made


@pytest.fixture(scope="module")
def one_by_one(works: Works) -> dict[str, object]:
    with local_pool(1) as pool:
        return pages(works, pool)


@pytest.fixture
def cluster() -> Iterator[Any]:
    """Two worker processes and an empty folder for what they write."""
    from distributed import LocalCluster

    with (
        tempfile.TemporaryDirectory(prefix="dk", dir="/tmp") as folder,
        # For the workers, and what a restarted one's nanny sets here: threads, a seed of hash().
        patch.dict(os.environ, TMPDIR=folder),
        LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", local_directory=folder
        ) as cluster,
    ):
        cluster.folder = Path(folder)
        yield cluster


def homes(cluster: Any) -> list[Path]:
    return list(cluster.folder.glob("pb-*"))


@pytest.mark.slow
def test_many_threads_make_the_pages_of_one(works: Works, one_by_one: dict[str, object]) -> None:
    with local_pool(5) as pool:
        assert pages(works, pool) == one_by_one


@pytest.mark.slow
def test_a_cluster_that_loses_a_worker_makes_the_same_pages(
    works: Works, one_by_one: dict[str, object], cluster: Any
) -> None:
    killed = []

    def kill_a_worker(n_made: int) -> None:
        if n_made == 3:
            killed.append(next(iter(cluster.workers.values())).pid)
            os.kill(killed[0], signal.SIGKILL)

    with dask_pool(cluster.scheduler_address) as pool:
        assert pool.at_once == 2
        made = pages(works, pool, kill_a_worker)

    assert killed
    assert made == one_by_one
    assert homes(cluster)
    cluster.close()
    alive = [home for home in homes(cluster) if f"-{killed[0]}-" not in home.name]
    assert wait_until(lambda: not any(home.exists() for home in alive))


def test_a_scheduler_that_does_not_answer_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("papibook.press.pages.cluster.CONNECT_SECONDS", 1)
    with (
        pytest.raises(ConfigError, match="No Dask scheduler answers at tcp"),
        dask_pool("tcp://127.0.0.1:9"),
    ):
        pass


@pytest.mark.parametrize("address", ["nowhere", "tcp://host", "foo://host:1"])
def test_an_address_that_is_none_is_an_error_before_a_client_is_made(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("papibook.press.pages.cluster.Client", None)
    with pytest.raises(ConfigError, match=f"No Dask scheduler answers at {address}"), dask_pool(address):
        pass
