"""A site of issued editions: copied as they are, joined by one script, nothing of others touched."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from sets import sealed

from papibook.ground.errors import ConfigError
from papibook.ground.paths import Project
from papibook.press.edition.manifest import file_digests
from papibook.press.issued import publish as module
from papibook.press.issued.publish import publish
from papibook.press.issued.verified import verify


@pytest.fixture
def project(tmp_path: Path) -> Project:
    root = tmp_path / "project"
    for name in ("2022-S1", "2022-S1.1"):
        sealed(root, name, pages=("index.html", "book/a.html", f"book/only-{name[-1]}.html"))
    return Project(root)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


def test_the_site_holds_every_edition_and_the_newest_as_latest(project: Project, site: Path) -> None:
    publish(project, "2022-S1", site)
    first = file_digests(site / "2022-S1")
    publish(project, "2022-S1.1", site)
    assert file_digests(site / "2022-S1") == first == file_digests(project.root / "sealed/2022-S1/internal")
    assert file_digests(site / "latest") == file_digests(site / "2022-S1.1")
    assert all(each.is_whole for each in verify(site))
    entry = (site / "index.html").read_text(encoding="utf-8")
    for address in re.findall(r'href="([^"]+)"', entry):
        assert (site / address).is_file(), address
    assert "được thay thế bằng" in entry
    assert (site / ".nojekyll").is_file()
    assert list(site.rglob("inputs.zip")) == [], "it holds what the units sent"


def test_an_older_edition_published_later_is_not_the_latest(project: Project, site: Path) -> None:
    publish(project, "2022-S1.1", site)
    publish(project, "2022-S1", site)
    assert file_digests(site / "latest") == file_digests(site / "2022-S1.1")


def test_the_script_says_what_was_replaced_and_which_pages_there_are(project: Project, site: Path) -> None:
    for name in ("2022-S1", "2022-S1.1"):
        publish(project, name, site)
    told = re.search(r"const site = (\{.*\});", (site / "editions.js").read_text(encoding="utf-8"))
    assert told is not None
    value = json.loads(told[1])
    assert [each["id"] for each in value["editions"]] == ["2022-S1.1", "2022-S1"]
    assert [each["replacedBy"] for each in value["editions"]] == ["", "2022-S1.1"]
    assert "book/only-1.html" in value["editions"][0]["pages"]
    assert value["latest"] == "2022-S1.1"


def test_a_second_time_nothing_is_written(project: Project, site: Path) -> None:
    publish(project, "2022-S1", site)
    times = {path: path.stat().st_mtime_ns for path in site.rglob("*")}
    assert {change.kind for change in publish(project, "2022-S1", site).changes} == {"same"}
    after = {path: path.stat().st_mtime_ns for path in site.rglob("*")}
    assert {path.name for path in after if after[path] != times[path]} <= {"papibook-site.json"}


def test_a_dry_run_writes_nothing(project: Project, site: Path) -> None:
    told = publish(project, "2022-S1", site, is_dry=True)
    assert [change.name for change in told.changes][:2] == ["2022-S1/", "latest/"]
    assert not site.exists()


def test_what_others_put_there_stays(project: Project, site: Path) -> None:
    (site / "photos").mkdir(parents=True)
    (site / "photos/a.jpg").write_bytes(b"jpg")
    (site / "CNAME").write_text("papi.example", encoding="utf-8")
    publish(project, "2022-S1", site)
    assert (site / "photos/a.jpg").read_bytes() == b"jpg"
    assert (site / "CNAME").read_text(encoding="utf-8") == "papi.example"


@pytest.mark.parametrize("name", ["index.html", "2022-S1", "latest"])
def test_what_others_put_there_under_a_name_of_ours_is_never_replaced(
    project: Project, site: Path, name: str
) -> None:
    site.mkdir()
    (site / name).write_text("theirs", encoding="utf-8")
    with pytest.raises(ConfigError, match=name):
        publish(project, "2022-S1", site)
    assert (site / name).read_text(encoding="utf-8") == "theirs"
    assert [path.name for path in site.iterdir()] == [name]


def test_the_project_itself_is_no_site(project: Project) -> None:
    for folder in (project.root, project.root / "data", project.root / "sealed/site", project.root.parent):
        with pytest.raises(ConfigError, match="project"):
            publish(project, "2022-S1", folder)


def test_a_link_out_of_the_site_is_refused(project: Project, site: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    site.mkdir()
    (site / "latest").symlink_to(elsewhere)
    with pytest.raises(ConfigError, match="latest"):
        publish(project, "2022-S1", site)
    assert list(elsewhere.iterdir()) == []


def test_a_set_that_was_changed_is_not_published(project: Project, site: Path) -> None:
    page = project.root / "sealed/2022-S1/internal/index.html"
    page.chmod(0o644)
    page.write_text("changed", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"index\.html"):
        publish(project, "2022-S1", site)
    assert not site.exists()


def test_a_file_changed_between_check_and_copy_is_not_published(
    project: Project, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meddling(source: Path, target: Path) -> None:
        shutil.copytree(source, target, copy_function=shutil.copyfile)
        (target / "book/a.html").write_text("slipped in", encoding="utf-8")

    monkeypatch.setattr(module, "copy_folder", meddling)
    with pytest.raises(ConfigError, match=r"book/a\.html"):
        publish(project, "2022-S1", site)
    assert not (site / "2022-S1").exists()
    monkeypatch.undo()
    publish(project, "2022-S1", site)
    assert verify(site / "2022-S1")[0].is_whole
    assert [path.name for path in site.iterdir() if path.name.startswith(".papibook")] == []


def test_an_edition_damaged_in_the_site_is_put_right(project: Project, site: Path) -> None:
    publish(project, "2022-S1", site)
    (site / "2022-S1/index.html").write_text("damaged", encoding="utf-8")
    assert publish(project, "2022-S1", site).changes[0].kind == "replaced"
    assert verify(site / "2022-S1")[0].is_whole
