"""Letters of Cyrillic or Greek that look Latin inside a Latin word, or a whole word of them between English words."""

import re

from mtcheck.core import Applicability, Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.alike import ALIKE
from mtcheck.text.edges import widened
from mtcheck.text.lazy import lazy

RULE = Rule(
    id="mixed-script-word",
    mqm="linguistic-conventions/character-encoding",
    severity=Severity.MAJOR,
    applicability=Applicability.AUTOMATIC,
    summary="A word mixes letters of two alphabets.",
    why="Letters that look alike were typed on another keyboard; readers do not see it, search engines do.",
    examples=(
        Bad("The ⟦\u041erganisation⟧ denied it.", fixed="The Organisation denied it."),
        Bad("⟦Presid\u0435nt⟧ Halloran left.", fixed="President Halloran left."),
        Bad("The ⟦\u0441ity⟧ council met.", fixed="The city council met."),
        Bad("He saw ⟦\u0430⟧ dog.", fixed="He saw a dog."),
        Good("The organisation denied it."),
        Good("A dose of 5 μg and a Δt of 3 ms."),
        Good("The word “москва” was on the wall."),
    ),
)

_LETTER = Pattern(r"[\u0391-\u03ce\u0400-\u045f\u04bb\u0501\u051b\u051d]")
_LATIN = lazy(r"[A-Za-z]")


def detect(doc: Document, resources: Resources) -> Findings:
    text = doc.text
    last = -1
    for match in doc.matches(_LETTER, masked=True):
        at = match.start()
        if at < last:
            continue
        low, high = widened(text, at, at, str.isalpha)
        last = high
        word = text[low:high]
        new = word.translate(ALIKE)
        vocabulary = resources.model("vocabulary")
        known = new.lower() in vocabulary or new in ("a", "A", "I")
        if _LATIN.search(word):
            if (len(word) < 3 and not known) or word[0] in "μµΔΩδπαβγ":
                continue
            message = f"“{word}” has letters of another alphabet in it."
            if (_LATIN.search(new) and new.isascii()) or known:
                yield RULE.correction(Span(low, high), new, message, 0.96, 0.95 if known else 0.9)
            elif len(_LATIN.findall(word)) > 1:
                yield RULE.finding(Span(low, high), message, confidence=0.9)
        elif new.isascii() and (text[low - 1 : low] == "°" or (known and _between_latin(text, low, high))):
            yield RULE.correction(Span(low, high), new, f"“{word}” is written with letters of another alphabet.", 0.93)


def _between_latin(text: str, low: int, high: int) -> bool:
    before = re.search(r"([^\W\d_]+)[ ,]+$", text[max(0, low - 30) : low])
    after = re.match(r"[ ,]+([^\W\d_]+)", text[high : high + 30])
    return all(found is None or found[1].isascii() for found in (before, after)) and (before or after) is not None
