"""“Will” in a clause that opens with if, unless, until, as soon as or the like, before a main clause in the future."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.inflection import verb_form
from mtcheck.text.vocabulary import ADJECTIVE, BASE, NOUN, PAST, PLURAL, PRESENT

RULE = Rule(
    id="will-in-condition",
    mqm="linguistic-conventions/grammar",
    preview=True,
    summary="A condition or a time to come is told with “will”.",
    why="Slavic and Romance languages have the future in both clauses; English has the present behind if and when.",
    needs=("vocabulary",),
    examples=(
        Bad("If the river ⟦will rise→rises⟧ again, the town will be cleared."),
        Bad("When the crews ⟦will arrive→arrive⟧, the road will be closed."),
        Bad("The gate will stay shut until the board ⟦will decide→decides⟧ on it."),
        Bad("As soon as the bridge ⟦will be→is⟧ ready, traffic can return."),
        Bad("As soon as the snow ⟦will melt→melts⟧, crews are to repair the road."),
        Bad("Until the results ⟦will be→are⟧ known, the candidates are silent."),
        Bad("They will stay there before they ⟦will go→go⟧ home."),
        Good("Until then the city will be run by the deputy mayor, a former wrestler, the council said."),
        Good("After the match the players will be given medals, the club said."),
        Good("If you will forgive me, I will go."),
        Good("She will be held until Monday when she will go to court, and what it will do once it won will be told."),
        Good("He asked if the river will rise, and when the crews will arrive."),
        Good("If it will help the town, the mayor said, he will go."),
    ),
    limits="Needs a future in the main clause as well.",
)

_NP = r"(?:(?:the|a|an|this|that|these|those|his|her|its|their|all|no|any|two|three|our) )?(?:[\w’'-]+ ){0,4}?[\w’'-]+"
_FUTURE = (
    r"(?:will|would|can|could|may|might|must|shall|is going to|are going to|has to|have to|are to|is to|plans? to)"
)
_OPEN = Pattern(
    rf"(?:^|(?<=[.!?:;] )|(?<=[“\"])|(?<=that )|(?<=and )|(?<=but ))(?:[Ii]f|[Uu]nless|[Ww]hen|[Aa]s soon as|[Uu]ntil"
    rf"|[Oo]nce|[Aa]fter|[Bb]efore|[Ii]n case) (?P<subject>{_NP}) (?P<verb>will (?P<not>not )?(?P<base>[a-z]+))"
    rf"(?=[^.!?;\n]{{0,90}}?, (?:then )?(?:[\w’'-]+ ){{1,7}}?{_FUTURE}\b)"
)
# These never have “will”, whatever the main clause says.
_NEVER = Pattern(
    rf"(?<![\w’'-])(?:[Aa]s soon as|[Uu]nless|[Bb]y the time) (?P<subject>{_NP}) "
    r"(?P<verb>will (?P<not>not )?(?P<base>[a-z]+))(?= [a-z]|[.,;]|$)"
)
# One noun phrase between the link and “will” is its subject: “after the match the players will” has two.
_ONE = Pattern(
    r"(?:^|(?<=[.!?:;] )|(?<=[“\"]))(?:Until|Till|Before|After)"
    r" (?P<subject>(?:the|his|her|its|their|this|these|those|all"
    r"|any) (?:(?P<adjective>[a-z]+) )?(?P<noun>[a-z]+)) (?P<verb>will (?P<not>not )?(?P<base>[a-z]+))"
    r"(?=[^.!?;\n,]{0,60}, (?:the|he|she|it|they|we|his|her|its|their|all|no|[A-Z]))"
)
_THEY = Pattern(
    r"\b(?:[Uu]ntil|[Tt]ill|[Bb]efore|[Aa]fter) (?P<subject>he|she|they|we|it) "
    r"(?P<verb>will (?P<not>not )?(?P<base>[a-z]+))(?= [a-z]|[.,;]|$)"
)
_BEHIND = Pattern(
    rf"(?<=will )(?:not )?(?:be )?[a-z]+(?: [\w’'-]+){{0,6}}? (?:unless|until|as soon as|once) (?P<subject>{_NP})"
    r" (?P<verb>will (?P<not>not )?(?P<base>[a-z]+))(?= [a-z]|[.,;]|$)"
)
_NO_SUBJECT = frozenset("you not it that if".split())  # “if you will”, “if it will help”
_OTHER = frozenset("will would and or that who which when if where what is are was were".split())
_MANY = frozenset("they we these those people police i all both many".split())


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    found: set[int] = set()
    for pattern in (_OPEN, _NEVER, _BEHIND, _ONE, _THEY):
        for match in doc.matches(pattern):
            if match.start("verb") in found:
                continue
            subject, base = match["subject"].split(), match["base"]
            low = [word.lower() for word in subject]
            if pattern is _ONE and not (
                vocabulary.mostly(match["noun"], NOUN, PLURAL)
                and (not match["adjective"] or vocabulary.mostly(match["adjective"], ADJECTIVE))
            ):
                continue
            if (low[-1] in _NO_SUBJECT and pattern is not _THEY) or _OTHER & set(low):
                continue
            if any(vocabulary.mostly(word, PRESENT, PAST) for word in low):
                continue
            if not vocabulary.may_be(base, BASE, NOUN):
                continue
            many = low[-1] in _MANY or low[0] in _MANY or vocabulary.mostly(low[-1], PLURAL)
            if base == "be":
                new = "are" if many else "is"
                new += " not" if match["not"] else ""
            elif match["not"]:
                new = f"{'do' if many else 'does'} not {base}"
            else:
                new = base if many else verb_form(base, "s")
            found.add(match.start("verb"))
            what = "English has the present tense here."
            yield RULE.correction(Span(*match.span("verb")), new, what, 0.85, 0.82)
