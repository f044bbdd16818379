"""Spaces that a tokeniser set before clitics and inside brackets."""

import re

from mtcheck.core import Applicability, Bad, Document, Finding, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.closed_classes import SUBJECTS
from mtcheck.text.edges import widened
from mtcheck.text.lazy import lazy

RULE = Rule(
    id="tokeniser-space",
    mqm="linguistic-conventions/whitespace",
    applicability=Applicability.AUTOMATIC,
    summary="A space splits a contraction, a possessive or a bracket.",
    why="Engines work on split tokens and do not always join them again.",
    examples=(
        Bad("The ⟦company 's→company's⟧ shares fell."),
        Bad("They ⟦did n't→didn't⟧ sign."),
        Bad("At 3 ⟦o' clock→o'clock⟧ the bell rang."),
        Bad("⟦It’ s→It’s⟧ too early to say."),
        Bad("They ⟦don ' t→don't⟧ know."),
        Bad("The singer ⟦O 'Malley→O'Malley⟧ left."),
        Bad("The painter ⟦D’ Aura→D’Aura⟧ stayed."),
        Good("Vitamin D 'Sun' drops and 'Plan D' Aura were sold."),
        Good("The company's shares fell."),
        Good("Plan U. S. Verne wrote it. She was 3. It was 4. 5 million watched."),
        Good("He said: 'So be it.'"),
        Bad("The head of the ⟦Seamens ' →Seamens' ⟧Union met them."),
        Good("He sang 'The Waves ' Song' and 'Home'."),
        Good("The boys ' team lost."),
    ),
)

_CLITIC = Pattern(r"(?<=[A-Za-zÀ-ÿ])(?: ['’] ?|['’] )(?:s|re|ve|ll|m|t|d)\b(?!['’])")
_OCLOCK = Pattern(r"(?<= )[oO](?: ['’] ?|['’] )clock\b")
_PLURAL = Pattern(r"\b(?P<owner>[A-Z][a-z]{3,}s) (?P<mark>['’]) (?=[A-Z][a-z])")
_CELT = Pattern(r"(?<![\w’'.-])(?P<left>[ODL])(?: (?P<mark>['’])|(?P<close>['’]) )(?P<right>[A-Z][a-z]{2,})(?![\w’'-])")
_NOT = Pattern(
    r"\b(?:do|does|did|is|are|was|were|would|could|should|ca|wo|has|have|had|must|need) n ?['’] ?t\b", ignore_case=True
)
_BRACKETS = Pattern(
    r"(?<![\w(])\( (?=\S)[^()\n]{1,120}?(?<=\S) ?\)|(?<![\w(])\([^\s()][^()\n]{0,120}? \)"
    r"|(?<=\w)\( (?=\w)[^()\n]{1,60}\)"
)
_INITIALS = Pattern(
    r"(?<![\w.])(?:U\. S\. A\.|U\. S\.|U\. K\.|U\. N\.|E\. U\.|U\. A\. E\.|a\. m\.|p\. m\.)(?=,? [a-z]|[,;:)]|$)"
)
_HALF_DAY = Pattern(r"(?<=\d )(?P<half>[ap]\.m) \.(?P<next> ?[a-z]{2,})")
_DECIMAL = Pattern(
    r"(?<![\w.,])\d{1,3}(?:\. | \.)\d{1,2} "
    r"(?:million|billion|trillion|percent|per cent|km|kilomet|met(?:re|er)s|kg|degrees)\b"
)
_AT_MEASURE = lazy(
    r"\b(?:of|to|by|about|around|nearly|almost|some|over|than|worth|costs?|paid|rose|fell) (?:[€$£] ?)?$"
)
_ABLE = {
    "t": frozenset(
        "don doesn didn isn aren wasn weren wouldn couldn shouldn can won hasn haven hadn mustn needn ain".split()
    ),
    "m": frozenset("i".split()),
    "re": frozenset("you we they who what there".split()),
    "ve": frozenset("i you we they who would could should might must".split()),
    "ll": SUBJECTS | {"that", "there", "who", "what", "this"},
    "d": SUBJECTS | {"that", "there", "who"},
}


def detect(doc: Document, resources: Resources) -> Findings:
    for match in doc.matches(_CLITIC):
        low, _ = widened(doc.text, match.start(), match.start(), str.isalpha)
        word, clitic = doc.text[low : match.start()], match[0].strip(" '’")
        if clitic == "s":
            if (
                len(word) < 2
                or re.match(r" \w\b", doc.after(match.end(), 3))
                or (" '" in match[0] and "' " not in match[0] and word.lower() in _SPEECH and _quoted(doc, match.end()))
            ):
                continue
        elif word.lower() not in _ABLE[clitic]:
            continue
        mark = "’" if "’" in match[0] else "'"
        yield _finding((low, match.end()), doc.text[low : match.end()], f"{word}{mark}{clitic}")
    for match in doc.matches(_PLURAL):
        if len(_ALONE.findall(doc.segment_at(match.start()).span.of(doc.text))) == 1:
            yield _finding(match.span(), match[0].strip(), f"{match['owner']}{match['mark']} ")
    for match in doc.matches(_OCLOCK):
        yield _finding(match.span(), match[0], match[0].replace(" ", ""))
    for match in doc.matches(_CELT):
        line = doc.segment_at(match.start()).span.of(doc.text)
        if len(_ALONE.findall(line)) == 1:
            mark = match["mark"] or match["close"]
            yield _finding(match.span(), match[0], f"{match['left']}{mark}{match['right']}")
    for match in doc.matches(_NOT):
        yield _finding(match.span(), match[0], match[0].replace(" ", ""))
    for match in doc.matches(_INITIALS):
        yield _finding(match.span(), match[0], match[0].replace(" ", ""))
    for match in doc.matches(_HALF_DAY):
        yield _finding(match.span(), match[0], f"{match['half']}. {match['next'].strip()}")
    for match in doc.matches(_DECIMAL):
        if _AT_MEASURE.search(doc.text, max(0, match.start() - 12), match.start()):
            yield _finding(
                match.span(), match[0], match[0].replace(". ", ".", 1).replace(" .", ".", 1), for_people=True
            )
    for match in doc.matches(_BRACKETS):
        inner = match[0][1:-1]
        if len(inner.strip()) < 2 or not any(char.isalnum() for char in inner):
            continue
        # the space belongs before the bracket
        glued = doc.text[match.start() - 1 : match.start()].isalnum() and match[0].startswith("( ")
        odd = glued or not inner.strip()[-1].isascii()  # the bracket may be wrong as a whole, or belong to a smiley
        yield _finding(match.span(), match[0], f"{' ' * glued}({inner.strip()})", for_people=odd)


_ALONE = lazy(r"(?<!\w)['’‘]|['’‘](?!\w)")  # not inside a word
_SPEECH = frozenset("said says asked added told and or".split())


def _quoted(doc: Document, offset: int) -> bool:
    """Whether a single closing mark follows, so that the first one opens a quotation."""
    return re.search(r"[.,!?\w]'(?!\w)", doc.text[offset : doc.segment_at(offset).span.end]) is not None


def _finding(place: tuple[int, int], shown: str, new: str, *, for_people: bool = False) -> Finding:
    return RULE.correction(Span(*place), new, f"“{shown}” has one space too many.", 0.94, for_people=for_people)
