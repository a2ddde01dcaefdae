"""The helpers of the tests: programs that hear signals, and what happens where a program is missing."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest
from projects import lacks, signals_heard

SAYS = "import signal; print(signal.getsignal(signal.{}) is signal.SIG_IGN)"


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="a system without these signals")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_program_hears_what_whoever_started_the_tests_ignores(name: str) -> None:
    number = getattr(signal, name)
    former = signal.signal(number, signal.SIG_IGN)
    try:
        with signals_heard():
            said = subprocess.check_output([sys.executable, "-c", SAYS.format(name)], text=True)
        assert signal.getsignal(number) is signal.SIG_IGN
    finally:
        signal.signal(number, former)
    assert said.strip() == "False"


def test_a_missing_program_fails_in_ci_and_is_skipped_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="chromium is missing"):
        lacks("chromium")
    monkeypatch.delenv("CI")
    with pytest.raises(pytest.skip.Exception, match="NOT TESTED: chromium is missing"):
        lacks("chromium")
