"""Each template opens and runs by hand: with its default parameters, on the edition built last."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from projects import ROOT, Built
from warm_kernels import warm_kernels

from papibook.press.pages.kernels import PRELOAD
from papibook.warmkernel import KERNEL_NAME, warm_available

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

pytestmark = [
    pytest.mark.slow,
    # The kernels' client leaves its loop and sockets to the collector.
    pytest.mark.filterwarnings("default::ResourceWarning"),
    pytest.mark.filterwarnings("default::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Kernels that start at once; that pages of theirs are those of stock ones has its own tests."""
    with warm_kernels(tmp_path_factory.mktemp("jupyter"), preload=PRELOAD):
        yield


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_template_runs_with_its_defaults(built: Built, path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=120,
        kernel_name=KERNEL_NAME if warm_available() else "python3",
        resources={"metadata": {"path": str(built.project / "notebooks")}},
    )
    # In a thread of its own: Playwright's loop may be running in this one.
    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(lambda: asyncio.run(client.async_execute())).result()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert outputs
    for output in outputs:
        assert output.output_type in ("execute_result", "display_data"), output
