"""A process that dies while it reads costs the intake that one file, and little time."""

from __future__ import annotations

import multiprocessing
import os
import signal
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from forms import good_form
from handed_in import Office, form_bytes

from papibook.data.intake import examine as examine_module
from papibook.data.intake.examine import ExamineContext, Examined, FileToExamine
from papibook.data.intake.recognise import NOTHING_STATED

KILLER = "killer"

pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # quick, and safe in these tests

TASKS = [FileToExamine(str(number), f"{number}.xlsx", NOTHING_STATED) for number in range(30)]


def _read(task: FileToExamine) -> Examined:
    """In a process of the pool: reads nothing, dies where the file is a killer, says what it was asked."""
    if task.name == KILLER or (task.name.startswith("/") and not Path(task.name).exists()):
        if task.name != KILLER:
            Path(task.name).touch()  # dies of it once only
        os.kill(os.getpid(), signal.SIGKILL)
    return Examined(unit_id=task.sha256)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many processes each pool that is opened has."""
    pools: list[int] = []

    def pool(context: ExamineContext, workers: int) -> ProcessPoolExecutor:
        pools.append(workers)
        return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("fork"))

    monkeypatch.setattr(examine_module, "FEW", 2)
    monkeypatch.setattr(examine_module, "_pool", pool)
    monkeypatch.setattr(examine_module, "_examine_here", _read)
    return pools


def _examined(tasks: list[FileToExamine], workers: int = 2) -> list[Examined]:
    return examine_module.examine_all(None, tasks, workers)  # type: ignore[arg-type]


def _killers(*numbers: int) -> list[FileToExamine]:
    return [FileToExamine(t.sha256, KILLER if int(t.sha256) in numbers else t.name, t.said) for t in TASKS]


@pytest.mark.parametrize("numbers", [(0,), (29,), (13,), (3, 4), (0, 1, 2, 28, 29)])
def test_only_the_file_that_its_reader_dies_of_is_refused(
    started: list[int], numbers: tuple[int, ...]
) -> None:
    found = _examined(_killers(*numbers))
    refused = [number for number, each in enumerate(found) if each.reasons]
    assert refused == list(numbers)
    assert [each.unit_id for number, each in enumerate(found) if number not in numbers] == [
        task.sha256 for task in TASKS if int(task.sha256) not in numbers
    ]
    assert {each.code for number in numbers for each in found[number].reasons} == {"file.program_fault"}


def test_new_processes_are_started_for_a_death_and_not_for_each_file(started: list[int]) -> None:
    """At most the pool that broke, the one in which it died alone, the one for the rest."""
    _examined(_killers(5))
    assert len(started) <= 3


def test_a_file_whose_reader_was_killed_once_by_others_is_taken_in(
    started: list[int], tmp_path: Path
) -> None:
    tasks = [*TASKS, FileToExamine("unlucky", str(tmp_path / "was here"), NOTHING_STATED)]
    found = _examined(tasks)
    assert not any(each.reasons for each in found)
    assert len(started) == 2


@pytest.mark.slow
def test_after_a_killed_intake_its_files_are_not_examined_in_the_program_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a file that its reader dies of would kill every intake that comes after."""
    office = Office(tmp_path)
    office.letter("a.xlsx", form_bytes(good_form("xa-a"), tmp_path))
    examine = examine_module.examine

    def stopped(context: ExamineContext, task: FileToExamine) -> Examined:
        raise KeyboardInterrupt

    monkeypatch.setattr(examine_module, "examine", stopped)
    with pytest.raises(KeyboardInterrupt):
        office.receive()
    assert office.one().outcome == "accepted", "read by another process, in which nothing is replaced"
    monkeypatch.setattr(examine_module, "examine", examine)
    assert office.one().outcome == "known"
