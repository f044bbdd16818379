"""The Python interface: `check` reports, `fix` repairs. Both take a text and need no files."""

from collections.abc import Iterable
from dataclasses import replace

from mtcheck.core import Report
from mtcheck.errors import ConfigError, InputError
from mtcheck.profile import values
from mtcheck.profile.config import Config
from mtcheck.readers.files import RawFile
from mtcheck.run.session import session_of

_DEFAULTS = Config()


def check(
    text: str,
    *,
    select: Iterable[str] | None = None,
    ignore: Iterable[str] = (),
    config: Config | None = None,
    depth: str | None = None,
    format: str = "text",
) -> Report:
    """A report on one story: findings sorted by place, score, verdict, language, readability.

    `select` and `ignore`: rule ids or families, for the default rules more or less. `config`: a profile, from
    `mtcheck.config.load`. `depth`: fast, standard or deep, instead of the profile's. `format`: text, markdown, html or
    another of docs/formats.md. Raises ConfigError for an unknown rule, depth or format, InputError for a text that is
    not in the format or holds several stories.
    """
    session = session_of(_config(config, select, ignore, depth))
    stories = session.stories(RawFile("<text>", text), format)
    if len(stories) != 1:
        raise InputError(
            f"The text holds {len(stories)} stories, and check() reports on one; `mtcheck check` takes whole feeds."
        )
    return session.check(stories[0])


def fix(
    text: str,
    *,
    select: Iterable[str] | None = None,
    ignore: Iterable[str] = (),
    config: Config | None = None,
    depth: str | None = None,
    format: str = "text",
    min_confidence: float | None = None,
    review: bool = False,
) -> str:
    """The text with its automatic repairs carried out; with `review`, also the best of those meant for a person.

    `min_confidence`: the probability, 0 to 1, that an editor accepts a repair, from which on it is carried out (by
    default 0.9). The other arguments are those of `check`.
    """
    chosen = _config(config, select, ignore, depth)
    if min_confidence is not None:
        chosen = replace(chosen, fix_min_confidence=min_confidence)
    session = session_of(chosen)
    return session.mend(RawFile("<text>", text), session.accepts(review=review), format).raw


def _config(config: Config | None, select: Iterable[str] | None, ignore: Iterable[str], depth: str | None) -> Config:
    base = config or _DEFAULTS
    try:
        reached = base.depth if depth is None else values.depth(depth)
    except ValueError as error:
        raise ConfigError(f"The depth {error}, not {depth!r}.") from None
    return replace(
        base, select=base.select if select is None else tuple(select), ignore=(*base.ignore, *ignore), depth=reached
    )
