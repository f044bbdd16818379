"""A paragraph that opens with a phrase, a stop, and the sentence to which the phrase belongs: "After the talks in Tarn.
The two sides left."

Only prepositions and participles that open a setting count, and only where no verb stands in the phrase and a whole
sentence follows it.
"""

from collections.abc import Iterator

from mtcheck.core import Bad, Document, Finding, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.clauses import finite_verbs, may_be_finite, stands_alone, tokens
from mtcheck.text.grammar import lower_first

RULE = Rule(
    id="stop-after-phrase",
    mqm="linguistic-conventions/punctuation",
    severity=Severity.MAJOR,
    preview=True,
    summary="A stop cuts an opening phrase off its sentence.",
    why="Engines translate line by line and finish each line as a sentence.",
    needs=("vocabulary",),
    examples=(
        Bad("After three days of talks in Tarn⟦. The→, the⟧ two sides agreed to meet again."),
        Bad("Because of the flood in the lower valley⟦. All→, all⟧ schools will stay closed on Monday."),
        Bad("According to the mayor of the old town⟦. They→, they⟧ have lost half of the harvest."),
        Bad("During the night from Monday to Tuesday⟦. Ada→, Ada⟧ Lund was seen at the port of Lomna."),
        Good("After three days of talks in Tarn. Nothing."),
        Good("After the war. After the flood. The town has seen it all."),
        Good("After the mayor left. The crews went home."),
        Good("The ferry left. After three days at sea. The crew was tired."),
    ),
    limits="Reads only the opening of a paragraph: further down the phrase may belong to the sentence before.",
)

_OPENING = Pattern(
    r"(?P<phrase>(?:After|Before|During|Following|Despite|Because of|Due to|Owing to|According to|As a result"
    r" of|Thanks to"
    r"|In connection with|In addition to|Instead of|Together with|Along with|Prior to|In response to|In view of|Amid"
    r"|Unlike|In spite of|On the basis of|As part of|At the beginning of|At the end of|In the course of|On the night of"
    r"|On the eve of|With the help of|At the request of|By order of) [^.!?:;\n\"“”]{8,140})\."
    r" (?P<word>[A-Z][\w’'-]*)(?= )"
)
_SUBJECTS = frozenset(
    "The A An He She It They His Her Its Their This These Those That There Two Three Four Five Six Several Many Some"
    " All Both Most".split()
)


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    vocabulary = resources.model("vocabulary")
    for match in at_sentence_starts(doc, _OPENING):
        segment = doc.segment_at(match.start())
        if segment.span.start != match.start() or segment.kind != "paragraph":
            continue
        phrase = tokens(doc.text, match.start(), match.end("phrase"))
        if len(phrase) < 4 or any(may_be_finite(phrase, at, vocabulary) for at in range(1, len(phrase))):
            continue
        word = match["word"]
        following = doc.sentence_at(match.start("word"))
        rest = tokens(doc.text, match.start("word"), following.end)
        whole = len(rest) > 3 and stands_alone(rest, vocabulary) and doc.text[following.end - 1] in '.”"'
        if (
            word in ("You", "I", "We")
            or following.start != match.start("word")
            or not whole
            or not finite_verbs(rest, vocabulary)
        ):
            continue
        common = word in _SUBJECTS or (vocabulary.count(word) > 0 and vocabulary.capital(word) < _NAME)
        span = Span(match.end("phrase"), match.end("word"))
        new = f", {lower_first(word) if common else word}"
        yield RULE.correction(span, new, f"The stop before “{word}” cuts the opening phrase off.", 0.82, 0.8)


_NAME = 50  # percent of capitals inside sentences from which on a word keeps its own
