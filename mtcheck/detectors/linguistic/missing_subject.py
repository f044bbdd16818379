"""A clause whose verb has no subject: at the start of a sentence, after a conjunction, or “makes possible to”."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.clauses import finite_verbs, tokens
from mtcheck.text.closed_classes import BE, HAVE
from mtcheck.text.grammar import lower_first
from mtcheck.text.words import either

RULE = Rule(
    id="missing-subject",
    mqm="linguistic-conventions/grammar",
    severity=Severity.MAJOR,
    summary="A verb has lost its subject.",
    why="Romance and Slavic languages, Japanese and Korean leave the pronoun out.",
    examples=(
        Bad("⟦Is→It is⟧ expected that the river will rise."),
        Bad("⟦Was→It was⟧ known that the bridge was weak."),
        Bad("He stayed at home because⟦ was⟧ very tired."),
        Bad("The new valve makes⟦ possible to→ it possible to⟧ save water."),
        Good("In Lomna two drivers were detained; in Torv a mine opened."),
        Good("In Bruges drew large crowds at the cinema."),
        Good("Is it known who paid?"),
        Good("Is expected damage covered by the policy?"),
    ),
)

_KNOWN = either("missing-subject: known")
_FIRST = Pattern(
    r"(?P<at>Is|Was|Has been|Had been|Will be|Would be|Is not|Was not|Is also|Was also|Is still|Isn’t|Isn't) "
    rf"(?:{_KNOWN}) (?:that|to|why|how|who|whether|if)\b(?!.*\?)"
)
_AFTER = Pattern(
    r"\b(?P<link>because|although|though|whereas)"
    r"(?P<at> (?:is|was|were|are|has been|have been|has|had|cannot|can|could|will|would|does|did))"
    rf" (?P<next>{either('missing-subject: next')})\b"
)
_OBJECT = Pattern(
    r"\b(?:makes|made|making|make|finds|found|considers|considered|deems|deemed|thinks|thought|believes|believed)"
    r"(?P<at> (?P<what>possible|impossible|difficult|necessary|easier|harder|important|essential|more difficult"
    r"|unnecessary|appropriate) to)\b"
)
_HAPPENED = either("missing-subject: happened")
_PLACE_FIRST = Pattern(
    r"(?P<at>In (?:the )?[A-Z][\w’-]+(?: [A-Z][\w’-]+){0,2}(?: (?:region|city|district|oblast|province|county"
    rf"|area))? (?:(?:was|were) )?(?:{_HAPPENED}))(?= (?:an?|two|three|four|five|six|seven|eight|nine|ten|\d[\d,.]*"
    r"|another|several|dozens|new|more than|about|almost|nearly|over|people|suspected)\b)"
)
_NOBODY = Pattern(
    rf"(?P<at>{either('missing-subject: done')}) (?:the|a|an|two|three|four|five|six|ten|\d+|several|new|another)"
    r" [^.,;:!?\n\"“”]{10,120}\.(?=\s|$)"
)
_EXISTS = Pattern(r"(?P<at>Exists?|Existed|Exist) (?=(?P<what>an?|the|many|several|no|some|two|three|also)\b)")
_PASSIVE = (BE | HAVE | frozenset("it more that which as are, things life not ’s's".split())) - {"am"}
_EXPLETIVE = frozenset("expected necessary difficult possible impossible important clear unclear known".split())


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    for match in at_sentence_starts(doc, _FIRST):
        new = "It " + lower_first(match["at"])
        yield RULE.correction(Span(*match.span("at")), new, "The sentence has no subject.", 0.92, 0.9)
    for match in at_sentence_starts(doc, _PLACE_FIRST):
        span = Span(*match.span("at"))
        yield RULE.finding(span, "The verb has no subject before it.", confidence=0.88)
    for match in at_sentence_starts(doc, _NOBODY):
        clause = tokens(doc.text, match.end("at"), match.end())
        kind = doc.segment_at(match.start()).kind
        if not finite_verbs(clause, vocabulary) and kind not in ("headline", "caption", "table"):
            span = Span(*match.span("at"))
            yield RULE.finding(span, f"“{match['at']}” has no subject.", confidence=0.8)
    for match in at_sentence_starts(doc, _EXISTS):
        span = Span(*match.span("at"))
        many = match["what"] in ("many", "several", "some", "two", "three")
        new = (
            ("There were" if many else "There was") if match["at"] == "Existed" else f"There {'are' if many else 'is'}"
        )
        yield RULE.correction(span, new, f"“{match['at']}” has no subject before it.", 0.88, 0.86)
    for match in doc.matches(_AFTER):
        before = doc.before(match.start(), 14).lower()
        if (
            before.endswith((", ", "(", "even ", "precisely ", "“", '"', "just ", "the word ", "a ", "-"))
            and match["link"] != "because"
        ):
            continue  # "as though", "…, though is": parentheticals
        if before.endswith(("“", '"', "‘", "'", "the word ", "a ", "as ")):
            continue
        span = Span(*match.span("at"))
        expletive = match["next"] in _EXPLETIVE or (
            match["next"] == "not" and doc.text[match.end() :].lstrip().split(" ")[0] in _EXPLETIVE
        )
        tail = "" if expletive else " Only the source can tell who is meant."
        message = f"The verb after “{match['link']}” has no subject.{tail}"
        yield RULE.correction(span, " it" + match["at"] if expletive else None, message, 0.85, 0.8)
    for match in doc.matches(_OBJECT):
        words = doc.before(match.start(), 40).lower().split()
        if _PASSIVE.intersection(words[-2:]) or (words and words[-1].endswith(("n't", "n’t", "ly"))) or not words:
            continue
        message = f"“it” is missing before “{match['what']}”."
        span = Span(*match.span("at"))
        yield RULE.correction(span, " it" + match["at"], message, 0.88, severity=Severity.MINOR)
