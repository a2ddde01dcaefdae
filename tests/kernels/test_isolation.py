"""Nothing passes from one page to the next, and a warm kernel's page is the stock kernel's, byte for byte."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest
from projects import ROOT
from warm_kernels import evaluate, run, started

from papibook.data.edition.dataset import load_dataset
from papibook.ground.paths import Project
from papibook.measures.counted import count_all
from papibook.press.edition.book_source import edition_jobs
from papibook.press.edition.freeze import freeze
from papibook.press.pages import kernels
from papibook.press.pages.finish import FinishedPage
from papibook.press.pages.make import page_context, page_works
from papibook.press.pages.pool import local_pool, run_jobs
from papibook.press.pages.work import PageResult
from papibook.press.recipe.jobs import PageJob
from papibook.press.recipe.templates import read_templates
from papibook.warmkernel import warm_available

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not warm_available(), reason="no warm kernels on this system"),
    pytest.mark.usefixtures("converter"),
    # nbclient and pyzmq warn about their own event loops and sockets, in stock kernels too.
    pytest.mark.filterwarnings("default"),
]

CENSUS = """
found = {"names": sorted(name for name in globals() if not name.startswith("_"))}
import altair, builtins, decimal, gc, json, locale, logging, numpy, os, pandas, papibook.views, pathlib
import resource, signal, sys, threading, time, warnings
files = []
for number in os.listdir("/proc/self/fd"):
    try:
        files.append(os.readlink(f"/proc/self/fd/{number}"))
    except FileNotFoundError:
        pass
umask = os.umask(0o22)
os.umask(umask)
found |= {
    "modules": sorted(sys.modules),
    "builtins": sorted(vars(builtins)),
    "import path": sys.path,
    "environment": dict(os.environ),
    "working folder": os.getcwd(),
    "open files": sorted(name for name in files if name.startswith("/") and "/proc/" not in name),
    "umask": umask,
    "limits": resource.getrlimit(resource.RLIMIT_NOFILE),
    "time zone": time.tzname,
    "locale": locale.setlocale(locale.LC_ALL),
    "signal handler": str(signal.getsignal(signal.SIGUSR1)),
    "alarm": signal.getitimer(signal.ITIMER_REAL)[0] > 0,
    "threads": sorted(thread.name for thread in threading.enumerate() if thread.name.startswith("page")),
    "decimal context": decimal.getcontext().prec,
    "warning filters": [str(entry) for entry in warnings.filters],
    "logging": logging.getLogger().level,
    "recursion limit": sys.getrecursionlimit(),
    "garbage collection": gc.isenabled(),
    "pandas options": pandas.get_option("display.max_rows"),
    "pandas class": hasattr(pandas.DataFrame, "kept"),
    "numpy print": numpy.get_printoptions()["precision"],
    "numpy errors": numpy.geterr(),
    "altair theme": altair.theme.active,
    "altair renderer": altair.renderers.active,
    "package": hasattr(papibook.views, "kept"),
}
"""
"""What of a process a page could leave to the next. Kernels that are born alike find all of it alike."""

DIRT = """
import altair, builtins, decimal, gc, locale, logging, numpy, os, pandas, papibook.views, random, resource
import signal, sys, threading, time, types, warnings
kept = 1
sys.modules["kept"] = types.ModuleType("kept")
builtins.kept = 1
sys.path.insert(0, "/kept")
os.environ |= {"KEPT": "1", "TZ": "Asia/Kathmandu"}
time.tzset()
os.chdir("/")
handle = open("/etc/hostname")
os.umask(0o75)
resource.setrlimit(resource.RLIMIT_NOFILE, (200, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
locale.setlocale(locale.LC_ALL, "C" if locale.setlocale(locale.LC_ALL) != "C" else "C.UTF-8")
signal.signal(signal.SIGUSR1, signal.SIG_IGN)
signal.setitimer(signal.ITIMER_REAL, 600)
threading.Thread(target=time.sleep, args=(600,), name="page", daemon=True).start()
decimal.getcontext().prec = 3
warnings.simplefilter("error", UnicodeWarning)
logging.getLogger().setLevel(7)
sys.setrecursionlimit(4321)
gc.disable()
pandas.set_option("display.max_rows", 3)
pandas.DataFrame.kept = 1
numpy.set_printoptions(precision=2)
numpy.seterr(all="raise")
altair.theme.enable("dark")
altair.renderers.enable("json")
papibook.views.kept = 1
random.seed(7)
numpy.random.seed(7)
"""
"""A page that spoils all of that."""

DRAWS = "import random, numpy; print(random.random(), numpy.random.rand(), sep='\\n')"


def census(client: Any, path: Path) -> dict[str, Any]:
    """What a kernel finds, told through a file: the options it looks at could cut an output short."""
    source = f"{CENSUS}\npathlib.Path({str(path)!r}).write_text(json.dumps(found))"
    reply = client.execute(source, reply=True, timeout=60)["content"]
    assert reply["status"] == "ok", reply
    found: dict[str, Any] = json.loads(path.read_text())
    path.unlink()
    return found


@dataclass(frozen=True)
class Pages:
    """The census of a first page, of one that spoilt its process, of one beside that, and of the next."""

    first: dict[str, Any]
    spoilt: dict[str, Any]
    beside: dict[str, Any]
    after: dict[str, Any]


@pytest.fixture(scope="module")
def pages(warm: None, tmp_path_factory: pytest.TempPathFactory) -> Pages:
    path = tmp_path_factory.mktemp("census") / "found.json"
    with started() as (_, client):
        first = census(client, path)
        server = evaluate(client, "os.getppid()")
    with started() as (_, client):
        reply = client.execute(DIRT, reply=True, timeout=60)["content"]
        assert reply["status"] == "ok", reply
        spoilt = census(client, path)
        with started() as (_, other):
            beside = census(other, path)
    with started() as (_, client):
        after = census(client, path)
        assert evaluate(client, "os.getppid()") == server
    return Pages(first, spoilt, beside, after)


KINDS = [line.split('"')[1] for line in CENSUS.splitlines() if line.startswith(('    "', 'found = {"'))]


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_page_changes_stays_with_it(pages: Pages, kind: str) -> None:
    assert pages.spoilt[kind] != pages.first[kind], "the test changes nothing of this kind"
    assert pages.beside[kind] == pages.first[kind]
    assert pages.after[kind] == pages.first[kind]


def test_a_seed_set_by_a_page_ends_with_it(warm: None) -> None:
    seeded = "import random, numpy; random.seed(7); numpy.random.seed(7)\n" + DRAWS
    drawn = [run(source)[0].splitlines() for source in (seeded, DRAWS, seeded, DRAWS)]

    assert drawn[0] == drawn[2]
    for values in zip(drawn[0], drawn[1], drawn[3], strict=True):
        assert len(set(values)) == 3


def test_a_file_that_the_program_holds_open_is_not_open_in_kernels(warm: None, tmp_path: Path) -> None:
    path = tmp_path / "held"
    with path.open("w") as held:
        os.set_inheritable(held.fileno(), True)
        [text] = run(
            "import os; print([os.readlink(f'/proc/self/fd/{n}') for n in range(3, 12)\n"
            "    if os.path.islink(f'/proc/self/fd/{n}')])"
        )

    assert "socket" in text
    assert str(path) not in text


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, FinishedPage]]:
    """A page of every template on the shipped data: on stock kernels, on warm ones, in other company."""
    project = Project(ROOT)
    dataset = load_dataset(project, "2022-S1")
    jobs = edition_jobs(dataset)
    chosen = list({job.template: job for job in jobs}.values())
    templates = read_templates(project.notebooks, chosen)
    slices = tmp_path_factory.mktemp("frozen") / "slices"
    freeze(dataset, count_all(dataset), slices)

    def make(jobs: list[PageJob], *, workers: int) -> dict[str, FinishedPage]:
        works = page_works(jobs, templates, slices, page_context(dataset), 120)
        results: list[PageResult] = []
        with local_pool(workers) as pool:
            run_jobs(works, pool, on_done=results.append)
        assert [result.detail for result in results if result.problem] == []
        return {result.job.template: result.page for result in results if result.page}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kernels, "warm_available", lambda: False)
        stock = make(chosen, workers=2)
    assert len(stock) == len(chosen)
    return {
        "stock": stock,
        "warm": make(chosen, workers=1),
        "side by side, other order": make(chosen[::-1], workers=4),
    }


NOT_MADE = {"serves", "own_index"}
"""The shipped plan serves no other index and has no scores of its units: these make no page of it."""
TEMPLATES = [path.stem for path in sorted((ROOT / "notebooks").glob("*.ipynb")) if path.stem not in NOT_MADE]


@pytest.mark.slow
@pytest.mark.parametrize("how", ["warm", "side by side, other order"])
@pytest.mark.parametrize("template", TEMPLATES)
def test_a_page_has_the_bytes_of_the_stock_kernel(
    made: dict[str, dict[str, FinishedPage]], how: str, template: str
) -> None:
    stock, warm = made["stock"][template], made[how][template]

    assert nbformat.writes(warm.notebook) == nbformat.writes(stock.notebook)
    assert dict(warm.files) == dict(stock.files)
    assert warm.noise == stock.noise
