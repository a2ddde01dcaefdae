"""The preview's loop: what one build raises is told, and the next save is built all the same."""

from contextlib import nullcontext
from pathlib import Path

import pytest
from rich.console import Console

from papibook.cli import preview
from papibook.ground.errors import BookError
from papibook.ground.paths import Project


def test_no_failed_build_ends_the_preview(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    failures = [BookError("The program book failed."), FileNotFoundError(2, "gone", "b.csv"), KeyError("abc")]
    waiting = iter(failures)

    def build(*arguments: object) -> None:
        raise next(waiting)

    monkeypatch.setattr(preview, "build_preview", build)
    monkeypatch.setattr(preview, "local_pool", lambda workers: nullcontext())
    monkeypatch.setattr(preview, "saves", lambda project, edition_id: failures)
    preview.run_preview(Console(), Project(tmp_path), "2022-S1", port=0, is_opened=False, lang="en")
    said = capsys.readouterr().out
    assert [word in said for word in ("program book", "b.csv", "abc")] == [True] * 3
