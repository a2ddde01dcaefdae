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
