"""A chat-completions endpoint in this process: a real HTTP server whose answers a test writes as functions of the
request.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass
class Reply:
    """What the server sends; `pause` is called between two pieces of a body in a list."""

    body: bytes | list[bytes]
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    pause: Callable[[], object] = lambda: None


Answers = Callable[[dict[str, Any]], Reply]


@dataclass
class Endpoint:
    """`requests`: bodies received, with the path under "path" and the key under "key"."""

    url: str
    requests: list[dict[str, Any]] = field(default_factory=list)


def completion(content: str, **choice: Any) -> Reply:
    """A chat completion with these words."""
    whole = {
        "choices": [
            {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": "stop", **choice}
        ],
        "usage": {"prompt_tokens": 120, "completion_tokens": 30},
    }
    return Reply(json.dumps(whole).encode())


def error(status: int, message: str = "no", **headers: str) -> Reply:
    return Reply(
        json.dumps({"error": {"message": message}}).encode(),
        status,
        {name.replace("_", "-"): value for name, value in headers.items()},
    )


def asked(request: dict[str, Any]) -> list[dict[str, Any]]:
    """The passages of a request."""
    found: list[dict[str, Any]] = json.loads(request["messages"][-1]["content"])["passages"]
    return found


def says(remark: Callable[[dict[str, Any]], dict[str, Any]]) -> Answers:
    """A server that says of each passage what a function does: `errors`, `rewrite`."""

    def answer(request: dict[str, Any]) -> Reply:
        passages = [
            {"id": passage["id"], "errors": [], "rewrite": None, **remark(passage)} for passage in asked(request)
        ]
        return completion(json.dumps({"passages": passages}))

    return answer


def wrong(quote: str, occurrence: int = 1, **other: Any) -> dict[str, Any]:
    """An error as the schema wants it."""
    return {
        "quote": quote,
        "occurrence": occurrence,
        "severity": "major",
        "sure": "certain",
        "explanation": "Not English.",
        **other,
    }


_PORTS: set[int] = set()


def _on_a_fresh_port(handler: type[BaseHTTPRequestHandler]) -> ThreadingHTTPServer:
    """A server on a port that none of this process had: answers are kept by the address they came from."""
    while True:
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        if server.server_port not in _PORTS:
            _PORTS.add(server.server_port)
            return server
        server.server_close()


@contextmanager
def serving(answers: Answers) -> Iterator[Endpoint]:
    """The endpoint while the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            endpoint.requests.append({**body, "path": self.path, "key": self.headers.get("Authorization")})
            reply = answers(body)
            pieces = reply.body if isinstance(reply.body, list) else [reply.body]
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(sum(map(len, pieces))))
            self.end_headers()
            try:
                for piece in pieces:
                    self.wfile.write(piece)
                    self.wfile.flush()
                    reply.pause()
            except OSError:
                pass  # the client has gone

        def log_message(self, *words: object) -> None:
            pass

    server = _on_a_fresh_port(Handler)
    server.daemon_threads = True
    endpoint = Endpoint(f"http://127.0.0.1:{server.server_port}/v1")
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield endpoint
    finally:
        server.shutdown()
        server.server_close()
