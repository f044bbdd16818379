"""“He led the party for years, he left it in May”: a whole clause, a comma and a pronoun that begins another. Only long and plain cases are taken."""

from collections.abc import Iterator

from mtcheck.core import Bad, Document, Finding, Good, Pattern, Resources, Rule, Severity, Span, replace
from mtcheck.text.balance import VERBS
from mtcheck.text.clauses import SUBORDINATORS, finite_verbs, is_finite, tokens
from mtcheck.text.lazy import lazy

RULE = Rule(
    id="comma-splice",
    mqm="linguistic-conventions/punctuation",
    severity=Severity.MINOR,
    summary="Two sentences are joined by a comma.",
    why="Many languages allow it; English wants a stop, a semicolon or “and”.",
    needs=("vocabulary",),
    limits="Only “he”, “she” and “they” behind a long main clause are judged; speech is left alone.",
    examples=(
        Bad("Rask led the harbour town for nine years as a member of the Blue List⟦, he⟧ left the party in May.", fixed="Rask led the harbour town for nine years as a member of the Blue List. He left the party in May."),
        Bad("Police have opened a case against the builder of the pier, Ivo Rask⟦, he⟧ has left the country.", fixed="Police have opened a case against the builder of the pier, Ivo Rask. He has left the country."),
        Bad("The two brothers bought the old mill near the lake from the town⟦, they⟧ sold it again within a year.", fixed="The two brothers bought the old mill near the lake from the town. They sold it again within a year."),
        Good("When Rask led the harbour town as a member of the Blue List, he left the party in May."),
        Good("Rask led the harbour town for nine years and, as a member of the Blue List, he left it in May."),
        Good("The mill has been sold to the town for a small sum, he said on Friday."),
        Good("They fought for the mill near the lake with the town, they fought for the school."),
        Good("The more the town spent on the old mill near the lake, they wrote, the worse it got."),
    ),
)

_JOINT = Pattern(r", (?P<pronoun>he|she|they) (?P<verb>[a-z]+) [a-z\d$€£]", needs=(", he ", ", she ", ", they "))
_REPORTS = lazy(rf"(?:{VERBS}|thinks?|thought|believes?|hopes?|hoped|feels?|felt|kn[eo]ws?|claims?|wants?|suggest(?:s|ed)?|reports?|reported|insists|admits|predict(?:s|ed)|argue|say|would)$")
_RELATIVES = frozenset("who which".split())
_BARRED = (SUBORDINATORS - _RELATIVES) | frozenset("only such so more less not but and or ; : – - —".split())
_OPENERS = frozenset("despite in on at for with by during under like given just even having without every no had were should undoubtedly of to from as because not".split())
LEAST = 9  # words before the comma


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    text = doc.text
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_JOINT):
        sentence = doc.sentence_at(match.start())
        if _REPORTS.match(match["verb"]) or doc.segment_at(match.start()).kind in ("headline", "table") or any(mark in text[sentence.start : sentence.end] for mark in "\"“”(;"):
            continue
        left = tokens(text, sentence.start, match.start())
        words = {word.low for at, word in enumerate(left) if not (word.low == "as" and left[at + 1 : at + 2] and left[at + 1].low in ("a", "an"))}
        if len(left) < LEAST or left[0].low in _OPENERS or left[0].low.endswith(("ing", "ed")) or not words.isdisjoint(_BARRED) or match["pronoun"] in words:
            continue
        verbs = finite_verbs(left, vocabulary)
        relative = next((at for at, word in enumerate(left) if word.low in _RELATIVES), len(left))
        if not verbs or not 0 < verbs[0] < relative or left[1].low == "way" or any(_REPORTS.match(word.low) for word in left) or doc.in_quotation(match.start()):
            continue
        right = tokens(text, match.start("pronoun"), sentence.end)
        if len(right) < 5 or not is_finite(right, 1, vocabulary) or any(word.text in (",", "–", "—") for word in right[:5]):
            continue
        span = Span(match.start(), match.end("pronoun"))
        pronoun = match["pronoun"].capitalize()
        yield RULE.finding(span, "A comma joins two sentences.", confidence=0.75, repairs=[replace(span, f". {pronoun}", 0.75)])
