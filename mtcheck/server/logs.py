"""One line a request on standard error, as text or as JSON.

Neither texts nor parameters are written down, and nothing a client sends can begin a line.
"""

import json
import logging
import sys
import time
import traceback
from collections.abc import MutableMapping
from typing import Any

from mtcheck.reporters.excerpt import harmless

_LONGEST = 200  # code points of a path


class Log:
    """Writes in a format, text or json."""

    def __init__(self, format: str) -> None:
        self._json = format == "json"

    def request(self, scope: MutableMapping[str, Any], status: int, size: int, seconds: float) -> None:
        """A request that was answered. `size`: bytes of the answer."""
        client = scope.get("client") or ("", 0)
        path = harmless(scope["path"])[:_LONGEST]
        fields = {
            "client": client[0],
            "method": harmless(scope["method"]),
            "path": path,
            "status": status,
            "bytes": size,
            "seconds": round(seconds, 4),
        }
        if self._json:
            self._write("info", **fields)
        else:
            print(
                f"{_now()} {client[0]} {fields['method']} {path} {status} {size} B {seconds:.3f} s",
                file=sys.stderr,
                flush=True,
            )

    def say(self, level: str, message: str) -> None:
        """Anything else, on one line."""
        if self._json:
            self._write(level, message=message)
        else:
            print(f"{_now()} {level}: {harmless(message)}", file=sys.stderr, flush=True)

    def crashed(self) -> None:
        """The exception that is being handled, with its traceback."""
        self.say("error", traceback.format_exc())

    def _write(self, level: str, **fields: Any) -> None:
        print(json.dumps({"time": _now(), "level": level, **fields}), file=sys.stderr, flush=True)


class Handler(logging.Handler):
    """What the web server itself has to say, through a Log."""

    def __init__(self, log: Log) -> None:
        super().__init__(logging.WARNING)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        self._log.say(record.levelname.lower(), self.format(record))


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
