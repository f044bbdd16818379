"""What `mtcheck serve` was started with."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from mtcheck.profile.config import Config

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
MAX_BYTES = 1_000_000  # a story has about 4,000, a feed with full texts 300,000
MAX_SECONDS = 30.0
PORT = 8081  # where clients of LanguageTool look for a local server


@dataclass(frozen=True)
class Settings:
    """`max_bytes`: of the body of a request. `max_seconds`: for the work on one. `origins`: of web pages that may ask
    besides this server's own. `names`: host names by which the server may be addressed besides those of the loopback
    interface. `waiting`: requests that may wait.
    """

    config: Config
    host: str = "127.0.0.1"
    port: int = PORT
    token: str = ""
    jobs: int = 1
    max_bytes: int = MAX_BYTES
    max_seconds: float = MAX_SECONDS
    origins: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    waiting: int = 200
    log_format: str = "text"

    @property
    def is_local(self) -> bool:
        """Whether only this machine can connect."""
        return is_loopback(self.host)


def is_loopback(host: str) -> bool:
    return host.lower() in LOOPBACK or host.startswith("127.")


def origin_of(address: str) -> str:
    """An origin as browsers write it. Raises ValueError for what is none."""
    parts = urlsplit(address)
    if address == "*":
        return address
    if not parts.scheme or not parts.netloc or parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise ValueError("must be an origin like https://cms.example, or *")
    return f"{parts.scheme.lower()}://{parts.netloc.lower()}"
