"""The wheel holds the whole package with its texts compiled, and runs outside of the project's folder."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from papibook.ground.shipped import shipped_files

ROOT = Path(__file__).resolve().parents[3]
NOT_WRITTEN = shutil.ignore_patterns("__pycache__", "*.mo")
RUN = "import papibook.cli; print(papibook.__file__, flush=True); papibook.cli.main()"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy, so that nothing which an earlier build left in the tree can stand in for it."""
    source = tmp_path_factory.mktemp("source")
    shutil.copytree(ROOT / "papibook", source / "papibook", ignore=NOT_WRITTEN)
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    for name in ("notebooks", "book"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("pages"))
    out = source / "out"
    pip("wheel", "--no-build-isolation", "--wheel-dir", str(out), str(source))
    (built,) = out.glob("*.whl")
    return built


def pip(command: str, *arguments: str) -> None:
    options = ("--quiet", "--disable-pip-version-check", "--no-deps")
    subprocess.run([sys.executable, "-m", "pip", command, *options, *arguments], check=True)


def test_the_wheel_holds_every_file_and_the_compiled_texts(wheel: Path) -> None:
    package = ROOT / "papibook"
    kept = [path for path in package.rglob("*") if path.is_file() and path.suffix not in (".mo", ".pyc")]
    expected = {path.relative_to(ROOT).as_posix() for path in kept}
    expected |= {f"{name.removesuffix('.po')}.mo" for name in expected if name.endswith(".po")}
    assert any(name.endswith(".mo") for name in expected)
    expected |= {f"papibook/shipped/{name}" for name in shipped_files()}
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert held == expected


def test_installed_it_runs_and_speaks_vietnamese(wheel: Path, tmp_path: Path) -> None:
    home, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    elsewhere.mkdir()
    pip("install", "--target", str(home), str(wheel))
    said = subprocess.run(
        [sys.executable, "-P", "-c", RUN, "build", "2022-S1"],
        cwd=elsewhere,
        env={**os.environ, "PYTHONPATH": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.stdout.startswith(str(home))
    assert "không phải là thư mục dự án" in said.stderr
    assert said.returncode == 2
