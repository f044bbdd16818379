"""Attacks on the server that test_serve.py and test_review.py do not try already: forms of foreign pages, headers,
bodies that never end, links out of the folder, and a token that cannot be guessed by the clock.
"""

import asyncio
import json
import os
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from commands import LOOPED
from served import Served, serving
from waiting import LONG

pytest.importorskip("fastapi")
pytest.importorskip("uvicorn")
pytest.importorskip("sqlalchemy")

from mtcheck.profile.config import Config
from mtcheck.server import guard
from mtcheck.server.guard import Guard
from mtcheck.server.settings import Settings

pytestmark = pytest.mark.slow
EVIL = "https://evil.example"
DECISION = {"rule": "phrase-loop", "fingerprint": "00ff", "action": "rejected", "text": "all weapons all weapons"}


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("attacked")
    (folder / "a.txt").write_text(f"{LOOPED}\n", encoding="utf-8")
    options = ("--no-browser", "--jobs", "1", "--select", "phrase-loop", "--database", f"sqlite:///{folder}/kept.db")
    with serving(folder, "a.txt", *options, command="review") as server:
        yield server


@pytest.fixture(scope="module")
def story(review: Served) -> str:
    return f"/v1/stories/{review.ask('GET', '/v1/stories').said['stories'][0]['id']}"


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_a_form_of_a_foreign_page_changes_nothing(review: Served, story: str, kind: str) -> None:
    """Forms need no leave of the server; here the page even knows the token."""
    body = json.dumps({"decisions": [DECISION], "who": "="})
    for address in (f"{story}/decisions", f"{story}/fine", f"{story}/not-here", f"{story}/check"):
        for origin in (EVIL, "null", f"http://127.0.0.1.evil.example:{review.port}"):
            reply = review.ask("POST", address, body, Content_Type=kind, Origin=origin)
            assert reply.status == 403 and "access-control-allow-origin" not in reply.headers
        hidden = review.ask("POST", address, body, Content_Type=kind, Sec_Fetch_Site="cross-site")
        assert hidden.status == 403  # a browser that sends no Origin
    assert review.ask("GET", "/v1/decisions").body == b"" and not (review.log.parent / "mtcheck.toml").exists()


def test_a_name_made_to_point_here_reads_and_writes_nothing(review: Served, story: str) -> None:
    for host in ("evil.example", f"evil.example:{review.port}", "127.0.0.1.evil.example", "0x7f.1", "2130706433"):
        assert review.ask("GET", story, Host=host).status == 403, host
        saved = review.ask("PUT", story, {"text": "x"}, Host=host, If_Match="x", Origin=f"http://{host}")
        assert saved.status == 403, host


def test_nothing_of_a_request_becomes_a_header(review: Served, story: str) -> None:
    odd = "x%0d%0aX-Evil:%20yes"
    asked = [
        ("GET", f"/{odd}", {}), ("GET", f"/v1/rules/{odd}", {}), ("GET", f"/v1/stories/{odd}", {}),
        ("GET", f"/v1/schemas/{odd}.json", {}), ("GET", f"/v2/check?language={odd}&text=x", {}),
        ("PUT", story, {"If_Match": "x\tX-Evil: yes"}), ("GET", "/health", {"Origin": "moz-extension://a\tb"}),
    ]  # fmt: skip
    for method, path, headers in asked:
        reply = review.ask(method, path, {"text": "x"} if method == "PUT" else b"", **headers)
        assert "x-evil" not in reply.headers and 400 <= reply.status < 500, path
    for line in (b"Origin: http://127.0.0.1\rX-Evil: yes", b"Host: localhost\r X-Evil: yes", b"X-Evil yes"):
        with socket.create_connection(("127.0.0.1", review.port), LONG) as connection:
            connection.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n" + line + b"\r\nConnection: close\r\n\r\n")
            answer = b""
            while piece := connection.recv(4096):
                answer += piece
        assert b"X-Evil" not in answer.partition(b"\r\n\r\n")[0] and re.match(rb"HTTP/1.1 (400|403) ", answer), line


def test_a_path_leads_nowhere_else(review: Served) -> None:
    for path in (
        "/../../etc/passwd", "/..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/etc/passwd", "/page.js/../../app.py",
        "//etc/passwd", "/page/..%5c..%5capp.py", "/app.py", "/v1/schemas/../app.py", "/v1/schemas/..%2freport.json",
    ):  # fmt: skip
        reply = review.ask("GET", path)
        assert reply.status in (404, 405) and b"root:" not in reply.body and b"import" not in reply.body, path


def test_a_profile_that_leads_out_of_the_folder_is_not_written(review: Served, story: str, tmp_path: Path) -> None:
    elsewhere, link = tmp_path / "other.toml", review.log.parent / "mtcheck.toml"
    elsewhere.write_text("# theirs\n")
    os.symlink(elsewhere, link)
    try:
        reply = review.ask("POST", f"{story}/not-here", {"decision": DECISION})
        assert reply.status == 400 and "leads out" in reply.said["error"]
        assert elsewhere.read_text() == "# theirs\n"
    finally:
        link.unlink()


def test_the_page_lets_in_no_script_but_its_own(review: Served) -> None:
    pages = [review.ask("GET", "/") for _ in range(2)]
    words = [re.findall(r'nonce="([\w-]{20,})"', page.body.decode()) for page in pages]
    assert words[0] and words[1] and words[0] != words[1]
    for page, (word,) in zip(pages, words, strict=True):
        policy = page.headers["content-security-policy"]
        assert "script-src 'self';" in policy and f"style-src 'self' 'nonce-{word}';" in policy
        assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
    assert "nonce" not in review.ask("GET", "/page.js").headers["content-security-policy"]


def guarded(token: str = "") -> Guard:
    """A guard before an application that says yes."""

    class Quiet:
        def __getattr__(self, name: str) -> Any:
            return lambda *_: None

    async def application(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    return Guard(application, Settings(Config(), token=token), Quiet(), Quiet())  # type: ignore[arg-type]


def status(guard: Guard, receive: Any, **headers: str) -> int:
    """How the guard answers a POST."""
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    given = [(b"host", b"localhost"), *((name.encode(), value.encode()) for name, value in headers.items())]
    scope = {"type": "http", "method": "POST", "path": "/v1/check", "query_string": b"", "headers": given}
    asyncio.run(guard(scope, receive, send))
    return int(sent[0]["status"])


async def nothing() -> dict[str, Any]:
    return {"type": "http.request", "body": b"", "more_body": False}


def test_a_body_that_trickles_for_ever_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_BODY_SECONDS", 0.05)

    async def trickle() -> dict[str, Any]:
        await asyncio.sleep(0.01)
        return {"type": "http.request", "body": b"a", "more_body": True}

    assert status(guarded(), trickle) == 408


def test_tokens_are_compared_by_what_takes_the_same_time_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[bytes, bytes]] = []

    def compare(one: bytes, other: bytes) -> bool:
        compared.append((one, other))
        return False

    monkeypatch.setattr(guard.hmac, "compare_digest", compare)
    token = "a-token-that-nobody-guesses"
    for given in (token, token[:-1], "", "x" * 10_000):
        compared.clear()
        assert status(guarded(token), nothing, authorization=f"Bearer {given}") == 401  # nothing else lets it in
        assert (given.encode(), token.encode()) in compared
