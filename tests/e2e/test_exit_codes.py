"""Exit codes 0, 2, 3, 4, 5: one clear message that names file and cure, no trace, nothing half-made."""

import hashlib
import json
import shutil
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from projects import PLAN, Built, copy_project, edit_csv, papibook, small_project

from papibook.cli.app import main

pytestmark = pytest.mark.slow


@pytest.fixture
def project(built_small: Built, tmp_path: Path) -> Path:
    """A small project with a good edition in place."""
    return Path(shutil.copytree(built_small.project, tmp_path / "project"))


@dataclass(frozen=True)
class Ended:
    """A command that has ended: its exit code and what it said, result and message."""

    code: int
    out: str
    err: str


Refusing = Callable[..., Ended]


@pytest.fixture
def build_here(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Refusing:
    """``papibook build`` in this process, without the helpers that real ones start.

    What is refused is so before they have anything to do: whoever asked them for something would fail here.
    """
    for name in (
        "edition.build.book_process",
        "edition.build.vega_bundle",
        "edition.build.local_pool",
        "edition.pools.local_pool",
        "pages.kernels.kernels_ahead",
    ):
        monkeypatch.setattr(f"papibook.press.{name}", lambda *_: nullcontext())

    def build(edition: str = "2022-S1") -> Ended:
        with pytest.raises(SystemExit) as caught:
            main(["build", edition, "--project", str(project)])
        said = capsys.readouterr()
        return Ended(int(str(caught.value.code)), said.out, said.err)

    return build


def manifest(project: Path) -> bytes:
    return (project / "_build/editions/2022-S1/manifest.json").read_bytes()


def assert_clear(said: str, *words: str) -> None:
    assert "Traceback" not in said
    for word in words:
        assert word in said


def replace_text(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_check_exits_3_on_an_error_finding_and_says_which(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    done = papibook(project, "check", "2022-S1")
    assert done.returncode == 3
    assert_clear(
        done.stdout, "xa-phieng-luong.r1.xlsx", "F16", "figure.numerator_exceeds_denominator", "2 lỗi"
    )
    english = papibook(project, "check", "2022-S1", "--lang", "en")
    assert english.returncode == 3
    assert_clear(english.stdout, "2 errors")


def test_check_exits_0_without_error_findings(tmp_path: Path) -> None:
    done = papibook(small_project(tmp_path / "project", ("xa-chieng-son",)), "check", "2022-S1")
    assert done.returncode == 0, done.stdout
    assert "0 lỗi" in done.stdout


def misspell_plan(project: Path) -> None:
    replace_text(project / PLAN / "plan.yml", "data_status:", "data_statuz:")


def break_plan_yaml(project: Path) -> None:
    replace_text(project / PLAN / "plan.yml", "periods:", "periods: [")


def encode_plan_wrongly(project: Path) -> None:
    path = project / PLAN / "plan.yml"
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))


def break_template(project: Path) -> None:
    (project / "notebooks/unit.ipynb").write_text("no notebook", encoding="utf-8")


def misspell_parameter(project: Path) -> None:
    replace_text(project / "notebooks/unit.ipynb", "unit_id = ", "unitid = ")


CONFIGURATION: list[tuple[Callable[[Path], None], str]] = [
    (misspell_plan, "data_statuz"),
    (break_plan_yaml, "plan.yml"),
    (encode_plan_wrongly, "plan.yml"),
    (break_template, "unit.ipynb"),
    (misspell_parameter, "unitid"),
]


@pytest.mark.parametrize(("harm", "named"), CONFIGURATION, ids=lambda value: getattr(value, "__name__", ""))
def test_wrong_configuration_exits_2_and_leaves_the_edition(
    project: Path, build_here: Refusing, harm: Callable[[Path], None], named: str
) -> None:
    before = manifest(project)
    harm(project)
    ended = build_here()
    assert ended.code == 2, ended
    assert_clear(ended.err, "Lỗi:", named)
    assert manifest(project) == before


@pytest.mark.parametrize("edition", ["2023-S1", "2022-S1.7", "../../etc", "2022-s1"])
def test_an_unknown_period_exits_2_and_names_the_known_ones(build_here: Refusing, edition: str) -> None:
    ended = build_here(edition)
    assert ended.code == 2
    assert_clear(ended.err, edition, "2022-S1")


def test_a_folder_that_is_no_project_exits_2(tmp_path: Path) -> None:
    done = papibook(tmp_path, "build", "2022-S1")
    assert done.returncode == 2
    assert_clear(done.stderr, str(tmp_path))


def wrong_type_in_units(project: Path) -> None:
    edit_csv(project / "data/reference/units.csv", lambda row: {**row, "sort_order": "ba"})


def unknown_column_in_tasks(project: Path) -> None:
    replace_text(project / PLAN / "tasks.csv", "due_date", "duedate")


def wrong_encoding_in_indicators(project: Path) -> None:
    path = project / "data/reference/indicators.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))


def no_reference(project: Path) -> None:
    (project / "data/reference/dimensions.csv").unlink()


def no_readable_submission(project: Path) -> None:
    for workbook in (project / "data/submissions/2022-S1").glob("*.xlsx"):
        workbook.write_bytes(b"PK\x03\x04 broken")


REFUSED: list[tuple[Callable[[Path], None], str]] = [
    (wrong_type_in_units, "units.csv"),
    (unknown_column_in_tasks, "tasks.csv"),
    (wrong_encoding_in_indicators, "indicators.csv"),
    (no_reference, "dimensions.csv"),
    (no_readable_submission, "2022-S1"),
]


@pytest.mark.parametrize(("harm", "named"), REFUSED, ids=lambda value: getattr(value, "__name__", ""))
def test_refused_data_exit_3_and_leave_the_edition(
    project: Path, build_here: Refusing, harm: Callable[[Path], None], named: str
) -> None:
    before = manifest(project)
    harm(project)
    ended = build_here()
    assert ended.code == 3, ended
    assert_clear(ended.err, "Lỗi:", named)
    assert manifest(project) == before


def test_one_corrupt_workbook_never_stops_the_others(project: Path) -> None:
    broken = b"PK\x03\x04 broken"
    (project / "data/submissions/2022-S1/xa-chieng-son.r1.xlsx").write_bytes(broken)
    sha = hashlib.sha256(broken).hexdigest()
    edit_csv(
        project / "data/submissions/2022-S1/receipts.csv",
        lambda row: {**row, "sha256": sha} if row["unit_id"] == "xa-chieng-son" else row,
    )
    done = papibook(project, "build", "2022-S1")
    assert done.returncode == 0, done.stdout + done.stderr
    quality = (project / "_build/editions/2022-S1/html/book/pages/quality.html").read_text(encoding="utf-8")
    assert "Không đọc được tệp" in quality
    assert "xa-chieng-son.r1.xlsx" in quality


def change_last_cell(project: Path, source: str, template: str = "papi") -> None:
    path = project / f"notebooks/{template}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    [cell for cell in notebook.cells if cell.cell_type == "code"][-1].source = source
    nbformat.write(notebook, path)


@pytest.mark.parametrize(
    "source", ["raise ValueError('mất bảng')", "import os; os._exit(1)"], ids=["raises", "dies"]
)
def test_a_failed_page_exits_4_says_so_and_leaves_the_rest_complete(project: Path, source: str) -> None:
    change_last_cell(project, source)
    done = papibook(project, "build", "2022-S1")
    assert done.returncode == 4, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    edition = project / "_build/editions/2022-S1"
    assert "Trang này không dựng được" in (edition / "html/book/pages/papi.html").read_text(encoding="utf-8")
    assert "Trang này không dựng được" not in (edition / "html/book/pages/district.html").read_text(
        encoding="utf-8"
    )
    assert json.loads((edition / "manifest.json").read_text())["failed_pages"] == ["papi"]
    assert (edition / "failed/papi.ipynb").is_file()


def break_config(project: Path) -> None:
    replace_text(project / "_config.yml", "title:", "title: [")


def break_toc(project: Path) -> None:
    replace_text(project / "_toc.yml", "format: jb-book", "format: jb-boek")


def lose_picture(project: Path) -> None:
    replace_text(project / "book/methods.md", "# Phương pháp\n", "# Phương pháp\n\n![Sơ đồ](khong-co.png)\n")


@pytest.mark.parametrize(
    ("harm", "where"), [(break_config, "_config.yml, dòng "), (break_toc, "_toc.yml, dòng 1: ")]
)
def test_slips_in_the_books_own_files_exit_2_and_leave_the_edition(
    project: Path, build_here: Refusing, harm: Callable[[Path], None], where: str
) -> None:
    before = manifest(project)
    harm(project)
    ended = build_here()
    assert ended.code == 2, ended
    assert_clear(ended.err, "Lỗi:", where)
    assert manifest(project) == before
    assert not list((project / "_build/editions").glob(".new-*"))


@pytest.mark.parametrize(
    ("harm", "code", "where"),
    [
        (break_config, 2, "_config.yml, dòng "),
        (wrong_type_in_units, 3, "units.csv"),
        (lose_picture, 5, "book/methods.md, dòng 3: "),
    ],
)
def test_a_book_that_cannot_be_made_leaves_the_edition(
    project: Path, harm: Callable[[Path], None], code: int, where: str
) -> None:
    before = manifest(project)
    harm(project)
    done = papibook(project, "build", "2022-S1")
    assert done.returncode == code, done.stdout + done.stderr
    assert where in done.stderr
    assert_clear(done.stderr, "Lỗi:")
    assert manifest(project) == before
    assert not list((project / "_build/editions").glob(".new-*"))


def test_debug_shows_the_trace(project: Path) -> None:
    assert "Traceback" in papibook(project, "build", "2023", "--debug").stderr
