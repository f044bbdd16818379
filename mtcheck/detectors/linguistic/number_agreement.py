"""Verb and subject, or determiner and noun, differ in number; collective nouns may take either, and are left alone."""

from mtcheck.core import Bad, Document, Finding, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.inflection import plural
from mtcheck.text.vocabulary import ADJECTIVE, ING, PARTICIPLE, PAST, PLURAL
from mtcheck.text.words import listed

RULE = Rule(
    id="number-agreement",
    mqm="linguistic-conventions/grammar",
    summary="Subject and verb, or determiner and noun, differ in number.",
    why="Chinese, Japanese, Korean, Indonesian and Turkish leave number unmarked, and the engine guesses.",
    examples=(
        Bad("They ⟦was→were⟧ taken to hospital."),
        Bad("The talks ⟦was→were⟧ held in Lomna."),
        Bad("The minister ⟦have→has⟧ resigned."),
        Bad("Police ⟦has→have⟧ arrested two men."),
        Good("The head of police is ill; the chief of the police was asked."),
        Good("The United States was ready."),
        Good("The government have agreed."),
        Good("One of the police was hurt."),
    ),
)

_THEY = Pattern(r"(?P<who>[Tt]hey|[Ww]e) (?P<verb>is|was|has|does|doesn[’']t)(?= )")
_HE = Pattern(r"(?P<who>[Hh]e|[Ss]he|[Ii]t) (?P<verb>are|have|do)(?= )")
_PLURAL = Pattern(
    r"(?:The|These|Those|All|Many|Several|Both|Some) (?:[a-z-]+ )?"
    r"(?P<noun>[a-z]{3,}s|people|men|women|children|police) (?P<verb>was|is|has)(?= (?P<next>[a-z]+))"
)
_POLICE = Pattern(
    r"(?P<noun>Police|The police|People|The people|Thousands of people|Hundreds of people|Dozens of people) "
    r"(?P<verb>was|is|has)(?= [a-z])"
)
_POLICE_WITHIN = Pattern(
    r"(?:,|\bthat|\bwhen|\bwhere|\bbecause|\bbut) (?P<noun>(?:the )?police) (?P<verb>was|is|has)(?= [a-z])"
)
_SINGULAR = Pattern(
    r"(?:The|This|A|Another|Each|Every|His|Her|Their|Its) (?:[a-z-]+ )?"
    r"(?P<noun>[a-z]{3,}(?:er|or|man|ist|ian|ent|dent|ant|ary|dge|ator|tain|ruler|king|queen|river|bridge|storm|fire"
    r"|law|ship|road|strike|blast|vote|trial|attack)) (?P<verb>have|are)(?= [a-z])"
)
_DETERMINED = Pattern(
    r"(?<![\w’'-])(?P<lead>these|those|several|many|These|Those|Several|Many|numerous|various|both|few|[Oo]ne of"
    r" the|[Oo]ne of his|[Oo]ne of"
    r" their|two|three|four|five|six|seven|eight|nine) (?P<noun>[a-z]{3,})(?P<mark>[.,;:]|$| (?P<next>[a-z]+))"
)
_BEFORE_PRONOUN = (". ", "; ", ", ", "! ", "? ", '"', "“", "that ", "because ", "when ", "where ", "although ")
_FIX = {
    ("they", "is"): "are", ("they", "was"): "were", ("they", "has"): "have", ("they", "does"): "do",
    ("we", "is"): "are", ("we", "was"): "were", ("we", "has"): "have",
    ("he", "are"): "is", ("he", "have"): "has", ("he", "do"): "does", ("she", "are"): "is", ("she", "have"): "has",
    ("she", "do"): "does", ("it", "are"): "is",
    ("it", "have"): "has", ("they", "doesn't"): "don't", ("they", "doesn’t"): "don’t",
}  # fmt: skip
_TURN = {"was": "were", "is": "are", "has": "have", "have": "has", "are": "is"}
_SINGULAR_S = listed("number-agreement: singular s")
_COLLECTIVE = frozenset(
    "number majority government parliament committee department regiment management establishment president-elect"
    " parent percent cent per rest".split()
)
# Nouns whose singular follows a plural determiner: attributes, measures, or the same in both numbers.
_SAME = listed("number-agreement: same")
_MEASURES = frozenset("two three four five six seven eight nine few both".split())


_PLAIN_VERBS = frozenset("was were are have had who that which said will would from after when because and".split())


_BETWEEN = frozenset("not been being also still already".split())


def detect(doc: Document, resources: Resources) -> Findings:
    yield from _pronouns(doc)
    yield from _subjects(doc, resources)
    yield from _determined(doc, resources)


def _pronouns(doc: Document) -> Findings:
    """“they was”, “he were”."""
    for match in (*doc.matches(_THEY), *doc.matches(_HE)):
        fixed = _FIX.get((match["who"].lower(), match["verb"]))
        if fixed is None or doc.in_quotation(match.start()):
            continue
        before = doc.text[max(doc.segment_at(match.start()).span.start, match.start() - 30) : match.start()].lower()
        if before and not before.endswith(_BEFORE_PRONOUN):
            continue
        if fixed in ("has", "is", "does") and any(
            word in before
            for word in ("did ", "does ", "let ", "make ", "suggest", "insist", "demand", "recommend", "do ")
        ):
            continue
        yield _finding(
            Span(*match.span("verb")), fixed, f"“{match['who']}” and “{match['verb']}” differ in number.", 0.9
        )


def _subjects(doc: Document, resources: Resources) -> Findings:
    """A noun at the head of its sentence and its verb."""
    vocabulary = resources.model("vocabulary")
    for match in (*at_sentence_starts(doc, _POLICE), *doc.matches(_POLICE_WITHIN)):
        yield _finding(Span(*match.span("verb")), _TURN[match["verb"]], f"“{match['noun']}” is plural.", 0.85)
    for match in at_sentence_starts(doc, _PLURAL):
        noun = match["noun"]
        if (
            noun in _SINGULAR_S
            or noun.endswith(("ss", "ics", "us", "is"))
            or vocabulary.tags(noun) not in ("P", "PN", "PZ")
            or (noun in ("police", "people") and not match[0].startswith("The"))
        ):
            continue
        if not vocabulary.mostly(match["next"], PARTICIPLE, PAST, ADJECTIVE, ING) and match["next"] not in _BETWEEN:
            continue
        yield _finding(
            Span(*match.span("verb")), _TURN[match["verb"]], f"“{noun}” and “{match['verb']}” differ in number.", 0.85
        )
    for match in at_sentence_starts(doc, _SINGULAR):
        noun = match["noun"]
        if noun in _COLLECTIVE or vocabulary.tags(noun) != "N" or vocabulary.count(noun) < 20:
            continue
        yield _finding(
            Span(*match.span("verb")), _TURN[match["verb"]], f"“{noun}” and “{match['verb']}” differ in number.", 0.88
        )


def _determined(doc: Document, resources: Resources) -> Findings:
    """“many”, “those”, “two” before a noun in the singular."""
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_DETERMINED):
        noun, lead, following = match["noun"], match["lead"], match["next"]
        if (
            noun in _SAME
            or vocabulary.tags(noun) != "N"
            or vocabulary.count(noun) < 25
            or vocabulary.capital(noun) > 75
            or noun.endswith(("s", "ing", "craft", "ity", "ness", "ion", "ment", "ship"))
        ):
            continue
        if plural(noun) not in vocabulary or not vocabulary.mostly(plural(noun), PLURAL):
            continue
        if " of the" in lead or " of his" in lead or " of their" in lead:
            if not lead.lower().startswith("one") or (
                following is not None and following not in ("said", "was", "is", "has", "who", "had", "told", "will")
            ):
                continue
        elif (following is not None and (following not in _PLAIN_VERBS)) or (
            following in (None, "and", "from", "that", "after", "when")
            and (lead in _MEASURES or (lead.lower() in ("many", "those", "these") and following is not None))
        ):
            continue
        yield _finding(Span(*match.span("noun")), plural(noun), f"“{lead}” needs a plural.", 0.82)


def _finding(span: Span, fixed: str, message: str, confidence: float) -> Finding:
    return RULE.correction(span, fixed, message, confidence)
