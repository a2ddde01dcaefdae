"""The converter's process: shared by threads, replaced when it dies, ended when a chart takes for ever."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from papibook.press.pages import converter as module
from papibook.press.pages.converter import close_converter, converter_here, draw

ECHO = """
import json, os, sys, time
for line in sys.stdin:
    value = json.loads(line)
    marker = value.get("dies_once_beside")
    if value.get("dies") or marker and not os.path.exists(marker):
        if marker:
            open(marker, "w").close()
        os._exit(3)
    if value.get("hangs"):
        time.sleep(60)
    answer = {"error": "no mark"} if value.get("bad") else {"svg": value["name"]}
    print(json.dumps(answer), flush=True)
"""


@pytest.fixture
def echo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A converter that answers with the name it was given."""
    child = tmp_path / "echo.py"
    child.write_text(ECHO, encoding="utf-8")
    monkeypatch.setattr(module, "_CHILD", child)
    close_converter()
    yield
    close_converter()


@pytest.mark.usefixtures("echo")
def test_threads_get_each_its_own_picture_from_one_process() -> None:
    names = [f"Xã {n}" for n in range(50)]
    first = converter_here()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda name: draw({"name": name}), names)) == names
    assert converter_here() is first


@pytest.mark.usefixtures("echo")
def test_a_value_that_is_not_accepted_leaves_the_process_for_the_next() -> None:
    first = converter_here()
    with pytest.raises(ValueError, match="no mark"):
        draw({"bad": True})
    assert draw({"name": "next"}) == "next"
    assert converter_here() is first


@pytest.mark.usefixtures("echo")
def test_a_process_that_died_is_replaced(tmp_path: Path) -> None:
    assert draw({"name": "a", "dies_once_beside": str(tmp_path / "died")}) == "a"


@pytest.mark.usefixtures("echo")
def test_a_chart_that_kills_the_process_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="ended on this one"):
        draw({"dies": True})
    assert draw({"name": "next"}) == "next"


@pytest.mark.usefixtures("echo")
def test_a_chart_that_takes_for_ever_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "DRAWING_SECONDS", 0.2)
    with pytest.raises(ValueError, match="ended on this one"):
        draw({"hangs": True})


@pytest.mark.usefixtures("echo")
def test_closing_ends_the_process_also_while_it_draws() -> None:
    converter = converter_here()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(converter.svg, {"hangs": True})
        while not converter._turn.locked():
            pass
        close_converter()
        assert isinstance(waiting.exception(timeout=50), BrokenPipeError)
    assert converter.has_ended
