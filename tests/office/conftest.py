import os
from collections.abc import Iterator

import pytest
from suite import Office, missing, running_office


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """LibreOffice, started once. Missing, it fails the run in CI and is said loudly elsewhere."""
    lacking = missing()
    if lacking and os.environ.get("CI"):
        pytest.fail(f"the office round trip needs {lacking}")
    if lacking:
        pytest.skip(f"!!! NOT TESTED WITH THE OFFICE SUITE: {lacking} is missing")
    with running_office(tmp_path_factory.mktemp("office")) as suite:
        yield suite
