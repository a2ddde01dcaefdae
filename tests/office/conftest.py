from collections.abc import Iterator

import pytest
from projects import lacks
from suite import Office, missing, running_office


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """LibreOffice, started once for a module."""
    if lacking := missing():
        lacks(lacking)
    with running_office(tmp_path_factory.mktemp("office")) as suite:
        yield suite
