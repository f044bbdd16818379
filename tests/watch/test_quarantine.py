"""What watchers hold back, released and held by a person, and told to a webhook; on both databases."""

import http.server
import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("sqlalchemy")
pytest.importorskip("alembic")

from sqlalchemy import select
from watched import BAD, FORMATS, GOOD, Item, count, engine, put, rss, watch

from mtcheck.errors import RepairError
from mtcheck.watch import quarantine as held_back
from mtcheck.watch import webhook
from mtcheck.watch.database import connect
from mtcheck.watch.quarantine import Overtaken, Quarantine
from mtcheck.watch.rewriting import readable, rewritten
from mtcheck.watch.schema import feeds
from mtcheck.watch.webhook import SIGNATURE, TIME, Sender, signature

HELD = [Item(0), Item(1, bad=True), Item(2), Item(3, bad=True)]


@pytest.mark.parametrize("form", FORMATS)
def test_a_release_goes_out_and_comes_back_when_it_is_held(tmp_path: Path, url: str, form: str) -> None:
    feed, made = tmp_path / f"wire{form}", FORMATS[form]
    put(feed, made(HELD))
    arguments = (feed.name, "--database", url, "--interval", "1000")
    assert watch(tmp_path, *arguments[:3]).code == 1
    clean, held = (next(tmp_path.glob(f"wire.{kind}.*")) for kind in ("clean", "quarantine"))
    quarantine = Quarantine(connect(url))
    assert {one.key for one in quarantine.all()} == {HELD[1].key, HELD[3].key}
    first = next(one for one in quarantine.all() if one.key == HELD[1].key)
    assert (first.feed, first.said, first.verdict) == ("wire", "", "review") and "phrase-loop" in first.reason
    whole = quarantine.get(first.version)
    assert whole is not None and HELD[1].body in whole.raw and whole.findings[0]["rule"] == "phrase-loop"
    said = quarantine.say(first.version, released=True, who="ada", reason="A quotation.")
    assert said is not None and (said.said, said.who, said.why, said.waits) == ("released", "ada", "A quotation.", True)
    assert watch(tmp_path, *arguments[:3]).code == 1  # the other one is still there
    assert clean.read_text() == made([HELD[0], HELD[1], HELD[2]])
    assert HELD[1].key not in held.read_text() and HELD[3].key in held.read_text()
    assert [one.waits for one in quarantine.all()] == [False, False]
    assert [one.said for one in quarantine.all()] == ["", "released"]  # what nobody has looked at comes first
    assert watch(tmp_path, *arguments[:3], "--recheck").code == 1
    assert HELD[1].key in clean.read_text()
    quarantine.say(first.version, released=False, who="ben")
    assert watch(tmp_path, *arguments[:3]).code == 1
    assert clean.read_text() == made([HELD[0], HELD[2]]) and HELD[1].key in held.read_text()
    assert quarantine.say(10**6, released=True, who="x") is None and quarantine.get(10**6) is None


@pytest.mark.parametrize("form", FORMATS)
def test_an_item_goes_out_as_a_person_has_changed_it(tmp_path: Path, url: str, form: str) -> None:
    feed, made = tmp_path / f"wire{form}", FORMATS[form]
    put(feed, made(HELD))
    arguments = (feed.name, "--database", url)
    watch(tmp_path, *arguments)
    quarantine = Quarantine(connect(url))
    one = quarantine.get(next(one.version for one in quarantine.all() if one.key == HELD[1].key))
    assert one is not None and readable(one) == f"{HELD[1].title}\n\n{BAD}"
    wanted = f"{HELD[1].title}, & more\n\n{GOOD} “Yes”, he said."
    edited = rewritten(one, wanted)
    said = quarantine.say(one.version, released=False, who="ada", edited=edited, after=one.word)
    assert said is not None and readable(said) == wanted and said.raw == one.raw
    watch(tmp_path, *arguments)
    clean, held = (next(tmp_path.glob(f"wire.{kind}.*")) for kind in ("clean", "quarantine"))
    assert clean.read_text() == made([HELD[0], HELD[2]]) and BAD in held.read_text()
    with pytest.raises(Overtaken):
        quarantine.say(one.version, released=True, who="ben", after=one.word)
    quarantine.say(one.version, released=True, who="ada", edited=said.edited, after=said.word)
    watch(tmp_path, *arguments)
    escaped = (lambda text: json.dumps(text)[1:-1]) if form == ".json" else (lambda text: text.replace("&", "&amp;"))
    changed = made([HELD[0], HELD[1], HELD[2]])
    for before, after in ((HELD[1].title, f"{HELD[1].title}, & more"), (BAD, f"{GOOD} “Yes”, he said.")):
        changed = changed.replace(before, escaped(after))
    assert json.loads(clean.read_text()) == json.loads(changed) if form == ".json" else clean.read_text() == changed
    assert HELD[1].key not in held.read_text()


@pytest.mark.parametrize(
    ("body", "text", "word"),
    [
        ("One &lt;b&gt;bold&lt;/b&gt; word.", "One word.", "Markup"),
        ("One.", "One.\n\nTwo.", "paragraphs"),
        ("One.", "", "paragraphs"),
        ("Café.", "Café 中.", "lacks “中”"),
    ],
)
def test_what_a_feed_cannot_have_is_refused(body: str, text: str, word: str) -> None:
    raw = f"<item><title>Head</title><description>{body}</description></item>"
    feed = f'<?xml version="1.0" encoding="iso-8859-1"?><rss version="2.0"><channel>{raw}</channel></rss>'
    one = held_item(1, "wire", "1", "Head", raw=raw, content=feed.encode("latin-1"), encoding="latin-1", format="rss")
    assert rewritten(one, readable(one)) == raw
    with pytest.raises(RepairError, match=word):
        rewritten(one, f"Head\n\n{text}" if text else "Head")


def held_item(version: int, feed: str, key: str, title: str, **more: Any) -> held_back.Item:
    return held_back.Item(version, feed, key, title, "review", "Because.", 90.0, 0.0, **more)


def test_all_released_is_clean_and_a_feed_that_is_away_is_written_all_the_same(tmp_path: Path, url: str) -> None:
    put(tmp_path / "wire.xml", rss(HELD))
    watch(tmp_path, "wire.xml", "--database", url)
    quarantine = Quarantine(connect(url))
    for one in quarantine.all():
        quarantine.say(one.version, released=True, who="ada")
    assert watch(tmp_path, "wire.xml", "--database", url).code == 0
    for one in quarantine.all():
        quarantine.say(one.version, released=False, who="ada")
    (tmp_path / "wire.xml").unlink()
    assert watch(tmp_path, "wire.xml", "--database", url).code == 3
    assert (tmp_path / "wire.clean.xml").read_text() == rss([HELD[0], HELD[2]])


def test_a_release_in_the_middle_of_a_round_is_not_forgotten(
    tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mtcheck.watch import rounds

    put(tmp_path / "wire.xml", rss(HELD))
    watch(tmp_path, "wire.xml", "--database", url)
    quarantine, fetched = Quarantine(connect(url)), rounds.fetched

    def late(address: str) -> Any:
        quarantine.say(quarantine.all()[0].version, released=True, who="ada")
        return fetched(address)

    monkeypatch.setattr(rounds, "fetched", late)
    watch(tmp_path, "wire.xml", "--database", url)
    with engine(url).connect() as connection:
        polled, due = connection.execute(select(feeds.c.polled, feeds.c.due)).one()
    assert due - polled < 60  # not after the interval


class Hook(http.server.BaseHTTPRequestHandler):
    """Takes notices; the first so many of them it refuses."""

    refuses = 0
    taken: list[tuple[dict[str, str], bytes]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        kind = type(self)
        kind.refuses -= 1
        self.send_response(503 if kind.refuses >= 0 else 204)
        self.end_headers()
        if kind.refuses < 0:
            kind.taken.append((dict(self.headers.items()), body))

    def log_message(self, *_: Any) -> None:
        return


@pytest.fixture
def hook() -> Iterator[tuple[str, type[Hook]]]:
    class Own(Hook):
        taken: list[tuple[dict[str, str], bytes]] = []

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Own)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/hook", Own
    server.shutdown()
    server.server_close()


def test_a_webhook_is_told_once_of_what_enters_quarantine(
    tmp_path: Path, url: str, hook: tuple[str, type[Hook]], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, own = hook
    monkeypatch.setenv("MTCHECK_WEBHOOK_SECRET", "known to both")
    put(tmp_path / "wire.xml", rss(HELD))
    for _ in range(2):
        assert watch(tmp_path, "wire.xml", "--database", url, "--webhook", address).code == 1
    told = [json.loads(body) for _, body in own.taken]
    assert {one["key"] for one in told} == {HELD[1].key, HELD[3].key} and len(told) == 2
    assert (
        told[0]["event"] == "quarantine"
        and told[0]["feed"] == "wire"
        and told[0]["findings"][0]["rule"] == "phrase-loop"
        and told[0]["id"]
    )
    headers, body = own.taken[0]
    assert headers[SIGNATURE] == f"sha256={signature('known to both', headers[TIME], body)}"


def test_what_a_webhook_refuses_is_told_later_and_a_killed_sender_loses_nothing(
    tmp_path: Path, url: str, hook: tuple[str, type[Hook]], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, own = hook
    put(tmp_path / "wire.xml", rss(HELD))
    monkeypatch.setattr("mtcheck.cli.watch._PATIENCE", 0.3)
    result = watch(tmp_path, "wire.xml", "--database", url, "--webhook", "http://127.0.0.1:1/")
    assert "next run tries again" in result.err
    assert count(url, "notices") == 2
    said: list[str] = []
    clock = [time.time() + 1000]
    monkeypatch.setattr(webhook.database, "now", lambda connection: clock[0])
    dead = Sender(connect(url), "http://127.0.0.1:1/", "", said.append)
    while dead.step():
        pass
    assert all("It is tried again until it is." in sentence for sentence in said)
    own.refuses = 1
    sender = Sender(connect(url), address, "", said.append)
    assert sender._take() is None  # not due yet
    clock[0] += 10
    taken = sender._take()  # by a sender that is killed then
    assert taken is not None
    assert sender.step() and sender.waiting() == 2  # refused
    clock[0] += 100
    while sender.step():
        pass
    assert sender.waiting() == 0 and len(own.taken) == 2 and SIGNATURE not in own.taken[0][0]


def test_a_webhook_that_is_no_address_is_refused(tmp_path: Path) -> None:
    put(tmp_path / "wire.xml", rss(HELD))
    result = watch(tmp_path, "wire.xml", "--webhook", "ftp://x")
    assert result.code == 2 and "--webhook" in result.err
