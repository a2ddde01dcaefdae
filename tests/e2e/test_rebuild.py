"""Real builds, one after the other: what ran again, by the build's own record, and what the second told."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import changes
import pytest
from projects import Built, papibook

from papibook.ground.paths import Project
from papibook.press.edition.record import read_record

pytestmark = pytest.mark.slow
COMMUNE = "communes/xa-chieng-son"


@pytest.fixture(scope="module")
def project(built_small: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(built_small.project, tmp_path_factory.mktemp("rebuild") / "project"))


def built(project: Path, *options: str) -> str:
    done = papibook(project, "build", changes.PERIOD, *options)
    assert done.returncode == 0, done.stderr
    return done.stdout


def made(project: Path) -> int:
    record = read_record(Project(project), changes.PERIOD)
    assert record is not None
    return record.summary.made


def explained(project: Path) -> set[str]:
    said = papibook(project, "build", changes.PERIOD, "--explain", "--lang", "en").stdout
    pages, _, _ = said.partition("The HTML book and the PDF")
    heads = [line for line in pages.splitlines() if not line.startswith(" ") and " of " not in line]
    return {page for line in heads for page in line.rstrip(",").split(", ")}


def bytes_of(project: Path) -> dict[str, str]:
    manifest = project / "_build/editions" / changes.PERIOD / "manifest.json"
    files: dict[str, str] = json.loads(manifest.read_text(encoding="utf-8"))["files"]
    return files


def test_touched_files_are_nothing_new(project: Path) -> None:
    before = bytes_of(project)
    changes.times_only(project)
    assert "Không có gì thay đổi" in built(project)
    assert bytes_of(project) == before


def test_a_build_runs_what_explain_says_and_gives_the_bytes_of_a_fresh_one(
    project: Path, tmp_path: Path
) -> None:
    """Never too eager, and never stale: what came from the cache is what a build without one makes.

    That one is in another folder and makes page after page.
    """
    changes.product_text(project)
    told = explained(project)
    assert COMMUNE in told
    built(project)
    assert made(project) == len(told)
    changes.plan_text(project)
    assert explained(project) == set()
    built(project)
    assert made(project) == 0
    fresh = tmp_path / "fresh"
    shutil.copytree(project, fresh, ignore=shutil.ignore_patterns("_build", "pages"))
    built(fresh, "--workers", "1")
    assert bytes_of(project) == bytes_of(fresh)
