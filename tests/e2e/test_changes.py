"""The table of changes × pages: each kind of change runs exactly the pages that can see it."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import changes
import pytest
from changes import PERIOD, AsBuilt, as_if_built, changed_package
from projects import small_project
from rich.console import Console

from papibook.cli.told.explain import show_explained
from papibook.ground.paths import Project
from papibook.press.edition.explain import Explained, RunReason, explain_edition
from papibook.press.edition.lineage import ChangedFile
from papibook.press.recipe import inputs, keys

pytestmark = pytest.mark.slow
COMMUNE = {"communes/xa-chieng-son"}
COMMUNES = {"communes/xa-chieng-son", "communes/xa-phieng-luong"}
UNITS = {*COMMUNES, "departments/phong-noi-vu"}
WHOLE = {"index", "district", "overdue", "execution", "comparison", "quality", "follow-up"}
REMARKS = {"remarks"}
DIMENSIONS = {f"dimensions/{number}" for number in range(1, 9)}
ANNEXES = {"tasks", "indicators"}
PAPI = {"papi"}
ALL = UNITS | WHOLE | DIMENSIONS | ANNEXES | PAPI | REMARKS


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> AsBuilt:
    return as_if_built(Project(small_project(tmp_path_factory.mktemp("changes") / "project")))


@pytest.fixture
def project(built_once: AsBuilt, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built_once.project.root, tmp_path / "project"))


def explained(project: Path) -> Explained:
    return explain_edition(Project(project), PERIOD)


def to_run(project: Path) -> set[str]:
    return {page.page_id for page in explained(project).to_run}


DATA: list[tuple[Callable[[Path], None], set[str]]] = [
    (changes.product_text, COMMUNE),
    (changes.number_of_the_own_plan, COMMUNE | {"execution"}),
    (changes.remark, COMMUNE | {"index", "district"} | REMARKS),
    (changes.figure_that_moves_nothing_shown, COMMUNE),
    (changes.figure_that_moves_the_district, UNITS | (WHOLE - {"overdue"}) | DIMENSIONS),
    (changes.renamed_unit, ALL),
    (changes.deleted_submission, UNITS | WHOLE | DIMENSIONS | REMARKS),
    (changes.second_revision, COMMUNE | WHOLE - {"follow-up"} | REMARKS),
    (changes.target, ALL),
    (changes.official_scores, {"dimensions/8"} | PAPI),
    (changes.commentary, {"dimensions/3"}),
    (changes.words_on_the_cover, {"index", "district"} | REMARKS),
    (changes.follow_up_mark, {"follow-up"}),
    (changes.year_commentary, set()),
    (changes.plan_text, set()),
    (changes.font, ALL),
    (changes.template_prose, UNITS),
    (changes.template_code, UNITS),
    (changes.template_run_and_saved, set()),
    (changes.times_only, set()),
]


@pytest.mark.parametrize(("change", "pages"), DATA, ids=lambda value: getattr(value, "__name__", ""))
def test_a_change_of_the_project_runs_the_pages_that_see_it(
    project: Path, change: Callable[[Path], None], pages: set[str]
) -> None:
    change(project)
    assert to_run(project) == pages


@pytest.mark.parametrize("name", ["views/unit/head.py", "cli/app.py", "locale/vi/LC_MESSAGES/views.po"])
def test_another_program_runs_every_page(
    built_once: AsBuilt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    digest = inputs.tree_digest(changed_package(tmp_path, inputs.PACKAGE, name))
    monkeypatch.setattr(keys, "package_digest", lambda: digest)
    now = built_once.keys()
    assert {page_id for page_id in now if now[page_id].digest != built_once.made[page_id].digest} == ALL


def test_changed_code_is_told_by_its_file(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {**inputs.package_files(), "views/papi/charts.py": "other"}
    monkeypatch.setattr(inputs, "package_files", lambda: files)
    monkeypatch.setattr(keys, "package_digest", lambda: "other")
    reason = RunReason("code", files=(ChangedFile("papibook/views/papi/charts.py", "changed"),))
    found = explained(project).to_run
    assert {page.page_id for page in found} == ALL
    assert {page.why for page in found} == {(reason,)}


def test_a_library_version_runs_every_page_and_is_told_with_both_versions(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = inputs.library_versions(["altair"])["altair"]
    version = inputs.version
    monkeypatch.setattr(inputs, "version", lambda name: "99.1" if name == "altair" else version(name))
    found = explained(project).to_run
    assert {page.page_id for page in found} == ALL
    assert {page.why for page in found} == {(RunReason("library", "altair", former=now, now="99.1"),)}


def test_a_library_of_the_book_alone_runs_no_page(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    version = inputs.version
    monkeypatch.setattr(inputs, "version", lambda name: "99.1" if name == "sphinx" else version(name))
    assert to_run(project) == set()


def test_nothing_changed_nothing_to_do(project: Path) -> None:
    found = explained(project)
    assert (found.n_pages, found.to_run, found.book) == (len(ALL), (), ())


def test_the_book_is_made_again_for_its_own_text(project: Path) -> None:
    changes.plan_text(project)
    assert explained(project).book == (ChangedFile("book/plan/part-1.md", "changed"),)


def test_a_page_is_told_with_the_files_behind_its_slices(project: Path) -> None:
    changes.product_text(project)
    changes.year_commentary(project)
    why = {page.page_id: page.why for page in explained(project).to_run}
    report = ChangedFile(f"data/submissions/{PERIOD}/xa-chieng-son.r1.xlsx", "changed")
    receipts = ChangedFile(f"data/submissions/{PERIOD}/receipts.csv", "changed")
    assert why["communes/xa-chieng-son"] == (RunReason("data", "unit/xa-chieng-son", (receipts, report)),)


def test_a_report_of_another_unit_is_not_told(project: Path) -> None:
    changes.product_text(project)
    changes.edit_report(project, changes.FIGURES, "I101", "Ghi chú", "Một", unit_id="xa-phieng-luong")
    why = {page.page_id: page.why for page in explained(project).to_run}
    for unit_id in ("xa-chieng-son", "xa-phieng-luong"):
        told = [file.path for reason in why[f"communes/{unit_id}"] for file in reason.files]
        assert [path for path in told if path.endswith(".xlsx")] == [
            f"data/submissions/{PERIOD}/{unit_id}.r1.xlsx"
        ]


def test_a_deleted_submission_is_told_as_gone_and_a_renamed_unit_with_both_names(project: Path) -> None:
    changes.deleted_submission(project)
    changes.renamed_unit(project)
    why = {page.page_id: page.why for page in explained(project).to_run}["communes/xa-chieng-son"]
    title = next(reason for reason in why if reason.what == "title")
    assert (title.former, title.now) == ("Xã Chiềng Sơn", "Xã Chiềng Sơn mới")
    told = {file for reason in why for file in reason.files}
    assert ChangedFile(f"data/submissions/{PERIOD}/xa-chieng-son.r1.xlsx", "gone") in told
    assert ChangedFile("data/reference/units.csv", "changed") in told


def test_a_page_that_only_the_cache_lost_is_told_so(project: Path) -> None:
    shutil.rmtree(project / "_build/cache")
    assert {page.why for page in explained(project).to_run} == {(RunReason("not_kept"),)}


def test_without_a_build_before_every_page_is_new(project: Path) -> None:
    shutil.rmtree(project / "_build")
    assert {page.why for page in explained(project).to_run} == {(RunReason("never_made"),)}


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_command_tells_files_on_one_line_and_words_in_both_languages(project: Path, lang: str) -> None:
    changes.product_text(project)
    out = io.StringIO()
    console = Console(file=out, width=80)
    show_explained(console, explained(project), lang)
    said = out.getvalue()
    change = {"vi": "đã sửa", "en": "changed"}[lang]
    assert f"    data/submissions/{PERIOD}/xa-chieng-son.r1.xlsx ({change})\n" in said
    assert {"vi": "số liệu của Xã Chiềng Sơn", "en": "the figures of Xã Chiềng Sơn"}[lang] in said
