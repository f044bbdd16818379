"""A sentence in the first person with its speaker behind a comma, and no quotation mark in the whole paragraph."""

from mtcheck.core import Bad, Document, Edit, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.lazy import lazy
from mtcheck.text.typography import house_marks

RULE = Rule(
    id="unquoted-speech",
    mqm="linguistic-conventions/punctuation",
    summary="Somebody speaks in the first person without quotation marks.",
    why="Czech, Russian and Nordic copy often sets no marks round speech, or others that get lost on the way.",
    examples=(
        Bad('⟦My bread is sold by noon, says→"My bread is sold by noon," says⟧ Josef Vik, who bakes at night.'),
        Bad('The vote is near. ⟦We shall need every hand, said→"We shall need every hand," said⟧ the mayor.'),
        Bad(
            '⟦Nobody told us that the bridge was shut, explains→"Nobody told us that the bridge was shut," explains⟧'
            " Vik."
        ),
        Good('"My bread is sold by noon," says Josef Vik.'),
        Good("He knew that we were late, said the mayor, and that I was not."),
        Good("The bread is sold by noon, says Josef Vik."),
        Good("We are paid too little, say the nurses. We have no more, says the ministry."),
        Good("On the way I met Vik, says the diary of my aunt, and we spoke."),
    ),
    limits="Of several sentences of speech only the last one, which has the speaker, is marked.",
)

_VERB = (
    "said|says|added|adds|explains|explained|noted|notes|laughs|laughed|recalls|recalled|stressed|stresses|stated"
    "|states"
    "|commented|comments|admits|admitted|believes|thinks|confirmed|confirms|complained|complains|claims|claimed"
)
_SPOKEN = Pattern(
    rf"(?P<speech>(?!(?:He|She|According|In|On|At|As|That|When|While|After"
    rf"|Before)\b)[A-Z][^\n\"“”„«»‘—–:;()?!]{{12,300}}?), "
    rf"(?P<verb>{_VERB})(?= (?:he\b|she\b|(?:the|a|an|his|her|their) [a-z]|[A-Z][\w-]+))"
)
_OWN = lazy(
    r"\b(?:I|we|We|my|My|our|Our|(?<!of )us|me|I['’](?:m|ve|ll|d)|we['’](?:re|ve|ll|d)|We['’](?:re|ve|ll))(?![\w-])"
)
_THAT = lazy(r"\b(?:knew|said|says|wrote) ")
_PARTIES = lazy(r", says?(?= (?:the|an?|his|her|their|[A-Z])\b)")  # a writer gives two sides in turn, in his own words
_MARKS = frozenset('"“”„«»‘')


def detect(doc: Document, resources: Resources) -> Findings:
    for match in at_sentence_starts(doc, _SPOKEN):
        speech = match["speech"]
        segment = doc.segment_at(match.start())
        if (
            segment.kind not in ("paragraph", "list-item")
            or not _OWN.search(speech)
            or _THAT.search(speech)
            or not _MARKS.isdisjoint(segment.span.of(doc.text))
            or match.end() > doc.sentence_at(match.start()).end
            or len(_PARTIES.findall(segment.span.of(doc.text))) > 1
        ):
            continue
        opening, closing = house_marks(doc.text)
        comma = match.end("speech")
        edits = (Edit(Span(match.start(), match.start()), opening), Edit(Span(comma, comma + 1), f",{closing}"))
        message = "Somebody speaks here in the first person, and no quotation marks say so."
        yield RULE.correction(Span(*match.span()), edits, message, 0.85, 0.8)
