"""What CONTRIBUTING.md, the notes on decisions and the forge's configuration name is there."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[3]
GUIDE = ROOT / "CONTRIBUTING.md"
INDEX = ROOT / "docs/decisions/README.md"
NOTES = sorted(path.name for path in INDEX.parent.glob("*.md") if path != INDEX)
WORKFLOW = ROOT / ".github/workflows/ci.yml"


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [GUIDE, INDEX], ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", text(path))
    assert targets
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_make_targets_named_exist() -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", text(ROOT / "Makefile"), flags=re.MULTILINE))
    named = set(re.findall(r"`?\bmake ([a-z][a-z-]*)`", text(GUIDE)))
    assert {"check", "test", "stress"} <= named <= targets


def test_files_named_exist() -> None:
    files = set(re.findall(r"`((?:[\w.-]+/)+[\w.-]*|[\w-]+\.(?:toml|lock|md|yml))`", text(GUIDE)))
    assert {"requirements.lock", ".ci/run", ".github/workflows/ci.yml"} <= files
    assert [name for name in files if not (ROOT / name).exists()] == []


def test_each_decision_is_in_the_index_once() -> None:
    assert sorted(re.findall(r"^\| \[([\w-]+\.md)\]", text(INDEX), flags=re.MULTILINE)) == NOTES


@pytest.mark.parametrize("name", NOTES)
def test_a_decision_is_short(name: str) -> None:
    assert len(text(INDEX.parent / name).splitlines()) <= 25


def test_the_forge_runs_what_is_run_here_and_says_that_it_never_did() -> None:
    jobs = yaml.safe_load(text(WORKFLOW))["jobs"]
    assert [step["run"] for step in jobs["linux"]["steps"] if "run" in step][-1] == ".ci/run"
    assert jobs.keys() == {"linux", "windows"}
    assert text(WORKFLOW).startswith("# Never run so far")
    assert "Neither job has ever run" in text(GUIDE)


NAMED = re.compile(r"`(?:papibook\.)?((?:ground|model|data|demo|measures|views|press|cli)(?:\.[A-Za-z_]+)+)`")


@pytest.mark.parametrize("page", sorted((ROOT / "docs").rglob("*.md")), ids=lambda path: path.name)
def test_every_module_that_a_page_names_is_there(page: Path) -> None:
    missing = {
        name
        for name in NAMED.findall(page.read_text(encoding="utf-8"))
        if not any(
            place.is_dir() or place.with_suffix(".py").is_file()
            for parts in [name.split(".")]
            for place in (ROOT / "papibook" / "/".join(parts), ROOT / "papibook" / "/".join(parts[:-1]))
            if place != ROOT / "papibook" / parts[0] or len(parts) == 1
        )
    }
    assert missing == set()
