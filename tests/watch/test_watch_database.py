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
from watched import BAD, RULE, Item, count, end_of, json_feed, put, rss, start, watch

from mtcheck.errors import ConfigError
from mtcheck.watch import database
from mtcheck.watch.schema import META
from mtcheck.watch.store import Decision, Entry, Lost, Snapshot, Store

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


def test_texts_that_no_database_takes_are_made_fit(tmp_path: Path, url: str) -> None:
    odd = json.dumps(
        {"id": "a\x00\ud800", "title": "Odd \x00 things", "content_text": BAD.replace("weapons all", "weapons\x00 all")}
    )
    put(tmp_path / "wire.json", json_feed([Item(2)]).replace('"items": [', f'"items": [{odd},'))
    result = watch(tmp_path, "wire.json", "--database", url)
    assert result.err == "" and result.code in (0, 1, 3)
    assert count(url, "decisions") == 2
