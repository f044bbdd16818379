"""Adverbial, auxiliary, subject: German and Dutch main clauses.

Negative and limiting adverbs invert in English too, and are not listed.
"""

from re import Match

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.clauses import finite_verbs, tokens
from mtcheck.text.grammar import AFTER_NOUN, MONTH, WEEKDAY, WORD, base_of, is_participle, may_be_base, may_head
from mtcheck.text.inflection import verb_forms
from mtcheck.text.vocabulary import BASE, NOUN, PARTICIPLE, PAST, PLURAL, PRESENT, UNKNOWN, Vocabulary
from mtcheck.text.words import either

RULE = Rule(
    id="fronted-verb-second",
    mqm="linguistic-conventions/grammar",
    severity=Severity.MAJOR,
    summary="The auxiliary comes before the subject after an opening adverbial.",
    why="German, Dutch and Scandinavian languages keep the verb second in the clause.",
    examples=(
        Bad("⟦Yesterday has the minister resigned→Yesterday the minister resigned⟧."),
        Bad("⟦On Tuesday will the council vote→On Tuesday the council will vote⟧ again."),
        Bad("⟦Meanwhile were three houses flooded→Meanwhile three houses were flooded⟧ in Lomna."),
        Bad("⟦Since Tuesday is the harbour closed→Since Tuesday the harbour has been closed⟧ to ferries."),
        Bad("⟦Therefore must he pay→Therefore he must pay⟧ a fine."),
        Bad("⟦Ten years ago opened the museum→Ten years ago the museum opened⟧ its doors."),
        Bad("⟦On Monday signed the minister→On Monday the minister signed⟧ the treaty."),
        Good("Then came the day the mine closed. Last year gave the town the best harvest since 1990."),
        Good("In May began the trial the town had awaited."),
        Good("After the week I'd had I was tired."),
        Good("Never has the river been so high."),
        Good("Yesterday was the anniversary of the flood."),
        Good("On Monday will the council vote again?"),
    ),
)

# A word of a phrase that is no clause: “after the week I’d had I was tired”.
_PLAIN = r"(?!(?:I|he|she|they|we|it|you|who|that|what|which)\b)[\w-]+(?![’'])"
_FRONT = (
    rf"{either('fronted-verb-second: fronts')}|(?:Already )?[Oo]n {WEEKDAY}(?: (?:morning|afternoon|evening|night))?"
    rf"|(?:Already )?[Ii]n (?:the year )?(?:19|20)\d\d|(?:Already i|I)n {MONTH}"
    rf"|(?:Since|Until) (?:{WEEKDAY}|{MONTH}|(?:19|20)\d\d|yesterday"
    r"|(?:last|this) (?:week|month|year|spring|summer|autumn|winter)"
    r"|the (?:beginning|start|end|middle) of (?:the (?:week|month|year)|(?:19|20)\d\d))"
    rf"|(?:According to|Because of|Due to|Despite|Thanks to|After|During) (?:{_PLAIN} ){{0,3}}?{_PLAIN}"
)
_AUX = r"has|have|had|is|are|was|were|will|would|can|could|must|should|did|does|do"
_CLAUSE = Pattern(
    rf"(?P<front>{_FRONT}),? (?P<aux>{_AUX}) (?:(?P<pronoun>he|she|they|we|it|I|you)"
    r"|(?P<noun>(?:the|a|an|his|her|their|its|this|these|several|many|some|two|three|four|five|six|\d[\d,.]*) "
    rf"(?:{WORD} ){{0,4}}?{WORD}|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){{0,2}}|police)) "
    r"(?:(?P<adverb>not|also|already|again|only|\w+ly) )?(?P<verb>[a-z]+)\b"
)

_DETERMINER = "the|a|an|his|her|their|its|this|these|several|many|some|two|three|four|five|six|\\d[\\d,.]*"
_BRACKET = Pattern(
    rf"(?P<front>{_FRONT}),? (?P<aux>has|have|had|will|would|must|can|could|should) "
    rf"(?P<noun>he|she|they|it|we|police|(?:{_DETERMINER}) (?:(?!(?:the|a|an) ){WORD}"
    rf" )??(?!(?:the|a|an|on|in|at|for|from|with|about|over|to) ){WORD}|[A-Z][\w’'-]+(?:"
    r" [A-Z][\w’'-]+)?) "
    r"(?P<rest>(?:the|a|an|his|her|their|its|this|on|in|at|for|from|with|about|over|to|against|into|under|by) "
    r"(?:[\w’'-]+ ){1,6}?)(?P<verb>[a-z]+)(?=[.;!]|$)"
)
# “On Monday signed the minister the treaty”: a verb with its subject and its object behind it.
_MAIN = Pattern(
    rf"(?P<front>{_FRONT}|(?:An?|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Several|Many|\d+) "
    rf"(?:years?|months?|weeks?|days?|hours?|minutes?) (?:ago|later|earlier)|(?:Last|This) {WEEKDAY}"
    r"|On (?:[A-Z][a-z]+ \d{1,2}|\d{1,2} [A-Z][a-z]+)(?:,? \d{4})?)"
    rf",? (?P<verb>[a-z]+) (?P<subject>police|(?:the|his|her|its|their|this) (?:{WORD} ){{0,2}}?{WORD}"
    r"|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}) "
    r"(?=(?P<object>(?:the|an?|his|her|its|their|several|many|two|three|four|five|six|ten|\d[\d.,]*|more than"
    r" \d[\d.,]*)"
    r" [\w’'-]+))"
)
# Verbs whose subject English, too, puts behind them, and those that a day or year can have for its subject.
_NEVER_MAIN = frozenset(
    "came went began stood lay sat followed emerged arose saw marked brought gave cost meant proved left was"
    " were".split()
)
_FRONTED = frozenset("Yesterday Last On In A Two".split())


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    yield from _brackets(doc, vocabulary)
    yield from _main_verbs(doc, vocabulary)
    for match in at_sentence_starts(doc, _CLAUSE):
        if "?" in doc.text[match.end() : doc.sentence_at(match.start()).end]:
            continue
        found = _verb(doc, match, vocabulary)
        if found is None:
            continue
        subject, verb, end = found
        adverb = f"{match['adverb']} " if match["adverb"] and verb == match["verb"] else ""
        aux = f"{match['aux']} {adverb}{verb}"
        if match["front"].startswith("Since ") and match["aux"] in _SINCE:
            aux = f"{_SINCE[match['aux']]} {adverb}been {verb}"
        if match["aux"] in ("has", "have") and match["front"].split()[0] in _FRONTED:
            base = base_of(verb, vocabulary)
            if base:
                aux = adverb + verb_forms(base)["past"][0]
        comma = "," if doc.text[match.end("front")] == "," else ""
        fixed = f"{match['front']}{comma} {subject} {aux}"
        yield RULE.correction(Span(match.start(), end), fixed, f"“{match['aux']}” comes before its subject.", 0.9, 0.85)


_SINCE = {"is": "has", "are": "have", "was": "had", "were": "had"}


def _main_verbs(doc: Document, vocabulary: Vocabulary) -> Findings:
    """“Ten years ago opened the museum its doors”."""
    for match in at_sentence_starts(doc, _MAIN):
        verb, subject = match["verb"], match["subject"]
        sentence = doc.sentence_at(match.start())
        if verb in _NEVER_MAIN or not vocabulary.mostly(verb, PAST, PARTICIPLE) or not base_of(verb, vocabulary):
            continue
        last = subject.split()[-1]
        head = last[0].isupper() or may_head(last.lower().removesuffix("'s").removesuffix("’s"), vocabulary)
        if (
            head
            and not last.endswith(("'s", "’s"))
            and not finite_verbs(tokens(doc.text, match.end("object"), sentence.end), vocabulary)
        ):
            comma = "," if doc.text[match.end("front")] == "," else ""
            fixed = f"{match['front']}{comma} {subject} {verb}"
            span = Span(match.start(), match.end("subject"))
            yield RULE.correction(span, fixed, f"“{verb}” comes before its subject.", 0.9, 0.85)


def _brackets(doc: Document, vocabulary: Vocabulary) -> Findings:
    """“Yesterday have the crews the fire extinguished”: the second half of the verb at the end, too."""
    for match in at_sentence_starts(doc, _BRACKET):
        aux, verb, rest = match["aux"], match["verb"], match["rest"].strip()
        perfect = aux in ("has", "have", "had")
        fits = (is_participle(verb, vocabulary) or verb.endswith("ed")) if perfect else may_be_base(verb, vocabulary)
        words = rest.lower().split()
        if (
            not fits
            or doc.text[doc.sentence_at(match.start()).end - 1] == "?"
            or vocabulary.mostly(match["noun"].split()[-1].lower(), BASE, PRESENT, PAST, PARTICIPLE)
            or any(vocabulary.mostly(word, PRESENT, PAST, BASE) for word in words)
        ):
            continue
        comma = "," if doc.text[match.end("front")] == "," else ""
        base = base_of(verb, vocabulary) if perfect and match["front"].split()[0] in _FRONTED else None
        verbs = verb_forms(base)["past"][0] if base else f"{aux} {verb}"
        fixed = f"{match['front']}{comma} {match['noun']} {verbs} {rest}"
        said = f"“{aux}” comes before its subject."
        yield RULE.correction(Span(match.start(), match.end()), fixed, said, 0.9, 0.85)


def _verb(doc: Document, match: Match[str], vocabulary: Vocabulary) -> tuple[str, str, int] | None:
    """Subject, verb and end of the verb: the first word after the subject that can follow the auxiliary."""
    aux, verb = match["aux"], match["verb"]
    if aux in ("has", "have", "had"):
        fits = is_participle(verb, vocabulary) or verb == "been"
    elif aux in ("is", "are", "was", "were"):
        fits = is_participle(verb, vocabulary) or verb == "being"
    else:
        fits = verb in ("be", "have", "do") or may_be_base(verb, vocabulary)
    after = doc.after(match.end(), 20).split()
    following = after[0].lower().strip(",.;:") if after else ""
    subject = match["pronoun"] or match["noun"]
    words = subject.split()
    if match["pronoun"]:
        return (subject, verb, match.end()) if fits or aux not in ("is", "are", "was", "were") else None
    if not fits or words[-1].lower() in AFTER_NOUN:
        return None
    if aux in ("is", "are", "was", "were") and not (
        not following or following in AFTER_NOUN or doc.after(match.end(), 1) in ".,;"
    ):
        return None  # "Yesterday was the long awaited day"
    if words[0] in ("the", "a", "an", "his", "her", "their", "its", "this", "these") and not vocabulary.mostly(
        words[-1], NOUN, PLURAL, UNKNOWN
    ):
        return None
    return subject, verb, match.end()
