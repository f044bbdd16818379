"""A whole participial clause between article and noun: article, preposition phrase or time, participle, noun."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.grammar import MONTH, TIME, WEEKDAY, WORD, is_participle
from mtcheck.text.lazy import lazy
from mtcheck.text.vocabulary import ADJECTIVE, CONJUNCTION, MODAL, NOUN, PAST, PLURAL, PRESENT, PRONOUN
from mtcheck.text.words import either, listed

RULE = Rule(
    id="participle-before-noun",
    mqm="linguistic-conventions/grammar",
    severity=Severity.MAJOR,
    summary="A long participial clause precedes its noun.",
    why="German, Dutch, Turkish, Russian and Japanese put such clauses first; English puts them after the noun.",
    examples=(
        Bad("⟦The by the court suspended law→The law suspended by the court⟧ returns."),
        Bad("⟦A since May in the port held ship→A ship held since May in the port⟧ sank."),
        Bad("He signed ⟦the yesterday adopted budget→the budget adopted yesterday⟧."),
        Bad("⟦The from the north arrived refugees→The refugees who arrived from the north⟧ need food."),
        Bad("⟦The last year opened museum→The museum, which opened last year,⟧ has already closed."),
        Good("A suspected arson attack, a known by few place, the accused of the case."),
        Good("The law suspended by the court returns."),
        Good("The by-law was suspended."),
        Good("The by now familiar tune was played."),
    ),
)

_PHRASE = (
    r"(?:by|in|on|from|with|since|for|at|during|after|against|through|under|of|near) "
    rf"(?:(?:the|a|an|its|his|her|their|this) )?(?:{WORD} ){{1,3}}?|(?:in|since) (?:{MONTH} )?(?:19|20)\d\d "
)
_HEAVY = Pattern(
    r"(?<![\w’'-])(?P<article>[Tt]he|[Aa]n?) "
    rf"(?P<phrase>(?:{_PHRASE}){{1,2}}?|(?:{TIME}) (?<!earlier )(?<!later )(?<!recently ))"
    rf"(?P<participle>{WORD}ed|built|held|found|given|made|taken|born|sent|lost|written|brought|living|located|shown"
    rf"|known|caught|sold|bought|paid|shot|begun|chosen|drawn|fallen|led|won) (?P<noun>{WORD})(?: (?P<second>{WORD}))?"
)

_ACCUSED = Pattern(
    r"(?<![\w’'-])(?P<article>[Tt]he|[Aa]n?|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]everal)"
    r" (?P<participle>suspected|accused|convicted|wanted|charged|arrested|detained|sentenced|injured|wounded|killed"
    r"|infected|sanctioned|responsible|guilty|born)"
    r" (?P<phrase>(?:of|for|with|in|by|to|on) (?:[\w’'-]+ ){0,2}?[\w’'-]+)"
    rf" (?P<noun>{either('participle-before-noun: nouns')})(?![\w’'-]| (?:of|and)\b)"
)

# verbs that tell by themselves what the noun did
_HAPPENED = frozenset(
    "opened closed started begun arrived fallen died returned emerged ended appeared resigned".split()
)
_PERSONS = listed("valency: persons") | frozenset(
    "refugees refugee migrants migrant guests troops forces survivors".split()
)

_DATED = lazy(rf"{MONTH}|{WEEKDAY}|(?:19|20)\d\d")
_NOT_WITHIN = frozenset("the a an that which who his her their and to".split())


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_ACCUSED):
        head, participle, rest = match["noun"], match["participle"], match["phrase"].split()[1:]
        if not rest or not _NOT_WITHIN.isdisjoint(rest):
            continue
        fixed = f"{_article(match['article'], head)} {head} {participle} {match['phrase']}"
        what = f"What belongs to “{participle}” comes before the noun “{head}”."
        yield RULE.correction(Span(*match.span()), fixed, what, 0.88, 0.84)
    for match in doc.matches(_HEAVY):
        participle, noun, second = match["participle"], match["noun"], match["second"] or ""
        if not is_participle(participle, vocabulary) and participle not in ("living", "located"):
            continue
        words = match["phrase"].split()
        if any(
            (word.islower() and vocabulary.mostly(word, PAST, PRESENT, MODAL, CONJUNCTION, PRONOUN))
            or word in ("and", "or", "then", "now", "that", "which", "to")
            for word in words
        ):
            continue
        if words[0] == "of":
            continue  # “the of the Armed Forces”: a word is doubled or lost
        if words[0] in ("under", "over", "of", "on", "in") and len(words) < 3 and not _DATED.fullmatch(words[1]):
            continue  # "the under fire minister", "the in form striker"
        adjective = vocabulary.mostly(noun, ADJECTIVE)
        if not vocabulary.mostly(second if adjective else noun, NOUN, PLURAL):
            continue
        head = f"{noun} {second}" if adjective else noun
        span = Span(match.start(), match.end("second" if adjective else "noun"))
        behind = f"{participle} {match['phrase'].strip()}"
        if participle in _HAPPENED and words[0] != "since":  # “the museum opened last year” would be the sentence
            who = head.rsplit(" ", 1)[-1].lower() in _PERSONS
            behind = f"who {behind}" if who else f"that {behind}" if match["article"] in "Aan" else f"which {behind},"
        comma = "," if behind.endswith(",") else ""
        fixed = f"{_article(match['article'], head)} {head}{comma} {behind}"
        what = f"What belongs to “{participle}” comes before the noun “{head}”."
        yield RULE.correction(span, fixed, what, 0.88, 0.83)


def _article(old: str, head: str) -> str:
    from mtcheck.text.inflection import article, match_case

    return old if old.lower() not in ("a", "an") else match_case(article(head), old)
