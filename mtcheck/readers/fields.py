"""Which fields or columns of a record hold what: `choose` takes the names given, else common ones."""

from collections.abc import Iterable, Mapping

Fields = tuple[tuple[str, str], ...]  # (role, name of a field)
ROLES: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline", "head", "headline_main"),
    "summary": ("summary", "description", "standfirst", "abstract", "lede", "teaser"),
    "text": (
        "text", "body", "content", "story", "article", "translation", "target", "mt", "hypothesis", "target_text",
        "body_text", "body_html",
        "content_text", "content_html", "html",
    ),
    "source": ("source", "src", "original", "source_text"),
    "id": ("id", "guid", "uid", "uri", "url", "link"),
}  # fmt: skip
SHOWN = ("title", "summary", "text")  # in the order of reading


def choose(names: Iterable[str], fields: Fields) -> dict[str, list[str]]:
    """For each role the names that hold it, of those that a record has.

    Of common names, whose case does not matter, only the first counts.
    """
    known = list(names)
    low = {name.strip().lower(): name for name in reversed(known)}
    chosen: dict[str, list[str]] = {}
    for role, usual in ROLES.items():
        said = [name for told, name in fields if told == role]
        found = [name for name in said if name in known] if said else [low[name] for name in usual if name in low][:1]
        if found:
            chosen[role] = found
    return chosen


def is_told(chosen: Mapping[str, list[str]], fields: Fields) -> bool:
    """Whether something to read was found: the text, or whatever was asked for."""
    wanted = {role for role, _ in fields if role in SHOWN} or {"text"}
    return not wanted.isdisjoint(chosen)


def missing(fields: Fields) -> str:
    """What was looked for, for a sentence."""
    told = [name for role, name in fields if role in SHOWN]
    return " or ".join(f"“{name}”" for name in told) if told else "for the text (such as “text”, “body” or “content”)"


def named(names: Iterable[str]) -> str:
    """The first of some names, for a sentence."""
    shown = [f"“{' '.join(name.split())[:40]}”" for name in names if name.strip()][:12]
    return ", ".join(shown) or "none"
