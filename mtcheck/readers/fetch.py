"""Feeds at http(s) addresses: `fetch` asks for one, only when somebody has named it, and trusts neither its size nor
its speed.

The standard library does the asking; here are the limits: one deadline from looking up the name to the last byte, a
size that holds for the unpacked body, a few redirects that never leave https, and conditional requests over the answers
that `kept` has.
"""

import os
import threading
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urldefrag, urljoin, urlsplit

from mtcheck.errors import InputError
from mtcheck.keeping import folder as cache_folder
from mtcheck.readers.files import is_address
from mtcheck.readers.kept import Kept
from mtcheck.readers.peers import Peers
from mtcheck.version import __version__

_PIECE = 65_536  # bytes read at a time
_REDIRECTS = 5
_MOVED = (301, 302, 303, 307, 308)


@dataclass(frozen=True)
class Limits:
    """What one request may take. `seconds`: for everything together. `size`: bytes of the unpacked body."""

    seconds: float = 30.0
    size: int = 200_000_000  # a feed of 10,000 stories has some 40 MB


@dataclass(frozen=True)
class Answer:
    """A body and what the server said of it. `charset`: from Content-Type, or empty.

    `fresh`: whether it was sent now, or has not changed since.
    """

    body: bytes
    charset: str = ""
    fresh: bool = True


def fetch(address: str, limits: Limits | None = None, cache: Path | None = None) -> Answer:
    """What stands at an address. Raises InputError where it cannot be had within the limits.

    `cache`: the folder for earlier answers, by default in the user's cache folder; `MTCHECK_CACHE=off` keeps none.
    """
    limits = limits or Limits()
    asked = _plain(address)
    if cache is None and (own := cache_folder()) is not None:
        cache = own / "feeds"
    kept = Kept(address, cache)
    return _within(limits.seconds, address, lambda stop: _ask(address, asked, limits, kept, stop))


def _plain(address: str) -> str:
    """The address as it is sent: ASCII, without a fragment. Raises InputError for one that makes no sense."""
    try:
        parts = urlsplit(urldefrag(address).url)
        host = (parts.hostname or "").encode("idna").decode()
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        host = ""
    if not host or not is_address(address) or not address.isprintable() or " " in address:
        raise InputError(f"{address} is not the address of a feed; it must look like https://example.org/feed.xml.")
    if parts.username or parts.password:
        raise InputError(
            f"The address at {host} holds a user name; mtcheck sends none. Fetch the feed yourself and name the file."
        )
    rest = quote(parts._replace(scheme="", netloc="").geturl(), safe="/%:=&?~#+!$,;'@()*[]")
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{port}{rest}"


def _within(seconds: float, address: str, work: Callable[[threading.Event], Answer]) -> Answer:
    """What `work` gives, or InputError at the deadline.

    A thread of its own, for looking up a name and slow headers know no time limit.
    """
    done: list[Answer | BaseException] = []
    stop = threading.Event()

    def run() -> None:
        try:
            done.append(work(stop))
        except BaseException as error:  # goes to the thread that waits
            done.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    stop.set()
    if not done:
        raise InputError(f"{address} took longer than {seconds:g} seconds; try again later.")
    if isinstance(done[0], BaseException):
        raise done[0]
    return done[0]


def _ask(address: str, asked: str, limits: Limits, kept: Kept, stop: threading.Event) -> Answer:
    peers = Peers()
    try:
        for _ in range(_REDIRECTS + 1):
            try:
                response = _open(asked, limits.seconds, kept.conditions(), peers)
                break
            except HTTPError as error:
                error.close()
                if error.code == 304 and kept.body is not None:
                    return Answer(kept.body, kept.charset, fresh=False)
                if error.code not in _MOVED:
                    raise InputError(
                        f"{address} answers {error.code} {error.reason or ''}".rstrip(" .") + "; check the address."
                    ) from None
                asked = _next(asked, error.headers.get("Location", ""))
        else:
            raise URLError(f"it redirects more than {_REDIRECTS} times")
        with response:
            body, charset = _body(response, address, limits, stop), response.headers.get_content_charset() or ""
    except (URLError, OSError, HTTPException, ValueError, zlib.error) as error:
        raise InputError(f"{address} cannot be fetched: {_reason(error)}.") from None
    if not body:
        raise InputError(f"{address} answers with nothing; check the address.")
    if not stop.is_set():
        kept.keep(body, charset, dict(response.headers.items()))
    return Answer(body, charset)


def _next(asked: str, location: str) -> str:
    """Where a redirect leads. Raises URLError for one that is not followed."""
    after = urljoin(asked, location)
    if not location or not is_address(after) or (asked.startswith("https:") and not after.lower().startswith("https:")):
        raise URLError(f"it redirects to {location[:200] or 'nowhere'}, which is not followed")
    try:
        return _plain(after)
    except InputError:
        raise URLError(f"it redirects to {location[:200]}, which is not an address") from None


def _open(asked: str, seconds: float, conditions: dict[str, str], peers: Peers) -> Any:
    """The response, from where `peers` lets it come; proxies are those of the environment.

    Raises HTTPError for any other answer than one with a body.
    """
    from urllib import request

    def connecting(made: Any, host: str) -> Any:
        made._create_connection = partial(peers.connect, host)
        return made

    class Http(request.HTTPHandler):
        def http_open(self, req: request.Request) -> HTTPResponse:
            if req.has_proxy():
                _ask_of_proxy(req.full_url, peers)
                return super().http_open(req)
            return self.do_open(lambda host, **given: connecting(HTTPConnection(host, **given), _host(host)), req)

    class Https(request.HTTPSHandler):
        def https_open(self, req: request.Request) -> HTTPResponse:
            if getattr(req, "_tunnel_host", None):
                _ask_of_proxy(req.full_url, peers)
                return super().https_open(req)
            return self.do_open(lambda host, **given: connecting(HTTPSConnection(host, **given), _host(host)), req)

    opener = request.OpenerDirector()  # by hand: no file:, no ftp:, no redirects behind our back
    for handler in (
        request.ProxyHandler(),
        Http(),
        Https(),
        request.HTTPDefaultErrorHandler(),
        request.HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    headers = {"User-Agent": f"mtcheck/{__version__}", "Accept-Encoding": "gzip", "Accept": "*/*", **conditions}
    return opener.open(request.Request(asked, headers=headers), timeout=seconds)


def _host(netloc: str) -> str:
    return urlsplit(f"//{netloc}").hostname or ""


def _ask_of_proxy(address: str, peers: Peers) -> None:
    parts = urlsplit(address)
    peers.resolved(parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80))


def _body(response: HTTPResponse, address: str, limits: Limits, stop: threading.Event) -> bytes:
    """The unpacked body; unpacking stops at the limit, so that a bomb never goes off."""
    packing = response.headers.get("Content-Encoding", "").strip().lower() or "identity"
    if packing not in ("identity", "gzip", "x-gzip"):
        raise InputError(f"{address} is packed as “{packing[:40]}”, which mtcheck does not unpack.")
    unpack = zlib.decompressobj(31) if packing != "identity" else None
    body = bytearray()
    received = 0
    while not stop.is_set() and len(body) <= limits.size and (piece := response.read1(_PIECE)):
        received += len(piece)
        if unpack is None:
            body += piece
            continue
        while piece and len(body) <= limits.size:
            if unpack.eof:
                unpack = zlib.decompressobj(31)  # gzip allows several parts
            body += unpack.decompress(piece, _PIECE * 16)
            piece = unpack.unconsumed_tail or unpack.unused_data
    if len(body) > limits.size:
        raise InputError(f"{address} has more than {limits.size:,} bytes; fetch it yourself and split it.")
    promised = response.headers.get("Content-Length", "")
    if (promised.isdecimal() and received < int(promised)) or (unpack is not None and received and not unpack.eof):
        raise InputError(f"{address} breaks off before its end; try again.")
    return bytes(body)


def _reason(error: Exception) -> str:
    """What went wrong, to stand behind a colon."""
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, TimeoutError):
        return "it does not answer in time"
    if isinstance(cause, zlib.error):
        return "it is not packed as it says"
    if isinstance(cause, OSError) and cause.strerror and cause.errno is not None and cause.errno > 0:
        cause = os.strerror(cause.errno)
    elif isinstance(cause, OSError) and cause.strerror:
        cause = cause.strerror
    said = " ".join(str(cause).split()).rstrip(".") or type(cause).__name__
    return said[:1].lower() + said[1:]
