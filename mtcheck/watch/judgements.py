"""What editors decide about findings: `Judgements.add` keeps it before it returns, `every` gives it back in order."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, insert, select

from mtcheck.watch import database
from mtcheck.watch.schema import judgements

ACCEPTED, REJECTED, OWN_WORDS, FINE, NOT_HERE, UNDONE = ACTIONS = tuple(
    "accepted rejected own-words fine not-here undone".split()
)
AGREED = frozenset({ACCEPTED, OWN_WORDS})
_PART = 1000  # rows read at a time


@dataclass(frozen=True)
class Judgement:
    """What somebody decided about one finding. `at`: seconds since 1970, 0 until it is kept.

    The other fields are those of the table.
    """

    who: str
    story: str
    version: str
    rule: str
    fingerprint: str
    action: str
    severity: str = "minor"
    confidence: float = 0.5
    text: str = ""
    message: str = ""
    before: str = ""
    after: str = ""
    offered: str = ""
    written: str = ""
    reason: str = ""
    rules: str = ""
    profile: str = ""
    calibrated: bool = False
    at: float = 0.0

    @property
    def agreed(self) -> bool:
        """Whether the editor took the finding for an error."""
        return self.action in AGREED

    def told(self) -> dict[str, Any]:
        """It as programs read it, with its time in UTC."""
        return {**asdict(self), "at": datetime.fromtimestamp(self.at, UTC).isoformat(timespec="milliseconds")}


_FIELDS = tuple(field.name for field in fields(Judgement))


class Judgements:
    """What is decided, in the database that `mtcheck watch` uses. Raises StateError where that cannot be used."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, said: Iterable[Judgement]) -> None:
        """Keeps all or none; when it returns they are on the disk."""
        with database.sentences(self._engine), self._engine.begin() as connection:
            at = database.now(connection)
            rows = [
                {
                    name: database.storable(value) if isinstance(value, str) else value
                    for name, value in asdict(replace(one, at=one.at or at)).items()
                }
                for one in said
            ]
            if rows:
                connection.execute(insert(judgements), rows)

    def of(self, story: str, most: int = 500) -> list[Judgement]:
        """The last decisions about a story, the newest first."""
        asked = (
            select(judgements)
            .where(judgements.c.story == database.storable(story))
            .order_by(judgements.c.id.desc())
            .limit(most)
        )
        with database.sentences(self._engine), self._engine.connect() as connection:
            return [_read(row) for row in connection.execute(asked).mappings()]

    def every(self) -> Iterator[Judgement]:
        """All decisions, the oldest first."""
        last = 0
        while True:
            asked = select(judgements).where(judgements.c.id > last).order_by(judgements.c.id).limit(_PART)
            with database.sentences(self._engine), self._engine.connect() as connection:
                rows = list(connection.execute(asked).mappings())
            if not rows:
                return
            yield from map(_read, rows)
            last = rows[-1]["id"]


def last_words(said: Iterable[Judgement]) -> list[Judgement]:
    """Of decisions in their order the last about each finding; those that were taken back are left out."""
    found: dict[tuple[str, str], Judgement] = {}
    for one in said:
        found.pop((one.story, one.fingerprint), None)
        if one.action != UNDONE:
            found[one.story, one.fingerprint] = one
    return list(found.values())


def _read(row: Any) -> Judgement:
    return Judgement(**{name: row[name] for name in _FIELDS})
