"""Goes round and round over feeds: `Watcher.run` polls each when it is due, waits longer for one that fails, and goes
on whatever happens to one of them.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from mtcheck.errors import MtcheckError, crashed
from mtcheck.text.counting import count
from mtcheck.watch.database import StateError
from mtcheck.watch.rounds import Account, Round, Settings, Stopped
from mtcheck.watch.store import Claim, Lost, Store

_LOOK = 0.2  # seconds until the next look at feeds that another watcher holds
_NEWS = 2.0  # seconds until the next look whether a person has released an item
_LONGEST = 3600.0  # seconds between two tries of a feed that fails, unless the interval is longer
_MENDING = (1.0, 60.0)  # seconds until a database that fails is tried again, at first and at most


@dataclass(frozen=True)
class Voice:
    """Where a watcher says what it does. `told`: after every round, also one that broke off.

    `complain`: takes a sentence.
    """

    told: Callable[[str, Account], None]
    complain: Callable[[str], None]


class Watcher:
    """Watches feeds, given by their ids in the store, every `interval` seconds or once."""

    def __init__(
        self,
        store: Store,
        among: Sequence[int],
        settings: Settings,
        voice: Voice,
        interval: float | None,
        *,
        anew: bool = False,
    ) -> None:
        """`anew`: what is in quarantine is judged once more, at first."""
        self._store = store
        self._among = among
        self._settings = settings
        self._voice = voice
        self._interval = interval
        self._anew = set(among if anew else ())

    def run(self) -> None:
        """Until the user wants to end; once, until every feed was polled, here or by another watcher that holds it.

        Raises StateError only then.
        """
        since = self._store.now() if self._interval is None else None
        mending = _MENDING[0]
        while not self._settings.stop.is_set():
            try:
                if not self._step(since):
                    return
                mending = _MENDING[0]
            except StateError as error:
                if since is not None:
                    raise
                self._voice.complain(f"{error} It is tried again in {duration(mending)}.")
                self._settings.stop.wait(mending)
                mending = min(2 * mending, _MENDING[1])

    def _step(self, since: float | None) -> bool:
        """Takes a feed through a round, or waits where there is none to take; whether there is anything left to do."""
        claim = self._store.claim(self._among, since)
        if claim is not None:
            self._round(claim)
            return True
        left, due = self._store.waiting(self._among, since)
        if left:
            self._settings.stop.wait(_LOOK if since is not None else min(max(due, _LOOK), _NEWS))
        return left > 0

    def _round(self, claim: Claim) -> None:
        """Takes a feed through a round and gives it back, also when that fails."""
        try:
            account = Account()
            try:
                Round(self._store, claim, self._settings, account, anew=claim.feed in self._anew).run()
                self._anew.discard(claim.feed)
            finally:
                self._voice.told(claim.address, account)
            self._store.release(claim, after=self._interval or 0.0)
        except Stopped:
            self._store.release(claim)
        except Lost:
            self._voice.complain(f"{claim.address}: another watcher has taken over; this one was away for too long.")
        except StateError:
            raise
        except MtcheckError as error:
            self._fail(claim, str(error))
        except Exception as error:  # no single feed ends a run
            self._fail(claim, f"{claim.address} was not read to its end: {crashed(error)}")

    def _fail(self, claim: Claim, error: str) -> None:
        interval = self._interval or 0.0
        after = max(interval, min(interval * 2 ** min(claim.failures + 1, 30), _LONGEST))
        self._voice.complain(error if self._interval is None else f"{error} It is tried again in {duration(after)}.")
        with suppress(Lost):
            self._store.release(claim, after=after, error=error)


def duration(seconds: float) -> str:
    """Seconds as people say them."""
    for size, unit in ((3600, "hour"), (60, "minute")):
        if seconds >= size:
            return count(round(seconds / size), unit)
    return count(round(seconds), "second")
