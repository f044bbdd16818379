"""The database: `connect` opens it by URL and brings its tables up to date.

SQLite for one machine, PostgreSQL for several.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, exc, func, select, text
from sqlalchemy.engine import URL, make_url

from mtcheck.errors import ConfigError, ResourceError

_WAIT = 30  # seconds that SQLite waits for another writer
_LOCK = 0x6D746368  # any number of ours, for PostgreSQL's advisory locks
_DRIVERS = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


def connect(address: str) -> Engine:
    """An engine over an up-to-date database.

    Raises ConfigError for an address that makes no sense, StateError where it cannot be used.
    """
    url = _url(address)
    engine = create_engine(url, pool_pre_ping=url.drivername != "sqlite+pysqlite")
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    with sentences(engine), engine.begin() as connection:
        upgrade(connection)
    return engine


def _url(address: str) -> URL:
    try:
        url = make_url(address)
    except exc.ArgumentError:
        raise ConfigError(
            f"“{address}” is not the address of a database; write sqlite:///state.db or postgresql://user@host/name."
        ) from None  # the message of SQLAlchemy is about its own API
    driver = _DRIVERS.get(url.drivername.split("+")[0])
    if driver is None:
        raise ConfigError(
            f"mtcheck keeps its state in SQLite or PostgreSQL, not in “{url.drivername}”; see --database."
        )
    if driver.startswith("sqlite"):
        if not url.database or url.database == ":memory:":
            raise ConfigError("A database in memory forgets what was decided; name a file, as in sqlite:///state.db.")
        folder = Path(url.database).parent
        if not folder.is_dir():
            raise ConfigError(f"There is not a folder {folder} for the database; make it first.")
    return url.set(drivername=driver)


def _configure_sqlite(connection: Any, _: object) -> None:
    # this module begins transactions itself: BEGIN IMMEDIATE, so that two writers queue up
    connection.isolation_level = None
    for pragma in (f"busy_timeout = {_WAIT * 1000}", "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


class StateError(ResourceError):
    """The database cannot be used."""


@contextmanager
def sentences(engine: Engine) -> Iterator[None]:
    """Turns what the database complains about into a StateError; a constraint that is broken is a fault of this program
    and stays one.
    """
    try:
        yield
    except exc.IntegrityError:
        raise
    except exc.DBAPIError as error:
        said = " ".join(str(error.orig).split()).rstrip(".")
        raise StateError(f"The database {engine.url.render_as_string()} cannot be used: {said}.") from error


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Brings the tables to a revision, inside the transaction.

    Raises ConfigError for a database that a newer mtcheck wrote.
    """
    lock(connection)
    config = _config()
    present = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if present is not None and present not in known:
        raise ConfigError(
            f"The database was written by a newer mtcheck (its tables are at “{present}”); install that one."
        )
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def revisions() -> list[str]:
    """The revisions of the tables, the oldest first."""
    return [script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()][::-1]


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def lock(connection: Connection) -> None:
    """Until the end of the transaction, nobody else passes here. SQLite's transactions are alone anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def storable(text: str) -> str:
    """The text as both databases take it: without NUL and without half a pair of UTF-16."""
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode()


def now(connection: Connection) -> float:
    """Seconds since 1970 by the clock that all watchers on this database share."""
    if connection.dialect.name == "postgresql":
        return float(connection.execute(select(func.extract("epoch", func.clock_timestamp()))).scalar_one())
    return time.time()
