"""How a command ends before its time: asked to stop, or by a fault that nobody foresaw."""

from __future__ import annotations

import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from types import FrameType
from typing import TextIO

from rich.console import Console

from papibook.cli.told.show import show_error
from papibook.ground.errors import BookError, PapibookError, cause_of
from papibook.ground.texts import say

INTERRUPTED = 130


def ended(command: Callable[[], int], *, lang: str, debug: bool) -> int:
    """Run ``command`` and tell why it ended, if not well; the exit code.

    The one place where every exception is caught: nobody who compiles a report can read a trace.
    """
    errors = Console(stderr=True, highlight=False)
    try:
        with stoppable():
            code = command()
    except KeyboardInterrupt:
        code = INTERRUPTED
    except Exception as err:  # noqa: BLE001  the last boundary; --debug shows the trace
        return _failed(errors, as_told(err), lang, debug)
    if code == INTERRUPTED:
        errors.print(
            say("cli", "Stopped. The edition in place and what was received before are whole.", lang=lang)
        )
    return code


def _failed(errors: Console, err: PapibookError, lang: str, debug: bool) -> int:
    if debug:
        traceback.print_exc()
    show_error(errors, err, lang)
    return err.exit_code


def as_told(err: Exception) -> PapibookError:
    """``err`` as an error that can be told to whoever compiles a report."""
    if isinstance(err, PapibookError):
        return err
    if isinstance(err, OSError):
        return _storage_error(err)
    return PapibookError(
        "The program itself has a fault ({cause}). The edition in place is as it was. Run the command "
        "again with --debug and send what it says to whoever maintains papibook.",
        cause=f"{type(err).__name__}: {err}"[:300],
    )


def _storage_error(err: OSError) -> BookError:
    if not err.filename:  # standard output, or a place that has no name
        return BookError(
            "The system refused to read or write ({cause}). The edition in place and what was received "
            "before are as they were. Make room or get the right to write, then try again.",
            cause=cause_of(err),
        )
    return BookError(
        "{file}: could not be read or written ({cause}). The edition in place is as it was. "
        "Make room or get the right to write there, then try again.",
        file=str(err.filename),
        cause=cause_of(err),
    )


class Stopped(KeyboardInterrupt):
    """The system asks the program to end. Handled as Ctrl-C is: kernels end, nothing half-made is left."""


@contextmanager
def stoppable() -> Iterator[None]:
    """SIGTERM and a closed terminal end what runs inside in order, instead of at once."""

    def stop(number: int, frame: FrameType | None) -> None:
        for each in signals:  # a second one must not break the tidying up
            signal.signal(each, signal.SIG_IGN)
        raise Stopped

    names = ("SIGTERM", "SIGHUP")
    signals = [getattr(signal, name) for name in names if hasattr(signal, name)]
    try:
        # What the parent ignores stays ignored (nohup).
        former = {
            each: signal.signal(each, stop) for each in signals if signal.getsignal(each) != signal.SIG_IGN
        }
    except ValueError:  # not the main thread: a test or another program calls us
        yield
        return
    try:
        yield
    finally:
        for each, handler in former.items():
            signal.signal(each, handler)


def speak_utf8() -> None:
    """Make standard output and error able to say Vietnamese whatever the system's locale is."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            encoding = stream.encoding if _can_say(stream, "Lỗi: →") else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")  # names may be no text at all


def _can_say(stream: TextIO, words: str) -> bool:
    try:
        words.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
