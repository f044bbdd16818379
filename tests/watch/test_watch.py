"""`mtcheck watch`: feeds are parted byte for byte, every item is decided once, and the tables are what the migrations
make of them.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

pytest.importorskip("sqlalchemy")
pytest.importorskip("alembic")

from commands import complains, run
from hypothesis import given
from hypothesis import strategies as st
from waiting import LONG, until
from watched import BAD, FORMATS, GOOD, RULE, Item, atom, count, decided, json_feed, put, rss, watch

from mtcheck.cli.watch import name_of
from mtcheck.errors import InputError
from mtcheck.watch.feeds import cut
from mtcheck.watch.watcher import duration

# Feeds and their pieces


@given(
    form=st.sampled_from(sorted(FORMATS)),
    held=st.lists(st.builds(Item, st.integers(0, 5), st.integers(0, 3), st.booleans()), max_size=5),
    keep=st.lists(st.booleans(), min_size=5, max_size=5),
)
def test_a_feed_is_parted_and_nothing_else_changes(form: str, held: list[Item], keep: list[bool]) -> None:
    written, kind = FORMATS[form], {".xml": "rss", ".atom": "atom", ".json": "jsonfeed"}[form]
    whole = written(held)
    pieces = cut(whole, "wire", kind)
    assert len(pieces.items) == len(held)
    assert pieces.joined(pieces.items) == whole
    kept = [item if wanted else None for item, wanted in zip(pieces.items, keep, strict=False)]
    assert pieces.joined(kept) == written(item for item, wanted in zip(held, keep, strict=False) if wanted)
    for item in pieces.items:
        alone = pieces.alone(item)
        again = cut(alone, "wire", kind)
        assert again.items == (item,) and pieces.inside(alone) == item


def test_what_feeds_get_away_with_is_parted_too() -> None:
    odd = (
        "<rss><channel><title>Fish & chips&nbsp;</title>\r\n<item a='>'/><x:between/><item><title>“Ä” &copy; &"
        " <![CDATA[</item>]]></title></item ></channel></rss>"
    )
    pieces = cut(odd, "odd", "rss")
    assert pieces.items == ("<item a='>'/>", "<item><title>“Ä” &copy; & <![CDATA[</item>]]></title></item >")
    assert pieces.joined([None, None]) == "<rss><channel><title>Fish & chips&nbsp;</title><x:between/></channel></rss>"


def test_a_note_stands_with_an_item_and_cannot_break_the_feed() -> None:
    pieces = cut(rss([Item(1)]), "wire", "rss")
    noted = pieces.joined(pieces.items, ["-- a --> b\n-"])
    assert noted.count("<!--") == noted.count("-->") == 1
    again = cut(noted, "wire", "rss")
    assert again.items == pieces.items
    pieces = cut(json_feed([Item(1), Item(2)]), "wire", "jsonfeed")
    noted = json.loads(pieces.joined([None, pieces.items[1]], ["", "“quoted” \\"]))
    assert noted["items"] == [{"_mtcheck": {"reason": "“quoted” \\"}, **json.loads(Item(2).json)}]


@pytest.mark.parametrize(
    ("broken", "word"),
    [
        ("<rss><channel><item></channel></rss>", "well-formed"),
        ('<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel/></rss>', "DOCTYPE"),
        ("<rss>" + "<a>" * 300, "nests"),
        ('{"version": "https://jsonfeed.org/version/1.1", "items": [', "JSON"),
    ],
)
def test_a_broken_feed_is_named(broken: str, word: str) -> None:
    with pytest.raises(InputError, match=word) as error:
        cut(broken, "wire.xml", "rss" if broken[0] == "<" else "jsonfeed")
    assert str(error.value).startswith("wire.xml ") and str(error.value).endswith(".")


# Whole runs


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_a_feed_becomes_a_clean_one_and_a_quarantine(tmp_path: Path, form: str) -> None:
    held = [Item(1, bad=True), Item(2), Item(3, bad=True), Item(4)]
    feed = tmp_path / f"wire{form}"
    put(feed, FORMATS[form](held))
    result = watch(tmp_path, feed.name)
    assert (result.code, result.err) == (1, "")
    assert result.out.splitlines()[0] == f"wire{form}: 4 items, 4 new: 2 passed, 2 in quarantine."
    assert "“Report 1 from Marland, edition 0”: " in result.out.splitlines()[1]
    ending = ".json" if form == ".json" else ".xml"
    assert (tmp_path / f"wire.clean{ending}").read_text() == FORMATS[form]([held[1], held[3]])
    quarantine = (tmp_path / f"wire.quarantine{ending}").read_text()
    assert "mtcheck" in quarantine and Item(1, bad=True).title in quarantine and Item(2).title not in quarantine
    again = watch(tmp_path, feed.name)
    assert (again.code, again.out) == (1, f"wire{form}: 4 items, 0 new.\n")


def test_a_changed_item_is_decided_anew_and_the_others_are_not(tmp_path: Path) -> None:
    feed = tmp_path / "wire.xml"
    put(feed, rss([Item(1, bad=True), Item(2)]))
    assert watch(tmp_path, feed.name).code == 1
    put(feed, rss([Item(3), Item(1, edition=1), Item(2)]))
    result = watch(tmp_path, feed.name)
    assert (result.code, result.out) == (0, "wire.xml: 3 items, 2 new: 2 passed, 0 in quarantine.\n")
    assert (tmp_path / "wire.clean.xml").read_text() == feed.read_text()
    history = decided(f"sqlite:///{tmp_path}/mtcheck-watch.db")
    assert [(key[-1], outcome) for key, _, outcome, _ in history] == [
        ("1", "quarantine"),
        ("1", "pass"),
        ("2", "pass"),
        ("3", "pass"),
    ]


def test_repairs_go_out_when_they_are_asked_for(tmp_path: Path) -> None:
    feed = tmp_path / "wire.json"
    put(feed, json_feed([Item(1, bad=True), Item(2)]))
    result = watch(tmp_path, feed.name, "--repair")
    assert (result.code, result.out) == (0, "wire.json: 2 items, 2 new: 1 passed, 1 repaired, 0 in quarantine.\n")
    assert (tmp_path / "wire.clean.json").read_text() == feed.read_text().replace(BAD, GOOD)
    assert json.loads((tmp_path / "wire.quarantine.json").read_text())["items"] == []
    assert count(f"sqlite:///{tmp_path}/mtcheck-watch.db", "findings") == 1


def test_what_is_in_quarantine_is_judged_once_more_when_asked(tmp_path: Path) -> None:
    put(tmp_path / "wire.xml", rss([Item(1, bad=True), Item(2)]))
    assert watch(tmp_path, "wire.xml").code == 1
    (tmp_path / "mtcheck.toml").write_text(
        'fail_on = "none"\n[verdict]\nreview_below = 0\nblock_below = 0\nreview_severity = "never"\nblock_severity ='
        ' "never"\n'
    )
    assert watch(tmp_path, "wire.xml").code == 1
    result = watch(tmp_path, "wire.xml", "--recheck")
    assert (result.code, result.out) == (0, "wire.xml: 2 items, 1 new: 1 passed, 0 in quarantine.\n")
    assert (tmp_path / "wire.clean.xml").read_text() == (tmp_path / "wire.xml").read_text()


def test_other_formats_go_out_as_a_json_feed(tmp_path: Path) -> None:
    rows = [
        {"id": f"n{number}", "headline": f"Report {number} from Marland", "body": BAD if number == 1 else GOOD}
        for number in range(3)
    ]
    (tmp_path / "wire.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    assert watch(tmp_path, "wire.jsonl", "--field", "title=headline", "--field", "text=body").code == 1
    clean = json.loads((tmp_path / "wire.clean.json").read_text())
    assert clean["items"] == [
        {"id": f"n{number}", "title": f"Report {number} from Marland", "content_text": GOOD} for number in (0, 2)
    ]
    assert len(json.loads((tmp_path / "wire.quarantine.json").read_text())["items"]) == 1


def test_items_without_an_id_are_told_apart(tmp_path: Path) -> None:
    put(tmp_path / "wire.json", json_feed([Item(1), Item(2)]).replace('"id"', '"no"'))
    put(tmp_path / "other.xml", rss([Item(1), Item(2)]).replace("guid>", "x>"))
    assert watch(tmp_path, "wire.json", "other.xml").code == 0
    assert count(f"sqlite:///{tmp_path}/mtcheck-watch.db", "items") == 4


@pytest.mark.parametrize("form", ["<rss><channel/>{}</rss>", "<rss><channel><x>{}</x></channel></rss>"])
def test_an_item_in_an_odd_place_is_not_overlooked(tmp_path: Path, form: str) -> None:
    put(tmp_path / "wire.xml", form.format(Item(1, bad=True).rss + Item(2).rss))
    assert watch(tmp_path, "wire.xml").code == 1
    assert [item["id"] for item in json.loads((tmp_path / "wire.clean.json").read_text())["items"]] == [Item(2).key]


def test_an_error_page_is_no_feed(tmp_path: Path) -> None:
    (tmp_path / "wire.xml").write_text("<!DOCTYPE html><html><body><p>We are back soon.</p></body></html>")
    complains(watch(tmp_path, "wire.xml"), "is not a feed")
    (tmp_path / "wire.csv").write_text("We are back soon.")
    assert watch(tmp_path, "wire.csv").code == 3


def test_a_feed_does_not_speak_for_itself(tmp_path: Path) -> None:
    put(tmp_path / "mtcheck.toml", "inline_marks = true\n")
    put(tmp_path / "wire.xml", rss([Item(1, bad=True)]).replace(BAD, f"[mtcheck-ignore all: fine] {BAD}"))
    assert watch(tmp_path, "wire.xml").code == 1
    assert BAD not in (tmp_path / "wire.clean.xml").read_text()


def test_escaped_tags_of_a_feed_go_out(tmp_path: Path) -> None:
    tagged = GOOD.replace("weapons", '&lt;a href="https://wire.example/arms"&gt;weapons&lt;/a&gt;')
    put(tmp_path / "wire.xml", rss([Item(1)]).replace(GOOD, tagged))
    assert watch(tmp_path, "wire.xml", "--config", "ci-gate").code == 0
    assert tagged in (tmp_path / "wire.clean.xml").read_text()


def test_what_cannot_be_checked_never_passes(tmp_path: Path) -> None:
    feed = tmp_path / "wire.xml"
    put(feed, rss([Item(2)]).replace("</item>", "</item><item><guid>empty</guid></item>"))
    result = watch(tmp_path, feed.name)
    assert result.code == 3
    assert "nothing to check  There is no text in it that could be checked." in result.out
    assert "empty" not in (tmp_path / "wire.clean.xml").read_text()
    assert "<!-- mtcheck: nothing to check: There is no text" in (tmp_path / "wire.quarantine.xml").read_text()


def test_an_item_with_a_broken_byte_is_set_apart_and_the_others_go_on(tmp_path: Path) -> None:
    feed = tmp_path / "wire.xml"
    feed.write_bytes(rss([Item(1), Item(2)]).encode().replace(GOOD.encode(), GOOD.encode() + b" \xff", 1))
    result = watch(tmp_path, feed.name)
    assert result.code == 3
    assert "A byte in it is not in the feed's encoding" in result.out
    clean = (tmp_path / "wire.clean.xml").read_bytes()
    assert b"\xff" not in clean
    assert GOOD.encode() in clean


def test_an_item_that_makes_a_rule_fall_over_is_set_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mtcheck.run.session import Session

    real = Session.check

    def check(self: Session, story: object) -> object:
        if "Report 1 " in story.document.text:  # type: ignore[attr-defined]
            raise ZeroDivisionError("oh")
        return real(self, story)  # type: ignore[arg-type]

    monkeypatch.setattr(Session, "check", check)
    put(tmp_path / "wire.xml", rss([Item(1), Item(2)]))
    result = watch(tmp_path, "wire.xml")
    assert result.code == 3 and "ZeroDivisionError: oh" in result.out
    assert (tmp_path / "wire.clean.xml").read_text() == rss([Item(2)])


def test_feeds_in_other_encodings_stay_in_them(tmp_path: Path) -> None:
    feed = tmp_path / "wire.xml"
    latin = (
        rss([Item(1, bad=True), Item(2)])
        .replace("utf-8", "iso-8859-1")
        .replace("Marland wire", "Märländ wire")
        .encode("latin-1")
    )
    feed.write_bytes(latin)
    assert watch(tmp_path, feed.name).code == 1
    assert (tmp_path / "wire.clean.xml").read_bytes() == latin.replace(f"\n    {Item(1, bad=True).rss}".encode(), b"")
    assert "Märländ" in (tmp_path / "wire.quarantine.xml").read_bytes().decode("latin-1")


def test_output_files_that_went_missing_come_back(tmp_path: Path) -> None:
    put(tmp_path / "wire.xml", rss([Item(1)]))
    assert watch(tmp_path, "wire.xml").code == 0
    (tmp_path / "wire.clean.xml").unlink()
    assert watch(tmp_path, "wire.xml").code == 0
    assert (tmp_path / "wire.clean.xml").read_text() == rss([Item(1)])


def test_a_feed_that_fails_does_not_hold_up_the_others(tmp_path: Path) -> None:
    put(tmp_path / "wire.xml", rss([Item(1)]))
    put(tmp_path / "broken.xml", "<rss><channel><item></rss>")
    result = watch(tmp_path, "broken.xml", "gone.xml", "wire.xml")
    assert result.code == 3
    assert [line.endswith(".") and line.startswith("mtcheck: ") for line in result.err.splitlines()] == [True, True]
    assert (tmp_path / "wire.clean.xml").read_text() == rss([Item(1)])
    put(tmp_path / "broken.xml", rss([Item(2)]))
    put(tmp_path / "gone.xml", atom([Item(3)]))
    assert watch(tmp_path, "broken.xml", "gone.xml", "wire.xml").code == 0


def test_an_outage_leaves_the_last_good_files(tmp_path: Path) -> None:
    put(tmp_path / "wire.xml", rss([Item(1)]))
    assert watch(tmp_path, "wire.xml").code == 0
    put(tmp_path / "wire.xml", "<rss><channel>")
    assert watch(tmp_path, "wire.xml").code == 3
    assert (tmp_path / "wire.clean.xml").read_text() == rss([Item(1)])


def test_a_feed_is_not_replaced_by_its_own_output(tmp_path: Path) -> None:
    put(tmp_path / "wire.clean.xml", rss([Item(1, bad=True)]))
    complains(watch(tmp_path, "wire.clean.xml"), "own output")
    assert (tmp_path / "wire.clean.xml").read_text() == rss([Item(1, bad=True)])


def test_the_output_folder_is_made(tmp_path: Path) -> None:
    put(tmp_path / "wire.xml", rss([Item(1)]))
    assert watch(tmp_path, "wire.xml", "--output", "public/feeds/").code == 0
    assert (tmp_path / "public" / "feeds" / "wire.clean.xml").is_file()


def test_wrong_usage_is_a_sentence(tmp_path: Path) -> None:
    complains(watch(tmp_path), "FEED")
    (tmp_path / "taken").touch()
    complains(watch(tmp_path, "wire.xml", "--output", "taken"), "taken", "cannot be made")
    complains(watch(tmp_path, "wire.xml", "--database", "mysql://a/b"), "SQLite or PostgreSQL")
    complains(watch(tmp_path, "wire.xml", "--database", "what"), "address of a database")
    complains(watch(tmp_path, "wire.xml", "--database", "sqlite://"), "memory")
    complains(run("watch", "wire.xml", "--interval", "0"), "above 0")
    (tmp_path / "mtcheck-watch.db").write_bytes(b"no database at all, but long enough to be looked at" * 99)
    complains(watch(tmp_path, "wire.xml"), "cannot be used")


def test_a_database_that_is_away_is_a_sentence(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    result = watch(tmp_path, "wire.xml", "--database", "postgresql://someone:secret@127.0.0.1:9/state")
    complains(result, "cannot be used")
    assert result.code == 3 and "secret" not in result.err


def test_without_the_libraries_the_install_line_is_named(tmp_path: Path) -> None:
    program = (
        "import sys; sys.modules['sqlalchemy'] = None; from mtcheck.cli import main; sys.exit(main(['watch',"
        " 'wire.xml', '--once']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False, env=_environment()
    )
    assert done.returncode == 3
    assert (
        done.stderr
        == 'mtcheck: `mtcheck watch` needs sqlalchemy, which is not installed; run `pip install "mtcheck[watch]"`.\n'
    )


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}


@pytest.mark.slow
def test_signals_end_it_in_order(tmp_path: Path) -> None:
    put(tmp_path / "wire.xml", rss([Item(1)]))
    command = [sys.executable, "-m", "mtcheck", "watch", "wire.xml", "--interval", "0.2", *RULE]
    for number in (signal.SIGTERM, signal.SIGINT):
        process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, env=_environment())
        until(lambda: (tmp_path / "wire.clean.xml").exists())
        process.send_signal(number)
        assert process.communicate(timeout=LONG)[1] == ""
        assert process.returncode == 0
        (tmp_path / "wire.clean.xml").unlink()


def test_an_address_is_asked_with_conditions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    asked: list[str | None] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.headers.get("If-None-Match"))
            body = rss([Item(1)]).encode()
            self.send_response(304 if asked[-1] else 200)
            self.send_header("ETag", '"one"')
            self.send_header("Content-Length", "0" if asked[-1] else str(len(body)))
            self.end_headers()
            if not asked[-1]:
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        address = f"http://127.0.0.1:{server.server_address[1]}/world/news.rss?page=1"
        for _ in range(2):
            assert watch(tmp_path, address).code == 0
    finally:
        server.shutdown()
        server.server_close()
    assert asked == [None, '"one"']
    assert (tmp_path / "news.clean.xml").read_text() == rss([Item(1)])


# Words


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/data/World News.atom.xml", "World-News"),
        ("https://wire.example/feeds/marland.rss?page=2", "marland"),
        ("https://wire.example/", "wire-example"),
        ("/", "feed"),
    ],
)
def test_files_are_named_after_the_feed(address: str, name: str) -> None:
    assert name_of(address) == name


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(1, "1 second"), (0.4, "0 seconds"), (59.9, "60 seconds"), (60, "1 minute"), (7200, "2 hours")],
)
def test_durations_as_people_say_them(seconds: float, said: str) -> None:
    assert duration(seconds) == said


def test_a_feed_that_mtcheck_falls_over_ends_no_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mtcheck.watch import rounds

    real = rounds.cut

    def cut(text: str, name: str, format: str) -> object:
        if name.endswith("broken.xml"):
            raise IndexError("string index out of range")
        return real(text, name, format)

    monkeypatch.setattr(rounds, "cut", cut)
    put(tmp_path / "broken.xml", rss([Item(1)]))
    put(tmp_path / "wire.xml", rss([Item(2)]))
    result = watch(tmp_path, "broken.xml", "wire.xml")
    assert result.code == 3
    assert "broken.xml was not read to its end: mtcheck crashed on it (IndexError" in result.err
    assert (tmp_path / "wire.clean.xml").exists() and not (tmp_path / "broken.clean.xml").exists()


@pytest.fixture
def stuck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The rules do not come to an end with Report 1; a file that is there as soon as they have begun with it."""
    from mtcheck.run.session import Session

    real, begun = Session.check, tmp_path / "begun"

    def check(self: Session, story: object) -> object:
        if "Report 1 " in story.document.text:  # type: ignore[attr-defined]
            begun.touch()
            time.sleep(600)
        return real(self, story)  # type: ignore[arg-type]

    monkeypatch.setattr(Session, "check", check)
    return begun


@pytest.mark.skipif(sys.platform != "linux", reason="the rule is put in place before the process is forked")
@pytest.mark.usefixtures("stuck")
def test_an_item_that_takes_too_long_is_set_apart(tmp_path: Path) -> None:
    put(tmp_path / "mtcheck.toml", "max_time = 5\n")  # on a busy machine the others take some of it
    put(tmp_path / "wire.xml", rss([Item(1), Item(2)]))
    put(tmp_path / "world.xml", rss([Item(3)]))
    result = watch(tmp_path, "wire.xml", "world.xml")
    assert result.code == 3
    assert "unchecked  It was not done within 5 s." in result.out
    assert (tmp_path / "wire.clean.xml").read_text() == rss([Item(2)])
    assert (tmp_path / "world.clean.xml").read_text() == rss([Item(3)])


@pytest.mark.skipif(sys.platform != "linux", reason="the rule is put in place before the process is forked")
def test_a_stop_does_not_wait_for_an_item(tmp_path: Path, stuck: Path) -> None:
    put(tmp_path / "wire.xml", rss([Item(2), Item(1)]))
    over = threading.Event()

    def stop() -> None:
        while not over.wait(0.05):
            if stuck.exists():
                os.kill(os.getpid(), signal.SIGTERM)
                return

    stopping = threading.Thread(target=stop)
    stopping.start()
    try:
        assert watch(tmp_path, "wire.xml").code == 3  # and not only after the patience of two minutes
    finally:
        over.set()
        stopping.join()
    assert {key: outcome for key, _, outcome, _ in decided(f"sqlite:///{tmp_path}/mtcheck-watch.db")} == {
        Item(1).key: None,
        Item(2).key: "pass",
    }


def test_a_title_brings_no_commands_to_the_terminal(tmp_path: Path) -> None:
    put(tmp_path / "wire.json", json_feed([Item(1, bad=True)]).replace("Report 1", "Report \\u001b]0;owned\\u0007 1"))
    result = watch(tmp_path, "wire.json")
    assert result.code == 1 and "␛]0;owned␇" in result.out and "\x1b" not in result.out
