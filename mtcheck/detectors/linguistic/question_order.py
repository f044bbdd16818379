"""A direct question without inversion, or an indirect one with it."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span, replace
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.closed_classes import THEY
from mtcheck.text.grammar import WORD, base_of
from mtcheck.text.inflection import verb_forms
from mtcheck.text.vocabulary import BASE, ING, MODAL, NOUN, PARTICIPLE, PAST, PLURAL, PRESENT

RULE = Rule(
    id="question-order",
    mqm="linguistic-conventions/grammar",
    summary="A question has the word order of a statement, or a reported question that of a question.",
    why="Slavic and Asian languages ask without moving the verb; Romance ones move it in reported questions, too.",
    examples=(
        Bad("Why ⟦the minister did→did the minister⟧ not come?"),
        Bad("When ⟦they will→will they⟧ open the road?"),
        Bad("He explained how ⟦did the fire start→the fire started⟧."),
        Bad("Nobody knows where ⟦is the captain→the captain is⟧."),
        Bad("They asked the mayor when ⟦will the road→the road would⟧ be opened."),
        Bad("Nobody knows why ⟦had the siren not→the siren had not⟧ been heard."),
        Bad("Nobody knows why ⟦did the siren not sound→the siren did not sound⟧."),
        Bad("It is unclear why ⟦were the guards not told→the guards were not told⟧."),
        Bad("Parents asked why ⟦are there→there are⟧ so few nurses."),
        Good("Why did the minister not come?"),
        Good("“Why are there so few nurses?” they asked."),
        Good("He asked when they will open the road."),
        Good("How it works"),
        Good("What the river said?"),
    ),
)

_SUBJECT = rf"(?:he|she|they|it|we|you|(?:the|this|that|his|her|their|our) (?:{WORD} ){{0,2}}?{WORD})"
_DIRECT = Pattern(
    rf"(?P<how>Why|When|Where|How) (?P<all>(?P<subject>{_SUBJECT}) "
    r"(?P<aux>did|does|do|will|would|can|could|is|are|was|were|has|have|had|should|must))(?= [^.!?\n\"”]{2,80}\?)"
)
# Why the mayor resigned?
_PAST_FORM = Pattern(
    r"(?P<how>Why|How|Where|When) (?P<all>(?P<subject>(?:the|his|her|their|its|this) [a-z]+|he|she|they|it) "
    r"(?P<verb>[a-z]{2,}))"
    r"(?= ?(?:[^.,;:!?\n\"”]{0,40})\?)"
)
_NOT = r"(?:not|never|still|only|also|already)\b"
_INDIRECT = Pattern(
    r"(?<![\w’'-])(?:knows?|knew|explain(?:s|ed)?|understands?|understood|unclear|clear|tell|say"
    r"|told (?:us|them|reporters|police|me)|find out|investigat(?:e|es|ed|ing)|determine|establish|clarify"
    r"|clarified|asked|wondered|explain(?:s|ed)? to [a-z]+) "
    r"(?P<how>why|when|where|how|what) (?P<all>(?P<aux>did|does|do|is|are|was|were) "
    rf"(?P<subject>(?:the|his|her|their|its|he|she|they|it)(?: (?!{_NOT}){WORD}){{0,2}}?)(?P<not> {_NOT})?"
    rf"(?P<verb> (?!(?:of|and|to|not|never)\b){WORD})?)"
    r"(?=[.,;]|$| (?:in|at|on|for|behind|because|after)\b)(?![^.!?\n]*\?)"
)
_THERE = Pattern(
    r"(?<![\w’'-])(?:knows?|knew|explain(?:s|ed)?|understands?|unclear|say|told (?:us|them|reporters|police|him|her)"
    r"|asked(?: [a-z]+| the [a-z]+)?|asks?|wondered) (?:why|where|when) (?P<all>(?P<aux>is|are|was|were) there)"
    r"(?= (?:so|no|such|too|only|still|few|many|any|an?|not)\b)(?![^.!?\n]*\?)"
)
# asked the mayor when will the road be opened
_MODAL = Pattern(
    r"(?<![\w’'-])(?:knows?|knew|understands?|unclear|clear|find out|determine|clarify|asked|asks|wonder(?:ed|s)?"
    r"|(?:ask|asked|asks|told|tell) (?:the [a-z]+|him|her|them|us|reporters|police|officials)) "
    r"(?P<how>why|when|where|how) (?P<all>(?P<aux>will|would|can|could|should|has|have|had) "
    rf"(?P<subject>(?:the|his|her|their|its|this) {WORD}|he|she|they|it)(?P<not> not)?)(?= (?P<verb>{WORD}))"
    r"(?![^.!?\n]*\?)"
)


# behind “asked”, as what was said is told
_PAST = {"will": "would", "can": "could", "has": "had", "have": "had"}


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    for match in at_sentence_starts(doc, _DIRECT):
        words = match["subject"].split()
        if (len(words) > 1 and not vocabulary.mostly(words[-1], NOUN, PLURAL)) or any(
            vocabulary.mostly(word, PAST, PRESENT, MODAL) for word in words
        ):
            continue
        rest = doc.text[match.end() : doc.sentence_at(match.start()).end]
        if (
            "," in rest
            or (match["how"] == "When" and " then " in rest)
            or (match["how"] in ("Where", "When") and not match["subject"].split()[0].islower())
        ):
            continue
        span = Span(*match.span("all"))
        message = "The question needs inverted word order."
        yield RULE.correction(span, f"{match['aux']} {match['subject']}", message, 0.82, 0.85)
    for match in at_sentence_starts(doc, _PAST_FORM):
        base = base_of(match["verb"], vocabulary)
        past = vocabulary.mostly(match["verb"], PAST, PARTICIPLE)
        if past and base not in ("", "be", "have", "do", match["verb"]) and match["verb"] in verb_forms(base)["past"]:
            fixed = f"did {match['subject']} {base}"
            said = "The question needs “did” before its subject."
            yield RULE.correction(Span(*match.span("all")), fixed, said, 0.84, 0.84)
    for match in doc.matches(_INDIRECT):
        aux, subject, verb, no = match["aux"], match["subject"], (match["verb"] or "").strip(), match["not"] or ""
        if aux in ("did", "does", "do"):
            if not verb or not (
                vocabulary.may_be(verb, BASE) or vocabulary.mostly(verb_forms(verb)["past"][0], PAST, PARTICIPLE)
            ):
                continue
            tag = {"did": "past", "does": "s", "do": "base"}[aux]
            fixed = f"{subject} {aux} not {verb}" if no == " not" else f"{subject}{no} {verb_forms(verb)[tag][0]}"
        else:
            if subject.split()[0] in ("the", "his", "her", "their", "its") and len(subject.split()) == 1 and not verb:
                continue
            pronoun, _, more = subject.partition(" ")
            if pronoun in THEY:
                fixed = f"{pronoun} {aux}{no} {more} {verb}".replace("  ", " ").rstrip()
            elif no or (verb and base_of(verb, vocabulary) and vocabulary.mostly(verb, PARTICIPLE, PAST, ING)):
                fixed = f"{subject} {aux}{no} {verb}".rstrip()
            else:
                fixed = f"{subject} {verb} {aux}".replace("  ", " ")
        span = Span(*match.span("all"))
        yield RULE.correction(span, fixed, "A reported question keeps the order of a statement.", 0.82)
    for match in doc.matches(_THERE):
        said = "A reported question keeps the order of a statement."
        yield RULE.correction(Span(*match.span("all")), f"there {match['aux']}", said, 0.88)
    for match in doc.matches(_MODAL):
        form = PARTICIPLE if match["aux"] in ("has", "have", "had") else BASE
        if match["verb"] in ("be", "been", "have") or vocabulary.may_be(match["verb"], form):
            span = Span(*match.span("all"))
            said = "A reported question keeps the order of a statement."
            shifted = (
                _PAST.get(match["aux"], match["aux"]) if match[0].startswith(("asked", "wondered")) else match["aux"]
            )
            repairs = [replace(span, f"{match['subject']} {shifted}{match['not'] or ''}", 0.85)]
            if shifted != match["aux"]:
                repairs.append(replace(span, f"{match['subject']} {match['aux']}{match['not'] or ''}", 0.5))
            yield RULE.finding(span, said, confidence=0.85, repairs=repairs)
