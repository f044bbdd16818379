"""Phrase lists: patterns with slots and inflection, found in one pass, and repairs that agree.

`docs/lexicons.md` has the format.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from mtcheck.text.closed_classes import ARTICLES, THEIRS, THEY
from mtcheck.text.expressions import compiled
from mtcheck.text.grammar import AFTER_NOUN
from mtcheck.text.inflection import (
    TAGS,
    article,
    match_case,
    plural,
    titled,
    verb_form,
    verb_forms,
    verb_tags,
    with_articles,
)
from mtcheck.text.lazy import lazy
from mtcheck.text.phrase_words import CALENDAR, GROUP, TOKEN, anchors, rarity, required, rows_of_words
from mtcheck.text.rows import Rows
from mtcheck.text.scanner import runs
from mtcheck.text.words import either

_WORD = r"[^\W\d_][\w'’-]*"
_ADJECTIVE = (
    r"(?:[a-z]+-)?(?:[a-z]{2,}(?:al|ive|ous|ful|ic|ed|ing|ary|ory|ent|ant|ern|less|ible|able|est|ish|ese|ian|ean|wide)"
    rf"|[a-z]{{3,}}y(?<!ly)|{either('phrases: adjectives')})"
)
_SLOT = {
    "whose": rf"(?:my|your|his|her|its|our|their|one['’]s|whose|(?:{_WORD} ){{0,2}}{_WORD}(?:['’]s|s['’]))",
    "whom": (
        rf"(?:me|you|him|her|it|us|them|one|(?:(?:the|a|an|his|her|its|their|our|my) )?(?:{_WORD} ){{0,3}}?{_WORD})"
    ),
    "det": (
        r"(?:(?:an?|the|his|her|its|their|this|that|any|another|some|no|two|three|several|many)"
        r"(?: (?:new|serious|big|first|second|early|massive|important|final|such))?)"
    ),
    # one or two adjectives, told by their endings: "heavy", "heavy military"; words of other kinds with these endings
    # ("during", "being", "said") are left out
    "adj": r"(?:(?!(?:during|being|having|said)\b)" + _ADJECTIVE + r"(?: " + _ADJECTIVE + r")?)",
    "num": (
        r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty"
        r"|hundreds?|thousands?|(?:several|many|a few))"
    ),
}
# Names and days keep their capitals, whatever the rest of the pattern does; "start" and "end" take no room.
_SLOT |= {slot: rf"(?-i:{'|'.join(map(str.capitalize, words))})" for slot, words in CALENDAR.items()}
_SLOT["name"] = r"(?-i:[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,3})"
_SLOT["start"] = r"(?:(?<![^\n])|(?<=[.!?:] )|(?<=[\"“”] ))"
# What no noun is: “in television” before “studios” is right.
_SLOT["end"] = (
    rf"(?=[.,;:!?)\"”’]|$|\s+(?:{'|'.join(sorted(AFTER_NOUN | ARTICLES | THEIRS | THEY))}|said|yesterday|today|last)\b)"
)
_OBJECT = dict(zip("my your his her its our their one's".split(), "me you him her it us them one".split(), strict=True))
_POSSESSIVE = {whom: whose for whose, whom in _OBJECT.items()}
PERFECT = lazy(
    r"\b(?:have|has|had|having|['’]ve|be|is|are|was|were|been|being|get|got|['’]s)"
    r"(?: (?:not|also|already|just|never|now|long|again|\w+ly))?\s$",
    re.I,
)
# A plural subject: the two men were hurt, not was
_MANY = lazy(
    r"(?:\b(?:[Tt]hey|[Ww]e|[Yy]ou|[Tt]hese|[Tt]hose|[Pp]olice|[Pp]eople|(?:wo)?men|children|[Ss]everal|[Mm]any"
    r"|[a-z]{2,}(?<![suiy]s)(?<!ews)s)|\band (?:the |a |an |his |her )?[\w’'-]+(?: [A-Z][\w’'-]+)?)"
    r"(?: (?:also|then|later|[a-z]+ly))?\s$"
)
BARE = lazy(
    r"\b(?:to|will|would|can|could|shall|should|may|might|must|did|does|do|not|n['’]t|let|make|help)(?: \w+ly)?\s$",
    re.I,
)


@dataclass(frozen=True)
class Phrase:
    """One line of a phrase list."""

    pattern: str
    kind: str
    language: str
    meaning: str
    repairs: tuple[str, ...]
    unless: tuple[str, ...]
    confidence: float

    @classmethod
    def from_row(cls, row: Mapping[str, str]) -> "Phrase":
        def split(cell: str) -> tuple[str, ...]:
            return tuple(part.strip() for part in cell.split(" | ")) if cell else ()

        return cls(
            pattern=row["pattern"],
            kind=row.get("kind", ""),
            language=row.get("language", ""),
            meaning=row.get("meaning", ""),
            repairs=split(row.get("repairs", "")),
            unless=split(row.get("unless", "").lower()),
            confidence=float(row.get("confidence", 1)),
        )

    @cached_property
    def compiled(self) -> "re.Pattern[str]":
        return compiled(rf"(?<![\w'’-]){_to_regex(self.pattern)}(?![\w])", re.IGNORECASE)

    def proposals(self, match: "re.Match[str]") -> Iterator[str]:
        """The repairs for a match, inflected, with the capital of what they replace; "" for one that leaves it out."""
        for repair in self.repairs:
            new = "" if repair == NOTHING else _fill(repair, self.pattern, match)
            yield with_articles(titled(match_case(new, match[0]), match[0]), match[0])


NOTHING = "-"  # a repair that leaves the phrase out


def _to_regex(pattern: str) -> str:
    """The expression for a pattern.

    White space stands between words; a word that may be absent takes the white space behind it along, the last one that
    before it.
    """
    words: list[list[tuple[str, bool]]] = [[]]
    for piece, optional in _pieces(pattern, _Numbers()):
        if piece == " ":
            words.append([])
        else:
            words[-1].append((piece, optional))
    kept = [word for word in words if word]
    firm = max((number for number, word in enumerate(kept) if not _may_be_absent(word)), default=0)
    out = []
    for number, word in enumerate(kept):
        if not _may_be_absent(word):
            out += [piece + "?" * optional for piece, optional in word]
            out.append(r"\s+" if number < firm else "")
        elif number < firm:
            out.append(rf"(?:{word[0][0]}\s+)?")
        else:
            out.append(rf"(?:\s+{word[0][0]})?")
    return "".join(out)


def _may_be_absent(word: list[tuple[str, bool]]) -> bool:
    return len(word) == 1 and word[0][1]


class _Numbers:
    """Counts the tokens and groups of a pattern, so that a repair can name them."""

    def __init__(self) -> None:
        self.tokens = 0
        self.groups = 0

    def token(self) -> str:
        self.tokens += 1
        return f"t{self.tokens}"

    def group(self) -> str:
        self.groups += 1
        return f"g{self.groups}"


def _pieces(pattern: str, numbers: _Numbers) -> Iterator[tuple[str, bool]]:
    """(expression, whether it may be absent) of the words and groups of a pattern, with " " between them."""
    at = 0
    spaced = True
    while at < len(pattern):
        group = GROUP.match(pattern, at)
        if group:
            inner = group[1]
            if inner[:1] == " " and not spaced:
                yield " ", False
            name = numbers.group()
            branches = [_words_to_regex(part.strip(), numbers) for part in inner.split("|")]
            branches.sort(key=len, reverse=True)  # “i's” before “i”, which would leave its ending behind
            yield f"(?P<{name}>" + "|".join(branches) + ")", bool(group[2])
            spaced = inner[-1:] == " "
            if spaced:
                yield " ", False
            at = group.end()
            continue
        stop = pattern.find("(", at)
        stop = len(pattern) if stop < 0 else stop
        if stop == at:
            raise ValueError(f"the pattern {pattern!r} has a group inside a group, or one that never ends")
        for word in re.findall(r"\s+|(?:<[^>]*>|\{[^}]*\}|[^\s<{])+|.", pattern[at:stop]):
            if not word.isspace():
                yield _words_to_regex(word, numbers), False
                spaced = False
            elif not spaced:
                yield " ", False
                spaced = True
        at = stop


def _words_to_regex(words: str, numbers: _Numbers) -> str:
    out = []
    at = 0
    for token in TOKEN.finditer(words):
        out.append(_literal(words[at : token.start()]))
        name = numbers.token()
        if token["verb"]:
            forms = dict.fromkeys(form for tag in verb_forms(token["verb"]).values() for form in tag)
            out.append(f"(?P<{name}>{'|'.join(sorted(map(re.escape, forms), key=len, reverse=True))})")
        elif token["noun"]:
            out.append(f"(?P<{name}>{re.escape(plural(token['noun']))}|{re.escape(token['noun'])})")
        else:
            out.append(f"(?P<{name}>{_SLOT[token['slot']]})")
        at = token.end()
    out.append(_literal(words[at:]))
    return "".join(out)


def _literal(words: str) -> str:
    return re.sub("['’]", "['’]", re.escape(words).replace("\\ ", r"\s+"))


def _captured(pattern: str, match: "re.Match[str]") -> Iterator[tuple[str, str, str]]:
    """(kind, name, text) of each token of the pattern that took part in the match, in order."""
    for index, token in enumerate(TOKEN.finditer(pattern), start=1):
        text = match[f"t{index}"]
        if text is not None:
            kind = "verb" if token["verb"] else "noun" if token["noun"] else "slot"
            yield kind, token["verb"] or token["noun"] or token["slot"], text


def _fill(repair: str, pattern: str, match: "re.Match[str]") -> str:
    captured = list(_captured(pattern, match))
    verbs = [(name, text) for kind, name, text in captured if kind == "verb"]
    nouns = [(name, text) for kind, name, text in captured if kind == "noun"]
    slots = {name: text for kind, name, text in reversed(captured) if kind == "slot"}
    tag, like = _tag_in_context(*verbs[0], match) if verbs else ("base", "")

    def put(token: "re.Match[str]") -> str:
        if token["verb"]:
            return verb_form(token["verb"], tag, like)
        if token["noun"]:
            many = bool(nouns) and nouns[0][1].lower() == plural(nouns[0][0]) != nouns[0][0]
            return plural(token["noun"]) if many else token["noun"]
        if token["slot"].isdigit():
            text = str(match[f"g{token['slot']}"] or "")
            return verb_form(text, token["case"]) if token["case"] in ("s", "ing") and text else text
        text = slots.get(token["slot"], "")
        if token["case"] == "whose":
            return _POSSESSIVE.get(text.lower(), text + ("'" if text.endswith("s") else "'s"))
        if token["case"] == "whom":
            return _OBJECT.get(text.lower(), re.sub(r"(?<=s)['’]$|['’]s$", "", text))
        return text

    return " ".join(TOKEN.sub(put, repair).split())  # an optional word that is absent leaves no gap


def _tag_in_context(base: str, form: str, match: "re.Match[str]") -> tuple[str, str]:
    tags = verb_tags(form, base) or ("base",)
    before = match.string[max(0, match.start() - 24) : match.start()]
    if "participle" in tags and PERFECT.search(before):
        return "participle", form
    if "base" in tags and BARE.search(before):
        return "base", ""
    if "past" in tags:  # also of “shut” and “put”, which news tells of what has been
        return "past", "were" if base != "be" and _MANY.search(before) else form
    tag = min(tags, key=TAGS.index)
    return tag, "are" if tag == "base" and base != "be" else form


def owners_of(rows: Sequence[Mapping[str, str]]) -> dict[str, list[int]]:
    """For each anchor the numbers of the rows that have it; a list of the package has them in its last column."""
    told = rows.last("anchors") if isinstance(rows, Rows) else None
    if told is None:
        each: Iterable[Sequence[str]] = (
            row["anchors"].split() if "anchors" in row else anchors(row["pattern"]) for row in rows
        )
    else:
        each = map(str.split, told)
    owners: dict[str, list[int]] = {}
    for number, words in enumerate(each):
        for anchor in words:
            owners.setdefault(anchor, []).append(number)
    return owners


class PhraseBook:
    """The rows of a phrase list, found by the words that they cannot do without: ten times the phrases cost little
    more.

    What a row wants is read when a text first holds an anchor of it; it becomes a `Phrase`, and its expression is
    compiled, when a text first holds all its words, those in a row that stand so in the pattern.
    """

    def __init__(
        self,
        rows: Sequence[Mapping[str, str]],
        owners: Mapping[str, Sequence[int]] | None = None,
        kept: "Callable[[str, Callable[[], _Wanted]], _Wanted]" = lambda anchor, read: read(),
    ) -> None:
        """`owners`: what `owners_of` makes of the rows, where it has been made already. `kept`: gives what has been
        read for an anchor before, or reads it.
        """
        self._rows = rows
        self._owners = owners_of(rows) if owners is None else owners
        self._kept = kept
        self._anchored = frozenset(self._owners)
        self._beside: dict[str, _Beside] = {}
        self._needed: dict[int, tuple[tuple[str, ...], ...]] = {}
        self._made: dict[int, tuple[Phrase, tuple[_Row, ...]]] = {}

    def _wanted(self, number: int) -> tuple[tuple[str, ...], ...]:
        """Of which words a text must hold one each, besides an anchor, for the phrase of a row; the fewest first."""
        row = self._rows[number]
        anchor = frozenset(row["anchors"].split() if "anchors" in row else anchors(row["pattern"]))
        needed = (options for options in required(row["pattern"]) if not anchor.issubset(options))
        # the words of a document are interned, too, and most rows want the same ones
        return tuple(tuple(map(sys.intern, options)) for options in sorted(needed, key=len))

    def _read(self, anchor: str) -> "_Beside":
        """The rows of an anchor; those of one that has many by the first of what they want besides."""
        rows = self._owners[anchor]
        wanted = self._kept(anchor, lambda: tuple(map(self._wanted, rows)))
        alone: list[int] = []
        others: dict[str, list[int]] = {}
        for number, needed in zip(rows, wanted, strict=True):
            self._needed[number] = needed
            if needed and len(rows) > _FEW:
                for word in needed[0]:
                    others.setdefault(word, []).append(number)
            else:
                alone.append(number)
        found = self._beside[anchor] = alone, others, frozenset(others)
        return found

    def _phrase(self, number: int) -> "tuple[Phrase, tuple[_Row, ...]]":
        """The phrase of a row, and which of its words stand in a row."""
        row = self._rows[number]
        ways = rows_of_words(row["pattern"])
        made = self._made[number] = Phrase.from_row(row), tuple(map(_row, ways))
        return made

    def candidates(self, words: Set[str], text: str) -> Iterator[Phrase]:
        """The phrases that a text with these words (lower-case runs of ASCII letters and digits) may hold."""
        needed, made, beside = self._needed, self._made, self._beside
        numbers: set[int] = set()
        for anchor in words & self._anchored:
            alone, others, keys = beside.get(anchor) or self._read(anchor)
            numbers.update(alone)
            if keys:
                for word in words & keys:
                    numbers.update(others[word])
        line, pairs = "", words  # the words in order, and those of them that are neighbours
        for number in numbers:
            for options in needed[number]:
                if words.isdisjoint(options):
                    break
            else:
                phrase, rows = made.get(number) or self._phrase(number)
                if rows and not line:
                    ordered = runs(text)
                    line = f" {' '.join(ordered)} "
                    pairs = words | set(map(" ".join, zip(ordered, ordered[1:], strict=False)))
                for some, ways in rows:
                    if pairs.isdisjoint(some) or not (not ways or any(way in line for way in ways)):
                        break
                else:
                    yield phrase


_FEW = 3  # rows of an anchor that are looked at one by one
_Wanted = tuple[tuple[tuple[str, ...], ...], ...]  # for each row of an anchor, what `_wanted` gives
# pairs out of words that stand in a row, and the ways to write these, where they are more than the pairs
_Row = tuple[tuple[str, ...], tuple[str, ...]]
# rows that an anchor has, others by a word that they want besides, and these words
_Beside = tuple[list[int], dict[str, list[int]], frozenset[str]]


def _row(ways: frozenset[str]) -> _Row:
    pairs = {way: _rarest_pair(way) for way in ways}
    told = all(way == f" {pair} " for way, pair in pairs.items())
    return tuple(set(pairs.values())), () if told else tuple(ways)


def _rarest_pair(way: str) -> str:
    """Of “ took place in ” the two words beside each other that a text is least likely to hold, or the only one."""
    words = way.split()
    pairs = [f"{one} {other}" for one, other in zip(words, words[1:], strict=False)]
    return max(pairs, key=lambda pair: sum(map(rarity, pair.split()))) if pairs else words[0]


def with_article(text: str, start: int, replacement: str) -> tuple[int, str]:
    """Where an edit at `start` has to begin and what it has to say, so that "a" or "an" before it fits the new text."""
    before = re.search(r"\b([Aa]n?)(\s+)$", text[max(0, start - 4) : start])
    if before is None or not replacement or not replacement[0].isalnum():
        return start, replacement
    right = match_case(article(replacement), before[1])
    if right == before[1]:
        return start, replacement
    return start - len(before[0]), right + before[2] + replacement
