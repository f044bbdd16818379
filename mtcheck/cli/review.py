"""`mtcheck review`: opens stories on a page where findings are decided and the files saved; with `--watch`, the
quarantine of `mtcheck watch` too.
"""

import argparse
import getpass
import os
import secrets
import signal
import sys
import webbrowser
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from mtcheck import keeping
from mtcheck.cli import CLEAN
from mtcheck.cli.arguments import flag, option
from mtcheck.cli.options import Sessions, add_choice
from mtcheck.cli.output import complain
from mtcheck.cli.serve import add_server, settings_of
from mtcheck.errors import ConfigError, why
from mtcheck.profile.config import Config

FILE = "decisions.db"


def configure(parser: argparse.ArgumentParser) -> None:
    add = partial(option, parser)
    add("stories STORY", "files, folders or globs; nothing else is read or written", nargs="*")
    add(
        "--watch DATABASE",
        "the database of `mtcheck watch`, as sqlite:///FILE or postgresql://USER@HOST/NAME: its quarantine is shown",
    )
    add(
        "--database URL",
        "where decisions are kept (default: the one of --watch, else a file of yours; MTCHECK_DATABASE)",
    )
    add("--who NAME", "what decisions are signed with where the page gives no name (default: your account)")
    flag(parser, "--no-browser", help="print the address and open nothing")
    add_server(parser, port=0)
    add_choice(parser)


def run(options: argparse.Namespace) -> int:
    from mtcheck.server import serve
    from mtcheck.server.profiles import Profiles
    from mtcheck.server.room import Room
    from mtcheck.server.shelf import Shelf
    from mtcheck.watch.database import connect
    from mtcheck.watch.judgements import Judgements
    from mtcheck.watch.quarantine import Quarantine

    if not options.stories and not options.watch:
        raise ConfigError("Name stories to review, or the database of `mtcheck watch` with --watch.")
    shelf = Shelf(options.stories) if options.stories else None
    for error in shelf.errors if shelf else ():
        complain(error)
    engine = connect(address_of(options.database or options.watch))
    quarantine = (
        Quarantine(engine if options.watch in (None, options.database) else connect(options.watch))
        if options.watch
        else None
    )
    settings = settings_of(options)
    if not settings.token:  # whoever can connect can write the files, and this machine may have other users
        settings = replace(settings, token=secrets.token_urlsafe(24))
    folder = next(iter(shelf.all()[0].roots), ".") if shelf else "."
    room = Room(Profiles(finder(options), folder), Judgements(engine), options.who or _account(), shelf, quarantine)

    def opened(address: str) -> None:
        whole = f"{address}#token={settings.token}"
        print(whole, flush=True)
        if not options.no_browser:
            webbrowser.open(whole)

    ended_by = serve.run(settings, room, opened)
    return 128 + ended_by if ended_by == signal.SIGINT else CLEAN


def finder(options: argparse.Namespace) -> Callable[[], Callable[[str], Config]]:
    """What makes a finder of profiles that has read nothing yet."""

    def made() -> Callable[[str], Config]:
        sessions = Sessions(options)
        return lambda path: sessions.of(path).config

    return made


def address_of(given: str | None) -> str:
    """The URL of the database that decisions are kept in: the one that is given, that of MTCHECK_DATABASE, or a file of
    the user's. Raises ConfigError.
    """
    address = given or os.environ.get("MTCHECK_DATABASE")
    if address:
        return address
    folder = data_folder()
    try:
        keeping.make(folder)
    except OSError as error:
        raise ConfigError(
            f"The folder {folder} for decisions cannot be made ({why(error)}); name a --database."
        ) from None
    return f"sqlite:///{folder / FILE}"


def data_folder() -> Path:
    """The folder of what the user would miss, unlike the cache."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "mtcheck"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "mtcheck"


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
