"""The warm kernel behaves as the stock one does, and leaves nothing behind."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from textwrap import dedent
from typing import Any

import nbformat
import papermill
import pytest
from jupyter_client.manager import KernelManager
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError
from projects import signals_heard
from warm_kernels import (
    PATIENCE,
    children,
    evaluate,
    is_running,
    notebook,
    open_files,
    run,
    run_in_thread,
    started,
    wait_until,
    warm_kernels,
)

from papibook.warmkernel import (
    KERNEL_NAME,
    WarmKernelError,
    install_kernelspec,
    start_server,
    stop_server,
    warm_available,
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not warm_available(), reason="no warm kernels on this system"),
    pytest.mark.timeout(300),
    # nbclient and pyzmq warn about their own event loops and sockets, in stock kernels too.
    pytest.mark.filterwarnings("default"),
]


@pytest.fixture(scope="module", autouse=True)
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with warm_kernels(tmp_path_factory.mktemp("jupyter")):
        yield


@pytest.fixture
def temporary(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder for temporary files, empty."""
    with tempfile.TemporaryDirectory(prefix="wk", dir="/tmp") as folder:
        monkeypatch.setattr(tempfile, "tempdir", folder)
        yield Path(folder)


def test_papermill_runs_a_notebook_with_parameters(tmp_path: Path) -> None:
    nb = notebook("a = 1", "print(a)")
    nb.cells[0].metadata["tags"] = ["parameters"]
    nbformat.write(nb, tmp_path / "in.ipynb")

    done = papermill.execute_notebook(
        tmp_path / "in.ipynb",
        tmp_path / "out.ipynb",
        {"a": 7},
        kernel_name=KERNEL_NAME,
        progress_bar=False,
    )

    assert done.cells[-1].outputs[0]["text"] == "7\n"


def test_nbclient_runs_inside_a_running_event_loop() -> None:
    nb = notebook("print(6 * 7)")

    asyncio.run(NotebookClient(nb, kernel_name=KERNEL_NAME).async_execute())

    assert nb.cells[0].outputs[0]["text"] == "42\n"


def test_libraries_are_there_before_the_first_cell() -> None:
    [names] = run("import sys; print({'pandas', 'altair', 'ipykernel.debugger'} <= set(sys.modules))")

    assert names == "True"


def test_outputs_equal_those_of_the_stock_kernel() -> None:
    sources = (
        "import sys\nimport pandas as pd, altair as alt\nprint(sys.argv[0], sys.path, __name__)",
        "pd.DataFrame({'a': [1, 2]})",
        "alt.Chart(pd.DataFrame({'a': [1, 2]})).mark_bar().encode(x='a:Q').to_dict()",
        "import os\nos.system('echo from a child'); print('err', file=sys.stderr)",
        "import threading, asyncio\nprint(threading.current_thread() is threading.main_thread())\n"
        "await asyncio.sleep(0)",
        "def f():\n    return 1 / 0\nf()",
    )

    def outputs(kernel: str) -> list[Any]:
        nb = notebook(*sources)
        NotebookClient(nb, kernel_name=kernel, allow_errors=True).execute()
        return [cell.outputs for cell in nb.cells]

    assert outputs(KERNEL_NAME) == outputs("python3")


def test_kernels_run_side_by_side_from_threads(tmp_path: Path) -> None:
    source = f"""
        import os, pathlib, time
        here = pathlib.Path({str(tmp_path)!r})
        (here / str(os.getpid())).touch()
        until = time.monotonic() + {PATIENCE - 10}
        while len(list(here.iterdir())) < 4 and time.monotonic() < until:
            time.sleep(0.01)
        print(len(list(here.iterdir())))
    """
    with ThreadPoolExecutor(4) as pool:
        met = [text for [text] in pool.map(lambda _: run_in_thread(dedent(source)), range(4))]

    assert met == ["4"] * 4  # each waited until the others had begun, too


def test_eight_starts_leave_nothing_behind(temporary: Path) -> None:
    start_server()
    before, descriptors = children(os.getpid()), open_files()

    pids = [int(run("import os; print(os.getpid())")[0]) for _ in range(8)]

    assert not any(is_running(pid) for pid in pids)
    assert children(os.getpid()) == before
    assert list(temporary.iterdir()) == []
    assert open_files() <= descriptors + 8  # the thread's own event loop


def test_stopping_the_server_ends_it_and_its_kernels(temporary: Path) -> None:
    start_server()
    with started() as (manager, client):
        pid = int(evaluate(client, "__import__('os').getpid()"))
        server = int(evaluate(client, "__import__('os').getppid()"))

        stop_server()

        assert not is_running(pid)
        assert not is_running(server)
        assert not manager.is_alive()
    assert list(temporary.iterdir()) == []


def test_files_of_a_kernel_are_private_and_short(temporary: Path) -> None:
    with started() as (manager, _):
        [folder] = temporary.iterdir()
        assert folder.stat().st_mode & 0o777 == 0o700
        assert {path.name for path in folder.iterdir()} == {"kernel.json", *(f"s-{n}" for n in range(1, 6))}
        assert manager.transport == "ipc"


def test_long_temporary_folders_are_avoided(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    long = tmp_path / ("x" * 100)
    long.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(long))

    assert run("print(1)") == ["1"]
    assert list(long.iterdir()) == []


def test_interrupt_stops_a_busy_loop_and_not_the_kernel(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    with started() as (manager, client):
        busy = f"open({str(begun)!r}, 'w').close()\nwhile True: pass"
        message = client.execute(busy, stop_on_error=False)
        assert wait_until(begun.exists)

        manager.interrupt_kernel()

        reply = client._recv_reply(message, timeout=PATIENCE)
        assert reply["content"]["ename"] == "KeyboardInterrupt"
        assert evaluate(client, "1 + 1") == "2"


def test_a_restarted_kernel_is_another_process_with_the_same_files(temporary: Path) -> None:
    with started() as (manager, client):
        client.execute("here = 1", reply=True)
        first = evaluate(client, "__import__('os').getpid()")
        [folder] = temporary.iterdir()

        manager.restart_kernel()
        client.wait_for_ready(timeout=PATIENCE)

        assert evaluate(client, "__import__('os').getpid()") != first
        assert evaluate(client, "'here' in globals()") == "False"
        assert list(temporary.iterdir()) == [folder]
    assert list(temporary.iterdir()) == []


def test_killing_a_kernel_ends_its_children_and_not_this_process() -> None:
    with started() as (manager, client):
        pid = int(evaluate(client, "__import__('os').getpid()"))
        child = int(evaluate(client, "__import__('subprocess').Popen(['sleep', '60']).pid"))
        assert os.getpgid(pid) == pid != os.getpgrp()

        manager.shutdown_kernel(now=True)

        assert not is_running(pid)
        assert wait_until(lambda: not is_running(child))
        assert not manager.has_kernel


def test_a_kernel_that_dies_is_reported_as_dead() -> None:
    with pytest.raises(DeadKernelError):
        run("import os, signal; os.kill(os.getpid(), signal.SIGKILL)")


def test_the_exit_code_of_a_kernel_reaches_its_manager() -> None:
    with started() as (manager, client):
        client.execute("import os; os._exit(3)")
        assert wait_until(lambda: not manager.is_alive())
        assert asyncio.run(manager.provisioner.poll()) == 3


def test_exit_handlers_of_a_notebook_run(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    run(f"import atexit, pathlib; atexit.register(pathlib.Path({str(mark)!r}).touch)")

    assert mark.exists()


def test_a_dead_server_is_replaced() -> None:
    [server] = run("import os; print(os.getppid())")
    os.kill(int(server), signal.SIGKILL)

    [other] = run("import os; print(os.getppid())")

    assert other != server


def test_kernels_end_when_their_server_is_killed() -> None:
    with started() as (manager, client):
        pid = int(evaluate(client, "__import__('os').getpid()"))
        os.kill(int(evaluate(client, "__import__('os').getppid()")), signal.SIGKILL)

        assert wait_until(lambda: not manager.is_alive())
        assert wait_until(lambda: not is_running(pid))


@pytest.mark.parametrize("signum", [signal.SIGKILL, signal.SIGTERM])
def test_killing_the_program_leaves_no_kernel_and_no_folder(tmp_path: Path, signum: int) -> None:
    program = (
        "import nbformat, sys; from nbclient import NotebookClient\n"
        "source = 'import os, pathlib, time\\n'\n"
        'source += \'pathlib.Path("pids").write_text(f"{os.getpid()} {os.getppid()}")\\n\'\n'
        "source += 'time.sleep(60)'\n"
        "nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])\n"
        f"NotebookClient(nb, kernel_name={KERNEL_NAME!r}).execute()\n"
    )
    pids = tmp_path / "pids"
    with (
        tempfile.TemporaryDirectory(prefix="wk", dir="/tmp") as temporary,
        (tmp_path / "log").open("w") as log,
    ):
        with signals_heard():
            process = subprocess.Popen(
                [sys.executable, "-c", program],
                cwd=tmp_path,
                env=os.environ | {"TMPDIR": temporary},
                stdout=log,
                stderr=log,
            )
        try:
            assert wait_until(lambda: pids.exists() and " " in pids.read_text())
            kernel, server = map(int, pids.read_text().split())
        finally:
            process.send_signal(signum)
            process.wait(timeout=PATIENCE)

        assert wait_until(lambda: not is_running(kernel))
        assert wait_until(lambda: not is_running(server))
        assert wait_until(lambda: list(Path(temporary).iterdir()) == [])


def test_folder_and_environment_stay_with_one_kernel(tmp_path: Path) -> None:
    source = "import os, time; print(os.getcwd(), os.environ.get('MARK'), time.strftime('%z'))"
    marked = dict(os.environ, MARK="one", TZ="Asia/Ho_Chi_Minh")
    with started(cwd=str(tmp_path), env=marked) as (_, client):
        client.execute("import os; os.environ['MARK'] = 'two'; os.chdir('/')", reply=True)
        assert evaluate(client, "__import__('time').strftime('%z')") == "'+0700'"
        [text] = run(source, resources={"metadata": {"path": str(tmp_path)}})

    assert text.split()[:2] == [str(tmp_path), "None"]
    assert "MARK" not in os.environ


def test_a_missing_working_folder_is_an_error_and_leaves_nothing(temporary: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        KernelManager(kernel_name=KERNEL_NAME).start_kernel(cwd="/nowhere")
    assert list(temporary.iterdir()) == []


def test_a_bad_argument_is_an_error_and_leaves_nothing(temporary: Path) -> None:
    with pytest.raises(WarmKernelError, match="ended while starting, with code"):
        KernelManager(kernel_name=KERNEL_NAME).start_kernel(extra_arguments=["--transport=pigeon"])
    assert list(temporary.iterdir()) == []


def test_random_states_are_not_shared() -> None:
    source = (
        "import random, numpy\n"
        "print(random.random(), numpy.random.rand(), numpy.random.default_rng().random())"
    )

    drawn = [value for _ in range(3) for value in run(source)[0].split()]

    assert len(set(drawn)) == 9


def test_hash_seed_of_the_environment_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONHASHSEED", "0")
    [first] = run("print(hash('kế hoạch'))")
    stop_server()
    [second] = run("print(hash('kế hoạch'))")
    [stock] = run("print(hash('kế hoạch'))", kernel="python3")
    monkeypatch.setenv("PYTHONHASHSEED", "1")
    [other] = run("print(hash('kế hoạch'))")

    assert first == second == stock != other


def test_output_below_python_goes_to_the_file_given(tmp_path: Path) -> None:
    # ipykernel captures the descriptors, except under pytest, which it recognises by PYTEST_CURRENT_TEST.
    with (tmp_path / "log").open("w") as log, started(stdout=log, stderr=subprocess.STDOUT) as (_, client):
        client.execute("import os; os.write(1, b'out '); os.write(2, b'err')", reply=True)

    assert (tmp_path / "log").read_text() == "out err"


def test_the_server_has_one_thread(tmp_path: Path) -> None:
    # The notebook asks for its parent, which is the server.
    [tasks] = run("import os; print(len(os.listdir(f'/proc/{os.getppid()}/task')))")

    assert tasks == "1"


def test_a_module_that_cannot_be_preloaded_is_a_warning(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_kernelspec(tmp_path, preload=["no_such_module", "decimal"])
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))

    assert run("import sys; print('decimal' in sys.modules)") == ["True"]
    assert "no_such_module" in caplog.text


def test_the_specification_names_provisioner_and_modules(tmp_path: Path) -> None:
    name = install_kernelspec(tmp_path, preload=["papibook.views"], private=tmp_path)

    spec = json.loads((tmp_path / "kernels" / name / "kernel.json").read_text())
    assert spec["metadata"]["kernel_provisioner"] == {
        "provisioner_name": "papibook-warm",
        "config": {"preload": ["papibook.views"], "private": str(tmp_path)},
    }
    assert [path.name for path in (tmp_path / "kernels" / name).iterdir()] == ["kernel.json"]
