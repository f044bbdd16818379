"""Feeds that change and watchers that are killed: what the tests of `mtcheck watch` have in common."""

import json
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commands import Result, run
from sqlalchemy import Engine, create_engine, select, text

from mtcheck.cli import main
from mtcheck.watch.database import connect
from mtcheck.watch.schema import decisions, entries, findings, items, versions

RULE = ("--select", "phrase-loop")
GOOD = "The army took all weapons from the depot on Monday."
BAD = "The army took all weapons all weapons from the depot on Monday."


@dataclass(frozen=True)
class Item:
    """An item of a feed: `edition` counts its versions."""

    number: int
    edition: int = 0
    bad: bool = False

    @property
    def key(self) -> str:
        return f"tag:wire.example,2031:{self.number}"

    @property
    def title(self) -> str:
        return f"Report {self.number} from Marland, edition {self.edition}"

    @property
    def body(self) -> str:
        return BAD if self.bad else GOOD

    @property
    def rss(self) -> str:
        return (
            f"<item>\n      <title>{self.title}</title>\n      <guid>{self.key}</guid>\n     "
            f" <description>{self.body}</description>\n    </item>"
        )

    @property
    def atom(self) -> str:
        return (
            f"<entry>\n    <id>{self.key}</id>\n    <title>{self.title}</title>\n    <summary>{self.body}</summary>\n "
            " </entry>"
        )

    @property
    def json(self) -> str:
        return json.dumps({"id": self.key, "title": self.title, "content_text": self.body})


def rss(held: Iterable[Item]) -> str:
    inner = "".join(f"\n    {item.rss}" for item in held)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0">\n  <channel>\n    <title>Marland'
        f" wire</title>{inner}\n  </channel>\n</rss>\n"
    )


def atom(held: Iterable[Item]) -> str:
    inner = "".join(f"\n  {item.atom}" for item in held)
    return (
        '<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n  <title>Marland'
        f" wire</title>{inner}\n</feed>\n"
    )


def json_feed(held: Iterable[Item]) -> str:
    inner = ",".join(f"\n  {item.json}" for item in held)
    return f'{{"version": "https://jsonfeed.org/version/1.1", "title": "Marland wire", "items": [{inner}\n]}}\n'


FORMATS: dict[str, Callable[[Iterable[Item]], str]] = {".xml": rss, ".atom": atom, ".json": json_feed}


def put(place: Path, data: str) -> None:
    """Replaces a file in one step, as whoever makes feeds should."""
    new = place.with_name(f"{place.name}.new")
    new.write_text(data, encoding="utf-8")
    os.replace(new, place)


def warm(folder: Path) -> None:
    """Loads what a watcher needs, once: what is forked off later has it."""
    folder.mkdir()
    put(folder / "warm.xml", rss([Item(0, bad=True)]))
    main(["watch", str(folder / "warm.xml"), "--output", str(folder), "--once", *RULE])


def start(arguments: Iterable[str], log: Path, before: Callable[[], None] = lambda: None) -> int:
    """A watcher in a process of its own, which shares what this one has loaded; gives back its process id."""
    sys.stdout.flush()
    process = os.fork()
    if process:
        return process
    code = 70
    try:
        handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(handle, 1)
        os.dup2(handle, 2)
        sys.stdout = os.fdopen(1, "w", buffering=1, closefd=False)
        sys.stderr = os.fdopen(2, "w", buffering=1, closefd=False)
        before()
        code = main(["watch", *arguments])
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def end_of(process: int) -> int:
    """The exit code of a process, negative for a signal."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def kill(process: int) -> int:
    os.kill(process, signal.SIGKILL)
    return end_of(process)


def die_at(step: int) -> Callable[[], None]:
    """Makes a process kill itself at its n-th step: just before or just after a commit, or a file being put
    in place.
    """

    def install() -> None:
        from sqlalchemy.engine.default import DefaultDialect

        left = [step]

        def due() -> None:
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left[0] -= 1

        def around(work: Callable[..., Any]) -> Callable[..., Any]:
            def both(*arguments: Any) -> None:
                due()
                work(*arguments)
                due()

            return both

        DefaultDialect.do_commit = around(DefaultDialect.do_commit)  # type: ignore[method-assign]
        os.replace = around(os.replace)

    return install


def engine(url: str) -> Engine:
    """A plain engine, for looking at what a watcher has left."""
    return create_engine(connect(url).url)


def decided(url: str) -> list[tuple[str, str, str, str]]:
    """(key, raw, outcome, reason) of every version, from the whole history."""
    asked = (
        select(items.c.key, versions.c.raw, decisions.c.outcome, decisions.c.reason)
        .join(versions, versions.c.item_id == items.c.id)
        .outerjoin(decisions, decisions.c.version_id == versions.c.id)
    )
    with engine(url).connect() as connection:
        return sorted(tuple(row) for row in connection.execute(asked))


def found(url: str) -> list[tuple[Any, ...]]:
    """The findings in what the feeds hold now."""
    columns = [column for column in findings.c if column.name != "version_id"]
    asked = select(items.c.key, versions.c.raw, *columns).select_from(
        entries.join(versions, versions.c.id == entries.c.version_id)
        .join(items, items.c.id == versions.c.item_id)
        .join(findings, findings.c.version_id == versions.c.id)
    )
    with engine(url).connect() as connection:
        return sorted(tuple(row) for row in connection.execute(asked))


def count(url: str, table: str) -> int:
    with engine(url).connect() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def watch(folder: Path, *arguments: str, once: bool = True) -> Result:
    """One round over feeds in a folder, with the output and the state beside them."""
    return run("watch", *arguments, *RULE, *(["--once"] if once else []), cwd=folder)
