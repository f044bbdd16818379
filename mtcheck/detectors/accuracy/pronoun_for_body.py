"""“He” or “she” in the sentence after a company, river or city, with no person between them."""

import bisect

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.cues.people import people
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.grammar import TIME
from mtcheck.text.persons import Mention
from mtcheck.text.words import either, listed

RULE = Rule(
    id="pronoun-for-body",
    mqm="accuracy/mistranslation",
    summary="A thing or a body is called “he” or “she”.",
    why="Nouns have a gender in Romance, Slavic and Germanic languages, and the pronoun kept it.",
    whole=True,
    examples=(
        Bad("The company lost money again. ⟦He→It⟧ plans to cut 40 jobs."),
        Bad("The river rose by a metre. ⟦She→It⟧ flows through Lomna."),
        Bad("The bank was founded in 1911. ⟦She→It⟧ employs 300 people."),
        Bad("The company said it would close a mine and lay off half of ⟦his→its⟧ workers."),
        Bad("Fenwick Lines said on Tuesday that ⟦he→it⟧ would cut 200 jobs at its yard."),
        Bad("The court said ⟦she→it⟧ would rule in May."),
        Bad("Germany said ⟦he→it⟧ would send more troops to the border."),
        Good("A driver was arrested. The court said he would be held until May."),
        Good("The company said its owner would pay his staff."),
        Good("The company lost money, its head, Ana Ruiz, said. She plans to cut jobs."),
        Good("The ship left port. She was bound for Lomna."),
        Good("The company lost money. “We cut jobs,” he said."),
        Good("The river rose. A farmer called for help. He stood on a roof."),
    ),
)

_BODIES = either("pronoun-for-body: bodies")
_BODY = Pattern(
    rf"(?:The|This|Its|Their) (?:[a-z-]+ )?(?P<body>{_BODIES}) (?P<rest>[^.!?\"“”\n]{{3,160}})[.] (?P<pronoun>He|She)"
    r"(?= (?:also |then |later |now )?(?:is|was|has|had|will|plans|employs|flows|stands|lies|belongs|produces"
    r"|operates|connects|covers|opened|closed|became|killed|spread|grew)\b)"
)
# The company said it would lay off a third of his workers: nobody stands between whose they could be.
_OWN = Pattern(
    rf"(?:The|This) (?:[a-z-]+ )?(?P<body>{_BODIES}) (?P<rest>[^.!?\"“”\n]{{3,160}}?) (?P<pronoun>his|her)"
    r"(?= (?:own )?(?:workers|workforce|employees|staff|factories|factory|plants|branches|headquarters|customers"
    r"|subsidiaries|subsidiary|shareholders|fleet|production|exports|profits|debts|sales|revenues?)\b)"
)
# The court said she would rule in May: who tells it is a body, and nobody else has been spoken of.
_TELLING = Pattern(
    rf"(?:(?:The|This|Its) (?:[a-z-]+ ){{0,2}}?(?P<body>{_BODIES}|{either('pronoun-for-body: tellers')})"
    rf"|(?P<name>(?:[A-Z][\w&’'-]+ ){{0,3}}?[A-Z][\w&’'-]+))(?: also)? (?:said|says|announced|confirmed|added"
    rf"|promised|warned|stated|told [a-z]+)(?: (?:{TIME}))?,?(?: that)? (?P<pronoun>he|she)"
    r"(?= (?:would|will|had|has|is|was|planned|plans|wanted|wants|intends|hopes|expects|could|can)\b)"
)
_SOMEBODY = frozenset(
    "he she him her his who whose man woman owner founder chief head boss director chairman president minister mayor"
    " manager executive leader heir secretary one someone anyone worker".split()
)


_FAR = 1500  # characters; somebody who was last spoken of so far back is no longer “he”


def _countries(resources: Resources) -> frozenset[str]:
    """Countries that no person is called like."""
    return frozenset(row["country"] for row in resources.table("demonyms")) - {"Chad", "Jordan", "Georgia", "Israel"}


def detect(doc: Document, resources: Resources) -> Findings:
    found: list[Mention] | None = None
    for match in at_sentence_starts(doc, _BODY):
        found = people(doc, resources) if found is None else found
        before = bisect.bisect_left(found, match.start("pronoun"), key=lambda mention: mention.start)
        near = before and found[before - 1].start > doc.segment_at(match.start()).span.start - 400
        if near or any(word[:1].isupper() for word in match["rest"].split()[-2:]):
            continue
        span = Span(*match.span("pronoun"))
        yield RULE.correction(span, "It", f"“{match['pronoun']}” can only mean the {match['body']}.", 0.82, 0.83)
    for match in at_sentence_starts(doc, _TELLING):
        if match["name"] and not (
            (" " in match["name"] and not listed("pronoun-for-body: names").isdisjoint(match["name"].split()))
            or match["name"] in resources.derived("countries", _countries)
        ):
            continue
        found = people(doc, resources) if found is None else found
        spoken = bisect.bisect_left(found, match.start(), key=lambda mention: mention.start)
        if spoken == 0 or found[spoken - 1].start < doc.segment_at(match.start()).span.start - _FAR:
            span = Span(*match.span("pronoun"))
            body = f"the {match['body']}" if match["body"] else match["name"]
            yield RULE.correction(span, "it", f"“{match['pronoun']}” can only mean {body}.", 0.84, 0.83)
    for match in at_sentence_starts(doc, _OWN):
        found = people(doc, resources) if found is None else found
        before = bisect.bisect_left(found, match.start("pronoun"), key=lambda mention: mention.start)
        somebody = before and found[before - 1].start > match.start()
        rest = match["rest"].replace(",", "").split()
        if not (somebody or _SOMEBODY.intersection(rest) or doc.in_quotation(match.start())) and (
            sum(word[:1].isupper() for word in rest) < 2
        ):
            span = Span(*match.span("pronoun"))
            yield RULE.correction(span, "its", f"“{match['pronoun']}” can only mean the {match['body']}.", 0.84, 0.83)
