"""Both databases that the state of `mtcheck watch` may lie in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import KINDS, cluster, fresh


@pytest.fixture(scope="module", params=KINDS)
def kind(request: pytest.FixtureRequest) -> Iterator[tuple[str, Path | None]]:
    if request.param == "sqlite":
        yield request.param, None
        return
    pytest.importorskip("psycopg")
    with cluster() as running:
        yield request.param, running


@pytest.fixture
def url(kind: tuple[str, Path | None], tmp_path: Path) -> str:
    return fresh(kind[0], tmp_path, kind[1])
