"""Which words a phrase cannot do without: `anchors`, `required` and `rows_of_words` read them off its pattern."""

import re
from collections.abc import Iterator
from functools import cache

from mtcheck.text.closed_classes import MONTHS, WEEKDAYS
from mtcheck.text.inflection import plural, verb_forms
from mtcheck.text.lazy import lazy
from mtcheck.text.words import listed

TOKEN = lazy(
    r"<(?P<verb>[a-z]+)>|\[(?P<noun>[a-z]+)\]"
    r"|\{(?P<slot>whose|whom|det|adj|num|name|weekday|month|start|end|[1-9])(?::(?P<case>whose|whom|s|ing))?\}"
)
GROUP = lazy(r"\(([^()]*)\)(\?)?")
CALENDAR = {"weekday": tuple(map(str.lower, WEEKDAYS)), "month": tuple(map(str.lower, MONTHS))}
_OPTIONAL = lazy(r"\([^()]*\)\?|\([^()]*\)|<[a-z]+>|\[[a-z]+\]|\{[a-z:]+\}")
_PLAIN = lazy(r"[a-z0-9]+")
_ALONE = lazy(r"(?<![a-z0-9\x00])[a-z0-9]+(?![a-z0-9\x00])")
_PIECED = lazy(  # a word with a group inside
    r"(?<![^ ])(?:(?P<stem>[a-z]+)\((?P<ends>[a-z|]+)\)(?P<may>\?)?(?P<rest>[a-z]*)"
    r"|\((?P<heads>[a-z|]+)\)(?P<lack>\?)?(?P<tail>[a-z]+))(?![^ ])"
)
# Words so common that looking for them finds every paragraph.
_COMMON = listed("phrases: common")
_ENOUGH = 4  # letters; a literal this long and not common is rare enough to look for


def anchors(pattern: str) -> tuple[str, ...]:
    """Lower-case literals, one of which stands in every match: a rare word, else those of a group, verb or noun."""
    word = _longest_plain_word(pattern)
    if len(word) >= _ENOUGH:
        return (word,)
    best = max(_literals(pattern), key=rarity, default="")
    if rarity(best) >= _ENOUGH:
        return (best,)
    options: list[tuple[str, ...]] = [*([(best,)] if best else []), *_pieced(pattern)]
    options += [_group_options(group[1]) for group in GROUP.finditer(pattern) if _is_word(group)]
    for token in TOKEN.finditer(GROUP.sub(" | ", pattern)):
        if token["verb"] or token["noun"]:
            options.append(_forms(token))
        elif token["slot"] in CALENDAR:
            options.append(CALENDAR[token["slot"]])
    options = [option for option in options if option]
    return max(options, key=lambda option: (min(map(rarity, option)), -len(option)), default=())


def _literals(pattern: str) -> list[str]:
    """The lower-case words of a pattern that every match has; one that touches a group is none: “author(s)?”."""

    def marked(found: "re.Match[str]") -> str:
        inner = found[0].strip("()?")
        if found[0] in ("{start}", "{end}") or not re.search(r"[a-z0-9<\[{]", inner):
            return " "
        return " " * inner.startswith(" ") + "\x00" + " " * inner.endswith(" ")

    return _ALONE.findall(_OPTIONAL.sub(marked, pattern.lower()))


def _is_word(group: "re.Match[str]") -> bool:
    """Whether one of its branches must stand there, as whole words: not in “alcoholi(zed|sed)”."""
    before, after = group.string[: group.start()][-1:], group.string[group.end() :].lstrip("(")[:1]
    joined = (before.isalnum() and group[1][:1] != " ") or (after.isalnum() and group[1][-1:] != " ")
    return not group[2] and not joined


def _pieced(pattern: str) -> Iterator[tuple[str, ...]]:
    """The ways to write each word that has a group inside: author and authors of “author(s)?”."""
    for word in _PIECED.finditer(pattern.lower()):
        stem, rest = word["stem"] or "", word["rest"] or word["tail"] or ""
        optional = [""] if word["may"] or word["lack"] else []
        yield tuple(stem + end + rest for end in (*(word["ends"] or word["heads"]).split("|"), *optional))


def _longest_plain_word(pattern: str) -> str:
    """The longest word that is not common and stands outside groups and slots: a quick look that settles most."""
    best = ""
    in_group = False
    for word in pattern.split(" "):
        if in_group or "(" in word:
            in_group = ")" not in word
        elif len(word) > len(best) and word.isalpha() and word.isascii() and word.lower() not in _COMMON:
            best = word.lower()
    return best


def required(pattern: str) -> tuple[tuple[str, ...], ...]:
    """For each part of the pattern that must be there, the lower-case literals of which one stands in every match; the
    rarest part first.
    """
    if _SIMPLE.fullmatch(pattern):
        return tuple((word,) for word in sorted(pattern.lower().split(), key=rarity, reverse=True))
    parts: list[tuple[str, ...]] = [*((word,) for word in _literals(pattern)), *_pieced(pattern)]
    parts += [options for group in GROUP.finditer(pattern) if _is_word(group) and (options := _group_options(group[1]))]
    parts += [_forms(token) for token in TOKEN.finditer(GROUP.sub(" | ", pattern)) if token["verb"] or token["noun"]]
    return tuple(sorted(parts, key=lambda part: -min(map(rarity, part))))


_SPACED = lazy(r"(?:[^\s()]|\([^()]*\))+")  # a word of a pattern, with the groups that it holds
_WORDS_ALONE = lazy(r"[a-z0-9]+(?: [a-z0-9]+)*")
_SIMPLE = lazy(r"[A-Za-z0-9 ]+")
_ROOMLESS = lazy(r"^\{start\}|\{end\}$")
_WAYS = 40  # in which words in a row can be written, that are looked for


def rows_of_words(pattern: str) -> tuple[frozenset[str], ...]:
    """For each part of the pattern whose words stand in a row, the ways to write it, one of which a match has among its
    lower-case runs of ASCII letters and digits: “ took place ”, “ takes place ”.
    """
    found: list[frozenset[str]] = []
    row: frozenset[str] = frozenset()
    many = 0  # words of the row
    for word in (*_SPACED.findall(pattern), ""):
        ways = _ways(word)
        if row and 0 < len(row) * len(ways) <= _WAYS:
            row, many = frozenset(f"{before}{way} " for before in row for way in ways), many + 1
            continue
        if many > 1 or any(way.count(" ") > 2 for way in row):
            found.append(row)
        row, many = frozenset(f" {way} " for way in ways), 1
    return tuple(sorted(found, key=len))


def _ways(word: str) -> tuple[str, ...]:
    """The ways to write one word of a pattern, in lower case; nothing where they cannot be told."""
    word = _ROOMLESS.sub("", word)
    token = TOKEN.fullmatch(word)
    group = GROUP.fullmatch(word)
    if token and token["slot"] in CALENDAR:
        ways = CALENDAR[token["slot"]]
    elif token and not token["slot"]:
        ways = _forms(token)
    elif group and not group[2]:
        ways = tuple(part.strip().lower() for part in group[1].split("|"))
    else:
        ways = (word.lower(),)
    return ways if all(map(_WORDS_ALONE.fullmatch, ways)) else ()


def rarity(word: str) -> int:
    """How rare a word is taken to be: by its letters, unless it is one of the commonest."""
    return 0 if word in _COMMON else len(word)


def _forms(token: "re.Match[str]") -> tuple[str, ...]:
    return (token["noun"], plural(token["noun"])) if token["noun"] else _forms_of_verb(token["verb"])


@cache
def _forms_of_verb(verb: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form for forms in verb_forms(verb).values() for form in forms))


def _options(part: str) -> tuple[str, ...]:
    """For one branch of a group: its rarest word, else the forms of its verb or noun; empty where there is neither."""
    found = max(_PLAIN.findall(TOKEN.sub(" ", part.lower())), key=rarity, default="")
    if found:
        return (found,)
    token = TOKEN.search(part)
    return _forms(token) if token and not token["slot"] else ()


def _group_options(branches: str) -> tuple[str, ...]:
    """Words of which one stands in every match of a group; empty where a branch has none."""
    if _MARKED.search(branches):
        options = [_options(part) for part in branches.split("|")]
        return tuple(dict.fromkeys(word for option in options for word in option)) if all(options) else ()
    found: dict[str, None] = {}
    for part in branches.lower().encode("ascii", "replace").translate(_BRANCHES).decode("ascii").split("|"):
        words = part.split()
        if not words:
            return ()
        found[words[0] if len(words) == 1 else max(words, key=rarity)] = None
    return tuple(found)


_MARKED = lazy(r"[<\[{]")  # a verb, a noun or a slot
# what is no letter and no digit is a space, but for what parts the branches
_BRANCHES = bytes(code if code < 128 and (chr(code).isalnum() or chr(code) == "|") else 32 for code in range(256))
