"""One page: what is needed to make it, as a value that can travel, and the function that makes it.

papermill puts in the parameters, nbclient runs the cells in a fresh kernel, and the result is finished at
once: a whole page is made wherever the work is done. A page that raises, dies or hangs ends alone.
"""

from __future__ import annotations

import json
import logging
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from jupyter_core.utils import ensure_event_loop
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from papermill import execute_notebook
from papermill.engines import NBClientEngine, NotebookExecutionManager, papermill_engines
from papermill.exceptions import PapermillExecutionError

from papibook.data.export.readable import NAMING_TABLES, Names, names_of
from papibook.data.slices.files import table_frame
from papibook.ground.errors import ConfigError
from papibook.ground.kept_values import digest_of
from papibook.model.tables import SLICE_TABLES
from papibook.press.pages.finish import EditionFiles, FinishedPage, finish_page
from papibook.press.pages.kernels import kernels_here
from papibook.press.pages.still_cache import StillCache
from papibook.press.pages.stills import draw_still
from papibook.press.recipe.inputs import PAGE_LIBRARIES, library_versions, package_files
from papibook.press.recipe.jobs import PageJob

# What goes wrong on a page is told once, as its result.
logging.getLogger("papermill").setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class PageWork:
    """All that a page is made from; it needs no file of the one who sends it.

    Attributes:
        template: the template notebook's bytes.
        slices: the bytes of the slices it may open, by name.
        context: the font, and what pages may link to (:class:`EditionFiles`).
        deadline_seconds: for the whole notebook.
        made_by: :func:`program_here` of the sender; another program's page would not be the same page.
        stills: the sender's folder of still pictures, which saves drawing where it is at hand.
    """

    job: PageJob
    template: bytes = field(repr=False)
    slices: Mapping[str, bytes] = field(hash=False, repr=False)
    context: Mapping[str, str] = field(hash=False)
    deadline_seconds: float
    made_by: Mapping[str, str] = field(hash=False)
    stills: str = ""


@dataclass(frozen=True)
class PageResult:
    """What became of a job: the finished page, or why there is none.

    ``problem`` is empty for a good page, else ``raised``, ``died`` or ``hung``; ``detail`` says more,
    ``notebook`` is what had been run, the failing cell marked, and ``cell`` that cell's number.
    """

    job: PageJob
    page: FinishedPage | None = None
    problem: str = ""
    detail: str = ""
    cell: str = ""
    notebook: str = field(default="", repr=False)


@cache
def program_here() -> Mapping[str, str]:
    """What of this program decides over a page's bytes: its code and the libraries' versions."""
    return {"papibook": digest_of(package_files())[:12], **library_versions(PAGE_LIBRARIES)}


def run_page(work: PageWork) -> PageResult:
    """Make the page of ``work`` in this process's kernels.

    Raises:
        ConfigError: the work was sent by another version of the program.
    """
    require_same_program(work.made_by)
    kernels = kernels_here()
    place = Path(tempfile.mkdtemp(prefix="p", dir=kernels.home))
    seen: list[NotebookNode] = []

    def failed(problem: str, detail: str, cell: str = "") -> PageResult:
        kept = nbformat.writes(seen[0]) if seen else ""
        return PageResult(work.job, None, problem, detail, cell, kept)

    try:
        with kernels.one(work.deadline_seconds) as kernel:
            try:
                execute_notebook(
                    str(_template_file(work, place)),
                    None,  # papermill would write the notebook before and after every cell
                    parameters={"slices": "slices", **work.job.parameters},
                    engine_name=_ENGINE,
                    kernel_name=kernels.kernel_name,
                    language="python",
                    progress_bar=False,
                    autosave_cell_every=0,
                    start_timeout=max(60, int(work.deadline_seconds)),
                    # By default 4 seconds, which a busy machine can take; the deadline ends what is lost.
                    iopub_timeout=max(60, int(work.deadline_seconds)),
                    kernel_manager_class=kernels.manager_class(kernel),
                    # Not papermill's cwd: that changes the folder of this whole process, under all threads.
                    resources={"metadata": {"path": str(_room(work, place))}},
                    keep=seen.append,
                )
            except PapermillExecutionError as err:
                return failed(
                    "raised", f"{work.job.template}.ipynb: {err.ename}: {err.evalue}", str(err.exec_count)
                )
            except (DeadKernelError, RuntimeError, OSError) as err:
                if kernel.ended:
                    return failed("hung", f"It was not ready after {work.deadline_seconds:g} seconds.")
                return failed("died", f"{type(err).__name__}: {err}")
            finally:
                # nbclient leaves this thread's loop open for a next call; jupyter_core replaces a closed one.
                ensure_event_loop().close()
        try:
            draw = StillCache(Path(work.stills)).draw if work.stills else draw_still
            page = finish_page(
                work.job,
                seen[0],
                EditionFiles(work.context, _codes(work)),
                font=work.context["font"],
                draw=draw,
            )
        except ValueError as err:  # a view that cannot be drawn is its page's fault
            return failed("raised", f"{type(err).__name__}: {err}")
        return PageResult(work.job, page)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def require_same_program(other: Mapping[str, str]) -> None:
    """Refuse work from another version of the program.

    Raises:
        ConfigError: the code or a library differs.
    """
    ours = program_here()
    differing = sorted(name for name in {*ours, *other} if ours.get(name) != other.get(name))
    if differing:
        raise ConfigError(
            "A worker runs another version of: {names}. Install the same papibook with the same libraries "
            "(requirements.lock) on every worker, then build again.",
            names=", ".join(f"{name} ({ours.get(name, '–')} ≠ {other.get(name, '–')})" for name in differing),
        )


def _codes(work: PageWork) -> Names:
    """What the codes on the page name, where it sees the plan."""
    plan = json.loads(work.slices.get("plan", b"{}"))
    return names_of(
        {name: table_frame(SLICE_TABLES[name], plan[name]) for name in NAMING_TABLES if name in plan}
    )


def _template_file(work: PageWork, place: Path) -> Path:
    path = place / f"{work.job.template}.ipynb"
    path.write_bytes(work.template)
    return path


def _room(work: PageWork, place: Path) -> Path:
    """A folder for this page's kernel that holds the slices its template declares, and no other."""
    room = place / "room"
    room.mkdir()
    for name, content in work.slices.items():
        path = room / "slices" / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return room


class _Engine(NBClientEngine):  # type: ignore[misc]  # untyped upstream
    """papermill's own engine; the notebook goes to ``keep``, since that of a dead kernel is not returned.

    papermill gets a good one back empty: it would write it as text, for nobody, as long as finishing takes.
    """

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        *,
        keep: Callable[[NotebookNode], None],
        **options: Any,
    ) -> None:
        keep(nb_man.nb)
        super().execute_managed_notebook(nb_man, kernel_name, **options)

    @classmethod
    def execute_notebook(cls, nb: NotebookNode, kernel_name: str, **options: Any) -> NotebookNode:
        executed: NotebookNode = super().execute_notebook(nb, kernel_name, **options)
        outputs = (output for cell in executed.cells for output in cell.get("outputs", []))
        stopped = executed.metadata.papermill.get("exception")
        if stopped or any(output.output_type == "error" for output in outputs):
            return executed  # papermill marks the cell and raises
        nothing: NotebookNode = nbformat.v4.new_notebook()
        return nothing


_ENGINE = "papibook"
papermill_engines.register(_ENGINE, _Engine)
