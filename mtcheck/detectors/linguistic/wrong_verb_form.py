"""An inflected verb where English has the base form: after modals, after “did not”, and “to” after a modal."""

import re

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.closed_classes import ARTICLES, POSSESSIVES, THEY
from mtcheck.text.grammar import base_of, may_be_base, may_head
from mtcheck.text.inflection import verb_forms
from mtcheck.text.lazy import lazy
from mtcheck.text.vocabulary import (
    ADJECTIVE,
    BASE,
    ING,
    MODAL,
    NOUN,
    PARTICIPLE,
    PAST,
    PLURAL,
    PRESENT,
    UNKNOWN,
    Vocabulary,
)
from mtcheck.text.words import either, listed, paired

RULE = Rule(
    id="wrong-verb-form",
    mqm="linguistic-conventions/grammar",
    summary="The verb after a modal or “did not” is inflected.",
    why="The engine inflects each verb for itself.",
    examples=(
        Bad("The river can ⟦rises→rise⟧ quickly."),
        Bad("He did not ⟦went→go⟧ to court."),
        Bad("The talks will ⟦held→hold⟧ next week, and they may ⟦closed→close⟧ the bank."),
        Bad("It should ⟦been→have been⟧ closed. Did he ⟦went→go⟧ home?"),
        Good("The sisters did not found the firm."),
        Good("The general's will signed in May was read, and his free will held him."),
        Bad("Drivers must⟦ to→⟧ wait."),
        Bad("The team does not ⟦has→have⟧ a coach."),
        Bad("A fire ⟦was broke→broke⟧ out, and the town was completely ⟦destroy→destroyed⟧ by it."),
        Bad("He ⟦did never come→never came⟧ back."),
        Good("They are close to home and have been put to use; the sheep were shorn."),
        Good("He had drawn up what she saw."),
        Good("The mill was saw-toothed; they came to found a club."),
        Good("He kept an oil can to hand."),
    ),
)

_MODAL = Pattern(
    r"(?<![\w’'-])(?P<modal>can|could|would|should|must|might|may|cannot|will|shall"
    r"|(?:did|do|does|would|could|can|will) not|(?:did|do|does|would|could|ca|wo)n[’']t) "
    r"(?:(?:also|not|never|already|soon|still|now) )?(?P<verb>[a-z]{2,})(?![\w’'-])"
)
_PASTS = paired("wrong-verb-form: pasts")  # went: gone
_PERFECT = Pattern(
    r"(?<![\w’'-])(?:has|have|had|having|was|were|been) (?:not |also |already |never |just )?"
    rf"(?P<verb>{'|'.join(_PASTS)})(?= [a-z]|[.,;]|$)(?! by)"
)
_TO = {
    "went": "go", "took": "take", "gave": "give", "came": "come", "became": "become", "said": "say", "won": "win",
    "lost": "lose", "left": "leave", "told": "tell", "paid": "pay", "sent": "send", "did": "do", "got": "get",
    "held": "hold", "began": "begin", "kept": "keep", "bought": "buy", "sold": "sell", "brought": "bring",
    "made": "make", "was": "be", "were": "be", "wrote": "write", "spoke": "speak", "stopped": "stop",
    "helped": "help", "visited": "visit",
}  # fmt: skip
_INFINITIVE = Pattern(
    r"(?<![\w’'-])(?:wants|wanted|decided|plans|planned|tried|managed|refused|began|able|forced|ready|going|needs"
    rf"|expected|agreed|promised|failed|hopes|intends) to (?P<verb>{'|'.join(_TO)})(?= [a-z]|[.,;]|$)"
)
# “has saw smoke”, “were saw leaving”; saws are tools, too
_SAW = Pattern(
    r"(?<![\w’'-])(?:(?:has|have|had|having) (?:not |also |already |never |just |ever )?(?P<verb>saw)"
    r"(?= (?:the|an?|no|his|her|its|their|him|them|it|this|that|how|what|two|three|many|some|any|[a-z]+|[A-Z]\w+)\b)"
    r"(?! (?:blades?|mills?|teeth|tooth|marks?|cuts?|dust|logs?|horses?|pits?|palmetto|and|or|for|in|on|with|which)\b)"
    r"|(?:was|were|been|being) (?:also |already |never |last )?(?P<seen>saw)"
    r"(?= (?:[a-z]{2,}ing|by|in|at|on|as|with|near|from|to|again|for)\b))"
)
# “demanded that the mill to be closed”
_DEMANDS = Pattern(
    r"(?<![\w’'-])(?:demand|insist|propose|recommend|suggest|request|urge|order|require|ask)(?:s|d|ed|ing)? that "
    r"(?P<subject>(?:the|an?|all|his|her|its|their|these|those|this|no|both|any|[A-Z][\w’-]+) (?:[\w’'-]+ ){0,4}?"
    r"|he |she |it |they |we )(?P<span>to (?P<not>not )?(?P<verb>[a-z]+))(?P<rest>[^.,;:?!\n\"“”]*)"
)
# what a “to” belongs to: the right to vote, efforts to end the war
_TAKE_TO = listed("wrong-verb-form: take to")
# “was broke out”, “did never come”
_BROKE = Pattern(r"(?<![\w’'-])(?P<span>(?:was|were|is|are) broke) (?:out|into|off)\b")
_NEVER = Pattern(
    r"(?<![\w’'-])(?P<subject>he|she|it|they|we|who|[a-z]+s?|[A-Z][a-z]+) (?P<span>did never (?P<verb>[a-z]+))(?="
    r" [a-z]|[.,;])"
)
# Past forms of irregular verbs made the regular way: “teached”, “splitted”.
_REGULARISED = paired("wrong-verb-form: regularised")
_REGULAR = Pattern(rf"(?<![\w’'-])(?P<verb>{'|'.join(sorted(_REGULARISED))})(?![\w’'-])")
_PERFECT_BEFORE = lazy(
    r"\b(?:has|have|had|having|be|been|being|is|are|was|were|gets?|got|not|[a-z]+['’](?:ve|s|d))(?: [a-z]+ly| not|"
    r" also| already"
    r"| just| never| been)* $"
)
_BASES = either("wrong-verb-form: bases")  # verbs that are no noun or adjective, and no participle, as they are
_ADVERB = r"(?:(?:not|also|already|never|just|now|since|recently|always|still|then|[a-z]+ly) )?"
_PASSIVE = Pattern(
    rf"(?<![\w’'-])(?P<be>be|been|being|am|is|are|was|were) {_ADVERB}(?P<verb>{_BASES})"
    r"(?= (?:by|in|to|on|at|from|for|with|within|during|after|and|that)\b|[.,;])"
)
_NOUNS_TOO = Pattern(
    r"(?<![\w’'-])(?:(?:will|would|can|could|must|should|may|to) be|has been|have been|had been|being|were)"
    r" (?P<verb>build|shoot|produce|rescue|hold|increase|arrest)"
    r"(?= (?:by|in|to|on|at|from|for|with|within|during|after|and)\b|[.,;])"
)
_HAVE_BASE = Pattern(
    rf"(?<![\w’'-])(?:has|have|had|having) {_ADVERB}(?P<verb>{_BASES})"
    r"(?= (?:the|an?|his|her|its|their|to|in|on|at|from|by|for|more|that|all|new|him|them|it|[A-Z]\w+|\d)\b|[.,;])"
)
_AFTER_PREPOSITION = Pattern(
    rf"(?<![\w’'-])(?P<word>(?<!kind )(?<!sort )of|after|before|from|for|on|in|at|into)"
    rf" (?P<verb>{_BASES})"
    r"(?= (?:the|an?|his|her|its|their|this|that|him|them|it|more|all|new|in|on|at|from|[A-Z]\w+|\d)\b)"
)
_AFTER_BY = Pattern(rf"(?<![\w’'-])(?P<word>without|by|despite) (?P<verb>{_BASES})(?= [a-z])")
_ING = Pattern(
    r"(?<![\w’'-])(?P<modal>can|could|will|would|must|should|may|might|cannot) "
    r"(?:(?:also|not|never|already|soon|still|now) )?(?P<verb>[a-z]+ing)(?![\w’'-])"
)
_MODAL_BEEN = Pattern(
    r"(?<![\w’'-])(?P<modal>can|could|will|would|must|should|may|might|shall) (?P<verb>been)(?= [a-z])"
)
_DID = Pattern(
    r"(?<![\w’'-])(?:[Dd]id|[Dd]oes|[Dd]o) (?:he|she|it|they|we|you|the [a-z]+) (?P<verb>[a-z]{3,})(?=["
    r" ?])(?=[^.!?\n]*\?)"
)
_BEEN = Pattern(r"(?<![\w’'-])(?P<be>is|are|was|were) (?:(?:not|also|already|now) )?(?P<verb>been)(?= [a-z])")
# “All we do is give”, “the first thing to do is speak”: the base form is what is done.
_CLEFT = lazy(r"\b(?:do|does|did|done|doing|all|what|thing|best|least|to \w+)\b")
_NOUNS = ARTICLES | POSSESSIVES | frozenset("own this that of free good ill political in at's".split())


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    for pattern, forms in ((_PERFECT, _PASTS), (_INFINITIVE, _TO)):
        for match in doc.matches(pattern):
            verb = match["verb"]
            said = match[0]
            message = f"“{said}” should be “{said[: match.start('verb') - match.start()]}{forms[verb]}”."
            yield RULE.correction(Span(*match.span("verb")), forms[verb], message, 0.9, 0.9)
    for match in doc.matches(_SAW):
        said = f"“{match[0]}” should be “{match[0].removesuffix('saw')}seen”."
        yield RULE.correction(Span(match.end() - 3, match.end()), "seen", said, 0.9)
    yield from _demanded(doc, vocabulary)
    for match in doc.matches(_BROKE):
        right = (
            "broke" if match["span"].startswith("w") else "has broken" if match["span"][0:2] == "is" else "have broken"
        )
        said = f"“{match['span']}” is no form of a verb that has no object."
        yield RULE.correction(Span(*match.span("span")), right, said, 0.9)
    for match in doc.matches(_NEVER):
        if not doc.in_quotation(match.start()) and vocabulary.may_be(match["verb"], BASE):
            past = verb_forms(match["verb"])["past"][0]
            said = "“Never” needs no “did”."
            yield RULE.correction(Span(*match.span("span")), f"never {past}", said, 0.86)
    yield from _regularised(doc)
    yield from _bases(doc)
    yield from _ings(doc, vocabulary)
    for match in doc.matches(_MODAL):
        verb, modal = match["verb"], match["modal"]
        if verb == "to":
            if (
                modal in ("must", "should", "cannot")
                and not _is_noun(doc, match.start())
                and _verb_follows(doc, match, vocabulary)
            ):
                yield RULE.correction(Span(match.start("verb") - 1, match.end()), "", f"“{modal}” takes no “to”.", 0.9)
        elif _is_inflected(verb, modal, vocabulary, _has_subject(doc, match.start(), vocabulary)) and not _is_noun(
            doc, match.start()
        ):
            if verb in ("was", "were") and doc.in_quotation(match.start()):
                continue
            if verb == "found" and _FOUNDED.match(doc.text, match.end()):
                continue  # “they did not found the firm”
            message = f"After “{modal}” the verb is not inflected."
            yield RULE.correction(Span(*match.span("verb")), base_of(verb, vocabulary), message, 0.88)


_FOUNDED = lazy(
    r" (?:the|an?|this|that|its|his|her|their) (?:[a-z]+ )?(?:firm|company|club|party|group|movement|city|town|paper"
    r"|newspaper|school|band|festival|church|order|state|agency|bank|league|university|museum|magazine|business)\b"
)


def _demanded(doc: Document, vocabulary: Vocabulary) -> Findings:
    """An infinitive for the verb of a clause that says what is demanded."""
    for match in doc.matches(_DEMANDS):
        words, verb = match["subject"].lower().split(), match["verb"]
        if (
            not may_be_base(verb, vocabulary)
            or words[-1] in _TAKE_TO
            or (
                len(words) > 1
                and not (may_head(words[-1], vocabulary) or vocabulary.mostly(words[-1], UNKNOWN))
                and not words[-1][0].isdigit()
            )
            or any(word != "to" and vocabulary.mostly(word, PAST, PRESENT, MODAL, BASE) for word in words[:-1])
            or any(
                word.islower() and (word in ("be", "is", "was", "are") or vocabulary.mostly(word, BASE, PRESENT, MODAL))
                for word in match["rest"].split()[verb == "be" : _NEXT]
            )
        ):
            continue
        new = f"{match['not'] or ''}{verb}"
        yield RULE.correction(Span(*match.span("span")), new, f"What is demanded stands as “{new}”.", 0.88)


_NEXT = 9  # words behind the infinitive that another verb would stand among


def _regularised(doc: Document) -> Findings:
    """“teached”, “have rised”."""
    for match in doc.matches(_REGULAR):
        if doc.in_quotation(match.start()):
            continue
        base = _REGULARISED[match["verb"]]
        done = _PERFECT_BEFORE.search(doc.text, max(0, match.start() - 40), match.start()) is not None
        form = verb_forms(base)["participle" if done else "past"][0]
        said = f"“{match['verb']}” is no form of “{base}”: {form}."
        yield RULE.correction(Span(*match.span()), form, said, 0.92, 0.88)


def _bases(doc: Document) -> Findings:
    """A base form where a participle or a gerund belongs: “was establish in”, “without ask for”."""
    for match in (*doc.matches(_PASSIVE), *doc.matches(_NOUNS_TOO), *doc.matches(_HAVE_BASE)):
        start = match.start()
        if _CLEFT.search(doc.text, doc.sentence_at(start).start, start):
            continue
        participle = verb_forms(match["verb"])["participle"][0]
        yield RULE.correction(Span(*match.span("verb")), participle, f"“{participle}” belongs here.", 0.88, 0.9)
    for match in (*doc.matches(_AFTER_PREPOSITION), *doc.matches(_AFTER_BY)):
        word, verb = match["word"], match["verb"]
        gerund = verb_forms(verb)["ing"][0]
        if word == "for":
            span, new = Span(*match.span()), f"to {verb}"
        else:
            span, new = Span(*match.span("verb")), gerund
        yield RULE.correction(span, new, f"After “{word}” stands “{gerund}”.", 0.88, 0.85)


def _ings(doc: Document, vocabulary: Vocabulary) -> Findings:
    """“can also showing”, “is been said”."""
    for match in doc.matches(_ING):
        verb, before = match["verb"], doc.before(match.start(), 16).lower().split()
        base = base_of(verb, vocabulary)
        if vocabulary.tags(verb) == ING and base and before and before[-1] not in _NOUNS | _GERUND_FOLLOWS:
            span = Span(*match.span("verb"))
            yield RULE.correction(span, base, f"After “{match['modal']}” the verb is not inflected.", 0.88)
    for match in doc.matches(_MODAL_BEEN):
        if not _is_noun(doc, match.start()):
            new = "be" if match["modal"] in ("can", "will", "shall") else "have been"
            yield RULE.correction(Span(*match.span("verb")), new, f"“{match['modal']} been” is no form of a verb.", 0.9)
    for match in doc.matches(_DID):
        base = base_of(match["verb"], vocabulary)
        if base and vocabulary.tags(match["verb"])[:1] == PAST and match["verb"] not in verb_forms(base)["base"]:
            yield RULE.correction(
                Span(*match.span("verb")), base, "In a question with “did” the verb is not inflected.", 0.88
            )
    for match in doc.matches(_BEEN):
        said = f"“{match['be']} been” is no form of a verb: “has been” or “is being”?"
        perfect = {"is": "has", "are": "have"}.get(match["be"], "had" if match["be"] == "was" else "have")
        yield RULE.correction(Span(*match.span("be")), perfect, said, 0.88, for_people=True)


_GERUND_FOLLOWS = frozenset("as so than nor neither how what why where when which this".split())  # “as will making it”


def _verb_follows(doc: Document, match: "re.Match[str]", vocabulary: Vocabulary) -> bool:
    after = doc.after(match.end(), 30).split()[:1]
    return bool(after) and (after[0] in ("be", "have", "do") or vocabulary.mostly(after[0].strip(".,;:"), BASE))


def _has_subject(doc: Document, start: int, vocabulary: Vocabulary) -> bool:
    """Whether a noun or pronoun stands before the modal, so that it is no noun itself."""
    before = doc.before(start, 24).split()
    return bool(before) and (before[-1].lower() in THEY or vocabulary.mostly(before[-1], NOUN, PLURAL))


def _is_inflected(verb: str, modal: str, vocabulary: Vocabulary, subject: bool) -> bool:
    """Whether the word is the third person or the past of a verb, and neither its base form nor another word.

    `subject`: what stands before the modal can only be its subject.
    """
    tags = vocabulary.tags(verb)
    base = base_of(verb, vocabulary)
    if not base or verb == base or BASE in tags or tags[:1] in (NOUN, ADJECTIVE):
        return False
    forms = verb_forms(base)
    if verb in forms["base"]:
        return False
    third, past = verb in forms["s"], verb in forms["past"]
    if not ((third and tags[:1] == PRESENT) or (past and tags[:1] in (PAST, PARTICIPLE))):
        return False
    # nouns, too: “the will signed”
    noun = past and modal in ("will", "must", "might", "can", "may") and tags[:1] != PAST
    return not noun or (subject and modal in ("will", "must", "may")) or verb in ("was", "were", "had", "did")


def _is_noun(doc: Document, start: int) -> bool:
    before = doc.before(start, 20).lower().split()
    return not before or before[-1] in _NOUNS or before[-1].endswith(("’s", "'s"))
