"""Who may ask, and how much: `Guard` stands before everything else and looks at host, origin, token and size before a
body is read into memory.

A server on the loopback interface can be reached by every web page that its user visits. So a page's own name, made to
point to 127.0.0.1, is refused (Host), and so is a page that sends a form across (Origin); only browser add-ons, pages
of this server and those named at the start may ask.
"""

import asyncio
import hmac
import ipaddress
import re
import socket
import time
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

from mtcheck.reporters.json import dumped
from mtcheck.server import languagetool
from mtcheck.server.logs import Log
from mtcheck.server.metrics import Metrics
from mtcheck.server.settings import LOOPBACK, Settings

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

# hold nothing that a token protects
OPEN = frozenset(
    "/ /codemirror.js /editor.js /page.js /desk.js /page.css /icon.svg /health /v2/healthcheck"
    " /v2/languages /v2/maxtextlength /v2/info".split()
)
_ADD_ONS = ("chrome-extension://", "moz-extension://", "safari-web-extension://")
_BODY_SECONDS = 30.0


def policy(nonce: str = "") -> str:
    """What pages of this server may load: its own files, and styles that carry the nonce, if there is one."""
    styles = f"'self' 'nonce-{nonce}'" if nonce else "'self'"
    return (
        f"default-src 'none'; script-src 'self'; style-src {styles}; img-src 'self'; connect-src 'self'; base-uri"
        " 'none'; form-action 'none'; frame-ancestors 'none'"
    )


_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
    (b"content-security-policy", policy().encode()),
)


class _Refused(Exception):
    """A request that is answered before the application sees it."""

    def __init__(self, status: int, cause: str, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.cause = status, cause


class Guard:
    """ASGI middleware.

    One request at a time is all that it keeps in memory of each client, and no more than the limit of that.
    """

    def __init__(self, application: Application, settings: Settings, metrics: Metrics, log: Log) -> None:
        self._application, self._settings, self._metrics, self._log = application, settings, metrics, log
        own = {settings.host.lower(), socket.gethostname().lower(), *LOOPBACK} if settings.host else LOOPBACK
        self._names = own | {name.lower() for name in settings.names}

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return
        began = time.perf_counter()
        headers = _Headers(scope["headers"])
        extra = list(_HEADERS)
        sent = {"status": 0, "bytes": 0}

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                sent["status"] = message["status"]
                present = {name for name, _ in message["headers"]}
                message = {
                    **message,
                    "headers": [*message["headers"], *((name, value) for name, value in extra if name not in present)],
                }
            elif message["type"] == "http.response.body":
                sent["bytes"] += len(message.get("body", b""))
            await send(message)

        try:
            self._host(headers)
            origin = self._origin(headers, scope)
            if origin:
                extra += [(b"access-control-allow-origin", origin.encode("latin-1")), (b"vary", b"Origin")]
            if scope["method"] == "OPTIONS":
                extra += _preflight(headers) if origin else []
                await _respond(answer, 204, b"", b"")
            else:
                known = self._knows(_bearer(headers))
                in_form = scope["path"].startswith("/v2/")  # its clients have no other place for a key
                if not known and not in_form and scope["path"] not in OPEN:
                    raise _unauthorised(scope["path"])
                body = await self._body(headers, receive)
                if (
                    not known
                    and scope["path"] not in OPEN
                    and not self._knows(languagetool.key(scope["query_string"], body))
                ):
                    raise _unauthorised(scope["path"])
                await self._application(scope, _replay(body, receive), answer)
        except _Refused as refused:
            self._metrics.failure(refused.cause)
            if refused.status == 401:
                extra.append((b"www-authenticate", b"Bearer"))
            await _refuse(answer, scope["path"], refused.status, str(refused))
        except ConnectionError:
            return  # nobody is there any more
        except Exception:
            self._log.crashed()
            self._metrics.failure("crash")
            if not sent["status"]:
                await _refuse(
                    answer, scope["path"], 500, "mtcheck crashed on this request; its log says where. Please report it."
                )
        finally:
            seconds = time.perf_counter() - began
            self._metrics.request(getattr(scope.get("route"), "path", "other"), sent["status"], seconds)
            self._log.request(scope, sent["status"], sent["bytes"], seconds)

    def _host(self, headers: "_Headers") -> None:
        """Raises _Refused for a name that is not this server's: so a page under a false name cannot read answers."""
        named = headers.all("host")
        name = _name(named[0]) if len(named) == 1 else None
        if name is None or not (name in self._names or "*" in self._names or _is_address(name)):
            raise _Refused(
                403, "host", "This server is not known by that name; start it with --allow-host NAME if it should be."
            )

    def _origin(self, headers: "_Headers", scope: Message) -> str:
        """The origin that may read the answer, empty where no page asks.

        Raises _Refused for a page that may not ask.
        """
        origins = headers.all("origin")
        if not origins:
            if headers.get("sec-fetch-site") in ("cross-site", "same-site") and (
                headers.get("sec-fetch-mode") != "navigate" or scope["path"] != "/"
            ):
                raise _foreign()
            return ""
        origin = origins[0]
        if len(origins) > 1 or not re.fullmatch(r"[\x21-\x7e]{1,300}", origin):
            raise _foreign()
        allowed = self._settings.origins
        if (
            origin in allowed
            or ("*" in allowed and origin != "null")
            or origin.startswith(_ADD_ONS)
            or origin in _own(headers)
        ):
            return origin
        raise _foreign()

    def _knows(self, token: str) -> bool:
        """Whether the token is the server's, in a time that says nothing about it."""
        return not self._settings.token or hmac.compare_digest(
            token.encode("utf-8", "replace"), self._settings.token.encode("utf-8", "replace")
        )

    async def _body(self, headers: "_Headers", receive: Receive) -> bytes:
        """The whole body. Raises _Refused for one that is too long or does not end."""
        most = self._settings.max_bytes
        said = headers.get("content-length")
        if said and (not said.isdecimal() or int(said) > most):
            raise _too_long(most)
        pieces, length = [], 0
        try:
            async with asyncio.timeout(_BODY_SECONDS):
                while True:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        raise ConnectionError
                    pieces.append(message.get("body", b""))
                    length += len(pieces[-1])
                    if length > most:
                        raise _too_long(most)
                    if not message.get("more_body"):
                        return b"".join(pieces)
        except TimeoutError:
            raise _Refused(408, "time", f"The request had not arrived after {_BODY_SECONDS:g} s.") from None


class _Headers:
    """The headers of a request by their lower-case names."""

    def __init__(self, raw: Iterable[tuple[bytes, bytes]]) -> None:
        self._raw = [(name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in raw]

    def all(self, name: str) -> list[str]:
        return [value for key, value in self._raw if key == name]

    def get(self, name: str) -> str:
        return next(iter(self.all(name)), "")


def _name(host: str) -> str | None:
    """The host without its port; None for what is none."""
    found = re.fullmatch(r"(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::\d{1,5})?", host)
    return found[1].strip("[]").lower().rstrip(".") if found else None


def _is_address(name: str) -> bool:
    """Whether a host is a number: a page can make its name point anywhere, but not a number."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _own(headers: _Headers) -> tuple[str, str]:
    return f"http://{headers.get('host')}", f"https://{headers.get('host')}"


def _bearer(headers: _Headers) -> str:
    kind, _, token = headers.get("authorization").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def _preflight(headers: _Headers) -> list[tuple[bytes, bytes]]:
    found = [
        (b"access-control-allow-methods", b"GET, POST, OPTIONS"),
        (b"access-control-allow-headers", b"Authorization, Content-Type, Accept"),
        (b"access-control-max-age", b"600"),
    ]
    if headers.get("access-control-request-private-network") == "true":
        found.append((b"access-control-allow-private-network", b"true"))
    return found


def _replay(body: bytes, receive: Receive) -> Receive:
    """A body that has been read, once more, and then what comes behind it."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def _foreign() -> _Refused:
    return _Refused(
        403,
        "origin",
        "A page of another origin may not ask this server; start it with --allow-origin ORIGIN if it should.",
    )


def _too_long(most: int) -> _Refused:
    return _Refused(413, "size", f"The request is longer than the {most:,} bytes that this server takes.")


def _unauthorised(path: str) -> _Refused:
    where = "as “apiKey” among the parameters or in the header" if path.startswith("/v2/") else "in the header"
    return _Refused(401, "token", f"This server wants its token, {where} “Authorization: Bearer TOKEN”.")


async def _refuse(send: Send, path: str, status: int, sentence: str) -> None:
    if path.startswith("/v2/"):
        await _respond(send, status, f"Error: {sentence}".encode(), b"text/plain; charset=utf-8")
    else:
        await _respond(send, status, dumped({"error": sentence}).encode(), b"application/json")


async def _respond(send: Send, status: int, body: bytes, media: bytes) -> None:
    headers = [(b"content-type", media), (b"content-length", str(len(body)).encode())] if media else []
    if status in (408, 413):
        headers.append((b"connection", b"close"))  # the rest of the body is not waited for
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
