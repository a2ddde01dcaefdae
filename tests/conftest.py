from collections.abc import Callable
from pathlib import Path

import pytest
from projects import Built, copy_project, papibook


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The shipped project, built once for all tests of a run."""
    project = copy_project(tmp_path_factory.mktemp("shipped") / "project")
    done = papibook(project, "build", "2022-S1", timeout=290)
    assert done.returncode == 0, done.stdout + done.stderr
    return Built(project, project / "_build/editions/2022-S1", done.stdout)


@pytest.fixture(scope="session")
def built_year(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The shipped project with the year's edition built, in a folder of its own."""
    project = copy_project(tmp_path_factory.mktemp("shipped-year") / "project")
    done = papibook(project, "build", "2022", timeout=290)
    assert done.returncode == 0, done.stdout + done.stderr
    return Built(project, project / "_build/editions/2022", done.stdout)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden files anew; review the diff"
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with ``tests/golden/<name>``; with --update-golden write it instead."""

    def compare(name: str, text: str) -> None:
        path = Path(__file__).parent / "golden" / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8"), (
            f"{name} differs; review, then run with --update-golden"
        )

    return compare
