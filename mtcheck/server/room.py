"""What a review has besides the server: stories, profiles, decisions, the quarantine, and who has what open."""

import time
from dataclasses import dataclass, field

from mtcheck.server.profiles import Profiles
from mtcheck.server.shelf import Shelf
from mtcheck.watch.judgements import Judgements
from mtcheck.watch.quarantine import Quarantine

_THERE = 30.0  # seconds after which somebody who has not asked again has gone


class Presence:
    """Who has which story open, as far as their pages say so."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], float] = {}

    def note(self, story: str, who: str) -> None:
        """Somebody has a story open, and no other."""
        now = time.monotonic()
        self._seen = {key: at for key, at in self._seen.items() if now - at < _THERE and key[1] != who}
        if story and who:
            self._seen[story, who] = now

    def at(self, story: str) -> list[str]:
        now = time.monotonic()
        return sorted(who for (one, who), at in self._seen.items() if one == story and now - at < _THERE)


@dataclass(frozen=True)
class Room:
    """`who`: what decisions are signed with where the page gives no name. `shelf`, `quarantine`: None where the server
    was started without.
    """

    profiles: Profiles
    judgements: Judgements
    who: str
    shelf: Shelf | None = None
    quarantine: Quarantine | None = None
    presence: Presence = field(default_factory=Presence)
