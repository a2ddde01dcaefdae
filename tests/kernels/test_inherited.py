"""What a kernel has of the program that asks for it, and what of its server."""

import math
import multiprocessing
import os
import resource
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from warm_kernels import evaluate, run, started, wait_until, warm_kernels

from papibook.warmkernel import install_kernelspec, servers, start_server, stop_server, warm_available

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not warm_available(), reason="no warm kernels on this system"),
    pytest.mark.timeout(120),
    # nbclient and pyzmq warn about their own event loops and sockets, in stock kernels too.
    pytest.mark.filterwarnings("default"),
]


@pytest.fixture(scope="module", autouse=True)
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with warm_kernels(tmp_path_factory.mktemp("jupyter")):
        yield


@pytest.fixture
def preloaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty module, `asked`, that servers import."""
    install_kernelspec(tmp_path, preload=["asked"])
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return tmp_path / "asked.py"


def test_a_fork_of_a_program_that_has_run_kernels_runs_kernels() -> None:
    def answer() -> None:
        send.send(run("print(6 * 7)"))

    run("import os")
    context = multiprocessing.get_context("fork")
    receive, send = context.Pipe(duplex=False)
    child = context.Process(target=answer)
    child.start()
    try:
        assert receive.poll(30), "the fork hangs"
        assert receive.recv() == ["42"]
        child.join(20)
        assert child.exitcode == 0
    finally:
        child.kill()
        child.join()
    assert run("print(6 * 8)") == ["48"]


@pytest.mark.parametrize(
    ("name", "value", "expression"),
    [
        ("PANDAS_FUTURE_INFER_STRING", "0", "pandas.options.future.infer_string"),
        ("HOME", "/nowhere", "site.getuserbase()"),
    ],
)
def test_a_variable_that_is_read_at_import_is_the_kernels_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, value: str, expression: str
) -> None:
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))  # IPython warns where it can't write
    source = f"import pandas, site, warnings\nwarnings.simplefilter('ignore')\nprint({expression})"
    [before] = run(source)
    monkeypatch.setenv(name, value)

    [warm], [stock] = run(source), run(source, kernel="python3")

    assert warm == stock != before


def test_a_library_to_load_first_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start_server()
    library = shutil.copy(math.__file__, tmp_path / "first.so")
    monkeypatch.setenv("LD_PRELOAD", str(library))

    assert run("print('first.so' in open('/proc/self/maps').read())") == ["True"]


def test_other_variables_share_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    source = "import os; print(os.getppid(), os.environ.get('OF_THE_REPORT'))"
    [before] = run(source)
    monkeypatch.setenv("OF_THE_REPORT", "1")
    [after] = run(source)

    assert before.split()[0] == after.split()[0]
    assert after.split()[1] == "1"


def test_variables_that_modules_set_at_import_stay_set(
    preloaded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    preloaded.write_text(
        "import os\nos.environ['SET'] = 'by module'\nos.environ.setdefault('ASKED', 'by module')\n"
        "os.environ.pop('TAKEN')"
    )
    monkeypatch.setenv("TAKEN", "by program")
    source = "import os, asked; print([os.environ.get(name) for name in ('SET', 'ASKED', 'TAKEN')])"

    [first], [stock] = run(source), run(source, kernel="python3")
    monkeypatch.setenv("ASKED", "by program")
    [second], [stock_second] = run(source), run(source, kernel="python3")

    assert first == stock == "['by module', 'by module', None]"
    assert second == stock_second == "['by module', 'by program', None]"


def test_umask_limits_and_processors_are_those_of_the_program_now() -> None:
    source = (
        "import os, resource\n"
        "print(os.umask(0), resource.getrlimit(resource.RLIMIT_NOFILE), os.sched_getaffinity(0))"
    )
    start_server()
    umask, processors = os.umask(0o27), os.sched_getaffinity(0)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft - 1, hard))
        os.sched_setaffinity(0, {max(processors)})
        [found] = run(source)
    finally:
        os.umask(umask)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        os.sched_setaffinity(0, processors)

    assert found == f"{0o27} {(soft - 1, hard)} {{{max(processors)}}}"


def test_a_server_without_kernels_ends_and_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_server()
    monkeypatch.setattr(servers, "IDLE_SECONDS", 0.5)
    with started() as (_, client):
        server = Path("/proc", evaluate(client, "__import__('os').getppid()"))
        # A server with a kernel stays, however long that does nothing.
        assert not wait_until(lambda: not has_program(server), seconds=1.5)

    assert wait_until(lambda: not has_program(server))
    assert run("print(1)") == ["1"]
    assert not server.exists()
    stop_server()


def has_program(process: Path) -> bool:
    """Whether it runs: one that has ended has no command line."""
    try:
        return (process / "cmdline").read_bytes() != b""
    except (FileNotFoundError, ProcessLookupError):
        return False


# What kernels share nevertheless: the docstring of `papibook.warmkernel` says so.


def test_a_generator_made_at_import_is_equal_in_every_kernel(preloaded: Path) -> None:
    preloaded.write_text(
        "import os, numpy\n"
        "shared = numpy.random.default_rng()\n"
        "def renew():\n"
        "    global renewed\n"
        "    renewed = numpy.random.default_rng()\n"
        "renew()\n"
        "os.register_at_fork(after_in_child=renew)\n"
    )
    source = "import asked; print(asked.shared.random(), asked.renewed.random())"

    first, second = run(source)[0].split(), run(source)[0].split()

    assert first[0] == second[0]
    assert first[1] != second[1]


def test_a_variable_of_another_name_read_at_import_is_the_servers(
    preloaded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    preloaded.write_text("import os\nread = os.environ.get('OF_THE_REPORT')")
    source = "import os, asked; print(asked.read, os.environ['OF_THE_REPORT'])"
    monkeypatch.setenv("OF_THE_REPORT", "first")

    assert run(source) == ["first first"]
    monkeypatch.setenv("OF_THE_REPORT", "second")
    assert run(source) == ["first second"]
    stop_server()
    assert run(source) == ["second second"]
