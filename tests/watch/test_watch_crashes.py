"""Watchers that are killed lose nothing and double nothing: at every step they take, and at random, on both databases.

`MTCHECK_KILLS=100` kills so many on each database, where a usual run kills a few; `MTCHECK_SEED` draws other times to
kill.
"""

import os
import random
import time
from pathlib import Path

import pytest

pytest.importorskip("sqlalchemy")
pytest.importorskip("alembic")

from databases import fresh
from watched import FORMATS, RULE, Item, decided, die_at, end_of, found, kill, put, rss, start, warm

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("MTCHECK_KILLS", "6"))
SEED = int(os.environ.get("MTCHECK_SEED", "7"))
KILLED = -9


@pytest.fixture(scope="module", autouse=True)
def warmed(tmp_path_factory: pytest.TempPathFactory) -> None:
    warm(tmp_path_factory.mktemp("warm") / "in")


def mixed(count: int, edition: int) -> list[Item]:
    return [Item(number, edition, bad=number % 3 == 0) for number in range(count)]


def test_a_watcher_may_die_at_any_step(tmp_path: Path, kind: tuple[str, Path | None]) -> None:
    url, feed, log = fresh(kind[0], tmp_path, kind[1]), tmp_path / "wire.xml", tmp_path / "log"
    arguments = (str(feed), "--output", str(tmp_path), "--database", url, "--once", "--lease", "0.2", *RULE)
    step, died, editions = 0, True, []
    while died:
        held = mixed(4, edition=step)
        put(feed, rss(held))
        died = end_of(start(arguments, log, die_at(step))) == KILLED
        assert end_of(start(arguments, log)) == 1, log.read_text()  # there are findings
        assert (tmp_path / "wire.clean.xml").read_text() == rss(item for item in held if not item.bad)
        for item in held:
            assert ((tmp_path / "wire.quarantine.xml").read_text().count(item.rss) == 1) == item.bad
        editions.append(step)
        step += 1 if kind[0] == "sqlite" or KILLS > 20 else 4
    assert step > 20
    assert "Traceback" not in log.read_text()
    outcomes = {
        (Item(n, edition, n % 3 == 0).rss, "quarantine" if n % 3 == 0 else "pass")
        for n in range(4)
        for edition in editions
    }
    assert sorted((raw, outcome) for _, raw, outcome, _ in decided(url)) == sorted(outcomes)
    assert not [left for left in tmp_path.iterdir() if left.name.startswith(".")]


def changed(held: list[Item], chance: random.Random) -> list[Item]:
    """The feed some time later: new items on top, some changed, old ones gone."""
    fresh_ones = [Item(held[0].number + more, 0, chance.random() < 0.3) for more in range(chance.randint(1, 15), 0, -1)]
    older = [Item(item.number, item.edition + 1, not item.bad) if chance.random() < 0.1 else item for item in held]
    return [*fresh_ones, *older][:120]


def test_watchers_that_are_killed_at_random_lose_and_double_nothing(
    tmp_path: Path, kind: tuple[str, Path | None]
) -> None:
    chance = random.Random(SEED)
    url, log = fresh(kind[0], tmp_path, kind[1]), tmp_path / "log"
    feeds = {tmp_path / f"wire{number}{ending}": [Item(0)] for number, ending in enumerate(FORMATS)}
    common = ("--database", url, "--lease", "0.5", *RULE)
    watching = (*map(str, feeds), "--output", str(tmp_path), "--interval", "0.1", *common)
    alive = [start(watching, log) for _ in range(2)]
    for _ in range(KILLS):
        for place, held in feeds.items():
            feeds[place] = changed(held, chance)
            put(place, FORMATS[place.suffix](feeds[place]))
        time.sleep(chance.uniform(0.05, 0.6))
        victims = [alive.pop(chance.randrange(len(alive))) for _ in range(chance.choice((1, 1, 2)))]
        assert [kill(victim) for victim in victims] == [KILLED] * len(victims), log.read_text()
        alive += [start(watching, log) for _ in victims]
    for process in alive:
        kill(process)
    once = (*map(str, feeds), "--once", *common)
    assert end_of(start((*once, "--output", str(tmp_path)), log)) == 1, log.read_text()
    assert "Traceback" not in log.read_text()

    clean_run = tmp_path / "clean"
    clean_run.mkdir()
    other = fresh(kind[0], clean_run, kind[1])
    assert end_of(start((*map(str, feeds), "--output", str(clean_run), "--once", "--database", other, *RULE), log)) == 1
    for place, held in feeds.items():
        ending = ".json" if place.suffix == ".json" else ".xml"
        form = {".xml": "rss", ".atom": "atom", ".json": "json"}[place.suffix]
        for name in (f"{place.stem}.clean{ending}", f"{place.stem}.quarantine{ending}"):
            assert (tmp_path / name).read_bytes() == (clean_run / name).read_bytes()
        clean = (tmp_path / f"{place.stem}.clean{ending}").read_text()
        quarantine = (tmp_path / f"{place.stem}.quarantine{ending}").read_text()
        for item in held:
            raw = getattr(item, form).removeprefix("{")
            assert (clean.count(raw), quarantine.count(raw)) == ((0, 1) if item.bad else (1, 0))
    assert found(url) == found(other)
    history = decided(url)
    assert len({(key, raw) for key, raw, _, _ in history}) == len(history)
    assert all(outcome in ("pass", "quarantine") for _, _, outcome, _ in history)
    assert set(decided(other)) <= set(history)
