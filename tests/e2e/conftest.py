import pytest
from cases import Case
from independent import read_given


@pytest.fixture(scope="session", params=["2022-S1", "2022"])
def case(request: pytest.FixtureRequest) -> Case:
    """Each built edition beside the same data read a second time."""
    built = request.getfixturevalue("built" if request.param == "2022-S1" else "built_year")
    return Case(built.edition, request.param, read_given(built.project, request.param))
