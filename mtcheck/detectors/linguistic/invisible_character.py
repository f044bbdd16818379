"""Characters that nobody sees, the replacement character, broken bytes, and accents piled on one another.

Joiners in Indic and Arabic words and in emoji are left alone.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from mtcheck.core import (
    Applicability,
    Bad,
    Document,
    Edit,
    Finding,
    Findings,
    Good,
    Pattern,
    Resources,
    Rule,
    Severity,
    Span,
)
from mtcheck.cues.removal import removal
from mtcheck.text.edges import widened
from mtcheck.text.lazy import lazy
from mtcheck.text.names import without_accents
from mtcheck.text.typography import house_apostrophe

RULE = Rule(
    id="invisible-character",
    mqm="linguistic-conventions/character-encoding",
    applicability=Applicability.AUTOMATIC,
    residue=True,
    summary="A word contains an invisible or unreadable character.",
    why=(
        "Soft hyphens, zero-width spaces and control characters of web pages break searching; U+FFFD stands for a"
        " letter that was lost, and so do bytes that are not in the file's encoding. No alphabet piles four accents on"
        " a letter; the words under them cannot be searched or checked."
    ),
    examples=(
        Bad("The ⟦pre\u00adfect⟧ ⟦re\u00adsigned⟧ yesterday.", fixed="The prefect resigned yesterday."),
        Bad("The head of the town, Ana ⟦Garc\u00ada→García⟧, left."),
        Bad("Mr. ⟦Dvo\ufffdik⟧ declined."),
        Bad("They ⟦don\ufffdt⟧ know.", fixed="They don't know."),
        Bad("The ⟦\u200bmayor⟧ left.", fixed="The mayor left."),
        Bad("The ⟦ro\u0301\u0301\u0301\u0301ad→road⟧ is shut."),
        Good("The prefect resigned yesterday."),
        Good("He wrote می\u200cخواهم on the wall."),
        Good("She sent 👩\u200d👧 and left."),
        Good("Nguye\u0302\u0303n met A\u0323\u0301ti\u0323\u0300le\u0323\u0301 in Lomna."),
    ),
)

_HIDDEN = Pattern(
    r"[\ufffd\ufffc\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\u00ad"
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff\udc80-\udcff]+"
)
_GONE = lazy(r"[\ufffd\udc80-\udcff]")  # the replacement character, and bytes that are not in the encoding
_ACCENTS = Pattern(  # those that go on any letter; and five in a row of another alphabet's
    r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+|[\u0483-\u0489\u0591-\u05c7\u0610-\u061a"
    r"\u064b-\u065f\u06d6-\u06ed\u0900-\u0903\u093a-\u094f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{5,}"
)
_PILE = 4  # accents on one letter, or in a word that has more of them than letters
_COMMAND = lazy(r"\[[0-9;?]{0,20}[A-Za-z]")  # what follows an escape: a command to a terminal, which can be seen
_SEPARATORS = frozenset("\u2028\u2029\x0b\x0c")  # they part lines: what stands on both sides is two words
_JOINERS = lazy(r"[\u200c-\u200f\u202a-\u202e\u2066-\u2069]+")
_PRIVATE = lazy(r"\w[\ue000-\uf8ff]|[\ue000-\uf8ff]\w")
_SUFFIX = lazy(r"(?:s|t|re|ve|ll|d|m)\b")


def detect(doc: Document, resources: Resources) -> Findings:
    text = doc.text
    last = -1
    for match in doc.matches(_HIDDEN, masked=True):
        start, end = match.start(), _end(text, match)
        if start < last:
            continue
        near = text[max(0, start - 2) : start] + text[end : end + 2]
        if _JOINERS.fullmatch(match[0]) and any(
            ord(char) > 0x590 and (char.isalpha() or ord(char) > 0x2300) for char in near
        ):
            continue
        line = doc.segment_at(start).span
        low, high = start, end
        while low > line.start and text[low - 1].isalnum():
            low -= 1
        while high < line.end:
            hidden = None if text[high].isalnum() else _HIDDEN.compiled.match(text, high, line.end)
            if hidden is None and not text[high].isalnum():
                break
            high = _end(text, hidden) if hidden else high + 1
        last = high
        word = text[low:high]
        if gone := _GONE.search(word):
            yield _lost(doc, low, high, gone.start())
            continue
        new = "".join(_kept(text, low, high, plain=_is_plain(doc)))
        if new == word:
            continue
        if not new.strip():
            edit = Edit(Span(low, high), new) if new else removal(doc, low, high)
            place = Span(min(low, edit.span.start), max(high, edit.span.end))
            yield RULE.correction(place, edit, "There is an invisible character here.", 0.95)
            continue
        letter = _with_letter(word, new, resources)
        if letter:
            message = f"“{letter}” lost half of a letter; what is left of it cannot be seen."
            yield RULE.correction(Span(low, high), letter, message, 0.92, for_people=True)
            continue
        found = RULE.correction(Span(low, high), new, f"“{new}” has an invisible character in it.", 0.95)
        # what stood for a letter in somebody's own font: the word may be another one
        yield replace(found, severity=Severity.CRITICAL) if _PRIVATE.search(word) else found
    yield from _piled(doc, resources)


def _piled(doc: Document, resources: Resources) -> Findings:
    """Words under accents that no alphabet sets: nothing else can be said of them, or of what hangs on them."""
    text, last = doc.text, -1
    for match in doc.matches(_ACCENTS, masked=True):
        if match.start() < last:
            continue
        low, high = widened(text, *match.span(), lambda char: not char.isspace())
        last = high
        word = unicodedata.normalize("NFC", text[low:high])
        accents = sum(map(_is_accent, word))
        highest = max(len(pile[0]) for pile in _ACCENTS.compiled.finditer(text, low, high))
        if highest < _PILE and (accents < _PILE or accents <= sum(map(str.isalpha, word))):
            continue
        bare = "".join(char for char in word if not _is_accent(char))
        if (plain := without_accents(bare)).strip(_MARKS).lower() in resources.model("vocabulary"):
            bare = plain
        message = f"“{bare}” is buried under accents that no alphabet sets."
        yield RULE.correction(Span(low, high), bare, message, 0.97, 0.85, for_people=True, severity=Severity.CRITICAL)


def _is_accent(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Me")


_MARKS = "“”‘’\"'.,;:!?()"


_OFTENER = 10  # times that a name with the letter is used for each use of the word without


def _with_letter(word: str, without: str, resources: Resources) -> str | None:
    """The name that the word is where the soft hyphen is the second byte of an “í”: García; None where it is not."""
    if "\u00ad" not in word:
        return None
    vocabulary, whole = resources.model("vocabulary"), word.replace("\u00ad", "í")
    plain = without_accents(whole)
    return whole if vocabulary.count(plain) > _OFTENER * vocabulary.count(without) else None


def _is_plain(doc: Document) -> bool:
    """Whether a line break in the file is one for its readers: only white space stands between its segments."""
    gaps = zip(doc.segments, doc.segments[1:], strict=False)
    raws = (doc.raw_span(Span(one.span.end, max(one.span.end, other.span.start))) for one, other in gaps)
    return doc.escape("<") == "<" and all("<" not in doc.raw[raw.start : raw.end] for raw in raws)


def _end(text: str, match: "re.Match[str]") -> int:
    """Where the hidden characters end, with the rest of a command to a terminal."""
    command = _COMMAND.match(text, match.end()) if match[0].endswith("\x1b") else None
    return command.end() if command else match.end()


def _kept(text: str, low: int, high: int, *, plain: bool) -> Iterator[str]:
    """What stays of a range: all that can be seen, and a line break where a character parted two lines; in markup,
    where a line break joins them, that character.
    """
    at = low
    for match in _HIDDEN.compiled.finditer(text, low, high):
        if match.start() < at:
            continue
        yield text[at : match.start()]
        beside = text[match.start() - 1 : match.start()], text[_end(text, match) : _end(text, match) + 1]
        if _SEPARATORS & set(match[0]) and all(char and char not in "\r\n" for char in beside):
            yield "\n" if plain else next(char for char in match[0] if char in _SEPARATORS)
        at = _end(text, match)
    yield text[at:high]


def _lost(doc: Document, low: int, high: int, at: int) -> Finding:
    """The finding on a word whose character `at` was lost."""
    span = Span(low, high)
    word = span.of(doc.text)
    rest = word[at + 1 :]
    message = f"A letter or mark of “{_GONE.sub(_SHOWN, word)}” was lost."
    if word[at] == _SHOWN and at and word[:at].isalpha() and _SUFFIX.fullmatch(rest):
        mark = house_apostrophe(doc.text)
        return replace(RULE.correction(span, word[:at] + mark + rest, message, 0.97, 0.93), severity=Severity.CRITICAL)
    return RULE.finding(span, message, confidence=0.97, severity=Severity.CRITICAL)


_SHOWN = "\ufffd"  # as which a broken byte is shown
