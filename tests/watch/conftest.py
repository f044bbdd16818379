"""Both databases that the state of `mtcheck watch` may lie in; PostgreSQL takes seconds to start."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import cluster, fresh


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
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
