"""The manifest says which code made an edition: by version, and by one digest of what was written of it."""

import json
import shutil
from pathlib import Path

import pytest

from papibook import __version__
from papibook.press.edition.manifest import manifest_text
from papibook.press.recipe import inputs

CATALOGUE = "locale/vi/LC_MESSAGES/views"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A small package with a catalogue and a folder that has the name of generated pages."""
    folder = tmp_path / "papibook"
    for name in ("__init__.py", "press/pages/make.py", f"{CATALOGUE}.po", f"{CATALOGUE}.mo"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    return folder


def digest(package: Path) -> str:
    return inputs.digest_of(inputs.code_files(package))


@pytest.mark.parametrize("name", ["__init__.py", "press/pages/make.py", f"{CATALOGUE}.po", "new.css"])
def test_a_change_of_what_was_written_is_other_code(package: Path, name: str) -> None:
    before = digest(package)
    (package / name).write_text("changed")
    assert digest(package) != before


@pytest.mark.parametrize("name", [f"{CATALOGUE}.mo", "__pycache__/make.cpython-311.pyc"])
def test_what_a_program_made_of_it_is_the_same_code(package: Path, name: str) -> None:
    before = digest(package)
    (package / name).parent.mkdir(exist_ok=True)
    (package / name).write_text("compiled")
    assert digest(package) == before


def test_code_is_the_same_in_another_folder(package: Path, tmp_path: Path) -> None:
    assert digest(shutil.copytree(package, tmp_path / "elsewhere")) == digest(package)


def test_the_manifest_names_version_and_digest(tmp_path: Path) -> None:
    text = manifest_text(edition={}, dataset_digest="", texts_digest="", jobs=(), failed=(), folder=tmp_path)
    assert json.loads(text)["code"] == {"version": __version__, "digest": digest(inputs.PACKAGE)}
