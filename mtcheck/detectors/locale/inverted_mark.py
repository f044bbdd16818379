"""Inverted Spanish marks; where the words inside are not English, they are a quotation or title and stay."""

from mtcheck.core import Applicability, Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.lazy import lazy

RULE = Rule(
    id="inverted-mark",
    mqm="locale-conventions/punctuation-convention",
    applicability=Applicability.AUTOMATIC,
    summary="A Spanish inverted mark opens a question or exclamation.",
    why="Engines copy the marks of the source.",
    examples=(
        Bad("⟦¿→⟧Who ordered the closure?"),
        Bad("The crowd shouted ⟦¡→⟧Water! for hours."),
        Bad('"⟦¡→⟧What a day!" said Verne.'),
        Good("Is the bridge safe?"),
        Good("The banner read “¡No pasarán!”"),
        Good("The magazine ¡Hola! and the song ¿Dónde estás?"),
    ),
)

_MARK = Pattern(r"[¿¡]+ ?(?=([^¿¡!?\n]{0,160}))")
_WORD = lazy(r"[^\W\d_]+(?:['’][a-z]+)?")


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_MARK, masked=True):
        words = _WORD.findall(match[1])[:8]
        known = sum(
            word in vocabulary or word.split("'")[0].split("’")[0] in vocabulary or word[0].isupper()
            for word in words[1:]
        )
        first = words[:1] and words[0] in vocabulary and vocabulary.count(words[0]) > 5
        if not words or known < 0.7 * (len(words) - 1) or (not first and len(words) < 3):
            continue
        yield RULE.correction(Span(*match.span()), "", f"“{match[0].strip()}” is not used in English.", 0.95, 0.94)
