"""A server as its users start it, in a process of its own, and requests to it as bytes on a socket."""

import http.client
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from waiting import LONG


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def said(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Served:
    """`address`: the line on standard output. `log`: the file of standard error."""

    address: str
    process: "subprocess.Popen[str]"
    log: Path

    @property
    def token(self) -> str:
        """What the address of a review says behind its #."""
        return urlsplit(self.address).fragment.removeprefix("token=")

    @property
    def port(self) -> int:
        return urlsplit(self.address).port or 0

    def ask(self, method: str, path: str, body: bytes | str | dict[str, Any] = b"", **headers: str) -> Reply:
        """A request; a dict goes as JSON. Names of headers have _ for -."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            given.setdefault("Authorization", f"Bearer {self.token}")
        if isinstance(body, dict):
            body, given = json.dumps(body).encode(), {"Content-Type": "application/json", **given}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONG)
        try:
            connection.request(method, path, body or None, given)
            answer = connection.getresponse()
            return Reply(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        finally:
            connection.close()


@contextmanager
def serving(folder: Path, *options: str, command: str = "serve", **environment: str) -> Iterator[Served]:
    """A server on a free port, ended with SIGTERM. `command`: serve or review."""
    log = folder / "log"
    whole = [sys.executable, "-m", "mtcheck", command, "--port", "0", *options]
    path = os.pathsep.join(filter(None, [str(Path(__file__).parent.parent), os.environ.get("PYTHONPATH", "")]))
    with open(log, "w") as err:
        process = subprocess.Popen(
            whole,
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=err,
            text=True,
            env={**os.environ, "MTCHECK_TOKEN": "", "PYTHONPATH": path, **environment},
        )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        assert line, log.read_text()
        yield Served(line.strip(), process, log)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(LONG)
        finally:
            process.kill()
            process.stdout.close()
