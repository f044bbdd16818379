"""Answers of servers, kept between runs: `Kept(address, folder)` knows the last one, and what to ask so that it is sent
again only when it has changed.
"""

import json
import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from mtcheck import keeping


class Kept:
    """The last answer from one address: its body, and beside it a small JSON file with what the server said.

    What is broken there counts as absent.
    """

    def __init__(self, address: str, folder: Path | None) -> None:
        """`folder`: None keeps nothing."""
        self._address = address
        self._place = folder / sha256(address.encode()).hexdigest()[:32] if folder is not None else None
        self.body: bytes | None = None
        self.charset = ""
        self._conditions: dict[str, str] = {}
        self._read()

    def _read(self) -> None:
        if self._place is None:
            return
        try:
            said = json.loads(self._place.with_suffix(".json").read_bytes())
            body = self._place.with_suffix(".body").read_bytes()
        except (OSError, ValueError, RecursionError):
            return
        texts = isinstance(said, dict) and all(
            isinstance(value, str) and value.isprintable() for value in said.values()
        )
        if not texts or said.get("address") != self._address or said.get("sha256") != sha256(body).hexdigest():
            return
        self.body, self.charset = body, said.get("charset", "")
        asked = {"If-None-Match": said.get("etag"), "If-Modified-Since": said.get("modified")}
        self._conditions = {name: value for name, value in asked.items() if value}

    def conditions(self) -> dict[str, str]:
        """Headers that ask only for what has changed."""
        return dict(self._conditions)

    def keep(self, body: bytes, charset: str, said: Mapping[str, str]) -> None:
        """Keeps the answer of a server that can tell whether it has changed. A cache that cannot be written is none."""
        etag, modified = said.get("ETag", ""), said.get("Last-Modified", "")
        if self._place is None or not (etag or modified) or "no-store" in said.get("Cache-Control", "").lower():
            return
        record = {
            "address": self._address,
            "etag": etag,
            "modified": modified,
            "charset": charset,
            "sha256": sha256(body).hexdigest(),
        }
        try:
            keeping.make(self._place.parent)
            _put(self._place.with_suffix(".body"), body)
            _put(self._place.with_suffix(".json"), json.dumps(record).encode())
        except OSError:
            return


def _put(place: Path, data: bytes) -> None:
    """Writes a file in one step."""
    part = place.with_name(f"{place.name}.{os.getpid()}")
    try:
        part.write_bytes(data)
        os.replace(part, place)
    finally:
        part.unlink(missing_ok=True)
