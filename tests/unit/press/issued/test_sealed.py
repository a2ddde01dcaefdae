"""What is issued is frozen: whole or not at all, the same bytes for the same inputs, never changed."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest
from sets import sealed

from papibook.ground.errors import ConfigError
from papibook.press.edition.manifest import file_digests
from papibook.press.issued import sealed as module
from papibook.press.issued.sealed import INPUTS


def test_the_same_edition_gives_the_same_bytes(tmp_path: Path) -> None:
    folders = [sealed(tmp_path / name, "2022-S1") for name in ("one", "other")]
    assert file_digests(folders[0]) == file_digests(folders[1])
    with zipfile.ZipFile(folders[0].parent / INPUTS) as kept:
        assert kept.namelist() == ["data/a.csv"]


def test_nothing_in_it_can_be_written_to(tmp_path: Path) -> None:
    folder = sealed(tmp_path, "2022-S1").parent
    modes = {path.stat().st_mode & 0o222 for path in folder.rglob("*")}
    assert modes == {0}


def test_it_is_issued_once(tmp_path: Path) -> None:
    before = file_digests(sealed(tmp_path, "2022-S1"))
    with pytest.raises(ConfigError, match="issued"):
        sealed(tmp_path, "2022-S1")
    assert file_digests(tmp_path / "sealed/2022-S1/internal") == before


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(module, "_write_zip", full)
    with pytest.raises(OSError, match="space"):
        sealed(tmp_path, "2022-S1")
    assert list((tmp_path / "sealed").iterdir()) == []
