"""The reviewer when its endpoint answers badly, slowly or not at all: a sentence under skipped, no answer believed."""

import contextlib
import json
import socket
import threading
from types import SimpleNamespace
from typing import Any

import pytest
from chat_server import Answers, Reply, completion, error, says, serving, wrong
from reviewing import STORY, of_reviewer, profile, reviewed
from waiting import LONG

import mtcheck
from mtcheck.errors import ResourceError
from mtcheck.profile.reviewer import ReviewerSettings
from mtcheck.reviewers.endpoint import client
from mtcheck.reviewers.endpoint.client import Client

TRICKLE = 3_000  # pieces, ten a second: longer than anybody waits

BAD = {
    "no JSON": "I would rather not.",
    "half": '{"passages": [{"id": 1, "errors": [',
    "list": "[]",
    "other keys": '{"answers": []}',
    "no passage": '{"passages": []}',
    "strange passage": '{"passages": [{"id": 7, "errors": [], "rewrite": null}]}',
    "twice": '{"passages": [{"id": 1, "errors": [], "rewrite": null}, {"id": 1, "errors": [], "rewrite": null}]}',
    "extra key": '{"passages": [{"id": 1, "errors": [], "rewrite": null, "run": "rm"}]}',
    "wrong type": (
        '{"passages": [{"id": 1, "errors": [{"quote": 3, "occurrence": 1, "severity": "major", "sure": "certain",'
        ' "explanation": ""}], "rewrite": null}]}'
    ),
    "wrong word": (
        '{"passages": [{"id": 1, "errors": [{"quote": "a", "occurrence": 1, "severity": "fatal", "sure": "certain",'
        ' "explanation": ""}], "rewrite": null}]}'
    ),
    "deep": "{" + '"a":[' * 100_000,
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD.keys())
def test_an_answer_that_does_not_keep_to_the_schema_is_left_out(content: str) -> None:
    report, _ = reviewed(lambda request: completion(content))
    (skipped,) = report.skipped
    assert (
        skipped.rule == "reviewer-finding"
        and "The reviewer's answer" in skipped.reason
        and skipped.reason.endswith(".")
    )
    assert [finding.rule.id for finding in report.findings] == ["doubled-word"]


def test_a_fence_round_the_answer_does_no_harm() -> None:
    fenced = (
        '```json\n{"passages": [{"id": 1, "errors": [' + json.dumps(wrong("makes part")) + '], "rewrite": null}]}\n```'
    )
    report, _ = reviewed(lambda request: completion(fenced))
    assert of_reviewer(report) == ["makes part"]


TROUBLE: dict[str, tuple[Answers, str]] = {
    "500": (lambda request: error(500), "fails with 500"),
    "key": (lambda request: error(401), "does not accept the key"),
    "too often": (lambda request: error(429, Retry_After="7200"), "asks to wait 7200 s"),
    "elsewhere": (lambda request: error(307, Location="http://127.0.0.1:9/v1/chat/completions"), "correct `url`"),
    "not found": (lambda request: error(404, "no such model"), "404 no such model"),
    "page": (lambda request: Reply(b"<html>Welcome</html>"), "no JSON"),
    "no completion": (lambda request: Reply(b'{"choices": []}'), "no chat completion"),
    "cut off": (lambda request: completion('{"pass', finish_reason="length"), "cut off after 2,000 tokens"),
    "refusal": (lambda request: completion("", message={"content": None, "refusal": "no"}), "no answer"),
    "huge": (lambda request: Reply([b"x" * 1_000_000] * 6), "more than 4 MB"),
}


@pytest.mark.parametrize(("answers", "words"), TROUBLE.values(), ids=TROUBLE.keys())
def test_trouble_is_a_sentence_under_skipped(answers: Answers, words: str) -> None:
    report, endpoint = reviewed(answers)
    (skipped,) = report.skipped
    assert words in skipped.reason and skipped.reason.endswith("."), skipped.reason
    assert not report.failures and len(report.findings) == 1
    assert len(endpoint.requests) <= 4  # once for each form of answer that may be asked for


@pytest.mark.parametrize("begins", [False, True])
def test_a_slow_server_is_not_waited_for(begins: bool) -> None:
    over = threading.Event()

    def slow(request: dict[str, Any]) -> Reply:
        if not begins:
            over.wait(LONG)
        return Reply([b'{"choices":', *[b" "] * TRICKLE], pause=lambda: over.wait(0.1))

    try:
        report, _ = reviewed(slow, timeout=0.2)
        assert "does not answer within 0.2 s" in report.skipped[0].reason
    finally:
        over.set()


def test_nobody_there() -> None:
    with socket.socket() as taken:  # it does not listen, and nobody else does as long as it is there
        taken.bind(("127.0.0.1", 0))
        report = mtcheck.check(STORY, config=profile(f"http://127.0.0.1:{taken.getsockname()[1]}/v1"))
    assert "refuses the connection" in report.skipped[0].reason


def test_what_passes_is_tried_again_after_the_time_that_the_server_names() -> None:
    waits: list[float] = []
    replies = iter([error(429, Retry_After="7"), error(503), error(500), completion("fine")])
    with serving(lambda request: next(replies)) as endpoint:
        asking = Client(ReviewerSettings(endpoint.url, "m", retries=3), waits.append)
        assert asking.ask([], {}) == "fine"
    assert waits[0] == 7 and 2 <= waits[1] <= 2.5 and 4 <= waits[2] <= 5
    assert asking.spent == (4, 120, 30)


def test_the_rate_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "time", SimpleNamespace(monotonic=lambda: 100.0))
    waits: list[float] = []
    with serving(lambda request: completion("fine")) as endpoint:
        asking = Client(ReviewerSettings(endpoint.url, "m", requests_per_minute=30), waits.append)
        for _ in range(3):
            asking.ask([], {})
    assert waits == [2, 4]


def test_the_budget_is_kept() -> None:
    with serving(lambda request: completion("fine")) as endpoint:
        asking = Client(ReviewerSettings(endpoint.url, "m", max_requests=2))
        asking.ask([], {})
        asking.ask([], {})
        with pytest.raises(ResourceError, match="budget of 2 requests is spent"):
            asking.ask([], {})
        assert len(endpoint.requests) == 2


def test_an_endpoint_that_keeps_failing_is_left_alone() -> None:
    with serving(lambda request: error(401)) as endpoint:
        asking = Client(ReviewerSettings(endpoint.url, "m"))
        for _ in range(5):
            with pytest.raises(ResourceError):
                asking.ask([], {})
        assert len(endpoint.requests) == 3


def test_a_server_that_does_not_know_schemas_is_asked_for_less() -> None:
    def old(request: dict[str, Any]) -> Reply:
        if "max_tokens" in request:
            return error(400, "Unsupported parameter: 'max_tokens'; use 'max_completion_tokens' instead.")
        if "temperature" in request:
            return error(400, "temperature is not supported by this model")
        return (
            error(422, "unknown field response_format")
            if "response_format" in request
            else says(lambda passage: {})(request)
        )

    report, endpoint = reviewed(old)
    assert not report.skipped
    assert [request.get("response_format", {}).get("type") for request in endpoint.requests] == ["json_schema"] * 4 + [
        "json_object",
        None,
    ]
    assert endpoint.requests[-1]["max_completion_tokens"] == 2000


def test_a_server_that_knows_no_bounds_gets_the_schema_without_them() -> None:
    def strict(request: dict[str, Any]) -> Reply:
        if "maxLength" in json.dumps(request["response_format"]):
            return error(400, "Invalid schema for response_format 'review': 'maxLength' is not permitted.")
        return says(lambda passage: {})(request)

    report, endpoint = reviewed(strict)
    assert not report.skipped and len(endpoint.requests) == 2
    assert endpoint.requests[1]["response_format"]["json_schema"]["schema"]["required"] == ["passages"]


def test_headers_that_trickle_are_not_waited_for() -> None:
    over = threading.Event()

    def trickle(server: socket.socket) -> None:
        made, _ = server.accept()
        with made, contextlib.suppress(OSError):
            for char in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * TRICKLE:
                made.sendall(bytes([char]))
                over.wait(0.1)

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=trickle, args=(server,), daemon=True).start()
        try:
            report = mtcheck.check(STORY, config=profile(f"http://127.0.0.1:{server.getsockname()[1]}/v1", timeout=0.5))
            assert "does not answer within 0.5 s" in report.skipped[0].reason
        finally:
            over.set()


def test_tokens_without_end_are_no_answer() -> None:
    def endless(request: dict[str, Any]) -> Reply:
        return Reply(b'{"choices": [{"message": {"content": "{}"}}], "usage": {"prompt_tokens": Infinity}}')

    report, _ = reviewed(endless)
    assert "no chat completion" in report.skipped[0].reason and not report.failures
