from collections.abc import Iterator

import pytest
from warm_kernels import warm_kernels

from papibook.press.pages.kernels import PRELOAD


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The warm kernel with the modules that a build has it preload."""
    with warm_kernels(tmp_path_factory.mktemp("jupyter"), preload=PRELOAD):
        yield
