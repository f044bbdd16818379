"""A review that is killed at any moment has kept every decision that it answered with 200; on both databases.

`MTCHECK_KILLS=50` tries it as often as that.
"""

import json
import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import LOOPED
from databases import KINDS, cluster, fresh
from served import Served, serving
from waiting import LONG

pytest.importorskip("fastapi")
pytest.importorskip("uvicorn")
pytest.importorskip("sqlalchemy")

KILLS = int(os.environ.get("MTCHECK_KILLS", "3"))
OPTIONS = ("--no-browser", "--jobs", "1", "--select", "phrase-loop", "--who", "ada")
SAID = {"rule": "phrase-loop", "action": "rejected", "text": "all weapons all weapons", "before": LOOPED}


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield fresh(request.param, tmp_path, None)
        return
    pytest.importorskip("psycopg")
    with cluster() as running:
        yield fresh(request.param, tmp_path, running)


class Editors:
    """Some who decide without a pause until their server is gone. `answered`: what they were told is kept."""

    def __init__(self, server: Served, story: str, round: int) -> None:
        self.answered: list[str] = []
        self._server, self._address, self._round = server, f"/v1/stories/{story}/decisions", round
        self.threads = [threading.Thread(target=self._decide, args=(number,)) for number in range(3)]
        for thread in self.threads:
            thread.start()

    def _decide(self, editor: int) -> None:
        for number in range(10_000):
            name = f"{self._round:03x}{editor:x}{number:05x}"
            try:
                reply = self._server.ask("POST", self._address, {"decisions": [{**SAID, "fingerprint": name}]})
            except Exception:  # whatever a client sees of a server that was killed
                return
            if reply.status == 200:
                self.answered.append(name)
            elif self._server.process.poll() is not None:
                return  # another server has its port by now

    def gone(self) -> list[str]:
        for thread in self.threads:
            thread.join(LONG)
            assert not thread.is_alive()
        return self.answered


@pytest.mark.slow
def test_kill_loses_no_decision_that_was_answered(tmp_path: Path, url: str) -> None:
    (tmp_path / "a.txt").write_text(f"{LOOPED}\n", encoding="utf-8")
    chance, answered = random.Random(13), set[str]()
    for round in range(KILLS):
        with serving(tmp_path, "a.txt", *OPTIONS, "--database", url, command="review") as server:
            editors = Editors(server, server.ask("GET", "/v1/stories").said["stories"][0]["id"], round)
            while not editors.answered:
                assert any(thread.is_alive() for thread in editors.threads), server.log.read_text()
                time.sleep(0.001)
            time.sleep(chance.uniform(0, 0.15))
            server.process.send_signal(signal.SIGKILL)
            answered |= {*editors.gone()}
    with serving(tmp_path, "a.txt", *OPTIONS, "--database", url, command="review") as server:
        kept = [json.loads(line)["fingerprint"] for line in server.ask("GET", "/v1/decisions").body.splitlines()]
    assert len(answered) >= KILLS and answered <= {*kept} and len(kept) == len({*kept})
