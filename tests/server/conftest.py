"""What the tests of the server share: it takes seconds to start, and no test changes what another is told."""

from collections.abc import Iterator

import pytest
from browser import Browser, browser
from served import Served, serving


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """`mtcheck serve` by rules alone, as its users start it."""
    pytest.importorskip("fastapi")
    pytest.importorskip("uvicorn")
    with serving(tmp_path_factory.mktemp("served"), "--depth", "fast", "--jobs", "1", "--max-size", "200000") as one:
        yield one


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One browser for all pages."""
    with browser(tmp_path_factory.mktemp("profile")) as one:
        yield one
