"""`mtcheck watch`: polls feeds, checks what is new, and writes of each a clean feed and a quarantine."""

import argparse
import os
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mtcheck import gate
from mtcheck.cli import CLEAN, FINDINGS, UNCHECKED
from mtcheck.cli.arguments import flag, option
from mtcheck.cli.options import Sessions, add_choice, number
from mtcheck.cli.output import complain
from mtcheck.errors import ConfigError, why
from mtcheck.readers.files import is_address
from mtcheck.reporters.excerpt import harmless
from mtcheck.run.session import Session
from mtcheck.text.counting import count

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from mtcheck.watch.rounds import Account
    from mtcheck.watch.store import Store

SECRET = "MTCHECK_WEBHOOK_SECRET"
_PATIENCE = 15.0  # seconds that one round waits at its end for the webhook


_DAY = 86_400.0  # seconds
_KEEP = 90 * _DAY


def configure(parser: argparse.ArgumentParser) -> None:
    add = partial(option, parser)
    add("feeds FEED", "a file or an http(s) address: RSS, Atom or JSON Feed", nargs="+")
    add(
        "--output FOLDER",
        "where NAME.clean.xml and NAME.quarantine.xml go (default: this folder); it is made where it is not there",
        default=".",
    )
    add(
        "--database URL",
        "sqlite:///FILE or postgresql://USER@HOST/NAME (default: mtcheck-watch.db in the output folder)",
    )
    often = parser.add_mutually_exclusive_group()
    option(
        often, "--interval SECONDS", "from the end of a round to the next (default 300)", type=seconds, default=300.0
    )
    flag(often, "--once", help="one round, then end")
    flag(parser, "--repair", help="carry out the automatic repairs; a story that passes then goes to the clean feed")
    add("--lease SECONDS", "how long a watcher that was killed keeps its feed (default 60)", type=seconds, default=60.0)
    flag(parser, "--recheck", help="first, judge once more what is in quarantine, as after a change of the profile")
    add("--webhook URL", f"is told of each item that enters quarantine, signed with the secret in {SECRET}")
    add(
        "--keep DAYS",
        f"how long what has gone out of a feed is remembered, or “all” (default {_KEEP / _DAY:g})",
        type=days,
        default=_KEEP,
    )
    add_choice(parser)


def days(text: str) -> float | None:
    """Seconds in so many days; None for “all”."""
    return None if text == "all" else number(text, "a number of days above 0, or “all”", 0.0, 1e6) * _DAY


def seconds(text: str) -> float:
    return number(text, "a number of seconds above 0", 0.0, 1e9)


def run(options: argparse.Namespace) -> int:
    from mtcheck.watch.database import connect
    from mtcheck.watch.rounds import Settings
    from mtcheck.watch.store import Store
    from mtcheck.watch.watcher import Voice, Watcher

    folder = Path(options.output)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"The folder {folder} cannot be made: {why(error)}.") from None
    for feed in options.feeds:
        if any("\ud800" <= sign <= "\udfff" for sign in feed):
            raise ConfigError(f"{harmless(feed)} is no name that a database can hold; give the feed another one.")
    addresses = {feed if is_address(feed) else os.path.abspath(feed): feed for feed in options.feeds}
    sessions = Sessions(options, inline_marks=False)  # a feed is not to speak for itself

    def session(address: str) -> Session:
        return sessions.of("-" if is_address(address) else address)

    for address in addresses:
        session(address)  # a profile that makes no sense is named before anything begins
    stop = threading.Event()
    engine = connect(options.database or f"sqlite:///{folder / 'mtcheck-watch.db'}")
    store = Store(engine, options.lease, notices=bool(options.webhook))
    among = list(store.register({address: name_of(address) for address in addresses}).values())
    empty: set[str] = set()

    def told(address: str, account: "Account") -> None:
        if account.items == 0:
            empty.add(addresses[address])
        _tell(addresses[address], account, always=options.once)

    voice = Voice(told, complain)
    settings = Settings(session, folder, options.repair, stop, options.keep)
    with _ended_by_signals(stop), _telling(options, engine, stop):
        Watcher(store, among, settings, voice, None if options.once else options.interval, anew=options.recheck).run()
    if options.once and stop.is_set():
        complain("The round was stopped before its end; what it had not come to is not checked.")
        return UNCHECKED
    if not options.once:
        return CLEAN
    for feed in sorted(empty):
        complain(f"{feed} holds no story; nothing of it is checked.")
    return UNCHECKED if empty else _code(store, among)


def name_of(address: str) -> str:
    """What the files of a feed are called: its file name without the ending, else its host; letters, digits, hyphens
    and underscores alone.
    """
    parts = urlsplit(address) if is_address(address) else None
    path = parts.path if parts else address
    stem = path.rstrip("/").rpartition("/")[2].partition(".")[0] or (parts.hostname if parts else None) or "feed"
    return "".join(char if char.isascii() and (char.isalnum() or char in "-_") else "-" for char in stem)[:80]


def _tell(feed: str, account: "Account", *, always: bool) -> None:
    """Says what a round did; where it did nothing, only if `always`."""
    if account.items is None or not (account.decided or always):
        return
    held_back = [said for said in account.decided if said.outcome == "quarantine"]
    repaired = sum(said.outcome == "repaired" for said in account.decided)
    passed = len(account.decided) - len(held_back) - repaired
    counts = f"{passed} passed, {f'{repaired} repaired, ' if repaired else ''}{len(held_back)} in quarantine"
    print(
        f"{feed}: {count(account.items, 'item')}, {len(account.decided)}"
        f" new{f': {counts}' if account.decided else ''}.",
        flush=True,
    )
    for said in held_back:
        print(harmless(f"  {said.verdict}  {f'“{said.title}”: ' if said.title else ''}{said.reason}"), flush=True)


@contextmanager
def _telling(options: argparse.Namespace, engine: "Engine", stop: threading.Event) -> Iterator[None]:
    """Tells the webhook, if there is one, while the watcher is at work, and for a moment at its end."""
    if not options.webhook:
        yield
        return
    from mtcheck.watch.webhook import Sender

    if not is_address(options.webhook):
        raise ConfigError(f"--webhook wants an http(s) address, not “{options.webhook}”.")
    sender, ended = Sender(engine, options.webhook, os.environ.get(SECRET, ""), complain), threading.Event()
    thread = threading.Thread(target=sender.run, args=(ended,), daemon=True)
    thread.start()
    try:
        yield
        until = time.monotonic() + _PATIENCE
        while options.once and sender.waiting() and time.monotonic() < until and not stop.is_set():
            stop.wait(0.05)
    finally:
        ended.set()
        thread.join(_PATIENCE)
    if options.once and (left := sender.waiting()):
        complain(
            f"{count(left, 'item')} in quarantine could not be told to {options.webhook}; the next run tries again."
        )


@contextmanager
def _ended_by_signals(stop: threading.Event) -> Iterator[None]:
    """SIGINT and SIGTERM end the run within a second; a second one at once."""

    def end(number: int, _: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _code(store: "Store", among: Sequence[int]) -> int:
    """The exit code of one round, from what the feeds hold now."""
    failed, held_back = store.tally(among)
    return (
        UNCHECKED
        if failed or not held_back.keys().isdisjoint((gate.UNCHECKED, gate.NOTHING))
        else FINDINGS
        if held_back
        else CLEAN
    )
