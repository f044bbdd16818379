"""Tells an address what enters quarantine, signed, until it has said yes.

`noted` takes it down with the decision, `Sender` hands it over. A notice is in the database before anything is sent and
is marked as sent only after a 2xx answer, so nothing is lost, whatever is killed; one may arrive twice, and its `id`
tells. The signature is HMAC-SHA256, by a secret that both sides know, over the time, a full stop and the body.
"""

import hashlib
import hmac
import json
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select, update

from mtcheck.watch import database
from mtcheck.watch.database import StateError
from mtcheck.watch.schema import feeds, items, notices, versions

_TIMEOUT = 10.0  # seconds for an answer
_TAKEN = 60.0  # seconds after which a notice that a killed sender had taken is sent by another
_LONGEST = 3600.0  # seconds between two tries
_LOOK = 1.0
SIGNATURE, TIME = "X-Mtcheck-Signature", "X-Mtcheck-Time"


def noted(connection: Connection, version: int, said: Mapping[str, Any], at: float) -> None:
    """Takes down, in the transaction of the decision, that an item has entered quarantine."""
    asked = (
        select(feeds.c.address, feeds.c.name, items.c.key)
        .select_from(versions)
        .join(items, items.c.id == versions.c.item_id)
        .join(feeds, feeds.c.id == items.c.feed_id)
        .where(versions.c.id == version)
    )
    row = connection.execute(asked).one()
    item = {"feed": row.name, "address": row.address, "key": row.key, "version": version}
    body = json.dumps({"event": "quarantine", **item, "decided": at, **said})
    connection.execute(insert(notices).values(version_id=version, at=at, body=body, due=at, tries=0))


@dataclass(frozen=True)
class _Notice:
    id: int
    body: str
    tries: int


class Sender:
    """Hands over what is due. `secret`: the key of the signature, "" for none; `complain`: takes a sentence."""

    def __init__(self, engine: Engine, address: str, secret: str, complain: Callable[[str], None]) -> None:
        self._engine, self._address, self._secret, self._complain = engine, address, secret, complain
        self._opener = urllib.request.build_opener(_NoRedirect)

    def run(self, stop: threading.Event) -> None:
        """Until `stop` is set."""
        while not stop.is_set():
            try:
                busy = self.step()
            except StateError:
                busy = False  # the watcher says so
            if not busy:
                stop.wait(_LOOK)

    def step(self) -> bool:
        """Hands over one notice that is due; whether there was one."""
        notice = self._take()
        if notice is None:
            return False
        error = self._send(notice)
        with database.sentences(self._engine), self._engine.begin() as connection:
            at = database.now(connection)
            if error:
                wait = min(2.0 ** min(notice.tries, 20), _LONGEST)
                values: dict[str, Any] = {"due": at + wait, "tries": notice.tries + 1, "error": error}
            else:
                values = {"sent": at, "tries": notice.tries + 1, "error": None}
            connection.execute(update(notices).where(notices.c.id == notice.id).values(**values))
        if error and notice.tries == 0:
            self._complain(
                f"The webhook {self._address} was not told of an item in quarantine: {error} "
                "It is tried again until it is."
            )
        return True

    def waiting(self) -> int:
        """How many notices are not handed over."""
        with database.sentences(self._engine), self._engine.connect() as connection:
            return int(
                connection.execute(
                    select(func.count()).select_from(notices).where(notices.c.sent.is_(None))
                ).scalar_one()
            )

    def _take(self) -> _Notice | None:
        with database.sentences(self._engine), self._engine.begin() as connection:
            at = database.now(connection)
            asked = select(notices.c.id, notices.c.body, notices.c.tries).where(
                notices.c.sent.is_(None), notices.c.due <= at
            )
            row = connection.execute(
                asked.order_by(notices.c.due, notices.c.id).limit(1).with_for_update(skip_locked=True)
            ).first()
            if row is None:
                return None
            connection.execute(update(notices).where(notices.c.id == row.id).values(due=at + _TAKEN))
            return _Notice(row.id, row.body, row.tries)

    def _send(self, notice: _Notice) -> str:
        """Why it was not taken, as a sentence; empty if it was."""
        with database.sentences(self._engine), self._engine.connect() as connection:
            time = f"{database.now(connection):.0f}"
        body = json.dumps({"id": notice.id, **json.loads(notice.body)}, ensure_ascii=True).encode()
        headers = {"Content-Type": "application/json", "User-Agent": "mtcheck", TIME: time}
        if self._secret:
            headers[SIGNATURE] = f"sha256={signature(self._secret, time, body)}"
        request = urllib.request.Request(self._address, body, headers, method="POST")
        try:
            with self._opener.open(request, timeout=_TIMEOUT) as answer:
                answer.read(1)
                return ""
        except urllib.error.HTTPError as error:
            error.close()
            return f"It answered with {error.code}."
        except (OSError, ValueError) as error:
            said = " ".join(str(getattr(error, "reason", None) or error).split()).rstrip(".")
            return f"{said[:1].upper()}{said[1:]}." if said else "It did not answer."


def signature(secret: str, time: str, body: bytes) -> str:
    """64 hexadecimal digits that only who knows the secret can make."""
    return hmac.new(secret.encode(), f"{time}.".encode() + body, hashlib.sha256).hexdigest()


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Tells nobody else than the address that was named."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None
