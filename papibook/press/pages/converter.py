"""The one warm converter of this process, which draws every chart of a build: started once, ended with it.

It takes half a second to start and some 30 ms a chart.
"""

from __future__ import annotations

import atexit
import json
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from papibook.press.child_process import start_child

_CHILD = Path(__file__).with_name("converter_process.py")
DRAWING_SECONDS = 60.0
"""The most that one chart may take."""


class Converter:
    """A process that draws (:mod:`papibook.press.pages.converter_process`); many threads may ask it."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._process = start_child(_CHILD)

    @property
    def has_ended(self) -> bool:
        """Whether the process is gone."""
        return self._process.poll() is not None

    def svg(self, value: Mapping[str, Any]) -> str:
        """The picture of a Vega-Lite value.

        Raises:
            ValueError: the converter does not accept it.
            BrokenPipeError: the process ended, or had to be ended after ``DRAWING_SECONDS``.
        """
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        with self._turn:
            clock = threading.Timer(DRAWING_SECONDS, self._process.kill)
            clock.daemon = True
            clock.start()
            try:
                stdin.write(json.dumps(value) + "\n")
                stdin.flush()
                line = stdout.readline()
            finally:
                clock.cancel()
            if not line:
                self._process.wait()
                raise BrokenPipeError
        answer: dict[str, str] = json.loads(line)
        if "error" in answer:
            raise ValueError(answer["error"])
        return answer["svg"]

    def close(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.wait()
        with self._turn:  # whoever waited for a picture has been told
            for stream in (self._process.stdin, self._process.stdout):
                assert stream is not None
                try:
                    stream.close()
                except BrokenPipeError:
                    continue  # a chart that it was never to read


_here: Converter | None = None
_here_lock = threading.Lock()


def converter_here() -> Converter:
    """The converter of this process, started at the first call or when the last one is gone."""
    global _here
    with _here_lock:
        if _here is not None and _here.has_ended:
            _here.close()
            _here = None
        if _here is None:
            _here = Converter()
        return _here


def close_converter() -> None:
    """End the converter of this process; the next chart starts another."""
    global _here
    with _here_lock:
        converter, _here = _here, None
    if converter is not None:
        converter.close()


atexit.register(close_converter)


def draw(value: Mapping[str, Any]) -> str:
    """The SVG of a Vega-Lite value, by the converter of this process; one that died is tried once more.

    Raises:
        ValueError: the converter does not accept the value, or ends whenever it is given it.
    """
    for _ in range(2):
        try:
            return converter_here().svg(value)
        except BrokenPipeError:
            continue
    raise ValueError("the program that draws charts ended on this one")
