"""Feeds at addresses, asked for from a server on this machine that is slow, moves, packs bombs and breaks off."""

import contextlib
import gzip
import http.server
import json
import socket
import threading
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest
from commands import CLEAN, DOUBLED, ONLY, complains, run
from waiting import LONG

from mtcheck.errors import InputError
from mtcheck.readers import files
from mtcheck.readers.fetch import Answer, Limits, fetch

FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [{"id": "a", "content_text": DOUBLED}, {"id": "b", "content_text": CLEAN}],
    }
)
QUICK = Limits(seconds=0.5, size=1_000_000)


class Handler(http.server.BaseHTTPRequestHandler):
    seen: list[tuple[str, dict[str, str]]] = []
    over = threading.Event()  # nobody waits for an answer any more

    def log_message(self, *_: Any) -> None: ...

    def send(self, body: bytes, code: int = 200, **headers: str) -> None:
        self.send_response(code)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        Handler.seen.append((self.path, dict(self.headers)))
        name = self.path[1:].split("?")[0].replace("-", "_").split(".")[0]
        with contextlib.suppress(OSError):  # the other side goes away, as it should
            getattr(self, f"page_{name}", self.page_absent)()

    def page_absent(self) -> None:
        self.send(b"gone", 404)

    def page_feed(self) -> None:
        asked = self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")
        if asked == ('"one"', formatdate(0, usegmt=True)):
            self.send_response(304)
            self.end_headers()
        else:
            self.send(
                FEED.encode(),
                ETag='"one"',
                Last_Modified=formatdate(0, usegmt=True),
                Content_Type="application/feed+json; charset=utf-8",
            )

    def page_secret(self) -> None:
        self.send(FEED.encode(), ETag='"one"', Cache_Control="private, no-store")

    def page_moved(self) -> None:
        self.send(b"x" * 100, 302, Location="/feed")

    def page_loop(self) -> None:
        self.send(b"", 301, Location="/loop")

    def page_file(self) -> None:
        self.send(b"", 302, Location="file:///etc/hostname")

    def page_nowhere(self) -> None:
        self.send(b"", 302)

    def page_empty(self) -> None:
        self.send(b"")

    def page_hang(self) -> None:
        Handler.over.wait(LONG)

    def page_drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.drip(b" " * 6_000)

    def page_drip_headers(self) -> None:
        self.drip(b"HTTP/1.0 200 OK\r\nX-Long: " + b"x" * 6_000)

    def drip(self, data: bytes) -> None:
        for char in data:
            self.wfile.write(bytes([char]))
            if Handler.over.wait(0.05):
                return

    def page_endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(2000):
            self.wfile.write(b" " * 65536)

    def page_bomb(self) -> None:
        self.send(gzip.compress(bytes(8_000_000)), Content_Encoding="gzip")

    def page_packed(self) -> None:
        half = len(FEED) // 2
        self.send(gzip.compress(FEED[:half].encode()) + gzip.compress(FEED[half:].encode()), Content_Encoding="gzip")

    def page_half_packed(self) -> None:
        self.send(gzip.compress(FEED.encode())[:-20], Content_Encoding="gzip")

    def page_not_packed(self) -> None:
        self.send(FEED.encode(), Content_Encoding="gzip")

    def page_other(self) -> None:
        self.send(FEED.encode(), Content_Encoding="br")

    def page_short(self) -> None:
        self.send(FEED.encode(), Content_Length="100000")

    def page_koi8(self) -> None:
        self.send("Мир в Ломне".encode("koi8-r"), Content_Type="text/plain; charset=koi8-r")

    def page_wide(self) -> None:
        self.send("Lomna".encode("utf-16-be"), Content_Type="text/plain; charset=utf-16")

    def page_bogus(self) -> None:
        self.send(CLEAN.encode(), Content_Type="text/plain; charset=zlib")

    def page_junk(self) -> None:
        self.wfile.write(b"no http at all\r\n\r\n")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    made = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.daemon_threads = True
    threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield f"http://127.0.0.1:{made.server_address[1]}"
    made.shutdown()


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MTCHECK_CACHE", str(tmp_path / "cache"))
    Handler.seen.clear()


def test_what_has_not_changed_is_not_sent_again(server: str, tmp_path: Path) -> None:
    first, second = fetch(f"{server}/feed"), fetch(f"{server}/feed")
    assert first == Answer(FEED.encode(), "utf-8", fresh=True)
    assert second == Answer(FEED.encode(), "utf-8", fresh=False)
    asked = [headers.get("If-None-Match") for _, headers in Handler.seen]
    assert asked == [None, '"one"']
    assert len(list((tmp_path / "cache" / "feeds").iterdir())) == 2


@pytest.mark.parametrize("damage", [b"", b"{", b"[1]", b'{"address": 1}'])
def test_a_damaged_cache_is_no_cache(server: str, tmp_path: Path, damage: bytes) -> None:
    fetch(f"{server}/feed", cache=tmp_path)
    next(tmp_path.glob("*.json")).write_bytes(damage)
    assert fetch(f"{server}/feed", cache=tmp_path).fresh
    next(tmp_path.glob("*.body")).write_bytes(b"other")
    assert fetch(f"{server}/feed", cache=tmp_path).body == FEED.encode()


def test_nothing_is_kept_that_must_not_be(server: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fetch(f"{server}/secret")
    assert not (tmp_path / "cache" / "feeds").exists()
    monkeypatch.setenv("MTCHECK_CACHE", "off")
    assert fetch(f"{server}/feed").fresh and fetch(f"{server}/feed").fresh


def test_a_redirect_is_followed(server: str) -> None:
    assert fetch(f"{server}/moved").body == FEED.encode()
    assert [path for path, _ in Handler.seen] == ["/moved", "/feed"]


def test_a_packed_answer_is_unpacked(server: str) -> None:
    assert fetch(f"{server}/packed").body == FEED.encode()


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("absent", "answers 404 Not Found; check the address."),
        ("loop", "it redirects more than 5 times."),
        ("file", "it redirects to file:///etc/hostname, which is not followed."),
        ("nowhere", "it redirects to nowhere, which is not followed."),
        ("empty", "answers with nothing"),
        ("bomb", "has more than 1,000,000 bytes"),
        ("endless", "has more than 1,000,000 bytes"),
        ("half-packed", "breaks off before its end"),
        ("not-packed", "it is not packed as it says"),
        ("other", "packed as “br”"),
        ("short", "breaks off before its end"),
        ("junk", "cannot be fetched: "),
    ],
)
def test_a_bad_answer_is_one_sentence(server: str, page: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        fetch(f"{server}/{page}", Limits(seconds=LONG, size=1_000_000))
    sentence = str(caught.value)
    assert (
        sentence.startswith(f"{server}/{page} ")
        and said in sentence
        and sentence.endswith(".")
        and "\n" not in sentence
    )


@pytest.mark.parametrize("page", ["hang", "drip", "drip-headers"])
def test_a_slow_server_has_one_deadline(server: str, page: str) -> None:
    Handler.over.clear()
    try:
        with pytest.raises(InputError, match=r"longer than 0\.5 seconds|does not answer in time"):
            fetch(f"{server}/{page}", QUICK)
    finally:
        Handler.over.set()


@pytest.mark.parametrize(
    "address",
    ["http://", "http:///feed", "https://lomna example/", "http://[::1/", "http://a:99999999/", "http://a\n/"],
)
def test_what_is_no_address_is_not_asked_for(address: str) -> None:
    with pytest.raises(InputError, match="is not the address of a feed"):
        fetch(address)


def test_a_user_name_is_not_sent() -> None:
    with pytest.raises(InputError, match="holds a user name") as caught:
        fetch("https://ana:secret@lomna.example/feed")
    assert "secret" not in str(caught.value)


def test_nobody_listens() -> None:
    with pytest.raises(InputError, match="cannot be fetched: connection refused"):
        fetch("http://127.0.0.1:9/feed", QUICK)


@pytest.mark.parametrize(
    ("page", "text", "encoding"),
    [
        ("koi8", "Мир в Ломне", "koi8-r"),
        ("wide", "Lomna", "utf-16-be"),
        ("bogus", CLEAN, "utf-8"),
        ("feed", FEED, "utf-8"),
    ],
)
def test_the_server_may_declare_the_charset(server: str, page: str, text: str, encoding: str) -> None:
    file = files.load(f"{server}/{page}")
    assert (file.text, file.encoding) == (text, encoding)


def test_check_and_fix_take_addresses(server: str, tmp_path: Path) -> None:
    address = f"{server}/feed"
    result = run("check", *ONLY, "--format", "jsonl", address, cwd=tmp_path)
    assert result.code == 1 and [json.loads(line)["id"] for line in result.out.splitlines()] == ["a", "b"]
    fixed = run("fix", *ONLY, "--review", "--output", "-", address, cwd=tmp_path)
    assert json.loads(fixed.out)["items"][0]["content_text"] == CLEAN
    refused = run("fix", *ONLY, "--write", address, cwd=tmp_path)
    assert refused.code == 2
    complains(refused, "--write cannot write to")
    absent = run("check", f"{server}/absent", cwd=tmp_path)
    assert absent.code == 3
    complains(absent, "answers 404")


class Peer:
    """A connection to the server of the tests, that says it is somewhere else."""

    def __init__(self, made: Any, address: str) -> None:
        self._made, self._address = made, address

    def __getattr__(self, name: str) -> Any:
        return getattr(self._made, name)

    def getpeername(self) -> tuple[str, int]:
        return self._address, 80


@pytest.mark.parametrize(
    ("first", "second", "followed"),
    [
        ("93.184.216.34", "93.184.216.35", True),
        ("93.184.216.34", "127.0.0.1", False),
        ("93.184.216.34", "10.0.0.1", False),
        ("93.184.216.34", "192.168.1.1", False),
        ("93.184.216.34", "169.254.169.254", False),
        ("93.184.216.34", "0.0.0.0", False),
        ("93.184.216.34", "100.64.0.1", False),
        ("93.184.216.34", "::1", False),
        ("93.184.216.34", "fe80::1", False),
        ("93.184.216.34", "fd00::1", False),
        ("93.184.216.34", "::ffff:127.0.0.1", False),
        ("93.184.216.34", "64:ff9b::7f00:1", False),
        ("93.184.216.34", "2002:7f00:1::", False),
        ("10.0.0.1", "10.0.0.2", True),
        ("10.0.0.1", "127.0.0.1", False),
        ("10.0.0.1", "169.254.169.254", False),
        ("127.0.0.1", "127.0.0.2", True),
        ("127.0.0.1", "169.254.169.254", False),
    ],
)
def test_no_redirect_leads_into_the_network(
    server: str, monkeypatch: pytest.MonkeyPatch, first: str, second: str, followed: bool
) -> None:
    peers = iter([first, second])
    real = socket.create_connection
    monkeypatch.setattr(
        "mtcheck.readers.peers.socket.create_connection", lambda *given: Peer(real(*given), next(peers))
    )
    if followed:
        assert fetch(f"{server}/moved").body == FEED.encode()
        return
    with pytest.raises(
        InputError, match=r"cannot be fetched: it redirects to the [a-z-]+ address .*, which is not followed\.$"
    ):
        fetch(f"{server}/moved")
    assert [path for path, _ in Handler.seen] == ["/moved"]  # nothing was sent there


def test_a_name_that_leads_to_this_machine_is_not_asked(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.create_connection
    port = int(server.rpartition(":")[2])
    monkeypatch.setattr(
        "mtcheck.readers.peers.socket.create_connection", lambda place, *given: real(("127.0.0.1", port), *given)
    )
    with pytest.raises(InputError, match="the name leads to the loopback address"):
        fetch("http://feeds.example.org/feed")
    assert not Handler.seen
    assert fetch(f"http://localhost:{port}/feed").body == FEED.encode()


def test_a_proxy_is_not_sent_into_the_network(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", server)
    names = {"public.example": "93.184.216.34", "inside.example": "169.254.169.254"}

    real = socket.getaddrinfo

    def resolved(host: str, port: int, *given: Any, **more: Any) -> list[Any]:
        return [(0, 0, 0, "", (names[host], port))] if host in names else real(host, port, *given, **more)

    monkeypatch.setattr("mtcheck.readers.peers.socket.getaddrinfo", resolved)
    monkeypatch.setattr(Handler, "page_moved", lambda self: self.send(b"", 302, Location="http://inside.example/feed"))
    monkeypatch.setattr(Handler, "do_GET", lambda self: Handler.seen.append((self.path, {})) or self.page_moved())
    with pytest.raises(InputError, match="link-local address 169"):
        fetch("http://public.example/moved")
    assert [path for path, _ in Handler.seen] == ["http://public.example/moved"]
