"""Bytes of UTF-8 read as another encoding.

A repair is offered only where encoding back and reading as UTF-8 gives letters or marks that English copy has.
"""

import bisect
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

from mtcheck.core import Applicability, Bad, Document, Edit, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.edges import widened
from mtcheck.text.lazy import lazy
from mtcheck.text.names import without_accents
from mtcheck.text.typography import house_apostrophe
from mtcheck.text.vocabulary import Vocabulary

RULE = Rule(
    id="mojibake",
    mqm="linguistic-conventions/character-encoding",
    severity=Severity.MAJOR,
    applicability=Applicability.AUTOMATIC,
    summary="Characters were read in the wrong encoding.",
    needs=("vocabulary",),
    why="A file in UTF-8 was opened as if it were in an older encoding, or the other way round.",
    examples=(
        Bad("The ⟦cafÃ→café⟧ and the bar are shut."),
        Bad("The town of ⟦MÃ©nard→Ménard⟧ lost power."),
        Bad("She said ⟦itâ€™s→it’s⟧ too late."),
        Bad("They ⟦don™t→don’t⟧ know."),
        Bad("The budget is ⟦Â£40→£40⟧ million."),
        Bad("⟦â€œWe⟧ ⟦waitâ€\u009d⟧, he said.", fixed="“We wait”, he said."),
        Bad(
            "She said ⟦€œnobody⟧ will be left ⟦behind€⟧ and went.",
            fixed="She said “nobody will be left behind” and went.",
        ),
        Bad("The talks ⟦€“⟧ the third this year ⟦€“⟧ failed.", fixed="The talks – the third this year – failed."),
        Bad("The owner of the ⟦Caf©→Café⟧ Rask was fined."),
        Bad("They want more ⟦pay†and→pay and⟧ shorter shifts; the ⟦firm¶s→firm's⟧ owner said no."),
        Bad("On ⟦Friday¤in→Friday in⟧ the old ⟦town·→town⟧ nobody slept."),
        Good("The price† is a list price‡, the Gö¶men family sang at Paral·lel, and the étudiant·e·s met."),
        Good("He shouted what??? and left. Aÿ, Île, Åå, ¡¿Qué?! and naïveté; a=80 and b=AB, +44 20-"),
        Good("The picture is © Reuters, the Acme© mark."),
        Good("The rate is 5‰ a year, 7 ‰ at most."),
        Good("Paral·lel 5, the N1ª road, 5º and don´t."),
    ),
)

_RUN = Pattern(r"[ÂÃâÐÑÅÄÎÏÆÈÇïåãäæçèéÊË][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ][^\s\x00-\x7f]*")
_MAC = Pattern(r"‚Ä[^\s\w]|‚Ä[ìîôöùúûü¶]|√[©®°±≥≠§∂∏ºúÑ∫ßâéëí†°™]")
_WINDOWS_1251 = Pattern(r"(?:вЂ[™њќ“”\"¦ќ\u009d\u0098˜]|Р’[«»°]|Г[©¶јє±§])")
# The first byte gone on the way, as cleaners drop what they take for a control sign.
_HALVED = Pattern(r"(?<![âÂ\d])€(?:[™œ˜¦“”\u009d\u0094\u0093\u0099\u009c])")
_CLOSING = Pattern(r"(?<=[a-z.,!?])€(?=[\s.,;:)]|$)")  # its last byte, which no font shows, lost, too
_WHOLE = dict(zip("™œ˜¦“”\u009d\u0094\u0093\u0099\u009c", "’“‘…–—”—–’“", strict=True))
_LOST = Pattern(
    r"\b(?:[Dd]on|[Dd]oesn|[Dd]idn|[Ii]sn|[Aa]ren|[Ww]asn|[Ww]eren|[Ww]on|[Ww]ouldn|[Cc]ouldn|[Ss]houldn|[Cc]an"
    r"|[Hh]asn|[Hh]aven|[Hh]adn)\?t\b|\b(?:[Ii]t|[Hh]e|[Ss]he|[Tt]hat|[Tt]here|[Ww]hat|[Ll]et|[Ww]ho)\?s\b"
    r"|\b(?:[Tt]hey|[Ww]e|[Yy]ou)\?(?:re|ve|ll)\b|\bI\?(?:m|ve|ll|d)\b|\b[A-Z]?[a-z]{3,}\?s (?=[a-z])"
)
_SECOND = Pattern(  # the second byte of a letter with an accent between two plain letters
    r"(?<=[A-Za-z])[\u00a1-\u00a7\u00a9-\u00ac\u00ae\u00af\u00b1-\u00b3\u00b5\u00b6\u00b8-\u00bf](?=[a-z])"
    r"|(?<=[A-Za-z])¨(?=[b-df-hj-np-tv-z])|(?<![\w€])‚¬(?=\d)"
    r"|(?<=[a-z])™(?=(?:s|t|re|ve|ll|d|m)\b)|(?<=[a-z])â(?=(?:s|t|re|ve|ll)\b)|(?<![\w€])â¬(?=\d)|(?<=[a-z])â€(?=(?:s|t|re|ve|ll|d|m)\b)|(?<=[a-z])â™(?=[a-z])"
)
_LAST = Pattern(r"(?<!\w)(?P<name>[A-Za-z][a-z]{1,12})(?P<sign>[¡³©¨ª±¼¶¤])(?![\w©])")
# A letter with an accent as a question mark: “Fran?ois”, “the singer Beyonc? will”
_ASKED = Pattern(
    r"\b(?P<left>[A-Z][a-z]{0,12})(?P<sign>\?)(?P<right>[a-z]{1,10})\b|(?<=[a-z]"
    r" )(?P<name>[A-Z][a-z]{2,12})(?P<end>\?)(?= [a-z])"
)
# A sign where a space, a dash or an apostrophe was, between two words that stand for themselves
_HUNG = "†‡¤¦§¨¬¯¶¸•·"
_BETWEEN = Pattern(rf"[{_HUNG}](?<=[a-z%].)(?=[a-z])|[¤¦¬¶•·](?<=[a-z].)(?= [a-z])")
_LEFT_WORD, _RIGHT_WORD = lazy(r"(?<![\w'’·-])[A-Za-z][a-z]*$|%$"), lazy(r"[a-z]+(?![\w'’-]| ?©)")
_SUFFIXES = frozenset("s t re ve ll d m".split())
_OFTEN = 10  # uses in clean news of each of the words
_LETTERS = "éáíóúüöäãçñèêôåøëïûâàîæß"
_HIGH = Pattern(r"(?<=[A-Za-z-])‰(?=[a-z])|(?<= )‰(?=[a-z]{2})")  # É, its first byte lost
_WITH_ACCENTS = frozenset(  # English words that keep them, without
    "cafe fiance fiancee cliche decor naive expose communique attache protege protegee entree soiree puree facade"
    " creche crepe fete resume rose role emigre touche pate melee deja".split()
)
_ENGLISH = 30  # percent of capitals below which a word is a common one
_KNOWN, _NAME = 10, 60  # uses in clean news of a name that lost its last letter, and percent of capitals
# Nouns with a capital, as in the name of a house
_ACCENTED = frozenset("Caf© Attach© Communiqu© Fianc© Clich© Expos©".split())
_SIGNS = {"â": "’", "™": "’", "â¬": "€", "‚¬": "€", "â€": "’", "â™": "’"}
_LEFT = Pattern(r"Â(?=[ \u00a0](?:\S|$))|Ã(?= [a-z])|â€(?=[\s.,;:!?)]|$)|ï»¿")
_PLAUSIBLE = lazy(
    r"[\u00a0-\u017f\u0218-\u021b\u1e00-\u1eff\u2010-\u2026\u2030-\u203a\u20ac\u2122\u2190-\u21ff\u2212\ufeff\u00ad\u20"
    r"0b-\u200f]+|[\u0400-\u04ff]{2,}|[\u0370-\u03ff]{2,}|[\u3000-\u30ff\u4e00-\u9fff]+"
)
# Words of another alphabet read byte by byte as letters with accents: no language of these letters sets five in a row.
# Then bytes as they are written in mail and in programs, and a name of which only question marks are left.
_ALPHABET = Pattern(r"(?<![\w\x80-\xff])[\xa1-\xff]{2,}(?:[ ,.]{1,2}[\xa1-\xff]{2,})*(?![\w\x80-\xff])")
_BYTES = Pattern(
    r"(?:=[89A-F][0-9A-F]){2,}|(?:\\x[89a-fA-F][0-9a-fA-F]){2,}|(?:\\u[0-9a-fA-F]{4}(?![0-9a-fA-F]))+"
    r"|(?:(?<=[a-z] )|(?<=[a-z], ))\?{3,}(?: \?{2,})*(?=,? [a-z])"
)
_MAIL = Pattern(r"\+(?=[A-Za-z0-9]{0,7}[A-Z])(?=[0-9]{0,7}[A-Za-z])[A-Za-z0-9]{3,8}-")  # UTF-7
# Quotation marks and signs of currencies as question marks: “?We wait,? he said”, “?18 million”
_QUERIED = Pattern(
    r"(?P<sure>(?:^|(?<=\s))\?(?=[A-Za-z0-9])|,\?(?=\s|$))|(?<=[a-z])\?{1,2}(?=[a-z])|(?<=[a-z])\?(?=\.(?:\s|$))"
)
_QUERIES = 3  # of a story; native news has none
_IN_A_ROW = lazy(r"[\xc0-\xff]{4}|[\xa1-\xff]{6}")


def detect(doc: Document, resources: Resources) -> Findings:
    text = doc.text
    found = [
        (*match.span(), value)
        for pattern, encoding in ((_RUN, "cp1252"), (_MAC, "mac_roman"), (_WINDOWS_1251, "cp1251"))
        for match in doc.matches(pattern, masked=True)
        if (value := _undone(match[0], encoding)) is not None
    ]
    covered = sorted((start, end) for start, end, _ in found)
    starts, reach = [start for start, _ in covered], list(accumulate((end for _, end in covered), max))

    def covers(place: int) -> bool:
        at = bisect.bisect_right(starts, place)
        return at > 0 and reach[at - 1] > place

    taken: set[int] = set()
    edits: list[Edit] = []
    for start, end, value in sorted([*found, *_pieces(doc, covers, resources.model("vocabulary"))]):
        low, high = start, end
        while low > 0 and text[low - 1].isalnum() and low - 1 not in taken:
            low -= 1
        while high < len(text) and text[high].isalnum() and not covers(high):
            high += 1
        new = text[low:start] + value + text[end:high]
        while text[high - 1 : high].isspace() and new[-1:].isspace():
            high, new = high - 1, new[:-1]
        if low in taken:
            continue
        taken.update(range(low, high))
        edits.append(Edit(Span(low, high), new))
    yield from _unread(doc, covers)
    vocabulary = resources.model("vocabulary")
    yield from _signs(doc, covers, vocabulary)
    for edit, together in _by_quotation(doc, edits):
        message = f"“{edit.span.of(text)}” was read in the wrong encoding."
        doubtful = any(_is_no_english(one.text, vocabulary) for one in together)
        others = tuple(one.span for one in together if one is not edit)
        yield RULE.correction(edit.span, together, message, 0.95, 0.93, related=others, for_people=doubtful)


def _signs(doc: Document, covers: Callable[[int], bool], vocabulary: Vocabulary) -> Findings:
    for match in doc.matches(_BETWEEN, masked=True):
        at = match.start()
        if covers(at) or (new := _stood(doc.text, at, vocabulary)) is None:
            continue
        mark = house_apostrophe(doc.text) if new == "'" else new
        left, right = _around(doc.text, at)
        span = Span(at - len(left), at + 1 + len(right))
        shown = span.of(doc.text)
        message = f"“{match[0]}” in “{shown}” stands where a space, a dash or an apostrophe was."
        yield RULE.correction(span, left + mark + right, message, 0.92, 0.8, for_people=True)


def _around(text: str, at: int) -> tuple[str, str]:
    """The words on both sides of a sign; empty where none touches it."""
    left, right = _LEFT_WORD.search(text, max(0, at - 20), at), _RIGHT_WORD.match(text, at + 1, at + 21)
    return left[0] if left else "", right[0] if right else ""


def _stood(text: str, at: int, vocabulary: Vocabulary) -> str | None:
    """What a sign between two common words stands for; None where it may be half of a letter."""
    left, right = _around(text, at)
    if not left or not (left == "%" or _is_common(left, vocabulary)):
        return None
    if not right:
        return "" if text[at + 1] == " " else None
    with_letter = left + bytes((0xC3, ord(text[at]))).decode(errors="ignore") + right if text[at] < "\u0100" else ""
    if with_letter and vocabulary.count(without_accents(with_letter)):
        return None
    if right in _SUFFIXES:
        return "'"
    whole = left == "%" or len(left + right) > _HALVES
    return " " if whole and _is_common(right, vocabulary) else None


_HALVES = 5  # letters of two words at the most that may be those of one: “Go§men”


def _is_common(word: str, vocabulary: Vocabulary) -> bool:
    """Whether clean news often has the word, with a capital only where it is written so."""
    return vocabulary.count(word) >= _OFTEN and (word.islower() or vocabulary.capital(word) > _NAME)


def _is_no_english(text: str, vocabulary: Vocabulary) -> bool:
    """Whether the word is a common English one but for its accent: “évidence”."""
    word = text.strip("“”‘’\"'.,;:!?()")
    plain = without_accents(word).lower()
    return (
        plain != word.lower()
        and word.lower() not in vocabulary
        and plain.removesuffix("s") not in _WITH_ACCENTS
        and vocabulary.count(plain) > 1
        and vocabulary.capital(plain) < _ENGLISH
    )


def _unread(doc: Document, covers: Callable[[int], bool]) -> Findings:
    """What no reader can make out, and only the source or a look at the encoding can mend."""
    for pattern in (_ALPHABET, _BYTES, _MAIL):
        for match in doc.matches(pattern, masked=True):
            shown = match[0]
            if pattern is _ALPHABET and (covers(match.start()) or not _IN_A_ROW.search(shown) or len(set(shown)) < 4):
                continue
            if pattern is _MAIL and not _is_mail(shown):
                continue
            message = f"“{shown}” was read in the wrong encoding; the source has the words."
            yield RULE.finding(Span(*match.span()), message, confidence=0.95, severity=Severity.CRITICAL)
    queried = list(doc.matches(_QUERIED))
    if len(queried) >= _QUERIES and (first := next((match for match in queried if match["sure"]), None)):
        message = f"Letters or marks have become question marks, here and in {len(queried) - 1} other places."
        yield RULE.finding(Span(*first.span()), message, confidence=0.95, severity=Severity.CRITICAL)


def _is_mail(shown: str) -> bool:
    """Whether it stands, in UTF-7, for marks or letters that news holds."""
    try:
        return _PLAUSIBLE.fullmatch(shown.encode().decode("utf-7")) is not None
    except UnicodeDecodeError:
        return False


def _by_quotation(doc: Document, edits: Sequence[Edit]) -> Iterator[tuple[Edit, tuple[Edit, ...]]]:
    """Each edit with those that are carried out with it or not at all: the two marks of a quotation, the two dashes of
    an aside.
    """
    at = 0
    while at < len(edits):
        pair = tuple(edits[at : at + 2])
        if (
            len(pair) == 2
            and (_is_quotation(*pair) or _is_aside(doc, *pair))
            and doc.segment_index(pair[0].span.start) == doc.segment_index(pair[1].span.start)
        ):
            yield from ((edit, pair) for edit in pair)
            at += 2
        else:
            yield edits[at], (edits[at],)
            at += 1


def _is_quotation(first: Edit, second: Edit) -> bool:
    return first.text.count("“") == second.text.count("”") == 1 and "”" not in first.text and "“" not in second.text


def _is_aside(doc: Document, first: Edit, second: Edit) -> bool:
    """“The talks – the third this year – ended”: of one sentence, each dash between spaces."""
    return (
        first.text == second.text
        and first.text in ("–", "—")
        and all(
            doc.text[one.span.start - 1 : one.span.start] == " " == doc.text[one.span.end] for one in (first, second)
        )
        and doc.sentence_at(first.span.start) == doc.sentence_at(second.span.start)
    )


def _pieces(doc: Document, covers: Callable[[int], bool], vocabulary: Vocabulary) -> Iterator[tuple[int, int, str]]:
    """Characters of which a part was lost, outside the runs that can be read again, with what they stood for."""
    for match in doc.matches(_LEFT, masked=True):
        if covers(match.start()) or (match[0] == "Ã" and not doc.before(match.start(), 1).isalpha()):
            continue
        value = {"Â": "", "Ã": "à", "â€": "”", "ï»¿": ""}[match[0]]
        joins = 0
        if match[0] == "Ã":
            low, _ = widened(doc.text, match.start(), match.start(), str.isalpha)
            before, behind = doc.text[low : match.start()], re.match(r" ([a-z]+)", doc.after(match.end(), 30))
            if f"{before}e".lower() in _WITH_ACCENTS:
                value = "é"
            elif behind and behind[1] not in vocabulary:
                joins = 1  # inside a word: “hàng” of “hÃ ng”
        yield match.start(), match.end() + joins, value
    for match in doc.matches(_HALVED, masked=True):
        yield (*match.span(), _WHOLE[match[0][1]])
    for match in doc.matches(_CLOSING, masked=True):
        opened = doc.text.rfind("€œ", doc.segment_at(match.start()).span.start, match.start())
        if opened >= 0 and "€" not in doc.text[opened + 2 : match.start()]:
            yield (*match.span(), "”")
    for match in doc.matches(_SECOND, masked=True):
        apart = match[0] in _HUNG and _stood(doc.text, match.start(), vocabulary) is not None
        if not covers(match.start()) and match[0] not in "·º" and not apart:
            yield (*match.span(), _SIGNS.get(match[0]) or bytes((0xC3, ord(match[0]))).decode())
    for match in doc.matches(_LAST, masked=True):
        letter = bytes((0xC3, ord(match["sign"]))).decode()
        plain = without_accents(match["name"] + letter)
        if match["name"] + match["sign"] in _ACCENTED or (
            vocabulary.count(plain) >= _KNOWN and (vocabulary.capital(plain) > _NAME) == match["name"].istitle()
        ):
            yield (*match.span("sign"), letter)
    for match in doc.matches(_ASKED):
        left, right = match["left"] or match["name"], match["right"] or ""
        meant = [letter for letter in _LETTERS if vocabulary.count(left + letter + right) > 1]
        if meant and left + right not in vocabulary:
            yield (*match.span("sign" if match["sign"] else "end"), meant[0])
    for match in doc.matches(_HIGH, masked=True):
        yield (*match.span(), "É")
    for match in doc.matches(_LOST, masked=True):
        value = match[0].rstrip().replace("?", house_apostrophe(doc.text))
        yield (*match.span(), value + (" " if match[0].endswith(" ") else ""))


def _undone(run: str, encoding: str) -> str | None:
    """The text that was meant, None where the bytes make none; read again as long as that works."""
    value = run
    for _ in range(3):
        data = bytearray()
        for char in value:
            try:
                data += char.encode(encoding)
            except UnicodeEncodeError:
                if ord(char) > 255:
                    return _checked(value, run)
                data.append(ord(char))
        try:
            again = data.decode("utf-8")
        except UnicodeDecodeError:
            break
        value = again
    return _checked(value, run)


def _checked(value: str, run: str) -> str | None:
    return value if value != run and _PLAUSIBLE.fullmatch(value) else None
