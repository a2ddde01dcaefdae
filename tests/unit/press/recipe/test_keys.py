"""Keys: each kind of change moves the key it must move, and no other."""

import ast
import sys
from pathlib import Path

import pytest

from papibook.ground.paths import Project
from papibook.press.recipe import inputs, keys
from papibook.press.recipe.inputs import read_inputs, tree_digest
from papibook.press.recipe.jobs import PageJob
from papibook.press.recipe.keys import Key, page_key
from papibook.press.recipe.templates import Template

JOB = PageJob("communes/xa-a", "unit", "Xã A", {"unit_id": "xa-a"})
OTHER = PageJob("communes/xa-b", "unit", "Xã B", {"unit_id": "xa-b"})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "slices/unit").mkdir(parents=True)
    for name in ("plan", "unit/xa-a", "unit/xa-b", "whole"):
        (tmp_path / f"slices/{name}.json").write_text(name)
    (tmp_path / "unit.ipynb").write_text("template")
    return tmp_path


def key(folder: Path, job: PageJob = JOB, **context: str) -> Key:
    template = Template("unit", folder / "unit.ipynb", ("slices", "unit_id"), ("plan", "unit/{unit_id}"))
    return page_key(job, template, folder / "slices", context=context)


def moved(before: Key, after: Key) -> tuple[str, ...]:
    return after.differences(before.parts)


def test_the_same_parts_give_the_same_key(folder: Path) -> None:
    assert key(folder).digest == key(folder).digest


def test_a_changed_slice_moves_the_pages_that_declare_it_and_no_other(folder: Path) -> None:
    before, other = key(folder), key(folder, OTHER)
    (folder / "slices/unit/xa-a.json").write_text("changed")
    assert moved(before, key(folder)) == ("slice unit/xa-a",)
    assert key(folder, OTHER).digest == other.digest


def test_a_slice_that_is_not_declared_moves_nothing(folder: Path) -> None:
    before = key(folder)
    (folder / "slices/whole.json").write_text("changed")
    assert key(folder).digest == before.digest


def test_a_missing_slice_moves_the_key(folder: Path) -> None:
    before = key(folder)
    (folder / "slices/plan.json").unlink()
    assert moved(before, key(folder)) == ("slice plan",)


def test_a_changed_template_moves_the_key(folder: Path) -> None:
    before = key(folder)
    (folder / "unit.ipynb").write_text("changed")
    assert moved(before, key(folder)) == ("template",)


def test_a_renamed_unit_moves_its_title(folder: Path) -> None:
    before = key(folder)
    renamed = PageJob(JOB.page_id, JOB.template, "Xã A mới", JOB.parameters)
    assert moved(before, key(folder, renamed)) == ("title",)


def test_another_parameter_moves_the_key_even_where_the_slices_are_the_same(folder: Path) -> None:
    before = key(folder)
    other = PageJob(JOB.page_id, JOB.template, JOB.title, {**JOB.parameters, "is_short": True})
    assert moved(before, key(folder, other)) == ("parameters",)


def test_another_font_moves_the_key(folder: Path) -> None:
    assert moved(key(folder, font="a"), key(folder, font="b")) == ("context font",)


def test_a_library_version_moves_the_key_and_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = key(folder)
    monkeypatch.setattr(
        inputs, "version", lambda name: "99" if name == "pandas" else before.parts.get(f"library {name}", "0")
    )
    assert moved(before, key(folder)) == ("library pandas",)


def test_changed_package_code_moves_the_key(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = key(folder)
    monkeypatch.setattr(keys, "package_digest", lambda: "other")
    assert moved(before, key(folder)) == ("code",)


def test_a_tree_digest_sees_names_and_bytes_but_not_what_is_generated(tmp_path: Path) -> None:
    (tmp_path / "book/pages").mkdir(parents=True)
    (tmp_path / "book/a.md").write_text("x")
    before = tree_digest(tmp_path, ("book",))
    (tmp_path / "book/pages/index.ipynb").write_text("generated")
    assert tree_digest(tmp_path, ("book",)) == before
    (tmp_path / "book/a.md").rename(tmp_path / "book/b.md")
    assert tree_digest(tmp_path, ("book",)) != before


@pytest.mark.parametrize(
    "name",
    [
        "_config.yml",
        "book/a.md",
        "notebooks/a.ipynb",
        "data/submissions/2022-S1/a.xlsx",
        "data/plans/p/plan.yml",
    ],
)
def test_every_input_of_an_edition_moves_its_digest(tmp_path: Path, name: str) -> None:
    project = Project(tmp_path)
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    before = read_inputs(project, "2022-S1")
    path.write_text("x")
    assert read_inputs(project, "2022-S1") != before
    assert read_inputs(project, "2022") != read_inputs(project, "2022-S1")


def test_the_package_counts_whole_and_a_catalogue_by_what_is_written() -> None:
    files = set(inputs.package_files())
    modules = {path.relative_to(inputs.PACKAGE).as_posix() for path in inputs.PACKAGE.rglob("*.py")}
    assert modules <= files
    assert "press/pages/finish.py" in files
    assert "press/theme/static/papibook.css" in files
    assert "locale/vi/LC_MESSAGES/views.po" in files
    assert not [name for name in files if name.endswith((".mo", ".pyc"))]


SEEN_BY_PAGES = (
    "views",
    "measures",
    "model",
    "data/slices",
    "press/pages/finish.py",
    "press/pages/stills.py",
)
DISTRIBUTIONS = {"vl_convert": "vl-convert-python", "markdown_it": "markdown-it-py"}


def test_every_library_that_pages_import_is_in_their_keys() -> None:
    names = set()
    for start in SEEN_BY_PAGES:
        place = inputs.PACKAGE / start
        for path in [place] if place.is_file() else place.rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    names |= {alias.name.split(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom):
                    names.add((node.module or "").split(".")[0])
    others = names - set(sys.stdlib_module_names) - {"papibook"}
    assert {"pandas", "altair", "nbformat"} <= others
    assert {DISTRIBUTIONS.get(name, name) for name in others} <= set(inputs.PAGE_LIBRARIES)
