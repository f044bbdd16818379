"""Present perfect beside a time that is over; “since”, “by” and a relative clause before the time make it right."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.grammar import WEEKDAY, past_of
from mtcheck.text.vocabulary import BASE, ING, MODAL, PARTICIPLE, PAST, PREPOSITION, PRESENT
from mtcheck.text.words import listed

RULE = Rule(
    id="finished-time-perfect",
    mqm="linguistic-conventions/grammar",
    summary="The present perfect is used with a time that is over.",
    why="German, French and Italian tell the past with their perfect.",
    examples=(
        Bad("The minister ⟦has resigned→resigned⟧ yesterday."),
        Bad("Two ships ⟦have left→left⟧ the port last night."),
        Bad("The bank ⟦has been founded→was founded⟧ in 1911."),
        Bad("They ⟦have been arrested→were arrested⟧ three days ago."),
        Bad("Last week the court ⟦has rejected→rejected⟧ his appeal."),
        Bad("On Friday, two men ⟦have been arrested→were arrested⟧ in Lomna."),
        Bad("The minister ⟦has travelled→travelled⟧ yesterday to Lomna."),
        Bad("The coach ⟦has appeared→appeared⟧ yesterday before the court."),
        Good("The bank was founded in 1911."),
        Good("He has yesterday's paper, and had last week gone home."),
        Good("Two ships have left the port since then."),
        Good("The club has won nothing since last year."),
    ),
)

_PERFECT = Pattern(
    r"(?<![\w’'-])"
    r"(?P<verb>(?P<have>has|have) (?P<adverb>\w+ly |also |already )?(?P<been>been )?(?P<participle>[a-z]+))"
    r"(?P<object> (?:(?:the|a|an|his|her|its|their|two|three|all|\d+) )?(?:[a-z’'-]+ ){0,2}?[A-Za-z’'-]+)?? "
    r"(?P<time>yesterday|last (?:night|week|month|year|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
    r"|(?:\d+|a|an|two|three|four|five|six|seven|eight|nine|ten|many|several) (?:minutes?|hours?|days?|weeks?|months?"
    r"|years?) ago|in (?:1[5-9]\d\d|20[012]\d))(?=[.;]|$|"
    r" (?:in|at|by|before|from|after|when|because|to|and|with|without|for|about|on|over|against|that|near|during"
    r"|despite|due|under)\b"
    r"|, (?:the|a|when|where|after|said|he|she|they|according|which)\b)"
)
_WITHIN = Pattern(
    r"(?<![\w’'-])(?P<verb>(?:has|have) (?P<time>yesterday|last (?:night|week|month|year)"
    r"|(?:two|three|four|five|\d+) (?:days|weeks|months|years) ago) (?P<been>been )?(?P<participle>[a-z]+))(?![\w’'-])"
)
# “Last week the court has rejected his appeal.”
_FRONTED = Pattern(
    rf"(?P<time>Yesterday|Last (?:night|week|month|year)|On {WEEKDAY}(?: (?:morning|evening|night))?"
    r"|(?:\d+|A|Two|Three|Four|Five|Six|Ten) (?:years?|months?|weeks?|days?|hours?) ago),? "
    r"(?P<subject>(?:(?:the|a|an|his|her|its|their|two|three|four|five|several|many|\d+) )?(?:[\w’'-]+ ){1,4}?)"
    r"(?P<verb>(?P<have>has|have) (?P<been>been )?(?P<participle>[a-z]+))\b"
)
_WORDS_OUT = listed("finished-time-perfect: words out")


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_WITHIN):
        participle, time = match["participle"], match["time"]
        if not match["been"] and (past := past_of(participle, vocabulary)) and participle not in ("been", "got", "had"):
            span = Span(*match.span("verb"))
            new = f"{time} {past}" if doc.text[match.end() : match.end() + 1] == " " else f"{past} {time}"
            yield RULE.correction(span, new, f"“{time}” is over and takes the simple past.", 0.88, 0.82)
    for match in at_sentence_starts(doc, _FRONTED):
        participle, subject = match["participle"], match["subject"].split()
        past = past_of(participle, vocabulary)
        if (
            not past
            or participle in ("been", "got", "had")
            or any(vocabulary.mostly(word.lower(), PAST, PRESENT, BASE, PREPOSITION, MODAL) for word in subject)
            or not {"that", "who", "which", "will", "by", "and", "since"}.isdisjoint(subject)
        ):
            continue
        many = match["have"] == "have"
        fixed = f"{'were' if many else 'was'} {participle}" if match["been"] else past
        yield RULE.correction(
            Span(*match.span("verb")), fixed, f"“{match['time']}” is over and takes the simple past.", 0.86, 0.84
        )
    for match in doc.matches(_PERFECT):
        participle, middle = match["participle"], (match["object"] or "").split()
        past = past_of(participle, vocabulary)
        if not past or participle in ("been", "got", "gotten", "had") or _WORDS_OUT.intersection(middle):
            continue
        if any(word.endswith("ed") or vocabulary.mostly(word, PARTICIPLE, PAST, ING, PREPOSITION) for word in middle):
            continue
        if match["time"].startswith("in ") and (not match["been"] or doc.after(match.end(), 5) == " and "):
            continue
        if match["been"] and not match["time"].startswith("in ") and middle:
            continue
        before = doc.before(match.start(), 25).lower().split()
        if {"may", "might", "must", "could", "would", "should", "to", "will", "since"}.intersection(before[-3:]):
            continue
        adverb = match["adverb"] or ""
        fixed = (
            f"{'was' if match['have'] == 'has' else 'were'} {adverb}{participle}" if match["been"] else adverb + past
        )
        span = Span(*match.span("verb"))
        yield RULE.correction(span, fixed, f"“{match['time']}” is over and takes the simple past.", 0.85, 0.86)
