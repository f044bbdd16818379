"""“The police not confirmed the report”: a verb denied by “not” alone, without do."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.clauses import AUXILIARIES, finite_verbs, tokens
from mtcheck.text.grammar import base_of
from mtcheck.text.vocabulary import NOUN, PAST, PLURAL, PRESENT, Vocabulary

RULE = Rule(
    id="bare-negation",
    mqm="linguistic-conventions/grammar",
    severity=Severity.MAJOR,
    preview=True,
    summary="A verb is denied by “not” alone.",
    why="Most languages put their “not” before the verb; English needs “did” or “does”.",
    needs=("vocabulary",),
    examples=(
        Bad("The police⟦ not confirmed→ did not confirm⟧ the report."),
        Bad("The minister⟦ not answered→ did not answer⟧ his critics."),
        Bad("He⟦ not paid→ did not pay⟧ the fine."),
        Bad("He⟦ knew not→ did not know⟧ who had sent it, and the firm⟦ had not any→ had no⟧ licence."),
        Good(
            "The plan seemed not that odd; it was not the end. He had not money but time in mind, he has not any more."
        ),
        Bad("He ⟦goes not→does not go⟧ with them."),
        Good("The fault lies not in the law but in the town, and she hopes not to lose."),
        Good("Those not infected must stay, and crews not needed the next day left."),
        Good("A fire not seen the night before broke out."),
        Good("The report was not confirmed; he did so not because he had to."),
        Good("The town not only lost the mill."),
    ),
)

_NOT = Pattern(
    r"(?<=[a-z])(?P<not> not (?P<verb>[a-z]+(?:ed|aid|ave|old|ound|ook|ought|ent|ame|ade|ew|oke)))"
    r"(?= (?:the|an?|any|his|her|its|their|that|him|them|it|us|to)\b)"
)
# “no only”, “no just”, “no a”: the “no” of Spanish, Catalan and Galician, which is also their “not”.
_NO = Pattern(
    r"(?P<before>[a-z’']+),? (?P<no>no) (?:only(?! (?:child|son|daughter|children)\b)|just|even|yet|an?|another)"
    r"(?= [a-z])"
)
_ANSWERS = frozenset("say says said saying vote votes voted voting answer answers answered answering or oh".split())

# “confirmed not the figures”, “knew not who”
_BEHIND = Pattern(
    r"(?<=[a-z] )(?P<span>(?P<verb>[a-z]{3,}) not)(?= (?:the|an?|its|his|her|their|who|what|how|where|any|whether|that"
    r" (?:he|she|it|they|the))\b)(?! (?:the|a|an) (?:least|bit|jot))"
)
# “works not on Sundays”; “lies not in the law but in …” and “hopes not to” are sound
_PLACED = Pattern(
    r"(?<![\w’'-])(?:(?P<pronoun>[Hh]e|[Ss]he|[Ii]t|who)|[A-Z][a-z]+) (?P<span>(?P<verb>[a-z]{3,}s) not)"
    r"(?= (?:on|in|at|with|for|from|any|more)\b)(?![^.;!?\n]*\b(?:but|only|because|as|rather)\b)"
)
_NO_VERB = frozenset(
    "was were did said had does could would should might must seemed appeared are has have why".split()
)
_WITHOUT = Pattern(
    r"(?<=[a-z] )(?P<span>(?P<have>has|have|had) not any)(?= [a-z]+(?: (?:to|for|of|in|at|on)\b|[.,]))(?!"
    r" (?:more|longer|idea))"
)


def _others(doc: Document, vocabulary: Vocabulary) -> Findings:
    """“Not” behind a full verb, and “not any” behind “have”."""
    for match in doc.matches(_BEHIND, kinds=frozenset({"paragraph"})):
        verb = match["verb"]
        base = base_of(verb, vocabulary)
        if (
            verb in _NO_VERB
            or not base
            or base == verb
            or not (
                vocabulary.mostly(verb, PAST, PRESENT)
                or (verb.endswith("ed") and _has_subject(doc, match.start(), vocabulary))
            )
        ):
            continue
        right = f"{'does' if vocabulary.mostly(verb, PRESENT) else 'did'} not {base}"
        yield RULE.correction(
            Span(match.start("span") - 1, match.end("span")), f" {right}", f"“{verb}” is denied by “not” alone.", 0.84
        )
    for match in doc.matches(_PLACED, kinds=frozenset({"paragraph"})):
        verb = match["verb"]
        base = base_of(verb, vocabulary)
        if (match["pronoun"] or vocabulary.mostly(verb, PRESENT)) and base not in ("", verb) and verb not in _NO_VERB:
            said = f"“{verb}” is denied by “not” alone."
            yield RULE.correction(Span(*match.span("span")), f"does not {base}", said, 0.86, 0.84)
    for match in doc.matches(_WITHOUT, kinds=frozenset({"paragraph"})):
        span = Span(match.start("span") - 1, match.end("span"))
        yield RULE.correction(span, f" {match['have']} no", "“not any” stands for “no”.", 0.8)


def _has_subject(doc: Document, at: int, vocabulary: Vocabulary) -> bool:
    """Whether a past form, which may be a participle, stands behind a noun that opens the sentence."""
    before = doc.text[doc.sentence_at(at).start : at].split()
    return 0 < len(before) < _NEAR and vocabulary.mostly(before[-1].lower(), NOUN, PLURAL)


_NEAR = 5  # words of a subject


def detect(doc: Document, resources: Resources) -> Findings:
    for match in doc.matches(_NO):
        if match["before"] not in _ANSWERS and not doc.in_quotation(match.start()):
            yield RULE.correction(Span(*match.span("no")), "not", "“no” stands for “not” here.", 0.86)
    vocabulary = resources.model("vocabulary")
    yield from _others(doc, vocabulary)
    for match in doc.matches(_NOT):
        sentence = doc.sentence_at(match.start())
        base = base_of(match["verb"], vocabulary)
        before, after = tokens(doc.text, sentence.start, match.start()), tokens(doc.text, match.end(), sentence.end)
        if (
            not base
            or base == match["verb"]
            or not before
            or len(before) > 5
            or any(word.low in AUXILIARIES or word.low in ("those", "and", "or", "but", ",") for word in before)
            or finite_verbs(after, vocabulary)
            or finite_verbs(before, vocabulary)
            or not (
                before[-1].low in ("he", "she", "they", "it", "we", "i", "police")
                or vocabulary.mostly(before[-1].low, NOUN, PLURAL)
            )
        ):
            continue
        message = f"“{match['verb']}” is denied by “not” alone."
        yield RULE.correction(Span(*match.span("not")), f" did not {base}", message, 0.86, 0.84)
