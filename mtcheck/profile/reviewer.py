"""What a profile's `[reviewer]` table says: `KEYS` reads each value, `complete` makes the settings."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from mtcheck.errors import ConfigError
from mtcheck.profile import values

FLAGGED, STORY = "flagged", "story"


@dataclass(frozen=True)
class ReviewerSettings:
    """A language model behind an OpenAI-compatible endpoint. `url`: up to and without `/chat/completions`.

    `api_key_env`: the environment variable that holds the key. `timeout`: seconds for one answer. `max_requests`: of a
    run. `max_tokens`: of an answer. `requests_per_minute`: 0 for no limit. `send_context`: sentences before and after
    the one that is asked about. `batch_size`: sentences in a request. `reads`: FLAGGED, the sentences in which
    something was found, or STORY, all of them.
    """

    url: str
    model: str
    api_key_env: str = ""
    timeout: float = 60.0
    retries: int = 3
    max_requests: int = 50
    max_tokens: int = 2000
    requests_per_minute: int = 0
    send_context: int = 1
    batch_size: int = 8
    reads: str = FLAGGED

    @property
    def host(self) -> str:
        from urllib.parse import urlsplit

        return urlsplit(self.url).hostname or ""

    @property
    def is_local(self) -> bool:
        """Whether the endpoint is on this machine."""
        return self.host in ("localhost", "::1") or self.host.startswith("127.")


def _url(value: Any) -> str:
    from urllib.parse import urlsplit  # few profiles have a reviewer

    try:
        parts = urlsplit(value) if isinstance(value, str) else None
        fits = (
            parts is not None and parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
        )
    except ValueError:
        fits = False
    if (
        not fits
        or parts is None
        or parts.query
        or parts.fragment
        or any(char.isspace() or ord(char) < 33 for char in value)
    ):
        raise ValueError('must be an address like "http://localhost:8080/v1"')
    if parts.username or parts.password:
        raise ValueError("must hold no password; put the key into an environment variable and name it in “api_key_env”")
    return str(value).rstrip("/").removesuffix("/chat/completions")


def _reads(value: Any) -> str:
    if value not in (FLAGGED, STORY):
        raise ValueError(f'must be "{FLAGGED}" or "{STORY}"')
    return str(value)


KEYS: Mapping[str, Callable[[Any], Any]] = {
    "url": _url,
    "model": values.text,
    "api_key_env": values.text,
    "timeout": values.number(0.05, 3600),
    "retries": values.count(0, 20),
    "max_requests": values.count(1, 1_000_000),
    "max_tokens": values.count(16, 1_000_000),
    "requests_per_minute": values.count(0, 1_000_000),
    "send_context": values.count(0, 20),
    "batch_size": values.count(1, 100),
    "reads": _reads,
}


def complete(read: dict[str, Any], where: str) -> ReviewerSettings:
    """The settings. Raises ConfigError for what is missing."""
    missing = [key for key in ("url", "model") if key not in read]
    if missing:
        raise ConfigError(f"{where} has no “{missing[0]}”; a reviewer needs a url and a model.")
    return ReviewerSettings(**read)
