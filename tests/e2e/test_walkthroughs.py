"""The walk-throughs for engineers, followed step by step in a copy of package, tests and a small project."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from projects import ROOT, small_project

FOLDER = ROOT / "docs/walkthroughs"
WALKS = sorted(path.name for path in FOLDER.glob("*.md"))
BLOCK = re.compile(
    r"(?:^`(?P<file>[^`\n]+)`:\n\n)?^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE
)
COPIED = ("papibook", "tests", "docs")
FILES = ("pyproject.toml", "setup.py", "README.md", "LICENSE")

pytestmark = pytest.mark.slow


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    copy = small_project(tmp_path / "tree")
    for name in COPIED:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, copy)
    used = run(copy, 'python -c "import papibook; print(papibook.__file__)"')
    assert used.stdout.startswith(str(copy))
    return copy


def run(tree: Path, command: str) -> subprocess.CompletedProcess[str]:
    """A command as an engineer gives it in the folder ``tree``, which holds the package that it uses."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        ["sh", "-c", command],
        cwd=tree,
        env={**own, "PATH": path, "PYTHONPATH": str(tree)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=900,
        check=False,
    )


def edited(text: str, diff: str) -> str:
    """``text`` with the hunks of ``diff``, each of whose old lines must stand in it once, in this order."""
    done = ""
    for hunk in diff.split("@@\n"):
        lines = [line or " " for line in hunk.splitlines()]
        assert {line[0] for line in lines} <= set(" +-"), hunk
        old, new = ("".join(f"{line[1:]}\n" for line in lines if line[0] in " " + sign) for sign in "-+")
        assert text.count(old) == 1, f"stands {text.count(old)} times:\n{old}"
        before, text = text.split(old)
        done += before + new
    return done + text


def apply(tree: Path, name: str, kind: str, text: str) -> None:
    path = tree / name
    if kind != "diff":
        assert not path.exists(), f"{name} is there already"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return
    path.write_text(edited(path.read_text(encoding="utf-8"), text), encoding="utf-8")
    if path.suffix == ".po":  # what the next make does
        compiled = run(tree, "python setup.py --quiet build_py --build-lib unused")
        assert compiled.returncode == 0, compiled.stderr


def follow(tree: Path, console: str) -> None:
    """Each command succeeds and says the lines below it, where … stands for anything."""
    for part in re.split(r"^\$ ", console, flags=re.MULTILINE)[1:]:
        command, *expected = part.splitlines()
        done = run(tree, command)
        said = done.stdout + done.stderr
        assert done.returncode == 0, f"{command}\n{said}"
        pattern = r".*\n(?:.*\n)*?".join(".*".join(map(re.escape, line.split("…"))) for line in expected)
        assert re.search(pattern, said), f"{command}\n{said}"


@pytest.mark.parametrize("name", WALKS)
def test_a_walk_through_gives_what_it_says(tree: Path, name: str) -> None:
    page = (FOLDER / name).read_text(encoding="utf-8")
    blocks = list(BLOCK.finditer(page))
    assert len(blocks) == page.count("\n```") / 2
    assert {block["kind"] for block in blocks if not block["file"]} == {"console"}
    assert blocks[-1]["kind"] == "console", "what it gives stands last"
    for block in blocks:
        if block["file"]:
            apply(tree, block["file"], block["kind"], block["text"])
        else:
            follow(tree, block["text"])
