"""Whether a repair may run unasked: `proved` lets one through only where the whole passage after it is better, and
leaves the others to a person.

A repair passes when the passage after it has no finding that it had not before, the figures and currencies are the
same, articles fit what follows them, and no words are lost but a copy of what still stands. What a rule of residue
takes out was no part of the story and is not missed, unless it holds a sentence that tells something or the name of
an author. Nothing runs unasked that empties a headline, a summary or a whole story, or that stands in a command line.
"""

import bisect
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace as replaced

from mtcheck.core import Applicability, Document, Edit, Finding, Repair, Span
from mtcheck.repair.plan import apply, plan
from mtcheck.repair.restraint import left_to_people
from mtcheck.text.inflection import article
from mtcheck.text.lazy import lazy
from mtcheck.text.sentences import EITHER, TITLES
from mtcheck.text.telling import byline, tells
from mtcheck.text.words import either

Worse = Callable[[str, str], bool]  # of a text and one after a repair: whether some rule finds more in the second

_TRIES = 24  # times that a text is read again because its repairs do not pass all together
_LONGEST = 20_000  # code points of a story that is read again as a whole; of a longer one, only the passage


def proved(doc: Document, findings: Sequence[Finding], worse: Worse) -> tuple[Finding, ...]:
    """The findings; automatic repairs not proved better are for review, and so is all but a finding's first."""
    shown = [_first_alone(finding) for finding in findings]
    automatic = [number for number, finding in enumerate(shown) if _is_automatic(finding)]
    sound = {
        number: shown[number]
        for number in automatic
        if _keeps_content(doc, shown[number], shown[number].repairs[0])
        and not _in_command(doc, shown[number].repairs[0])
        and not left_to_people(doc, shown[number], shown[number].repairs[0])
    }
    passed = set(_passing(doc, sound, worse))
    passed -= _emptying(doc, {number: shown[number].repairs[0] for number in passed})
    for number in automatic:
        if number not in passed:
            shown[number] = _for_review(shown[number])
    return tuple(shown)


def _emptying(doc: Document, repairs: Mapping[int, Repair]) -> set[int]:
    """The numbers of the repairs that would together leave nothing of a headline, of a story or of its summary."""
    cut: dict[int, dict[int, list[Edit]]] = {}  # by segment, then by repair
    for number, repair in repairs.items():
        for edit in repair.edits:
            if not len(edit.span) or _WORD.search(edit.text) or not doc.segments:
                continue
            first, last = doc.segment_index(edit.span.start), doc.segment_index(edit.span.end - 1)
            for index in range(first, last + 1):
                cut.setdefault(index, {}).setdefault(number, []).append(edit)
    emptied = {index for index, by in cut.items() if _leaves_nothing(doc, index, by.values())}
    whole = [[index] for index in emptied if doc.segments[index].kind == "headline"]
    for summary in (True, False) if emptied else ():
        whole.append(
            [
                index
                for index, segment in enumerate(doc.segments)
                if segment.kind != "headline"
                and (segment.kind == "summary") is summary
                and _WORD.search(doc.text, segment.span.start, segment.span.end)
            ]
        )
    return {number for part in whole if emptied.issuperset(part) for index in part for number in cut[index]}


def _leaves_nothing(doc: Document, index: int, cuts: Iterable[Sequence[Edit]]) -> bool:
    """Whether a segment has a word before the cuts and none after them."""
    span = doc.segments[index].span
    kept = bytearray(b"\1") * len(span)
    for edit in (edit for edits in cuts for edit in edits):
        low, high = max(edit.span.start, span.start) - span.start, min(edit.span.end, span.end) - span.start
        if low < high:
            kept[low:high] = bytes(high - low)
    text = span.of(doc.text)
    left = "".join(char if keep else " " for char, keep in zip(text, kept, strict=True))
    return _WORD.search(text) is not None and _WORD.search(left) is None


_COMMANDS = either("proof: commands")
_COMMAND = lazy(rf"(?:\$|&&) (?:{_COMMANDS}|\./)(?![\w’'])|(?<![\w-])(?:{_COMMANDS}) (?:[\w./]+ )?--?[a-z]")

_PROMPT = lazy(r"\s*\$ [a-z./]")


def _in_command(doc: Document, repair: Repair) -> bool:
    """Whether a repair stands in a line that is typed at a terminal; one that takes the command out does not."""
    text, start, end = doc.text, repair.edits[0].span.start, repair.edits[-1].span.end
    line = text.rfind("\n", 0, start) + 1
    lead = text[max(line, start - _NEAR) : start]
    tail = text[end : end + _NEAR].split("\n", 1)[0]
    return (
        (line < start and _PROMPT.match(text, line) is not None)
        or _COMMAND.search(lead) is not None
        or _COMMAND.search(tail) is not None
    )


def _is_automatic(finding: Finding) -> bool:
    return bool(finding.repairs) and finding.applicability(finding.repairs[0]) is Applicability.AUTOMATIC


def _first_alone(finding: Finding) -> Finding:
    """The finding with its later repairs for review: only the best one is ever carried out unasked."""
    if all(finding.applicability(repair) is Applicability.REVIEW for repair in finding.repairs[1:]):
        return finding
    later = (replaced(repair, applicability=Applicability.REVIEW) for repair in finding.repairs[1:])
    return replaced(finding, repairs=(finding.repairs[0], *later))


def _for_review(finding: Finding) -> Finding:
    return replaced(
        finding, repairs=(replaced(finding.repairs[0], applicability=Applicability.REVIEW), *finding.repairs[1:])
    )


def _passage(doc: Document, repair: Repair) -> Span:
    """The segments that a repair touches, whole."""
    start, end = repair.edits[0].span.start, repair.edits[-1].span.end
    if not doc.segments:
        return Span(start, end)
    first, last = doc.segment_at(start).span, doc.segment_at(end).span
    return Span(min(first.start, start), max(last.end, end))


def _passing(doc: Document, sound: Mapping[int, Finding], worse: Worse) -> Iterator[int]:
    """The numbers of the findings whose repairs pass: all of a story together if they can, else those of a passage,
    else each by itself.

    A long story is read in stretches of passages, each as a story is.
    """
    groups: dict[Span, list[int]] = {}
    for number, finding in sound.items():
        groups.setdefault(_passage(doc, finding.repairs[0]), []).append(number)
    left = _TRIES
    for around, passages in _stretches(doc, groups):
        if len(passages) > 1 and _better(
            doc, around, [sound[number] for numbers in passages for number in numbers], worse
        ):
            yield from (number for numbers in passages for number in numbers)
            continue
        for numbers in passages:
            if left <= 0:
                break
            left -= 1
            if _better(doc, around, [sound[number] for number in numbers], worse):
                yield from numbers
                continue
            for number in numbers if len(numbers) > 1 else ():
                left -= 1
                if left >= 0 and _better(doc, around, [sound[number]], worse):
                    yield number


def _stretches(doc: Document, groups: Mapping[Span, list[int]]) -> Iterator[tuple[Span, list[list[int]]]]:
    """What is read at once, and the findings of each passage in it. A passage too long to read is in none."""
    if len(doc.text) <= _LONGEST:
        yield Span(0, len(doc.text)), list(groups.values())
        return
    around, inside = Span(0, 0), list[list[int]]()
    for passage in sorted(span for span in groups if len(span) <= _LONGEST):
        if inside and passage.end - around.start > _LONGEST:
            yield around, inside
            inside = []
        around = Span(around.start if inside else passage.start, max(around.end, passage.end))
        inside.append(groups[passage])
    if inside:
        yield around, inside


def _better(doc: Document, around: Span, findings: Sequence[Finding], worse: Worse) -> bool:
    """Whether the text around the repairs, all carried out, has no finding that is new, and its articles fit."""
    together = plan(findings, lambda finding, repair: True)
    if together.clashes:
        return False
    moved = [
        Edit(Span(edit.span.start - around.start, edit.span.end - around.start), edit.text) for edit in together.edits
    ]
    before = around.of(doc.text)
    after = apply(before, moved)
    return _in_order(doc, together.edits) and _articles_fit(doc, together.edits) and not worse(before, after)


def _keeps_content(doc: Document, finding: Finding, repair: Repair) -> bool:
    """Whether the story keeps its words, figures and currencies."""
    text = doc.text
    if finding.rule.residue:
        return not any(_loses_news(edit.span.of(text), edit.text) for edit in repair.edits)
    start, end = repair.edits[0].span.start, repair.edits[-1].span.end
    lead, tail = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    old, new = (
        text[start:end],
        apply(text[start:end], [Edit(Span(e.span.start - start, e.span.end - start), e.text) for e in repair.edits]),
    )
    if (
        _figures(old) - _figures(new)
        or _figures(new) - _figures(old)
        or _currencies(lead[-20:] + old + tail[:20]) != _currencies(lead[-20:] + new + tail[:20])
    ):
        return _is_copy(old, new, lead, tail)
    return all(_keeps_words(text, edit) for edit in repair.edits) or _is_copy(old, new, lead, tail)


def _loses_news(old: str, new: str) -> bool:
    """Whether what goes as no part of the story holds a sentence of it, or the name of who wrote it."""
    return not _WORD.search(new) and (tells(old) or byline(old) is not None)


_AROUND = 400  # code points beside a repair in which a copy of what it takes out may stand


def _keeps_words(text: str, edit: Edit) -> bool:
    """Whether an edit puts words for words; articles and “of” may go, for a date in order needs none."""
    gone = [word for word in _words(edit.span.of(text)) if word not in _EMPTY]
    return not gone or bool(_words(edit.text))


_EMPTY = frozenset({"the", "a", "an", "of", "on"})


def _is_copy(old: str, new: str, lead: str, tail: str) -> bool:
    """Whether all words that go still stand, in order and together, in what is left or close by."""
    left = Counter(_words(old))
    left.subtract(_words(new))
    lost = [word for word in _words(old) if left[word] > 0]
    if not lost or any(count < 0 for count in left.values()):
        return False  # something new came for it: no copy
    around = " ".join(_words(lead + new + tail))
    return f" {' '.join(lost)} " in f" {around} "


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


_WORD = lazy(r"[^\W_]+(?:['’][^\W\d_]+)*")


def _figures(text: str) -> Counter[str]:
    """The figures of a passage as runs of digits, whatever marks part them."""
    return Counter(re.sub(r"\D", "", figure) for figure in _FIGURE.findall(text))


_FIGURE = lazy(r"\d+(?:[.,:  ’'/-]{1,2}\d+)*")


def _currencies(text: str) -> frozenset[str]:
    return frozenset(_MONEY[found.lower()] for found in _CURRENCY.findall(text))


_MONEY = {
    form: name
    for name, forms in {
        "dollar": "$ dollar dollars usd",
        "euro": "€ euro euros eur",
        "pound": "£ pound pounds gbp sterling",
        "yen": "¥ yen jpy",
        "yuan": "yuan rmb cny renminbi",
        "peso": "peso pesos",
        "rouble": "₽ rouble roubles ruble rubles rub",
        "rupee": "₹ rupee rupees inr",
        "lira": "₺ lira liras tl",
        "hryvnia": "₴ hryvnia hryvnias uah",
        "naira": "₦ naira",
        "won": "₩ krw",
        "franc": "franc francs chf",
        "crown": "crown crowns krona kronor krone kroner koruna",
        "zloty": "zloty zlotys pln",
        "real": "reais brl",
        "dinar": "dinar dinars",
        "dirham": "dirham dirhams aed",
        "shekel": "₪ shekel shekels",
    }.items()
    for form in forms.split()
}
_CURRENCY = lazy(
    r"[$€£¥₽₹₺₴₦₩₪]|\b(?:"
    + "|".join(sorted((form for form in _MONEY if form.isalpha()), key=len, reverse=True))
    + r")\b",
    re.IGNORECASE,
)


def _in_order(doc: Document, edits: Sequence[Edit]) -> bool:
    """Whether the words around every repair can be read: what cannot be read cannot be proved better."""
    return not any(_in_disorder(doc, edit) for edit in edits)


def _in_disorder(doc: Document, edit: Edit) -> bool:
    """Whether a determiner is cut off or a sentence begins with a small letter around an edit that is carried out."""
    line = doc.segment_at(edit.span.start).span
    begin, end = max(line.start, edit.span.start - _NEAR), max(line.end, edit.span.end)
    lead = doc.text[min(begin, edit.span.start) : edit.span.start]
    around = lead + edit.text + doc.text[edit.span.end : min(end, edit.span.end + _NEAR)]
    return _CUT.search(around) is not None or any(
        match["word"].lower() not in EITHER and match["word"].lower() not in TITLES for match in _SMALL.finditer(around)
    )


_NEAR = 150  # code points on each side of a repair that must be readable
_CUT = lazy(
    r"\b(?:[Tt]he|an|our|my|their|your|every) ?[.,;:!?](?=\s|$)|\b(?:and|of|with|from),|\b"
    r"(?:[Tt]he|an?|of|and|with|from) [-–—] |\b(?:your|our|my|their|every) (?:of|to|with|and|is|are|from|by|at)\b(?!-)"
    r"|\b(?:an?|the) (?:it|he|she|they|we|this|that|these|those)\b(?!-)"
)
_SMALL = lazy(r"\b(?P<word>[A-Za-z][a-z]{2,})[.!?] (?=[a-z]{2,}(?![\w@]|\.\w))")


def _articles_fit(doc: Document, edits: Sequence[Edit]) -> bool:
    """Whether every article of the repaired sentences has something behind it that can follow one, and no “a” or “an”
    is wrong that was not before.

    A sentence where “the of” still stands is in disorder beyond this repair, and what cannot be read cannot be proved
    better.
    """
    return all(_sentence_fits(doc.text, span, inside) for span, inside in _by_sentence(doc, edits))


def _by_sentence(doc: Document, edits: Sequence[Edit]) -> Iterator[tuple[Span, list[Edit]]]:
    """Sorted edits, and around those of one sentence the sentence; those that one edit reaches are one."""
    around, inside = Span(0, 0), list[Edit]()
    for edit in edits:
        sentence = doc.sentence_at(edit.span.start)
        span = Span(min(sentence.start, edit.span.start), max(sentence.end, edit.span.end))
        if inside and span.start < around.end:
            around = Span(min(around.start, span.start), max(around.end, span.end))
        else:
            if inside:
                yield around, inside
            around, inside = span, []
        inside.append(edit)
    if inside:
        yield around, inside


def _sentence_fits(text: str, span: Span, edits: Sequence[Edit]) -> bool:
    before = span.of(text)
    moved = [Edit(Span(edit.span.start - span.start, edit.span.end - span.start), edit.text) for edit in edits]
    after = apply(before, moved)
    wrong = [match for match in _FORM.finditer(after) if _is_wrong(match)]
    created = Counter(match[0].lower() for match in wrong) - Counter(
        match[0].lower() for match in _FORM.finditer(before) if _is_wrong(match)
    )
    return _STRANDED.search(after) is None and not created and not _touches(moved, wrong)


def _touches(edits: Sequence[Edit], matches: Sequence["re.Match[str]"]) -> bool:
    """Whether what one of the edits wrote shares a place with a match in the repaired text, or touches it."""
    longer = 0
    for edit in edits:
        at = edit.span.start + longer
        last = bisect.bisect_right(matches, at + len(edit.text), key=lambda match: match.start()) - 1
        if last >= 0 and matches[last].end() >= at:
            return True
        longer += len(edit.text) - len(edit.span)
    return False


_STRANDED = lazy(
    r"\b(?:[Tt]he|an?) (?:of|in|to|with|and|is|was|are|were|be|has|have|had|the|an?|for|by|at|from|but|or|into|because"
    r"|his|her|its|their|my|our)\b(?![-'’])"
)


def _is_wrong(match: "re.Match[str]") -> bool:
    return article(match["word"]) != match["article"].lower()


_FORM = lazy(r"(?<![\w.’'/&;-])(?P<article>an?) (?P<word>[a-z]{3,})(?![\w’'])")
