"""`mtcheck serve`: a web server for browsers, newsroom systems and programs that speak LanguageTool's interface."""

import argparse
import os
import signal
from functools import partial

from mtcheck.cli import CLEAN
from mtcheck.cli.arguments import option
from mtcheck.cli.options import Sessions, add_choice, typed, whole
from mtcheck.errors import ConfigError
from mtcheck.profile import values
from mtcheck.server import serve
from mtcheck.server.settings import MAX_BYTES, MAX_SECONDS, PORT, Settings, is_loopback, origin_of

TOKEN = "MTCHECK_TOKEN"
_MOST_JOBS = 4
_SHORTEST = 16  # characters of a token


def configure(parser: argparse.ArgumentParser) -> None:
    add_server(parser, PORT)
    add_choice(parser)


def add_server(parser: argparse.ArgumentParser, port: int) -> None:
    """Where to listen, who may ask, and how much. `port`: the default."""
    add = partial(option, parser)
    free = " (default: a free one)" if not port else f", 0 for a free one (default {port})"
    add(
        "--host HOST",
        "interface to listen on (default 127.0.0.1); any but a loopback one needs a token",
        default="127.0.0.1",
    )
    add("--port PORT", f"port to listen on{free}", type=_port, default=port)
    add("--token TOKEN", f"what clients must know; better given in {TOKEN}, which no list of processes shows")
    add(
        "--allow-host NAME",
        "a name under which clients may address the server; may be repeated",
        action="append",
        default=[],
    )
    add(
        "--allow-origin ORIGIN",
        "web pages that may ask, as https://cms.example; may be repeated",
        action="append",
        default=[],
    )
    add("--max-size BYTES", f"of a request (default {MAX_BYTES:,})", type=whole, default=MAX_BYTES)
    add("--max-time SECONDS", f"for a request (default {MAX_SECONDS:g})", type=typed(values.seconds, float))
    add("--jobs N", f"processes (default: one for each processor, {_MOST_JOBS} at most)", type=whole)
    add(
        "--log-format",
        "text (default) or json, a line a request on standard error",
        choices=("text", "json"),
        default="text",
    )


def run(options: argparse.Namespace) -> int:
    ended_by = serve.run(settings_of(options))
    return 128 + ended_by if ended_by == signal.SIGINT else CLEAN


def settings_of(options: argparse.Namespace) -> Settings:
    """What the options say. Raises ConfigError where that makes no sense, or is not safe."""
    token = options.token if options.token is not None else os.environ.get(TOKEN, "")
    if not token and not is_loopback(options.host):
        raise ConfigError(
            f"Others than this machine can reach {options.host}, so a token is needed; give one with {TOKEN} or"
            " --token."
        )
    if token and len(token) < _SHORTEST:
        raise ConfigError(f"A token of fewer than {_SHORTEST} characters can be guessed; make a longer one.")
    if token and not (token.isascii() and token.isprintable() and " " not in token):
        raise ConfigError("A token may have letters, digits and signs of ASCII, and no spaces.")
    try:
        origins = tuple(map(origin_of, options.allow_origin))
    except ValueError as error:
        raise ConfigError(f"--allow-origin {error}.") from None
    sessions = Sessions(options)
    session = sessions.of("-")
    return Settings(
        session.config,
        options.host,
        options.port,
        token,
        sessions.jobs(options.jobs or min(os.cpu_count() or 1, _MOST_JOBS)),
        options.max_size,
        session.config.max_time or MAX_SECONDS,
        origins,
        tuple(options.allow_host),
        log_format=options.log_format,
    )


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"must be a port from 0 to 65535, not “{text}”")
    return int(text)
