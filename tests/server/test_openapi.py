"""What the description of the interface allows, and what it does not, is never answered with a crash; schemathesis
draws the requests.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from commands import LOOPED, run
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from served import Served, serving

pytest.importorskip("fastapi")
pytest.importorskip("uvicorn")
pytest.importorskip("sqlalchemy")
schemathesis = pytest.importorskip("schemathesis")

CASES = int(os.environ.get("MTCHECK_CASES", "60"))  # of all addresses together
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Stories, and a quarantine."""
    folder = tmp_path_factory.mktemp("drawn")
    (folder / "a.txt").write_text(f"{LOOPED}\n", encoding="utf-8")
    item = f"<item><title>Report</title><guid>1</guid><description>{LOOPED}</description></item>"
    (folder / "wire.xml").write_text(f'<rss version="2.0"><channel><title>Wire</title>{item}</channel></rss>')
    run("watch", "wire.xml", "--once", "--select", "phrase-loop", cwd=folder)
    options = ("--watch", f"sqlite:///{folder}/mtcheck-watch.db", "--no-browser", "--jobs", "1")
    with serving(folder, "a.txt", *options, "--select", "phrase-loop", command="review") as server:
        yield server


def test_no_request_is_answered_with_a_crash(review: Served) -> None:
    described = review.ask("GET", "/openapi.json").said
    schema = schemathesis.openapi.from_dict(described)
    known = {
        "/v1/stories/{id}": review.ask("GET", "/v1/stories").said["stories"][0]["id"],
        "/v1/quarantine/{version}": 1,
    }
    drawn = st.one_of(*(found.ok().as_strategy() for found in schema.get_all_operations()))

    @given(drawn)
    @settings(
        max_examples=CASES,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=[*HealthCheck],
        derandomize=True,
    )
    def tried(case: Any) -> None:
        for start, id in known.items():
            if case.path.startswith(start):  # or nearly all would be of stories that are not there
                case.path_parameters = {**case.path_parameters, start.rpartition("{")[2].rstrip("}"): id}
        answer = case.call(
            base_url=f"http://127.0.0.1:{review.port}",
            headers={"Authorization": f"Bearer {review.token}"},
            timeout=300,
        )
        assert answer.status_code < 500, (case.method, case.path, answer.text)

    tried()
    assert "Traceback" not in Path(review.log).read_text()
