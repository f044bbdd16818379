"""A month, year or place phrase between auxiliary and verb; British copy has weekdays and “in recent years” there."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.grammar import MONTH, WEEKDAY, is_participle, may_be_base, past_of
from mtcheck.text.inflection import verb_forms
from mtcheck.text.vocabulary import MODAL, NAME, NOUN, PARTICIPLE, PAST, PRESENT, Vocabulary

RULE = Rule(
    id="adverbial-inside-verb",
    mqm="linguistic-conventions/grammar",
    summary="A phrase of time or place splits the verb.",
    why="German, Chinese and Turkish put time and place before the verb.",
    examples=(
        Bad("A first drill ⟦will in May be held→will be held in May⟧ off the port."),
        Bad("The bridge ⟦was in 1911 built→was built in 1911⟧."),
        Bad("The body ⟦was in the harbour found→was found in the harbour⟧ by divers."),
        Bad(
            "The firm ⟦will in June open→will open in June⟧ a shop, and crews ⟦have for three days blocked→have blocked"
            " for three days⟧ the road."
        ),
        Bad("The board ⟦could until Monday not say→could not say until Monday⟧ when."),
        Good("They have until Monday to pay; he had for years been ill, and it will in turn open a shop."),
        Good("Prices have in recent years doubled."),
        Good("The minister will on Monday set out her plan."),
        Good("The first drill was in May, held off the port."),
        Good("The man was in the harbour when divers found him."),
    ),
)

_SPLIT = Pattern(
    r"(?<![\w’'-])(?P<all>(?P<aux>will|would|has|have|had|is|are|was|were) (?P<phrase>(?:in|since|until|from|during) "
    rf"(?:{MONTH}(?: \d{{4}})?|(?:the year )?(?:19|20)\d\d|the (?:year|month|night|evening|morning|summer|winter"
    r"|spring|autumn))|(?:in|at|near|on|by) the [a-z]+|by [a-z]+) (?P<verb>(?:be |been )?(?P<main>[a-z]+)))"
    r"(?=[.,;]|$| (?:in|at|by|off|near|from|to|with|for|on|after|during|because)\b)"
)

_TO_WHOM = Pattern(
    r"(?<![\w’'-])(?P<aux>has|have|had) (?P<phrase>(?:to|from|against) (?:the|its|his|her|their) (?:[\w’'-]+ ){1,4}?)"
    r"(?P<main>caused|done|given|brought|sent|sold|paid|made|taken|stolen|filed|received|bought|won|added|offered"
    r"|shown|told|handed|promised|launched) "
    r"(?P<object>(?:(?:an?|the|its|his|her|their|serious|great|several|some|many) )?"
    r"(?:[a-z’'-]+ )?[a-z’'-]+)(?=[.,;]|$)"
)
# An active verb and its object behind a month, a count of days, or “until Monday”
_ACTIVE = Pattern(
    rf"(?<=[a-z] )(?P<all>(?P<aux>will|would|can|could|must|has|have|had) (?P<phrase>in (?:{MONTH}(?: \d{{4}})?"
    r"|(?:19|20)\d\d|the (?:summer|autumn|winter|spring|evening|morning|afternoon))|(?:until|since|from)"
    rf" (?:{WEEKDAY}|{MONTH}"
    r"|yesterday|tomorrow|today)|for (?:two|three|four|five|six|seven|eight|nine|ten|\d+|several)"
    r" (?:hours|days|weeks|months|years)"
    r"|(?:after|within|in) (?:two|three|four|five|six|seven|eight|nine|ten|\d+) (?:hours|days|weeks|months|years))"
    r"(?P<not> not)? (?P<main>[a-z]{3,}))(?="
    r" (?:the|an?|its|his|her|their|two|three|four|five|\d+|when|whether|who|what|how)\b)"
)
# “has on Tuesday approved the budget”: the perfect does not go with a day that is over
_OVER = Pattern(
    rf"(?<=[a-z] )(?P<all>(?:has|have) (?P<phrase>on {WEEKDAY}(?: (?:morning|afternoon|evening|night))?"
    rf"|on (?:{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH})|yesterday|last (?:week|month|year|night|{WEEKDAY})"
    rf"|in {MONTH}(?: (?:19|20)\d\d)?) (?P<main>[a-z]+)"
    r"(?P<object>(?: (?:the|an?|its|his|her|their|two|three|four|five|several|all|\d[\d,]*)"
    r"(?: (?!in\b|of\b|on\b|at\b|to\b|and\b|for\b|from\b|with\b|by\b|after\b|that\b|which\b)[\w’'-]+){1,4}"
    r"(?: of (?:the |an? )?[\w’'-]+)?)?))(?=[.,;]|$| (?:in|at|to|and|for|from|with|by|after|that|because|near|as)\b)"
)
_SETTLED = frozenset(
    "based located situated compared followed due used called named owned caused made led left run supposed"
    " designed".split()
)


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_TO_WHOM):
        fixed = f"{match['aux']} {match['main']} {match['object']} {match['phrase'].strip()}"
        yield RULE.correction(Span(*match.span()), fixed, f"“{match['phrase'].strip()}” splits the verb.", 0.84, 0.8)
    over = set()
    for match in doc.matches(_OVER, kinds=frozenset({"paragraph"})):
        past, thing = past_of(match["main"], vocabulary), match["object"] or ""
        if past and not any(vocabulary.mostly(word, PAST, PRESENT, MODAL) for word in thing.split()):
            over.add(match.start())
            right = f"{past}{thing} {match['phrase']}"
            yield RULE.correction(Span(*match.span("all")), right, f"“{match['phrase']}” splits the verb.", 0.84, 0.82)
    for match in doc.matches(_ACTIVE, kinds=frozenset({"paragraph"})):
        aux, main, negated = match["aux"], match["main"], match["not"] or ""
        if match.start() in over:
            continue
        perfect = aux in ("has", "have", "had")
        if is_participle(main, vocabulary) if perfect else _may_be_base(main, vocabulary):
            right = f"{aux}{negated} {main} {match['phrase']}"
            yield RULE.correction(Span(*match.span("all")), right, f"“{match['phrase']}” splits the verb.", 0.82, 0.8)
    for match in doc.matches(_SPLIT):
        aux, phrase, main, verb = match["aux"], match["phrase"], match["main"], match["verb"]
        passive = verb.startswith(("be ", "been ")) or aux in ("is", "are", "was", "were")
        if (
            not is_participle(main, vocabulary)
            or not passive
            or (aux in ("will", "would")) != verb.startswith("be ")
            or (aux in ("has", "have", "had") and not verb.startswith("been "))
        ):
            continue
        last = phrase.split()[-1]
        if (
            aux in ("is", "are", "was", "were")
            and not last[0].isdigit()
            and (
                not vocabulary.mostly(last, NOUN, MODAL, NAME)
                or last in ("allocation", "form", "process", "case", "region")
            )
        ):
            continue
        if main in _SETTLED and not last[0].isdigit():
            continue
        if (doc.after(match.end(), 3) == " by" and aux in ("is", "are")) or (
            phrase.startswith(("on the", "at the"))
            and last in ("way", "verge", "brink", "list", "time", "moment", "end")
        ):
            continue
        yield RULE.correction(Span(*match.span("all")), f"{aux} {verb} {phrase}", f"“{phrase}” splits the verb.", 0.82)


def _may_be_base(word: str, vocabulary: Vocabulary) -> bool:
    """Whether a verb has the word as its base form, also one that is an adjective as a rule (“open”)."""
    return may_be_base(word, vocabulary) or vocabulary.mostly(verb_forms(word)["past"][0], PAST, PARTICIPLE)
