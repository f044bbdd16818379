"""One quotation with two attributions: two tags in a row, or a pronoun and a name as subjects of one verb."""

from mtcheck.core import Bad, Document, Edit, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.closed_classes import MONTHS, WEEKDAYS
from mtcheck.text.grammar import NAME, WORD

RULE = Rule(
    id="doubled-attribution",
    mqm="accuracy/addition",
    summary="A quotation has two attributions.",
    why="The engine writes its own “he said” for a verb ending and then translates the speaker as well.",
    examples=(
        Bad("“The books are full,” Lohse said⟦, added the manager→⟧."),
        Bad("“The ships saw us,” ⟦he said Fatima Begum→said Fatima Begum⟧, 24."),
        Bad("“We wait,” ⟦he said, said the mayor→said the mayor⟧."),
        Bad(
            "The minister said that ⟦he said that⟧ the road was open.",
            fixed="The minister said that the road was open.",
        ),
        Good("“We wait,” so Lohse waited."),
        Good("“We wait,” he said, and added that the mayor knew."),
        Good("“The books are full,” Lohse said, adding that the manager agreed."),
        Good("“I told you,” he said. Said the mayor: “No.”"),
    ),
)

_VERB = (
    "said|added|explained|told|warned|stressed|noted|insisted|declared|stated|announced|affirmed|continued|concluded"
    "|commented|recalled|emphasised|emphasized|replied|admitted"
)
_NP = rf"(?:(?:the|a|an|its|his|her) (?:{WORD} ){{0,4}}?{WORD}|(?:Mr|Mrs|Ms|Dr)\.? {NAME}|{NAME})"
_SECOND = Pattern(
    rf"(?<=[\"”»] )(?P<one>{_NP} (?:{_VERB})|(?:{_VERB}) {_NP})"
    rf"(?P<second>, (?:{_VERB}) (?:the|its|a|an) (?:{WORD} ){{0,3}}?{WORD})(?=\.|$)"
)
_PRONOUN = Pattern(rf"(?<=[\"”»] )(?P<all>(?:he|she|they) (?P<verb>{_VERB}) (?P<name>{NAME}))(?=[.,]| of\b| from\b|$)")
_TWICE = Pattern(
    rf"(?<=[\"”»] )(?P<all>(?:he|she) (?:{_VERB}), (?P<second>(?:{_VERB}) {_NP}|{_NP} (?:{_VERB})))(?=[.;]|,|$)"
)
_NESTED = Pattern(
    r"(?<![\w’'-])(?P<subject>[Hh]e|[Ss]he|[Tt]he [a-z]+|(?:Mr|Ms|Mrs)\.? [A-Z]\w+) (?:said|added|stated|declared"
    r"|explained) (?:that )?(?P<again>(?:he|she) (?:said|added|stated|declared|explained) that) (?=[a-z])"
)
_ECHO = Pattern(
    rf"\b(?P<one>(?P<who>[Hh]e|[Ss]he|[Tt]hey) (?P<verb>{_VERB}))(?:,| and|\.) (?P=who) (?:(?P=verb)|said)(?=[.;,]|$)"
)
_SO_ECHO = Pattern(
    rf"\b(?P<one>(?:{_VERB}) (?P<who>{NAME})|(?P<before>{NAME}) (?:{_VERB})), so (?:(?P=who)|(?P=before))(?=[.;,]|$)"
)
_SO = Pattern(
    rf"(?<=[\"”»] )(?P<so>so) (?P<name>(?:the [a-z]+ )?{NAME}"
    r"|the (?:minister|mayor|chancellor|president|spokesman|spokeswoman|police))(?=\.(?:\s|$)|$)"
)
_DAYS = frozenset((*WEEKDAYS, *MONTHS))


def detect(doc: Document, resources: Resources) -> Findings:
    for match in doc.matches(_SECOND):
        yield RULE.correction(Span(*match.span("second")), "", "The quotation already has its speaker.", 0.9, 0.88)
    for match in doc.matches(_PRONOUN):
        name = match["name"]
        if name.split()[0] in _DAYS or match["verb"] in ("told", "recalled") or " " not in name:
            continue
        span = Span(*match.span("all"))
        message = f"“{match[0].split()[0]}” and “{name}” are both the speaker."
        yield RULE.correction(span, f"{match['verb']} {name}", message, 0.9, 0.88)
    for match in doc.matches(_TWICE):
        if match["second"].split()[0] in _DAYS:
            continue
        yield RULE.correction(Span(*match.span("all")), match["second"], "The quotation has two speakers.", 0.88, 0.86)
    for match in (*doc.matches(_ECHO), *doc.matches(_SO_ECHO)):
        yield RULE.correction(Span(*match.span()), match["one"], f"“{match[0]}” names the speaker twice.", 0.9, 0.88)
    for match in doc.matches(_SO):
        span = Span(*match.span())
        yield RULE.correction(span, f"said {match['name']}", "“So” does not name a speaker in English.", 0.85)
    for match in doc.matches(_NESTED):
        if doc.in_quotation(match.start()):
            continue
        span = Span(*match.span("again"))
        wide = Span(span.start - 1, span.end)
        that = doc.text[match.end("subject") : span.start].endswith("that ")
        edit = Edit(wide, "") if that else Edit(span, "that")
        yield RULE.correction(span, edit, "“said” is said twice.", 0.8, related=(wide,))
