"""`mtcheck serve` as a whole: its own interface, who may ask and how much, what it logs and counts, and how it ends."""

import json
import re
import signal
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from commands import CLEAN, DOUBLED, complains, run
from served import Served, serving
from waiting import LONG, until

pytest.importorskip("fastapi")
pytest.importorskip("uvicorn")
jsonschema = pytest.importorskip("jsonschema")

from mtcheck.profile import catalog  # noqa: E402
from mtcheck.resources import schemas  # noqa: E402

TOKEN = "a-token-that-nobody-guesses"


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(
        tmp_path_factory.mktemp("locked"),
        "--select",
        "doubled-word",
        "--jobs",
        "1",
        "--log-format",
        "json",
        "--allow-origin",
        "https://CMS.example/",
        "--allow-host",
        "desk.example",
        MTCHECK_TOKEN=TOKEN,
    ) as one:
        yield one


def validator(name: str, part: str = "") -> Any:
    schema = json.loads(schemas.path(name).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator({"$ref": f"#/$defs/{part}", "$defs": schema["$defs"]} if part else schema)


def test_check_answers_with_the_report_of_the_command_line(server: Served, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(f"{DOUBLED}\n😀 {DOUBLED}\n", encoding="utf-8")
    told = json.loads(run("check", "story.txt", "--format", "json", "--depth", "fast", "--no-cache", cwd=tmp_path).out)
    reply = server.ask("POST", "/v1/check", {"text": f"{DOUBLED}\n😀 {DOUBLED}\n", "uri": "story.txt"})
    assert reply.status == 200 and reply.headers["content-type"] == "application/json"
    assert reply.said == told


def test_check_reads_the_formats_and_says_what_is_wrong_with_a_text(server: Served) -> None:
    told = server.ask("POST", "/v1/check", {"text": f"<p>{DOUBLED}</p>", "format": "html"}).said
    assert told["documents"][0]["findings"][0]["start"] == 3 + DOUBLED.index("weapons")
    lines = "\n".join(json.dumps({"id": str(number), "text": DOUBLED}) for number in range(3))
    assert [
        doc["id"] for doc in server.ask("POST", "/v1/check", {"text": lines, "format": "jsonl"}).said["documents"]
    ] == ["0", "1", "2"]
    assert server.ask("POST", "/v1/check", {"text": lines, "format": "auto"}).said["summary"]["documents"] == 3
    broken = server.ask("POST", "/v1/check", {"text": "{", "format": "jsonl"})
    assert broken.status == 400 and broken.said["error"].endswith(".")


def test_the_options_of_a_check_count(server: Served) -> None:
    def rules(**asked: Any) -> list[str]:
        reply = server.ask("POST", "/v1/check", {"text": f"{DOUBLED} The the end.", **asked})
        assert reply.status == 200, reply.said
        return [finding["rule"] for finding in reply.said["documents"][0]["findings"]]

    assert {"doubled-coordination", "doubled-word"} <= {*rules()}
    assert rules(select=["doubled-word"]) == ["doubled-word"]
    assert "doubled-word" not in rules(ignore=["doubled-word"])
    assert rules(min_severity="major") == ["doubled-coordination"]
    assert rules(min_confidence=1.0) == []
    assert "doubled-word" in rules(profile="strict")
    for wrong in (
        {"depth": "deep"},
        {"profile": "lenient"},
        {"select": ["doubled-wrod"]},
        {"ignore": ["all"]},
        {"min_confidence": 2},
        {"colour": "red"},
        {"uri": "a\nb"},
    ):
        reply = server.ask("POST", "/v1/check", {"text": DOUBLED, **wrong})
        assert reply.status == 400, wrong
        assert re.fullmatch(r"[^\n]+[.?]", reply.said["error"]), reply.said
    assert (
        "doubled-word" in server.ask("POST", "/v1/check", {"text": DOUBLED, "select": ["doubled-wrod"]}).said["error"]
    )


def test_fix_gives_the_repaired_text(server: Served) -> None:
    told = server.ask("POST", "/v1/fix", {"text": "The the council met on Friday.\r\n"}).said
    assert told["text"] == "The council met on Friday.\r\n"
    assert [one["rule"] for one in told["repaired"]] == ["doubled-word"]
    assert told["documents"][0]["verdict"] == "pass"
    assert (
        server.ask("POST", "/v1/fix", {"text": "The the council met.", "fix_min_confidence": 1}).said["text"]
        == "The the council met."
    )
    assert server.ask("POST", "/v1/fix", {"text": DOUBLED, "review": True}).said["text"] == CLEAN
    validator("report", "fixed").validate(told)


def test_no_file_beside_a_name_is_read(server: Served) -> None:
    folder = server.log.parent
    (folder / "story.txt.mtcheck.toml").write_text('[[ignore]]\nrule = "all"\nreason = "x"\n', encoding="utf-8")
    for uri in ("story.txt", str(folder / "story.txt"), "../story.txt"):
        told = server.ask("POST", "/v1/check", {"text": DOUBLED, "uri": uri}).said
        assert told["documents"][0]["findings"] and told["documents"][0]["uri"] == uri


def test_rules_are_listed_and_explained(server: Served) -> None:
    listed = server.ask("GET", "/v1/rules").said["rules"]
    assert [rule["rule"] for rule in listed] == list(catalog.rule_ids())
    page = server.ask("GET", "/v1/rules/doubled-word").said
    assert page["why"] and any(example["finds"] and example["fixed"] for example in page["examples"])
    absent = server.ask("GET", "/v1/rules/doubled-wrod")
    assert absent.status == 404 and "doubled-word" in absent.said["error"]


def test_the_interface_describes_itself(server: Served) -> None:
    told = server.ask("GET", "/openapi.json").said
    assert {"/v1/check", "/v1/fix", "/v1/rules", "/v1/rules/{id}", "/v2/check", "/health", "/metrics"} <= {
        *told["paths"]
    }
    answer = told["paths"]["/v1/check"]["post"]["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema.Draft202012Validator(answer).validate(server.ask("POST", "/v1/check", {"text": DOUBLED}).said)
    assert server.ask("GET", "/v1/schemas/profile.json").said["title"] == "Profile of mtcheck"
    for path, method, status in (
        ("/v1/schemas/x.json", "GET", 404),
        ("/nowhere", "GET", 404),
        ("/v1/check", "GET", 405),
        ("/v1/check", "POST", 400),
    ):
        assert server.ask(method, path).status == status and server.ask(method, path).said["error"]


def test_lone_surrogates_and_odd_json_are_no_trouble(server: Served) -> None:
    for body in (
        b'{"text": "The \\ud83d the army."}',
        b'{"text": "a\\u0000b"}',
        b"[]",
        b"{",
        b"\xff\xfe",
        b'{"text": 1}',
        b"null",
        b"[" * 20_000,
    ):
        reply = server.ask("POST", "/v1/check", body, Content_Type="application/json")
        assert reply.status in (200, 400), (body[:30], reply)
        assert reply.said


def test_what_is_too_long_is_refused_before_it_is_read(server: Served) -> None:
    assert server.ask("POST", "/v1/check", {"text": "a" * 200_001}).status == 413
    with socket.create_connection(("127.0.0.1", server.port), LONG) as line:
        line.sendall(b"POST /v1/check HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n")
        assert line.recv(4096).startswith(b"HTTP/1.1 413")
    with socket.create_connection(("127.0.0.1", server.port), LONG) as line:
        line.sendall(b"POST /v1/check HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
        answer = b""
        try:
            for _ in range(1000):  # one that would never end
                line.sendall(b"1000\r\n" + b"x" * 4096 + b"\r\n")
        except OSError:
            pass
        line.settimeout(10)
        try:
            answer = line.recv(4096)
        except OSError:
            return  # the server has hung up, and the system has thrown away what it said
        assert answer.startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8081",
        "127.0.0.1.evil.example",
        "localhost@evil.example",
        "",
        "localhost, evil.example",
        "[::1",
    ],
)
def test_a_name_that_points_here_is_refused(server: Served, host: str) -> None:
    for path in ("/health", "/v1/rules", "/v2/languages", "/"):
        assert server.ask("GET", path, Host=host).status in (400, 403), path


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:1", "127.0.0.1:8081", "[::1]:8081", "LOCALHOST.", "192.0.2.7"]
)
def test_the_servers_own_names_are_not(server: Served, host: str) -> None:
    assert server.ask("GET", "/health", Host=host).status == 200


def test_pages_of_other_origins_may_not_ask(server: Served) -> None:
    form = "language=en&text=x"
    for origin in (
        "https://evil.example",
        "null",
        "http://localhost.evil.example",
        "http://127.0.0.1:1",
        "https://evil.example\x0b",
    ):
        reply = server.ask("POST", "/v2/check", form, Origin=origin, Content_Type="application/x-www-form-urlencoded")
        assert reply.status in (400, 403) and "access-control-allow-origin" not in reply.headers, origin
        assert server.ask("OPTIONS", "/v1/check", Origin=origin).status in (400, 403)
    assert (
        server.ask("GET", "/v2/check?language=en&text=x", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors").status
        == 403
    )
    assert server.ask("GET", "/metrics", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate").status == 403
    own = f"http://127.0.0.1:{server.port}"
    for origin in (own, "chrome-extension://abcdef", "moz-extension://0-1"):
        reply = server.ask("POST", "/v2/check", form, Origin=origin)
        assert (
            reply.status == 200
            and reply.headers["access-control-allow-origin"] == origin
            and reply.headers["vary"] == "Origin"
        )
        wrong = server.ask("POST", "/v2/check", "language=en", Origin=origin)
        assert wrong.status == 400 and wrong.headers["access-control-allow-origin"] == origin
        before = server.ask(
            "OPTIONS",
            "/v2/check",
            Origin=origin,
            Access_Control_Request_Method="POST",
            Access_Control_Request_Private_Network="true",
        )
        assert (
            before.status == 204
            and before.headers["access-control-allow-methods"]
            and before.headers["access-control-allow-private-network"] == "true"
        )


def test_pages_that_were_named_may_ask(locked: Served) -> None:
    key = f"Bearer {TOKEN}"
    reply = locked.ask("GET", "/v1/rules", Origin="https://cms.example", Authorization=key)
    assert reply.headers["access-control-allow-origin"] == "https://cms.example"
    assert locked.ask("GET", "/v1/rules", Origin="https://other.example", Authorization=key).status == 403
    assert locked.ask("GET", "/health", Host="desk.example:80").status == 200


def test_a_token_is_asked_for_everywhere_it_matters(locked: Served) -> None:
    for method, path in (
        ("GET", "/v1/rules"),
        ("POST", "/v1/check"),
        ("GET", "/metrics"),
        ("GET", "/openapi.json"),
        ("POST", "/v2/check"),
        ("GET", "/nowhere"),
    ):
        for given in (
            {},
            {"Authorization": "Bearer wrong"},
            {"Authorization": TOKEN},
            {"Authorization": "Bearer " + TOKEN[:-1]},
            {"Authorization": "Bearer é"},
        ):
            reply = locked.ask(method, path, b"", **given)
            assert reply.status == 401 and reply.headers["www-authenticate"] == "Bearer", (path, given)
            assert TOKEN not in reply.body.decode()
    assert locked.ask("GET", "/health").status == 200
    assert locked.ask("GET", "/v1/rules", Authorization=f"Bearer {TOKEN}").status == 200
    assert locked.ask("POST", "/v2/check", f"language=en&text=x&apiKey={TOKEN}").status == 200
    assert locked.ask("POST", "/v2/check", "language=en&text=x&apiKey=no").status == 401


def test_the_log_is_one_line_a_request_and_tells_no_text(locked: Served) -> None:
    locked.ask("GET", f"/v2/check?language=en&text=secret&apiKey={TOKEN}")
    locked.ask("GET", "/a%0ab%1b[31m")
    until(lambda: "[31m" in locked.log.read_text())  # a line is written after the answer
    lines = [json.loads(line) for line in locked.log.read_text().splitlines()]
    assert all({"time", "level"} <= {*line} for line in lines)
    assert any(line.get("path") == "/v2/check" and line["status"] == 200 for line in lines)
    assert (
        "secret" not in locked.log.read_text()
        and TOKEN not in locked.log.read_text()
        and "\x1b" not in locked.log.read_text()
    )


def test_metrics_count_requests_findings_and_failures(server: Served) -> None:
    server.ask("POST", "/v1/check", {"text": DOUBLED})
    server.ask("GET", "/health", Host="evil.example")
    server.ask("GET", "/" + "a" * 50)
    told = server.ask("GET", "/metrics").body.decode()
    assert 'mtcheck_requests_total{path="/v1/check",status="200"}' in told
    assert 'mtcheck_findings_total{rule="doubled-coordination"}' in told
    assert 'mtcheck_failures_total{cause="host"}' in told
    assert "mtcheck_waiting 0.0" in told and "aaaa" not in told


@pytest.mark.slow
def test_what_takes_too_long_is_incomplete_and_ends_nothing(tmp_path: Path) -> None:
    with serving(tmp_path, "--depth", "fast", "--jobs", "1", "--max-time", "0.4") as server:
        long = {"text": f"{DOUBLED}\n" * 10_000}
        told = server.ask("POST", "/v1/check", long).said
        assert told["summary"]["unchecked"] == 1 and told["summary"]["decision"] == "unchecked"
        assert "0.4 s" in told["summary"]["stories"][0]["incomplete"] and told["documents"][0]["verdict"] == "block"
        validator("report").validate(told)
        fixed = server.ask("POST", "/v1/fix", long).said
        assert fixed["text"] == long["text"] and fixed["summary"]["unchecked"] == 1
        form = server.ask("POST", "/v2/check", b"language=en&text=" + (f"{DOUBLED}\n" * 10_000).encode()).said
        assert form["warnings"]["incompleteResults"] and form["matches"] == []
        assert 'mtcheck_failures_total{cause="time"} 3.0' in server.ask("GET", "/metrics").body.decode()


@pytest.mark.slow
def test_fifty_clients_at_once_get_their_own_answers(server: Served) -> None:
    def ask(client: int) -> None:
        for number in range(20):
            words = f"word{client}x{number}"
            told = server.ask(
                "POST", "/v1/check", {"text": f"The the {words} army.", "select": ["doubled-word"], "uri": words}
            ).said
            assert [doc["uri"] for doc in told["documents"]] == [words] and told["documents"][0]["findings"]

    def resident() -> float:
        """Megabytes that the server's own process holds; 0 where the system does not say."""
        status = Path(f"/proc/{server.process.pid}/status")
        found = re.search(r"VmRSS:\s+(\d+)", status.read_text()) if status.exists() else None
        return int(found[1]) / 1000 if found else 0.0

    ask(50)
    before = resident()
    with ThreadPoolExecutor(50) as clients:
        list(clients.map(ask, range(50)))
    assert resident() - before < 60
    assert "mtcheck_waiting 0.0" in server.ask("GET", "/metrics").body.decode()


def listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), LONG).close()
    except ConnectionRefusedError:
        return False
    return True


@pytest.mark.slow
def test_sigterm_lets_what_is_under_way_finish(tmp_path: Path) -> None:
    body = json.dumps({"text": DOUBLED}).encode()
    head = f"POST /v1/check HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\nExpect: 100-continue\r\n"
    with serving(tmp_path, "--depth", "fast", "--jobs", "1") as server:
        server.ask("POST", "/v1/check", {"text": DOUBLED})
        with socket.create_connection(("127.0.0.1", server.port), LONG) as line:
            line.sendall(head.encode() + b"Content-Type: application/json\r\n\r\n")
            assert line.recv(4096).startswith(b"HTTP/1.1 100")  # the request is under way, and waits for its body
            server.process.send_signal(signal.SIGTERM)
            until(lambda: not listens(server.port))
            line.sendall(body)
            answer = b""
            while piece := line.recv(65536):
                answer += piece
        assert server.process.wait(LONG) == 0
        assert answer.startswith(b"HTTP/1.1 200") and b'"doubled-coordination"' in answer
        assert server.process.stdout is not None and server.process.stdout.read() == ""
        assert "Traceback" not in server.log.read_text()


def test_others_than_this_machine_need_a_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MTCHECK_TOKEN", raising=False)
    for options, word in (
        (("--host", "0.0.0.0"), "token"),
        (("--host", "::"), "token"),
        (("--host", "desk.example"), "token"),
        (("--token", "short"), "guessed"),
        (("--token", "with spaces in the middle"), "spaces"),
        (("--allow-origin", "cms.example"), "origin"),
        (("--port", "70000"), "65535"),
        (("--select", "doubled-wrod"), "doubled-word"),
    ):
        result = run("serve", *options, cwd=tmp_path)
        assert result.code == 2 and result.out == ""
        complains(result, word)


@pytest.mark.slow
def test_a_port_that_is_taken_is_named(server: Served, tmp_path: Path) -> None:
    result = run("serve", "--port", str(server.port), "--select", "doubled-word", cwd=tmp_path)
    assert result.code == 2
    complains(result, str(server.port), "--port")


@pytest.mark.slow
def test_without_the_packages_the_line_to_install_them_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "uvicorn", None)
    result = run("serve", "--select", "doubled-word", cwd=tmp_path)
    assert result.code == 3
    complains(result, 'pip install "mtcheck[serve]"')


def test_a_text_without_words_is_nothing_to_check_in_the_summary_too(server: Served) -> None:
    told = server.ask("POST", "/v1/check", {"text": ""}).said
    (story,) = told["summary"]["stories"]
    assert story["decision"] == told["summary"]["decision"] == "nothing to check"
    assert story["reason"] == told["summary"]["reason"]
    validator("report").validate(told)


def test_no_answer_speaks_of_an_exit_code(server: Served) -> None:
    told = server.ask("POST", "/v1/check", {"text": f"{DOUBLED}\n"}).said["summary"]
    assert told["reason"] == "The story fails the run (fail_on: minor)."


def test_a_request_that_is_not_sent_as_json_is_told_how(server: Served) -> None:
    reply = server.ask("POST", "/v1/check", b'{"text": "x"}', Content_Type="application/x-www-form-urlencoded")
    assert reply.status in (400, 415, 422)
    assert reply.said["error"] == "The request must be a JSON object, sent with “Content-Type: application/json”."
