"""Several watchers on one database, and databases of other versions."""

import json
import time
from pathlib import Path

import pytest

pytest.importorskip("sqlalchemy")
pytest.importorskip("alembic")

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text
from watched import BAD, RULE, Item, count, decided, end_of, json_feed, put, rss, start, watch

from mtcheck.errors import ConfigError
from mtcheck.watch import database
from mtcheck.watch.quarantine import Quarantine
from mtcheck.watch.schema import META
from mtcheck.watch.store import Decision, Entry, Lost, Snapshot, Store
from mtcheck.watch.webhook import noted

# Several watchers


@pytest.mark.slow
def test_two_watchers_check_an_item_once(tmp_path: Path, url: str) -> None:
    held = [Item(number, bad=number % 4 == 0) for number in range(40)]
    for name in ("one", "two", "three"):
        put(tmp_path / f"{name}.xml", rss(held))
    feeds = [str(tmp_path / f"{name}.xml") for name in ("one", "two", "three")]
    arguments = (*feeds, "--output", str(tmp_path), "--database", url, "--once", *RULE)
    logs = [tmp_path / "log-a", tmp_path / "log-b"]
    assert [end_of(process) for process in [start(arguments, log) for log in logs]] == [1, 1]
    said = "".join(log.read_text() for log in logs)
    assert said.count(": 40 items, 40 new: 30 passed, 10 in quarantine.") == 3
    assert said.count(" new: ") == 3 and "mtcheck: " not in said
    assert (count(url, "versions"), count(url, "decisions"), count(url, "findings")) == (120, 120, 30)
    for feed in feeds:
        assert Path(feed.replace(".xml", ".clean.xml")).read_text() == rss(item for item in held if not item.bad)


def test_who_lost_its_lease_writes_nothing_more(url: str) -> None:
    late, other = Store(database.connect(url), lease=0.05), Store(database.connect(url), lease=60)
    feed = late.register({"/wire.xml": "wire"})["/wire.xml"]
    assert other.register({"/wire.xml": "wire", "/old/wire.xml": "wire"})["/wire.xml"] == feed
    first = late.claim([feed])
    assert first is not None
    late.record(feed, Snapshot(b"x", "utf-8", "d"), [Entry("1", "raw", key="a"), Entry("1", "raw", key="a")])
    ((version, _),) = late.pending(feed)
    time.sleep(0.1)
    second = other.claim([feed])
    assert second is not None
    assert late.claim([feed]) is None
    for write in (
        lambda: late.decide(feed, {version: Decision("pass", "pass", "")}),
        lambda: late.renew(feed),
        lambda: late.release(first, after=1.0),
        lambda: late.record(feed, Snapshot(b"y", "utf-8", "e"), []),
    ):
        with pytest.raises(Lost):
            write()
    other.decide(feed, {version: Decision("quarantine", "block", "no")})
    other.release(second, after=60.0, error="It failed.")
    assert other.claim([feed]) is None  # not due
    claim = other.claim([feed], polled_before=other.now())
    assert claim is not None and (claim.failures, claim.name) == (1, "wire")
    assert other.pending(feed) == []


# What is forgotten


@pytest.mark.slow
def test_what_has_gone_out_of_a_feed_is_forgotten(tmp_path: Path, url: str) -> None:
    def held(*kept: Item) -> int:
        put(tmp_path / "wire.xml", rss(kept))
        return watch(tmp_path, "wire.xml", "--database", url, "--keep", "30").code

    def age(days: float) -> None:
        with database.connect(url).begin() as connection:
            connection.execute(
                text(f"UPDATE versions SET seen = seen - {days * 86_400}, gone = gone - {days * 86_400}")
            )

    old, stays, said = Item(1, bad=True), Item(2, bad=True), Item(3, bad=True)
    assert held(old, stays, said) == 1
    quarantine = Quarantine(database.connect(url))
    (version,) = (item.version for item in quarantine.all() if item.key == said.key)
    quarantine.say(version, released=True, who="ada")
    assert held(stays, Item(4)) == 1
    age(29)
    assert held(stays, Item(5)) == 1 and count(url, "versions") == 5  # it went 29 days ago
    age(2)
    assert held(stays, Item(5)) == 1  # nothing in it has changed, and yet
    keys = sorted(key for key, *_ in decided(url))
    assert keys == [stays.key, said.key, Item(4).key, Item(5).key]
    assert (count(url, "items"), count(url, "decisions"), count(url, "findings")) == (4, 4, 2)
    age(31)
    assert held(stays, old) == 1  # it is new again, and what the feed has held all the time is not
    keys = sorted(key for key, *_ in decided(url))
    assert keys == [old.key, stays.key, said.key, Item(5).key]  # the last one has only just gone
    assert (tmp_path / "wire.clean.xml").read_text() == rss([])


def test_what_comes_back_in_time_is_known(tmp_path: Path, url: str) -> None:
    for kept in ([Item(1)], [Item(2)], [Item(1)]):
        put(tmp_path / "wire.xml", rss(kept))
        watch(tmp_path, "wire.xml", "--database", url)
    with database.connect(url).begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM versions WHERE gone IS NOT NULL")).scalar() == 1
        connection.execute(text("UPDATE versions SET gone = gone - 1000000000, seen = seen - 1000000000"))
    watch(tmp_path, "wire.xml", "--database", url, "--keep", "all")
    assert count(url, "decisions") == 2
    watch(tmp_path, "wire.xml", "--database", url)
    assert [key for key, *_ in decided(url)] == [Item(1).key]


def test_nothing_undecided_is_forgotten_and_no_more_at_a_time(url: str) -> None:
    store = Store(database.connect(url))
    feed = store.register({"/wire.xml": "wire"})["/wire.xml"]
    assert store.claim([feed])
    held = [Entry(str(number), "raw", key=str(number)) for number in range(10)]
    store.record(feed, Snapshot(b"x", "utf-8", "d"), held)
    store.decide(feed, {version: Decision("pass", "pass", "") for version in range(1, 9)})
    store.record(feed, Snapshot(b"y", "utf-8", "e"), [])
    with store.engine.begin() as connection:
        for version in (1, 2):
            noted(connection, version, {}, 0.0)
        connection.execute(text("UPDATE notices SET sent = 1 WHERE version_id = 2"))
    assert store.forget(feed, 3600) == 0
    assert [store.forget(feed, -1, most=5) for _ in range(3)] == [5, 2, 0]
    assert count(url, "versions") == count(url, "items") == 3 and count(url, "notices") == 1


# Tables


def test_every_older_database_becomes_what_the_models_say(url: str) -> None:
    for revision in database.revisions():
        engine = create_engine(database._url(url))
        with engine.begin() as connection:
            for table in reversed(inspect(connection).get_table_names()):
                connection.execute(
                    text(f"DROP TABLE {table}{' CASCADE' if engine.dialect.name == 'postgresql' else ''}")
                )
            database.upgrade(connection, revision)
        with database.connect(url).begin() as connection:
            context = MigrationContext.configure(
                connection, opts={"compare_type": True, "compare_server_default": True}
            )
            assert compare_metadata(context, META) == []
            assert context.get_current_revision() == database.revisions()[-1]


def test_the_database_of_a_newer_mtcheck_is_left_alone(url: str) -> None:
    engine = database.connect(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ConfigError, match="newer mtcheck"):
        database.connect(url)


@pytest.mark.slow
def test_texts_that_no_database_takes_are_made_fit(tmp_path: Path, url: str) -> None:
    odd = json.dumps(
        {"id": "a\x00\ud800", "title": "Odd \x00 things", "content_text": BAD.replace("weapons all", "weapons\x00 all")}
    )
    put(tmp_path / "wire.json", json_feed([Item(2)]).replace('"items": [', f'"items": [{odd},'))
    result = watch(tmp_path, "wire.json", "--database", url)
    assert result.err == "" and result.code in (0, 1, 3)
    assert count(url, "decisions") == 2
