"""A sentence that stood before, word for word or nearly: an index over first long words keeps it cheap."""

import bisect
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from mtcheck.core import Bad, Document, Findings, Good, Resources, Rule, Severity, Span
from mtcheck.text.closed_classes import NUMERALS, WEEKDAYS_LOWER
from mtcheck.text.lazy import lazy
from mtcheck.text.scanner import runs

RULE = Rule(
    id="repeated-sentence",
    mqm="accuracy/addition",
    severity=Severity.MAJOR,
    summary="A sentence or paragraph is repeated, word for word or nearly.",
    why="Engines translate a segment twice, and content systems paste the lead or the caption into the body.",
    whole=True,
    examples=(
        Bad(
            "The port will stay closed until Friday. Crews are clearing the channel.⟦ The port will stay closed "
            "until Friday.→⟧ Ships wait."
        ),
        Bad(
            "Crews of the city are clearing the channel near Lom.\nShips wait.⟦\nCrews of the city are clearing the "
            "channel near Lom.→⟧\nIt rained."
        ),
        Bad(
            "Twelve people were hurt in the fire at the old mill, doctors said.⟦ Twelve people were injured in the "
            "fire at the old mill, the doctors said.→⟧"
        ),
        Bad(
            "⟦The vintage has begun in the hills.\nNinety pickers came at dawn.\nThe first carts left.\n→⟧The "
            "vintage has begun in the hills.\nNinety pickers came at dawn.\nThe first carts left."
        ),
        Bad(
            "⟦The vintage has begun in the hills.\nNinety pickers came at dawn.\n→⟧Pictures: the growers\nThe vintage"
            " has begun in the hills.\nNinety pickers came at dawn.\nThe first carts left."
        ),
        Good("Fishers in Lomna closed the harbour...\nFishers in Lomna said so."),
        Good("The port will stay closed until Friday. The port will stay open from Saturday."),
        Good(
            "The plum cake is a square.\nThey are sold in all shops of town.\nThe nut cake is a star.\nThey are sold"
            " in all shops of town."
        ),
        Good("Best bridge in the whole country? Nonsense, I say.\nBest bridge in the whole country? I like it."),
    ),
    limits="Refrains and pull quotes outside quotation marks are taken for errors.",
)

_WORD = lazy(r"[^\W_]+")
_STOCK = lazy(
    r"respond(?:ed)? to (?:a |several |multiple )?requests?|declined to comment|not immediately|for comment|click"
    r"|subscribe|all rights reserved|contributed to this|reporting by",
    re.I,
)
_FEWEST = 6
_SAME = 0.9  # how sure a rule is of one that is repeated to the letter
_POINTING = frozenset("he she it they this these those that there i we".split())


_STOP = r"[.!?][\"”]?(?=\s|[A-Z“\"]|$)"
_UNIT = lazy(rf"[^\n](?:[^\n.!?]++|(?!{_STOP})[.!?])*+(?:{_STOP})?")


def _words(text: str) -> tuple[str, ...]:
    return tuple(map(sys.intern, _low_words(text)))


def _low_words(text: str) -> list[str]:
    for sign in _SIGNS if not text.isascii() else ():
        text = text.replace(sign, " ")
    return runs(text) if text.isascii() else _WORD.findall(text.lower())


_SIGNS = "’“”—–‘…"  # that part words in news; without them most sentences are ASCII, and quick to read


def _letters(text: str) -> str:
    """The words without what parts them: two texts of the same words have the same."""
    for sign in _SIGNS if not text.isascii() else ():
        text = text.replace(sign, "")
    if text.isascii():
        return text.lower().encode("ascii").translate(None, _PARTING).decode("ascii")
    return "".join(_WORD.findall(text.lower()))


_PARTING = bytes(code for code in range(128) if not chr(code).isalnum())


def _blocks(doc: Document) -> Iterator[Span]:
    """A run of sentences, or of lines, that stands twice in a row: its first copy, with the break behind it."""
    text = doc.text
    body = _body(doc)
    found = [(match.start(), match.end()) for match in _UNIT.finditer(text, body)]
    keys = [hash(letters) if (letters := _letters(text[start:end])) else None for start, end in found]
    often = Counter(keys)
    if len(keys) - len(often) < 2:
        return  # a block has two units that stand twice
    units = [  # one that stands once needs no words, only to differ from all others
        (start, end, _words(text[start:end]) if often[key] > 1 else ("", str(start)))
        for (start, end), key in zip(found, keys, strict=True)
        if key is not None
    ]
    equal, counted = _ranges([unit[2] for unit in units])
    places: dict[tuple[tuple[str, ...], tuple[str, ...]], list[int]] = {}
    at = 0
    while at + 1 < len(units):
        pair = units[at][2], units[at + 1][2]
        done = False
        for first in reversed(places.get(pair, [])[-4:]):
            gap = not equal(first, at, at - first) and _is_label(text, units[at - 1])  # the credit of a picture, say
            size = at - first - gap
            if size < 2 or not equal(first, at, size):
                continue
            if counted[first + size] - counted[first] < _BLOCK or doc.in_quotation(units[first][0]):
                continue
            yield Span(units[first][0], units[first + size][0])
            at += size
            places.clear()
            done = True
            break
        if not done:
            places.setdefault(pair, []).append(at)
            at += 1


def _body(doc: Document) -> int:
    """Where the text begins behind its summary, which says the same in short."""
    ends = [segment.span.end for segment in doc.segments if segment.kind == "summary"]
    return ends[-1] if ends else 0


def _is_label(text: str, unit: tuple[int, int, tuple[str, ...]]) -> bool:
    """A short line without a stop."""
    start, end, _ = unit
    return end - start <= 60 and text[end - 1] not in '.!?"”' and text[start - 1 : start] == "\n"


def _ranges(units: Sequence[tuple[str, ...]]) -> tuple[Callable[[int, int, int], bool], list[int]]:
    """Whether so many units from one place are those from another, by sums over all units before a place: else a story
    that says much twice would be read anew for each of its sentences. And the words before each place.
    """
    sums, powers, counted = [0], [1], [0]
    numbers: dict[tuple[str, ...], int] = {}
    for unit in units:
        sums.append((sums[-1] * _BASE + numbers.setdefault(unit, len(numbers) + 1)) % _PRIME)
        powers.append(powers[-1] * _BASE % _PRIME)
        counted.append(counted[-1] + len(unit))

    def equal(first: int, at: int, size: int) -> bool:
        if at + size > len(units):
            return False
        ours = sums[first + size] - sums[first] * powers[size]
        theirs = sums[at + size] - sums[at] * powers[size]
        return (ours - theirs) % _PRIME == 0 and list(units[first : first + size]) == list(units[at : at + size])

    return equal, counted


_BLOCK = 12  # words of a block; a refrain is shorter
_BASE, _PRIME = 1_000_003, 2**61 - 1


def _teasers(doc: Document) -> Iterator[Span]:
    """Lines that break off, or quotations that stand alone, and begin the very next paragraph, too; with the break."""
    text, segments = doc.text, doc.segments
    for one, other in zip(segments, segments[1:], strict=False):
        line = one.span.of(text)
        cut = _CUT.search(line) if line.endswith(_CUTS) else None
        quoted = line[0] in '"“' and line[-1] in '"”' and _MARKS.search(line, 1, len(line) - 1) is None
        if (not cut and not quoted) or not _NO_TEASERS.isdisjoint((one.kind, other.kind)):
            continue
        said = _words(line[: cut.start()] if cut else line)
        if len(said) < (_FEWEST if cut else _FEWEST - 2):
            continue
        follows = _words(text[other.span.start : min(other.span.end, other.span.start + 2 * len(line) + 20)])
        if follows[: len(said)] == said and other.span.end - other.span.start > len(line):
            yield Span(one.span.start, other.span.start)


_CUT = lazy(r"\s?(?:\.\.\.+|…|\[(?:…|\.\.\.)\]|\((?:…|\.\.\.)\))$")
_CUTS = ("...", "…", "...]", "…]", "...)", "…)")
_MARKS = lazy(r"[\"“”]")
_NO_TEASERS = frozenset("headline summary list-item code table".split())


def detect(doc: Document, resources: Resources) -> Findings:
    teased = set()
    for line in _teasers(doc):
        teased.add(line.end)
        yield RULE.correction(line, "", "The next paragraph begins with these words.", 0.9)
    blocks = list(_blocks(doc))
    for block in blocks:
        twice = "These lines appear twice, one copy after the other."
        yield RULE.correction(block, "", twice, 0.93, severity=_severity(doc, block))
    for number, sentence, sure in _joined(doc, _again(doc)):
        if sentence.start in teased:
            continue
        before = bisect.bisect_right(blocks, sentence.start, key=lambda block: block.end) - 1
        if before >= 0 and sentence.start < blocks[before].end + len(blocks[before]) + 2:
            continue  # the second copy of a block that is named as one
        alike = "repeats an earlier sentence word for word" if sure >= _SAME else "says nearly what an earlier one says"
        whole = sure >= _SAME and sentence == doc.segments[number].span
        severity = _severity(doc, sentence) if whole else RULE.severity
        yield RULE.correction(
            _with_space(doc, number, sentence), "", f"This sentence {alike}.", sure, severity=severity
        )


_DATED = lazy(r"(?:^|[\s(])(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day[.:,] ?$")
_PASSAGE = 20  # words of a paragraph, or a block, that nobody prints twice: of 11,364 native stories two have one


def _severity(doc: Document, place: Span) -> Severity:
    return Severity.CRITICAL if doc.count_words(place) >= _PASSAGE else RULE.severity


def _again(doc: Document) -> list[tuple[int, Span, float]]:
    """Sentences said before, with the number of their segment and how sure that is."""
    seen: dict[tuple[str, ...], int] = {}
    index: dict[str, list[int]] = {}
    kept: list[tuple[tuple[str, ...], int]] = []
    flagged: list[tuple[int, Span, float]] = []
    for number, (segment, sentences) in enumerate(zip(doc.segments, doc.sentences, strict=True)):
        if segment.kind not in ("paragraph", "headline", "caption", "list-item"):
            continue
        for sentence in sentences:
            low = doc.text[sentence.start : sentence.end].lower()
            words = _words(low)
            if len(words) < _FEWEST:
                continue
            headline = segment.kind == "headline"
            sure = 0.0
            telling = _telling(words) if not headline else set()
            if words in seen:
                sure = 0.93 if not headline else 0.0
            elif not headline and 8 <= len(words) <= 80:
                sure = _like(words, telling, index, kept) if low.count(";") < 2 else 0.0
            if len(words) < 12 and sentence == segment.span and doc.text[sentence.end - 1] not in '.!?”"':
                sure = 0.0  # a line of verse, or of a table
            if len(words) < _BLOCK and doc.text[sentence.end - 1] == "?" and seen.get(words) != number:
                sure = 0.0  # a question that several people ask
            if len(words) < _BLOCK and _DATED.search(doc.text, max(0, sentence.start - 12), sentence.start):
                sure = 0.0  # “Monday. Woken by the cock. Tuesday. …”: a diary
            if words[0] in _POINTING and telling and seen.get(words) != number:
                sure = 0.0  # “They can be bought online.” behind each of two cakes is said of two things
            if (
                sure
                and not doc.in_quotation(sentence.start)
                and not _STOCK.search(doc.text, sentence.start, sentence.end)
            ):
                # the headline as the first sentence is another rule's
                if not (words in seen and seen[words] == -1 and number <= 3):
                    flagged.append((number, sentence, sure))
                continue
            seen[words] = -1 if headline else number
            if not headline:
                for word in telling:
                    index.setdefault(word, []).append(len(kept))
                kept.append((words, sentence.start))
    return flagged


def _with_space(doc: Document, number: int, sentence: Span) -> Span:
    """The sentence with the line break or the spaces that would be too many without it."""
    start = sentence.start
    if sentence == doc.segments[number].span and number:
        start = doc.segments[number - 1].span.end
    else:
        while start > doc.segments[number].span.start and doc.text[start - 1].isspace():
            start -= 1
        if start == doc.segments[number].span.start:
            after = sentence.end
            while after < doc.segments[number].span.end and doc.text[after].isspace():
                after += 1
            sentence = Span(sentence.start, after)
    return Span(start, sentence.end)


def _joined(doc: Document, flagged: list[tuple[int, Span, float]]) -> Iterator[tuple[int, Span, float]]:
    """Neighbouring repeated sentences of one paragraph as one."""
    at = 0
    while at < len(flagged):
        number, span, sure = flagged[at]
        while (
            at + 1 < len(flagged)
            and flagged[at + 1][0] == number
            and not doc.text[span.end : flagged[at + 1][1].start].strip()
        ):
            at += 1
            span, sure = Span(span.start, flagged[at][1].end), min(sure, flagged[at][2])
        yield number, span, sure
        at += 1


def _like(
    words: tuple[str, ...], telling: set[str], index: dict[str, list[int]], kept: list[tuple[tuple[str, ...], int]]
) -> float:
    """How sure it is that an earlier sentence says the same: nearly the same words in nearly the same order, the same
    figures and no other verb.
    """
    near = [
        place for word in telling if (places := index.get(word)) is not None and len(places) <= 12 for place in places
    ]
    if len(near) == len(set(near)):
        return 0.0  # no earlier sentence has two of these words
    for place in _two_commonest(near):
        other = kept[place][0]
        if 2 * (min(len(words), len(other)) - 1) < max(len(words), len(other)) - 1:
            continue
        pairs = set(zip(words, words[1:], strict=False)) & set(zip(other, other[1:], strict=False))
        if len(pairs) * 2 < max(len(words), len(other)) - 1:
            continue
        mine, its = Counter(words), Counter(other)
        differing = (mine - its) + (its - mine)
        common = sum((mine & its).values())
        if any(word.isdigit() or word in _TELLING for word in differing) or common < 0.75 * max(len(words), len(other)):
            continue
        if sum(len(word) > 3 for word in differing) <= 2 and len(words) >= 10:
            return 0.85
    return 0.0


def _two_commonest(places: list[int]) -> list[int]:
    """The two that stand there most often, at least twice, the commonest first; of equals those that came first."""
    often = [(-count, number, place) for number, (place, count) in enumerate(Counter(places).items()) if count > 1]
    return [place for *_, place in sorted(often)[:2]]


def _telling(words: tuple[str, ...]) -> set[str]:
    """The first long words, by which a sentence is found again."""
    return set([word for word in words if len(word) > 5][:8]) or set(words[:4])


_TELLING = (
    NUMERALS
    | WEEKDAYS_LOWER
    | frozenset(
        "not no never first second third last more less man woman men women north south east west also another"
        " other new".split()
    )
)
