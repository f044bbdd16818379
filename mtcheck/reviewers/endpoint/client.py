"""Asks a chat-completions endpoint: `Client.ask` gives the answer's words.

It keeps to rate, budget and time, tries again where that helps, and follows no redirect.
"""

import http.client
import json
import os
import random
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

from mtcheck.errors import ResourceError
from mtcheck.profile.reviewer import ReviewerSettings
from mtcheck.reviewers.endpoint.protocol import Unusable

_LARGEST = 4_000_000  # bytes of an answer
_LONGEST_WAIT = 60.0  # seconds that a server may ask to wait
_GIVE_UP = 3  # requests in a row that failed, tries included
_REST = 300.0  # seconds for which it is then left alone
# What `response_format` may be, the strictest first: a small model stops repeating itself where the schema says how
# long a text may be.
_BOUNDED = "bounded json_schema"
_FORMATS = (_BOUNDED, "json_schema", "json_object", "")
_BOUNDS = ("maxLength", "maxItems")
_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})


class _Failed(Exception):
    """One try that failed. `wait`: seconds that the server asks for; None: as the client likes. `final`: another try
    makes no sense.

    `passing`: what is wrong is this one answer, and another request may get a better one.
    """

    def __init__(self, reason: str, *, wait: float | None = None, final: bool = False, passing: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.wait, self.final, self.passing = reason, wait, final or passing, passing


class _Refused(Exception):
    """The server does not take the request as it is (400, 404, 415, 422); its words may say why."""


class Spent(NamedTuple):
    """Requests and tokens, read and written, so far."""

    requests: int = 0
    read: int = 0
    written: int = 0


class Client:
    """One endpoint. `pause` waits for some seconds; tests pass a faster one."""

    def __init__(self, settings: ReviewerSettings, pause: Callable[[float], None] = time.sleep) -> None:
        self.spent = Spent()
        self._settings = settings
        self._pause = pause
        self._format = 0  # the number of the one that the server knows
        self._form: dict[str, Any] = {"max_tokens": settings.max_tokens, "temperature": 0}
        self._failures = 0
        self._last = ""
        self._rest_until = 0.0
        self._next = 0.0  # when the next request may go out
        self._opener = urllib.request.build_opener(_NoRedirect)

    def ask(self, messages: list[dict[str, str]], schema: Mapping[str, Any]) -> str:
        """The words of the answer.

        Raises ResourceError that says what went wrong, Unusable where it was only this answer.
        """
        if self._failures >= _GIVE_UP and time.monotonic() < self._rest_until:
            raise ResourceError(
                f"The reviewer is left alone for {_REST / 60:.0f} minutes after {self._failures} failures in a row."
                f" {self._last}"
            )
        try:
            words = self._answer(messages, schema)
        except ResourceError as error:
            self._failures += 1
            self._last = str(error)
            self._rest_until = time.monotonic() + _REST
            raise
        self._failures = 0
        return words

    def _answer(self, messages: list[dict[str, str]], schema: Mapping[str, Any]) -> str:
        tries = 0
        while True:
            try:
                return self._content(self._send(self._body(messages, schema)))
            except _Refused as error:
                if not self._step_down(str(error)):
                    raise ResourceError(f"{self._who} refuses the request: {_short(str(error))}.") from None
            except _Failed as error:
                tries += 1
                wait = (
                    min(_LONGEST_WAIT, 2.0 ** (tries - 1)) * random.uniform(1, 1.25)
                    if error.wait is None
                    else error.wait
                )
                if error.final or tries > self._settings.retries or wait > _LONGEST_WAIT:
                    more = (
                        f", and asks to wait {wait:.0f} s"
                        if wait > _LONGEST_WAIT
                        else f" ({tries} tries)"
                        if tries > 1
                        else ""
                    )
                    kind = Unusable if error.passing else ResourceError
                    raise kind(f"{self._who} {error.reason}{more}.") from None
                self._pause(wait)

    @property
    def _who(self) -> str:
        return f"The reviewer at {self._settings.url}"

    def _body(self, messages: list[dict[str, str]], schema: Mapping[str, Any]) -> dict[str, Any]:
        body = {"model": self._settings.model, "messages": messages, **self._form}
        kind = _FORMATS[self._format]
        if "json_schema" in kind:
            asked = schema if kind == _BOUNDED else _without_bounds(schema)
            body["response_format"] = {
                "type": "json_schema",
                "json_schema": {"name": "review", "strict": True, "schema": asked},
            }
        elif kind:
            body["response_format"] = {"type": kind}
        return body

    def _step_down(self, said: str) -> bool:
        """Leaves out what the server does not know; False when there is nothing left to leave out."""
        if "max_completion_tokens" in said and "max_tokens" in self._form:
            self._form["max_completion_tokens"] = self._form.pop("max_tokens")
        elif "temperature" in said and "temperature" in self._form:
            del self._form["temperature"]
        elif self._format + 1 < len(_FORMATS):
            self._format += 1
        else:
            return False
        return True

    def _send(self, body: dict[str, Any]) -> Any:
        """The server's answer to one request.

        Raises _Failed or _Refused, and ResourceError when the budget is spent or the key absent.
        """
        settings = self._settings
        if self.spent.requests >= settings.max_requests:
            raise ResourceError(
                f"The reviewer's budget of {settings.max_requests:,} requests is spent; `max_requests` in the profile"
                " raises it."
            )
        headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "mtcheck"}
        if settings.api_key_env:
            key = os.environ.get(settings.api_key_env, "").strip()
            if not key:
                raise ResourceError(f"The reviewer needs a key: set the environment variable {settings.api_key_env}.")
            headers["Authorization"] = f"Bearer {key}"
        self._keep_rate()
        self.spent = self.spent._replace(requests=self.spent.requests + 1)
        data = json.dumps(body).encode()
        request = urllib.request.Request(f"{settings.url}/chat/completions", data=data, headers=headers, method="POST")
        try:
            return _json(self._within_time(request))
        except urllib.error.HTTPError as error:
            with error:
                raise self._trouble(error) from None
        except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as error:
            raise _Failed(_unreachable(error, settings.timeout)) from None

    def _keep_rate(self) -> None:
        if self._settings.requests_per_minute:
            now = time.monotonic()
            if now < self._next:
                self._pause(self._next - now)
            self._next = max(now, self._next) + 60 / self._settings.requests_per_minute

    def _within_time(self, request: urllib.request.Request) -> bytes:
        """The body of the answer.

        One deadline holds from looking up the name to the last byte: headers that trickle know no other. Raises
        TimeoutError.
        """
        done: list[bytes | BaseException] = []

        def work() -> None:
            try:
                with self._opener.open(request, timeout=self._settings.timeout) as response:
                    done.append(self._read(response))
            except BaseException as error:  # goes to the thread that waits
                done.append(error)

        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        thread.join(self._settings.timeout)
        if not done:
            raise TimeoutError
        if isinstance(done[0], BaseException):
            raise done[0]
        return done[0]

    def _read(self, response: Any) -> bytes:
        """The body. Raises _Failed for one that is too large or comes too slowly."""
        until = time.monotonic() + self._settings.timeout
        pieces, size = [], 0
        while piece := response.read1(65536):
            pieces.append(piece)
            size += len(piece)
            if size > _LARGEST:
                raise _Failed(f"sends more than {_LARGEST // 1_000_000} MB", final=True)
            if time.monotonic() > until:
                raise TimeoutError
        return b"".join(pieces)

    def _trouble(self, error: urllib.error.HTTPError) -> Exception:
        try:
            said = self._read(error).decode("utf-8", "replace")
        except (_Failed, OSError, http.client.HTTPException):
            said = ""
        if error.code in (400, 404, 415, 422):
            return _Refused(f"{error.code} {_message(said)}")
        if error.code in (401, 403):
            return _Failed(f"does not accept the key ({error.code})", final=True)
        if 300 <= error.code < 400:
            return _Failed("sends the request elsewhere, where the text was not meant to go; correct `url`", final=True)
        reason = "is asked too often (429)" if error.code == 429 else f"fails with {error.code}"
        return _Failed(reason, wait=_retry_after(error.headers.get("Retry-After")), final=error.code not in _AGAIN)

    def _content(self, answer: Any) -> str:
        """The words of a chat completion. Raises _Failed for anything else."""
        try:
            usage = answer.get("usage") or {}
            self.spent = self.spent._replace(
                read=self.spent.read + int(usage.get("prompt_tokens") or 0),
                written=self.spent.written + int(usage.get("completion_tokens") or 0),
            )
            choice = answer["choices"][0]
            words = choice["message"]["content"]
            if choice.get("finish_reason") == "length":
                raise _Failed(
                    f"was cut off after {self._settings.max_tokens:,} tokens; raise `max_tokens` or lower `batch_size`",
                    passing=True,
                )
            if choice["message"].get("refusal") or not isinstance(words, str):
                raise _Failed("gives no answer", passing=True)
        except (KeyError, IndexError, TypeError, AttributeError, ValueError, OverflowError):
            raise _Failed("answers with something that is no chat completion", final=True) from None
        return words


def _without_bounds(schema: Any) -> Any:
    """A schema that does not say how long anything may be: not every server knows such words."""
    if isinstance(schema, list):
        return [_without_bounds(one) for one in schema]
    if not isinstance(schema, Mapping):
        return schema
    return {key: _without_bounds(value) for key, value in schema.items() if key not in _BOUNDS}


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """The text, and the key, go where the profile says and nowhere else."""

    def redirect_request(self, *given: Any) -> None:
        return None


def _json(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise _Failed("answers with something that is no JSON", final=True) from None


def _retry_after(value: str | None) -> float | None:
    """Seconds, from a number or a date (RFC 9110, 10.2.3)."""
    if value is None:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, TypeError):
        return None


def _unreachable(error: Exception, timeout: float) -> str:
    cause = error.reason if isinstance(error, urllib.error.URLError) and isinstance(error.reason, Exception) else error
    if isinstance(cause, TimeoutError):
        return f"does not answer within {timeout:g} s"
    if isinstance(cause, ConnectionRefusedError):
        return "refuses the connection"
    return f"cannot be reached ({_short(getattr(cause, 'strerror', None) or str(cause) or type(cause).__name__)})"


def _message(said: str) -> str:
    """What an error's body says, whichever of the usual shapes it has."""
    try:
        error = json.loads(said)
        error = error.get("error", error)
        return str(error.get("message", error) if isinstance(error, dict) else error)
    except (ValueError, AttributeError, RecursionError):
        return said


def _short(words: str) -> str:
    return " ".join(words.split())[:200].rstrip(". ")
