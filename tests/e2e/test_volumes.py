"""A print edition in volumes: where a reader finds them, and that a second build takes them over."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from projects import small_project

from papibook.ground.paths import Project
from papibook.press.edition import build
from papibook.press.edition.build import BuildOptions, build_edition
from papibook.press.edition.record import BuildSummary, unchanged_edition
from papibook.press.progress import Progress

pytestmark = pytest.mark.slow
PERIOD = "2022-S1"
NAMES = ("bao-cao-papi-2022-S1.pdf", "bao-cao-papi-2022-S1-tap-2.pdf")


class _Quiet(Progress):
    def stage(self, name: str, total: int | None) -> None: ...

    def step(self, what: str) -> None: ...


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(small_project(tmp_path_factory.mktemp("volumes") / "project"))


@pytest.fixture(scope="module")
def summary(project: Project) -> BuildSummary:
    return _built(project)


def _built(project: Project) -> BuildSummary:
    print_meta = build._print_meta
    with pytest.MonkeyPatch.context() as patch:
        # Units' pages leave the first volume, and fit into one.
        patch.setattr(build, "_print_meta", lambda *of: replace(print_meta(*of), volume_size=100_000))
        return build_edition(project, PERIOD, _Quiet(), options=BuildOptions(workers=1))


def _files(project: Project) -> dict[str, str]:
    manifest = project.edition(PERIOD) / "manifest.json"
    found: dict[str, str] = json.loads(manifest.read_text(encoding="utf-8"))["files"]
    return found


def test_the_summary_names_every_volume_and_counts_all_pages(project: Project, summary: BuildSummary) -> None:
    assert summary.pdf_names == NAMES
    assert all(path.read_bytes().startswith(b"%PDF") for path in summary.pdfs(project))
    assert unchanged_edition(project, PERIOD) == summary


def test_the_cover_offers_every_volume_and_the_manifest_holds_them(
    project: Project, summary: BuildSummary
) -> None:
    assert summary.pdf_pages > 0
    html = project.edition(PERIOD) / "html"
    cover = html / "book/pages/index.html"
    offered = re.findall(r'href="([^"]+\.pdf)" download>([^<]+)<', cover.read_text(encoding="utf-8"))
    links = [(target, words) for target, words in offered if "/bao-cao-papi-" in target]
    assert [words for _, words in links] == ["Bản in (PDF)", "Tập 2"]
    for (target, _), name in zip(links, NAMES, strict=True):
        assert (cover.parent / target).resolve() == (html / "_static/files" / name).resolve()
    assert {f"print/{name}" for name in NAMES} <= _files(project).keys()
    assert {f"html/_static/files/{name}" for name in NAMES} <= _files(project).keys()


def test_a_build_that_takes_the_books_over_gives_the_same_bytes(
    project: Project, summary: BuildSummary
) -> None:
    before = _files(project)
    printed_at = summary.pdfs(project)[1].stat().st_mtime_ns
    again = _built(project)
    assert (again.pdf_names, again.pdf_pages) == (summary.pdf_names, summary.pdf_pages)
    assert _files(project) == before
    assert summary.pdfs(project)[1].stat().st_mtime_ns == printed_at
