"""What a reviewer has answered, kept between runs so that it is not paid for again: `keep` says where, `answers` is the
way in.

An answer is known by the endpoint, the model, what the model is told to do, and the passage with its context. What is
read back is checked as an answer of the endpoint is. The file and what it is worth: `keeping.rows`.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from mtcheck.errors import ResourceError
from mtcheck.keeping.rows import Rows
from mtcheck.profile.reviewer import ReviewerSettings
from mtcheck.reviewers.endpoint import protocol
from mtcheck.reviewers.endpoint.protocol import Answer, Passage

_LAYOUT = 1
_KIND = "answers"
_place: Path | None = None


def keep(folder: Path | None) -> None:
    """Keeps answers in this folder from now on; None: not any more."""
    global _place
    _place = folder / f"answers-{_LAYOUT}.db" if folder else None


class Answers:
    """Answers of one model."""

    def __init__(self, rows: Rows | None, settings: ReviewerSettings) -> None:
        self._rows = rows
        asks = protocol.messages(())[0]["content"]  # another instruction, other answers
        self._of = json.dumps([settings.url, settings.model, asks])

    def get(self, passage: Passage) -> Answer | None:
        """What was answered, or None."""
        found = self._rows.get(self._key(passage)) if self._rows else None
        if self._rows is None or found is None:
            return None
        try:
            (answer,) = protocol.parse(found.decode(), [passage])
        except (ResourceError, UnicodeDecodeError):
            return None
        self._rows.use(self._key(passage))
        return answer

    def put(self, passages: Sequence[Passage], said: Sequence[Answer]) -> None:
        """Keeps them at once: what was paid for is not lost with the run."""
        if self._rows is not None:
            for passage, answer in zip(passages, said, strict=True):
                self._rows.put(self._key(passage), protocol.packed(answer).encode())
            self._rows.write()

    def _key(self, passage: Passage) -> bytes:
        return hashlib.sha256(json.dumps([self._of, passage.key]).encode()).digest()


@contextmanager
def answers(settings: ReviewerSettings) -> Iterator[Answers]:
    """The answers that are kept, or none at all where nothing is to be kept."""
    if _place is None:
        yield Answers(None, settings)
        return
    with Rows(_place, _KIND) as rows:
        yield Answers(rows, settings)
