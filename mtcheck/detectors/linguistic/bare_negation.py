"""“The police not confirmed the report”: a verb denied by “not” alone, without do."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.clauses import AUXILIARIES, finite_verbs, tokens
from mtcheck.text.grammar import base_of
from mtcheck.text.vocabulary import NOUN, PLURAL

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


def detect(doc: Document, resources: Resources) -> Findings:
    for match in doc.matches(_NO):
        if match["before"] not in _ANSWERS and not doc.in_quotation(match.start()):
            yield RULE.correction(Span(*match.span("no")), "not", "“no” stands for “not” here.", 0.86)
    vocabulary = resources.model("vocabulary")
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
