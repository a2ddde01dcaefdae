"""The way out of Jupyter Book 1: current Sphinx, without it, makes the same book from the same sources.

Jupyter Book 1 holds Sphinx at version 7. What is used of it here is its translation of ``_config.yml`` into a
``conf.py``, which could be kept. Installs from the network.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import html
from projects import ROOT, Built

pytestmark = [pytest.mark.stress, pytest.mark.timeout(1200)]
HELD_AT = 7
"""The major version of Sphinx that Jupyter Book 1 allows."""


@pytest.fixture(scope="module")
def plain_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Python with what requirements-sphinx.lock names and nothing else."""
    home = tmp_path_factory.mktemp("plain")
    run(sys.executable, "-m", "venv", str(home))
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    lock = ROOT / "requirements-sphinx.lock"
    run(str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "--requirement", str(lock))
    return python


def run(*command: str, cwd: Path | None = None) -> str:
    """What the command said; the package itself is found in its tree."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": ""}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def plain_source(project: Path, source: Path) -> Path:
    """The book's sources with the ``conf.py`` that Jupyter Book makes of them, its own extension left out."""
    for name in ("_config.yml", "_toc.yml"):
        shutil.copy(project / name, source)
    shutil.copytree(project / "book", source / "book")
    command = "from jupyter_book.cli.main import main; main()"
    run(sys.executable, "-c", command, "config", "sphinx", str(source))
    conf = source / "conf.py"
    text, count = re.subn(r"'jupyter_book', ", "", conf.read_text(encoding="utf-8"))
    assert count == 1
    conf.write_text(text, encoding="utf-8")
    return source


def articles(folder: Path) -> dict[str, str]:
    """The text of each page's article, by the page's path; the page of search has none."""
    found = {}
    for path in folder.rglob("*.html"):
        for article in html.fromstring(path.read_bytes()).xpath("//article"):
            # Only a build of the edition makes documents, and so links them.
            for documents in article.find_class("pb-documents"):
                documents.drop_tree()
            found[path.relative_to(folder).as_posix()] = " ".join(" ".join(article.itertext()).split())
    return found


def test_current_sphinx_makes_the_same_articles(built: Built, plain_python: Path, tmp_path: Path) -> None:
    version = run(str(plain_python), "-c", "import sphinx; print(sphinx.__version__)")
    assert int(version.split(".")[0]) > HELD_AT
    source = plain_source(built.project, tmp_path)
    run(str(plain_python), "-m", "sphinx", "-W", "-q", "-b", "html", str(source), str(tmp_path / "html"))
    ours, plain = articles(built.edition / "html"), articles(tmp_path / "html")
    assert len(ours) > 50
    assert ours.keys() == plain.keys()
    assert [name for name in ours if ours[name] != plain[name]] == []
