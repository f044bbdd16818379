"""Verb and subject, or determiner and noun, differ in number; collective nouns take either in British copy and are left
alone.
"""

from collections.abc import Iterator
from typing import Any

from mtcheck.core import Bad, Document, Finding, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.inflection import plural

RULE = Rule(
    id="number-agreement",
    mqm="linguistic-conventions/grammar",
    severity=Severity.MINOR,
    summary="Subject and verb, or determiner and noun, differ in number.",
    why="Chinese, Japanese, Korean, Indonesian and Turkish leave number unmarked, and the engine guesses.",
    examples=(
        Bad("They ⟦was→were⟧ taken to hospital."),
        Bad("The talks ⟦was→were⟧ held in Lomna."),
        Bad("The minister ⟦have→has⟧ resigned."),
        Bad("Police ⟦has→have⟧ arrested two men."),
        Bad("He praised these ⟦soldier→soldiers⟧."),
        Bad("One of the ⟦minister→ministers⟧ said so."),
        Good("The United States was ready."),
        Good("The government have agreed."),
        Good("One of the police was hurt."),
        Good("If he were minister, these police checks would end."),
        Good("The news was bad, and politics was to blame."),
        Good("The head of the armed forces was there."),
    ),
)

_THEY = Pattern(
    r"(?P<who>[Tt]hey|[Ww]e) (?P<verb>is|was|has|does|doesn[’']t)(?= )",
    needs=("they is", "they was", "they has", "they does", "we is", "we was", "we has", "we does"),
)
_HE = Pattern(
    r"(?P<who>[Hh]e|[Ss]he|[Ii]t) (?P<verb>are|have|do)(?= )",
    needs=("he are", "he have", "he do", "it are", "it have", "it do"),
)
_PLURAL = Pattern(
    r"(?:The|These|Those|All|Many|Several|Both|Some) (?:[a-z-]+ )?(?P<noun>[a-z]{3,}s|people|men|women|children|police)"
    r" (?P<verb>was|is|has)(?= (?P<next>[a-z]+))",
    needs=("was", "is", "has"),
)
_POLICE = Pattern(
    r"(?P<noun>Police|The police|People|The people|Thousands of people|Hundreds of people|Dozens of people)"
    r" (?P<verb>was|is|has)(?= [a-z])",
    needs=("police ", "people "),
)
_SINGULAR = Pattern(
    r"(?:The|This|A|Another|Each|Every|His|Her|Their|Its) (?:[a-z-]+"
    r" )?(?P<noun>[a-z]{3,}(?:er|or|man|ist|ian|ent|dent|ant|ary|dge|ator|tain|ruler|king|queen|river|bridge|storm|"
    r"fire|law|ship|road|strike|blast|vote|trial|attack)) (?P<verb>have|are)(?= [a-z])",
    needs=("have", "are"),
)
_DETERMINED = Pattern(
    r"(?<![\w’'-])(?P<lead>these|those|several|many|numerous|various|both|few|[Oo]ne of the|[Oo]ne of his|[Oo]ne of"
    r" their|two|three|four|five|six|seven|eight|nine) "
    r"(?P<noun>[a-z]{3,})(?P<mark>[.,;:]|$| (?P<next>[a-z]+))",
    needs=("these ", "those ", "several ", "many ", "numerous ", "various ", "both ", "few ", " of the ", " of his ",
    " of their ",
           "two ", "three ", "four ", "five ", "six ", "seven ", "eight ", "nine "),
)  # fmt: skip
_BEFORE_PRONOUN = (". ", "; ", ", ", "! ", "? ", '"', "“", "that ", "because ", "when ", "where ", "although ")
_FIX = {
    ("they", "is"): "are", ("they", "was"): "were", ("they", "has"): "have", ("they", "does"): "do",
    ("we", "is"): "are", ("we", "was"): "were", ("we", "has"): "have",
    ("he", "are"): "is", ("he", "have"): "has", ("he", "do"): "does", ("she", "are"): "is", ("she", "have"): "has",
    ("she", "do"): "does", ("it", "are"): "is",
    ("it", "have"): "has", ("they", "doesn't"): "don't", ("they", "doesn’t"): "don’t",
}  # fmt: skip
_TURN = {"was": "were", "is": "are", "has": "have", "have": "has", "are": "is"}
_SINGULAR_S = frozenset(
    "news politics economics athletics mathematics physics ethics means series species headquarters gas bus process"
    " access business loss mess glass class boss cross press pass mass congress progress success address crisis basis"
    " analysis emphasis thesis virus census bonus focus status campus corpus consensus campus apparatus stress dress"
    " princess actress hostess waitress mistress governess fitness illness witness weakness darkness measles diabetes"
    " rabies aids tennis chess lens statistics logistics graphics tactics genetics dynamics gymnastics linguistics"
    " electronics robotics acoustics works barracks crossroads sports arms goods premises less always does was has is"
    " this thus yes his its us as plus perhaps besides games rest numbers kilometres metres miles years months weeks"
    " days hours minutes dollars euros pounds percents shambles".split()
)
_COLLECTIVE = frozenset(
    "number majority government parliament committee department regiment management establishment president-elect"
    " parent percent cent per rest".split()
)
# Nouns whose singular follows a plural determiner: attributes, measures, or the same in both numbers.
_SAME = frozenset(
    "police aircraft people staff crew fish sheep deer series species means offspring hundred thousand million billion"
    " dozen score percent per cent more other such foot pound stone metre meter mile month week day year hour minute"
    " time way kind sort type man woman person party family team youth military media data public gang group squad"
    " board bench clergy cavalry infantry salmon cod trout craft spacecraft hovercraft best worst few little less much"
    " enough first last next one two half third quarter fourth fifth majority minority rest population world country"
    " nation city town area region community company army navy opposition electorate workforce personnel left right old"
    " young rich poor sick wounded injured dead accused living unemployed homeless elderly disabled audience crowd cast"
    " squadron fleet time money work evidence information equipment furniture luggage food water oil gas material land"
    " grass ground film album book story plot action house building island continent sea globe season tournament"
    " industry sector field market region countryside network system programme program budget text".split()
)
_MEASURES = frozenset("two three four five six seven eight nine few both".split())


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    vocabulary: Any = None
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
    for match in at_sentence_starts(doc, _POLICE):
        yield _finding(Span(*match.span("verb")), _TURN[match["verb"]], f"“{match['noun']}” is plural.", 0.85)
    for match in at_sentence_starts(doc, _PLURAL):
        vocabulary = vocabulary or resources.model("vocabulary")
        noun = match["noun"]
        if (
            noun in _SINGULAR_S
            or noun.endswith(("ss", "ics", "us", "is"))
            or vocabulary.tags(noun) not in ("P", "PN", "PZ")
            or (noun in ("police", "people") and not match[0].startswith("The"))
        ):
            continue
        if vocabulary.tags(match["next"])[:1] not in ("U", "D", "J", "G") and match["next"] not in (
            "not",
            "been",
            "being",
            "also",
            "still",
            "already",
        ):
            continue
        yield _finding(
            Span(*match.span("verb")), _TURN[match["verb"]], f"“{noun}” and “{match['verb']}” differ in number.", 0.85
        )
    for match in at_sentence_starts(doc, _SINGULAR):
        vocabulary = vocabulary or resources.model("vocabulary")
        noun = match["noun"]
        if noun in _COLLECTIVE or vocabulary.tags(noun) != "N" or vocabulary.count(noun) < 20:
            continue
        yield _finding(
            Span(*match.span("verb")), _TURN[match["verb"]], f"“{noun}” and “{match['verb']}” differ in number.", 0.88
        )
    for match in doc.matches(_DETERMINED):
        noun, lead, following = match["noun"], match["lead"], match["next"]
        vocabulary = vocabulary or resources.model("vocabulary")
        if (
            noun in _SAME
            or vocabulary.tags(noun) != "N"
            or vocabulary.count(noun) < 25
            or vocabulary.capital(noun) > 75
            or noun.endswith(("s", "ing", "craft", "ity", "ness", "ion", "ment", "ship"))
        ):
            continue
        if plural(noun) not in vocabulary or vocabulary.tags(plural(noun))[:1] != "P":
            continue
        if " of the" in lead or " of his" in lead or " of their" in lead:
            if not lead.lower().startswith("one") or (
                following is not None and following not in ("said", "was", "is", "has", "who", "had", "told", "will")
            ):
                continue
        elif (
            following is not None
            and (
                following
                not in (
                    "was",
                    "were",
                    "are",
                    "have",
                    "had",
                    "who",
                    "that",
                    "which",
                    "said",
                    "will",
                    "would",
                    "from",
                    "after",
                    "when",
                    "because",
                    "and",
                )
            )
        ) or (
            following in (None, "and", "from", "that", "after", "when")
            and (lead in _MEASURES or (lead in ("many", "those", "these") and following is not None))
        ):
            continue
        yield _finding(Span(*match.span("noun")), plural(noun), f"“{lead}” needs a plural.", 0.82)


def _finding(span: Span, fixed: str, message: str, confidence: float) -> Finding:
    return RULE.correction(span, fixed, message, confidence)
