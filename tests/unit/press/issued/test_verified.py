"""An issued set proves itself, in a folder or a ZIP file; whatever was changed is named."""

from __future__ import annotations

import json
import random
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sets import sealed

from papibook.ground.errors import ConfigError
from papibook.press.issued.sealed import MANIFEST
from papibook.press.issued.verified import Verified, verify


@pytest.fixture
def issued(tmp_path: Path) -> Path:
    """A copy that can be written to."""
    return Path(
        shutil.copytree(
            sealed(tmp_path / "project", "2022-S1"), tmp_path / "usb", copy_function=shutil.copyfile
        )
    )


def one(place: Path) -> Verified:
    (found,) = verify(place)
    return found


def packed(folder: Path) -> Path:
    archive = folder.with_suffix(".zip")
    with zipfile.ZipFile(archive, "w") as file:
        for path in sorted(folder.rglob("*")):
            file.write(path, f"usb/{path.relative_to(folder).as_posix()}")
    return archive


@pytest.mark.parametrize("wrapped", [lambda folder: folder, packed], ids=["folder", "zip"])
def test_as_it_was_issued(issued: Path, wrapped: Callable[[Path], Path]) -> None:
    found = one(wrapped(issued))
    assert found.is_whole
    assert (found.edition_id, found.number, found.n_files) == ("2022-S1", "12/2022-S1", 3)


@pytest.mark.parametrize("wrapped", [lambda folder: folder, packed], ids=["folder", "zip"])
def test_one_flipped_bit_anywhere_is_found_and_named(issued: Path, wrapped: Callable[[Path], Path]) -> None:
    chance = random.Random(1)
    files = [path for path in sorted(issued.rglob("*")) if path.is_file() and path.name != MANIFEST]
    for path in files:
        content = bytearray(path.read_bytes())
        at = chance.randrange(len(content))
        content[at] ^= 1 << chance.randrange(8)
        path.write_bytes(content)
        assert one(wrapped(issued)).changed == (path.relative_to(issued).as_posix(),)
        content[at] ^= 0xFF
        shutil.copyfile(issued.parent / "project/sealed/2022-S1/internal" / path.relative_to(issued), path)
    assert one(wrapped(issued)).is_whole


def test_what_is_missing_or_put_in_is_named(issued: Path) -> None:
    (issued / "index.html").unlink()
    (issued / "book/extra.html").write_text("x", encoding="utf-8")
    found = one(issued)
    assert (found.missing, found.added) == (("index.html",), ("book/extra.html",))
    assert not found.is_whole


def test_a_manifest_that_lies_about_its_source(issued: Path) -> None:
    path = issued / MANIFEST
    value = json.loads(path.read_text(encoding="utf-8"))
    value["made_from"]["dataset_sha256"] = "other"
    path.write_text(json.dumps(value), encoding="utf-8")
    assert not one(issued).is_true


def test_a_link_is_no_file_of_a_set(issued: Path) -> None:
    target = issued.parent / "elsewhere.html"
    shutil.copyfile(issued / "index.html", target)
    (issued / "index.html").unlink()
    (issued / "index.html").symlink_to(target)
    assert one(issued).changed == ("index.html",)


def test_several_sets_in_one_folder(tmp_path: Path) -> None:
    for name in ("2022-S1", "2022-S1.1"):
        sealed(tmp_path, name)
    assert [each.edition_id for each in verify(tmp_path / "sealed")] == ["2022-S1", "2022-S1.1"]


def test_kept_inputs_that_were_changed_are_named(tmp_path: Path) -> None:
    inputs = sealed(tmp_path, "2022-S1").parent / "inputs.zip"
    assert one(inputs.parent).is_whole
    inputs.chmod(0o644)
    inputs.write_bytes(inputs.read_bytes() + b" ")
    assert one(inputs.parent).changed == ("../inputs.zip",)


def test_what_is_no_set_is_told(tmp_path: Path) -> None:
    (tmp_path / "broken.zip").write_bytes(b"PK\3\4 half")
    for place in (tmp_path, tmp_path / "broken.zip", tmp_path / "none"):
        with pytest.raises(ConfigError, match=str(place)):
            verify(place)


def test_a_name_twice_in_an_archive_proves_nothing(issued: Path) -> None:
    archive = packed(issued)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(archive, "a") as file:
        file.writestr("usb/index.html", "other")
    with pytest.raises(ConfigError, match="twice"):
        verify(archive)
