"""A project takes from the package what it has not itself; its own file always counts."""

from __future__ import annotations

from pathlib import Path

from papibook.ground.paths import Project
from papibook.ground.shipped import PAGES, own_or_shipped, shipped_file, shipped_files
from papibook.press.recipe.inputs import read_inputs

ROOT = Path(__file__).resolve().parents[3]


def test_the_package_has_every_template_and_page() -> None:
    names = set(shipped_files())
    assert {f"notebooks/{path.name}" for path in (ROOT / "notebooks").glob("*.ipynb")} <= names
    assert set(PAGES) <= names


def test_pages_of_the_package_name_no_place_and_no_plan() -> None:
    for name in PAGES:
        found = shipped_file(name)
        assert found is not None
        text = found.read_text(encoding="utf-8")
        words = ("huyện", "thị trấn", "Mộc Châu", "Sơn La", "426")
        assert [word for word in words if word in text] == [], name


def test_the_projects_own_file_counts(tmp_path: Path) -> None:
    name = "notebooks/summary.ipynb"
    assert own_or_shipped(tmp_path, name) == shipped_file(name)
    (tmp_path / "notebooks").mkdir()
    (tmp_path / name).write_text("{}")
    assert own_or_shipped(tmp_path, name) == tmp_path / name
    assert own_or_shipped(tmp_path, "notebooks/none.ipynb") == tmp_path / "notebooks/none.ipynb"


def test_what_is_taken_from_the_package_is_an_input(tmp_path: Path) -> None:
    for name in ("_config.yml", "_toc.yml"):
        (tmp_path / name).write_text("")
    files = read_inputs(Project(tmp_path), "2026").files
    assert set(shipped_files()) <= set(files)
    (tmp_path / "book").mkdir()
    (tmp_path / "book/methods.md").write_text("own")
    own = read_inputs(Project(tmp_path), "2026").files
    assert own["book/methods.md"] != files["book/methods.md"]
