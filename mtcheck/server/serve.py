"""The web server: `run` binds the address, says it on standard output and serves until SIGTERM or an interrupt."""

import logging
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from mtcheck.errors import ConfigError, ResourceError, why
from mtcheck.server.logs import Handler, Log
from mtcheck.server.settings import Settings

if TYPE_CHECKING:
    from mtcheck.server.room import Room

_GRACE = 10  # seconds that requests under way have when the server is to stop
_KEEP_ALIVE = 15
_CONNECTIONS = 500


def run(settings: Settings, room: "Room | None" = None, opened: Callable[[str], object] = print) -> int:
    """Serves, for a review with its room, and gives the signal that ended it, 0 for SIGTERM.

    Raises ConfigError for an address that cannot be had, ResourceError without the packages.
    """
    try:
        import uvicorn

        from mtcheck.server.app import application
        from mtcheck.server.desk import Desk
    except ImportError as error:
        raise ResourceError(
            f'`mtcheck serve` needs {error.name}, which is not installed; run `pip install "mtcheck[serve]"`.'
        ) from None

    class Server(uvicorn.Server):
        """uvicorn, which would raise the signal again when it has stopped."""

        received = 0

        @contextmanager
        def capture_signals(self) -> Iterator[None]:
            if threading.current_thread() is not threading.main_thread():
                yield
                return
            before = {number: signal.signal(number, self.stop) for number in (signal.SIGINT, signal.SIGTERM)}
            try:
                yield
            finally:
                for number, handler in before.items():
                    signal.signal(number, handler)

        def stop(self, number: int, frame: Any) -> None:
            self.force_exit = self.should_exit  # the second time it is meant
            self.should_exit, self.received = True, number

    log = Log(settings.log_format)
    logger = logging.getLogger("uvicorn.error")
    logger.handlers, logger.propagate = [Handler(log)], False
    listening = _listen(settings)
    desk = Desk(settings)
    options = uvicorn.Config(
        application(settings, desk, log, room),
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="on",
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=_GRACE,
        limit_concurrency=_CONNECTIONS,
    )
    server = Server(options)
    try:
        opened(address(settings.host, listening.getsockname()[1]))
        sys.stdout.flush()
        server.run(sockets=[listening])
    finally:
        desk.close()
        listening.close()
    return 0 if server.received == signal.SIGTERM else server.received


def address(host: str, port: int) -> str:
    """The address to open in a browser."""
    shown = {"0.0.0.0": socket.gethostname(), "::": socket.gethostname()}.get(host, host)
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}/"


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((settings.host, settings.port))
        listening.listen(200)
    except OSError as error:
        listening.close()
        raise ConfigError(
            f"{settings.host}, port {settings.port} cannot be used: {why(error)}; choose another with --port."
        ) from None
    return listening
