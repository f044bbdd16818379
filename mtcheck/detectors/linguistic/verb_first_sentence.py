"""A sentence that begins with its verb; “that”, an object's determiner or a preposition ends the subject."""

from re import Match

from mtcheck.core import Bad, Document, Finding, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.clauses import holds_verb, tokens
from mtcheck.text.closed_classes import PREPOSITIONS
from mtcheck.text.grammar import NAME, TIME, WORD, is_participle, lower_first, upper_first
from mtcheck.text.lazy import lazy
from mtcheck.text.vocabulary import Vocabulary
from mtcheck.text.words import either

RULE = Rule(
    id="verb-first-sentence",
    mqm="linguistic-conventions/grammar",
    severity=Severity.MAJOR,
    summary="The sentence begins with its verb, before the subject.",
    why="Arabic, Spanish and Portuguese put the verb first; word order was carried over.",
    examples=(
        Bad("⟦Confirmed the ministry→The ministry confirmed⟧ that the bridge is closed."),
        Bad("⟦Announced on Friday the prefect→The prefect announced on Friday⟧ a ban on barbecues."),
        Bad("⟦Admitted last night the coach, Emil Torv,→The coach, Emil Torv, admitted last night⟧ that he was tired."),
        Bad("⟦Arrived at dawn the convoy→The convoy arrived at dawn⟧ at the port of Lomna."),
        Bad("⟦Arrived yesterday the first refugees→The first refugees arrived yesterday⟧ at the border."),
        Bad("⟦Died at 84 the composer Ana Rust→The composer Ana Rust has died at 84⟧."),
        Bad("⟦Died on Friday in Lomna the composer Ana Rust, 84→The composer Ana Rust, 84, died on Friday in Lomna⟧."),
        Bad("⟦Was held a baker from Lomna who had sold old flour→A baker from Lomna who had sold old flour was held⟧."),
        Bad("⟦Has died the former head of the mill→The former head of the mill has died⟧, aged 84."),
        Bad("⟦Continues the search for a missing baker→The search for a missing baker continues⟧."),
        Bad("⟦Dies the painter Ana Rust at 91→The painter Ana Rust dies at 91⟧"),
        Bad("⟦Opens in Lomna the first museum of salt→The first museum of salt opens in Lomna⟧"),
        Good("Opens in Lomna, sells the first salt."),
        Good("Dies the hero, we weep."),
        Good("Has the baker died? Were more found, he would say so."),
        Good("Continue the search. Opens the door, sits down."),
        Good("Called by the court, he came."),
        Good("Denied the right to vote, they marched on the town hall."),
        Good("Said Aouita held the record until 1992."),
        Good("Was the director arrested in the raid?"),
    ),
    limits="Not found where the subject has no end that the surface shows.",
)

_SAYING = either("verb-first-sentence: saying")
_HAPPENING = (
    "Arrived|Died|Occurred|Happened|Participated|Took part|Took"
    " place|Disappeared|Appeared|Collapsed|Entered|Returned|Resigned|Increased|Decreased|Exploded"
)
_PLACE_TIME = (
    rf"(?:{TIME}|at (?:dawn|dusk|noon|midnight|night)|(?:at|aged|at the age of) \d{{1,3}}|in [A-Z]\w+|in hospital)"
)
_SUBJECT = (
    rf"(?:(?:the|a|an|its|his|their) (?:{WORD} ){{0,5}}?{WORD}"
    rf"|(?:Mr|Ms|Mrs|Dr|President|Minister|General|Prime Minister|Sheikh)\.? {NAME}|{NAME})"
)
_SAYS = Pattern(
    rf"(?P<verb>{_SAYING})(?P<time> (?:{_PLACE_TIME}))? (?P<subject>{_SUBJECT}(?:, [^,.;:\n]{{2,50}},)?)"
    r"(?= (?P<what>that|the|an?|any|no|his|her|its|their|all|several)\b)"
)
_OCCURS = Pattern(
    rf"(?P<verb>{_HAPPENING})(?P<time> (?:{_PLACE_TIME}))? "
    rf"(?P<subject>(?:the|a|an|several|two|three|four|five|six|\d+) (?:{WORD} ){{0,5}}?{WORD})(?=[.;]?$|[.;] | "
    r"(?:in|on|at|by|after|during|near|with|from|to|because|when|while|since|yesterday|today|last|this|who|which)\b)"
)
_SOMEBODY = Pattern(
    rf"(?P<verb>{_HAPPENING})(?P<time>(?: (?:{_PLACE_TIME})){{0,2}}) "
    rf"(?P<subject>(?:the|a|an|his|her) (?:[a-z’'-]+ ){{1,3}}?(?:of (?:the )?)?{NAME}(?:, (?:{NAME}|\d{{1,3}}))?)"
    r"(?=[.;]?$|[.;] )"
)
_PASSIVE = Pattern(
    rf"(?P<verb>(?:Was|Were|Has been|Have been|Had been|Is|Are|Will be) (?:{WORD}ed|killed|found|held|built|sent|made"
    rf"|sold|taken|shot|known|born|seen|hurt))(?P<time> (?:{_PLACE_TIME}))? (?P<subject>(?:the|an?|some|many|several"
    rf"|two|three|four|five|six|seven|eight|nine|ten|\d[\d,]*) (?:{WORD} ){{0,5}}?{WORD})(?=[.;]?$|[.;] "
    r"| (?:in|on|at|by|after|during|near|with|from|to|because|when|while|since|yesterday|today|last|this)\b)"
)
# What is left of the subjects: with “of”, a name or a relative clause, up to a comma or the end of the sentence.
_COUNT = r"(?:(?:more than|at least|about|some|over|nearly) )?(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten)"
_REST = Pattern(
    rf"(?P<verb>(?:Was|Were|Has been|Have been|Is being|Are being|Will be) (?P<participle>[a-z]{{3,}})"
    rf"|(?:Has|Have)"
    rf" (?P<perfect>died|begun|started|arrived|ended|resigned|opened|closed|risen|fallen|collapsed|drowned)"
    r"|(?P<doubtful>Opened|Closed|Began|Started|Rose|Fell|Increased|Grew|Decreased|Stopped|Ended)"
    r"|Continues|Died|Begins|Resigned|Arrived|Remains closed|Remain closed|Took place|Takes place|Disappeared)"
    rf"(?P<time> (?:{_PLACE_TIME}))* "
    r"(?P<subject>(?:the|an?|several|many|all|dozens of|hundreds of|thousands"
    rf" of|another|{_COUNT}|heavy|new|severe|strong|serious|further|more|old|large|big|mass|local|young)"
    rf" (?!same\b|only\b|first to\b)[^.,;:?!\n\"“”]{{3,90}}?)(?P<end>[.]|,(?= aged|$))(?=\s|$| aged)"
)
# “Dies at 91 the painter Luis Orbe”, “Opens in Lomna the first museum of salt”: a headline of another language
_PRESENT = Pattern(
    rf"(?P<verb>Dies|Resigns|Arrives|Disappears|Reopens|Opens(?= (?:in|on|at) )|Begins(?= (?:in|on|at) )|Closes(?="
    rf" (?:in|on"
    rf"|at) )|Ends(?= (?:in|on|at) )|Starts(?= (?:in|on|at) ))(?P<time> {_PLACE_TIME})* "
    r"(?P<subject>(?:the|an?) [^.,;:?!\n\"“”]{3,80}?)(?P<age> (?:at|aged) \d{1,3})?(?:\.|$)"
)
_NOT_SUBJECT = frozenset(
    "same next day first only very news chance right opportunity order orders fact day week way rest following".split()
)


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    for match in at_sentence_starts(doc, _PRESENT):
        if not _goes_on(match["subject"], vocabulary):
            fixed = (
                f"{upper_first(match['subject'])} {lower_first(match['verb'])}{match['time'] or ''}{match['age'] or ''}"
            )
            span = Span(match.start("verb"), match.end("age") if match["age"] else match.end("subject"))
            yield RULE.correction(span, fixed, f"“{match['verb']}” comes before its subject.", 0.88, 0.82)
    wholes = [
        match
        for match in at_sentence_starts(doc, _REST)
        if (match["participle"] is None or is_participle(match["participle"], vocabulary))
        and not (match["doubtful"] and _goes_on(match["subject"], vocabulary))
    ]
    found = set()
    for match in wholes:
        if _RELATIVE.search(match["subject"]):
            found.add(match.start())
            yield _whole(match)
    for finding in _known(doc):
        if finding.span.start not in found:
            found.add(finding.span.start)
            yield finding
    for match in wholes:
        if match.start() not in found:
            yield _whole(match)


_RELATIVE = lazy(r" (?:who|which|that|whose) ")


def _goes_on(subject: str, vocabulary: Vocabulary) -> bool:
    """Whether a verb follows: “Opened in 1920 the museum has two halls”."""
    return holds_verb(tokens(subject, 0, len(subject)), vocabulary)


def _whole(match: Match[str]) -> Finding:
    """All that follows the verb, up to the end, before it."""
    fixed = f"{upper_first(match['subject'])} {lower_first(match['verb'])}{match['time'] or ''}"
    span = Span(match.start("verb"), match.end("subject"))
    return RULE.correction(span, fixed, f"“{match['verb']}” comes before its subject.", 0.88, 0.8)


def _known(doc: Document) -> Findings:
    for match in at_sentence_starts(doc, _SAYS):
        last = match["subject"].rstrip(",").split()[-1].lower()
        if last in PREPOSITIONS or last in ("and", "or", "that") or _is_participle_phrase(doc, match):
            continue
        yield _finding(match, 0.93 if match["what"] == "that" else 0.85)
    for match in at_sentence_starts(doc, _OCCURS):
        first = match["subject"].split()[1:2] == ["first"] and not _DAYS.search(match["subject"])
        if first or not _is_participle_phrase(doc, match):
            yield _finding(match, 0.88)
    for match in at_sentence_starts(doc, _SOMEBODY):
        yield _finding(match, 0.88)
    for match in at_sentence_starts(doc, _PASSIVE):
        rest = doc.text[match.start() : doc.sentence_at(match.start()).end]
        if "?" not in rest and not _is_participle_phrase(doc, match):
            yield _finding(match, 0.88)


# “Returned the first day”: when, not who
_DAYS = lazy(r"\b(?:days?|weeks?|months?|years?|nights?|mornings?|evenings?|times?|seasons?|hours?|rounds?)$")
_OPENERS = frozenset("which who where when after including but and with while although".split())


def _is_participle_phrase(doc: Document, match: Match[str]) -> bool:
    """“Denied the chance, they left”: the main clause comes after a comma; a name that is no subject counts, too."""
    words = match["subject"].split()
    if len(words) > 1 and words[1].lower() in _NOT_SUBJECT:
        return True
    if match.groupdict().get("what") == "that":
        return False
    if words[0][0].isupper():
        return not match["time"]
    rest = doc.text[match.end() : doc.sentence_at(match.start()).end]
    comma = rest.find(", ")
    following = rest[comma + 2 :].split() if comma >= 0 else []
    return bool(following) and following[0].lower() not in _OPENERS


_DATED = lazy(rf"{TIME}|at (?:dawn|dusk|noon|midnight|night)|in \d{{4}}")


def _finding(match: Match[str], confidence: float) -> Finding:
    verb, time, subject = match["verb"], match["time"] or "", match["subject"]
    comma = "," if ", " in subject and not subject.endswith(",") else ""
    told = "has died" if verb == "Died" and not _DATED.search(time) else lower_first(verb)
    fixed = f"{upper_first(subject)}{comma} {told}{time}"
    span = Span(match.start("verb"), match.end("subject"))
    return RULE.correction(span, fixed, f"“{verb}” comes before its subject.", confidence, confidence - 0.05)
