"""Two forms of address for one person: “Mr. Engineer Rahimov”, “president director-san Mori”.

English says “Mr President” and “Mr Justice”, and gives trades no title: an office stays without the “Mr.”, a trade goes
altogether.
"""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span

RULE = Rule(
    id="stacked-title",
    mqm="terminology/wrong-term",
    summary="A person has two titles where English has one.",
    why=(
        "Persian, Arabic, Turkish and German put “Mr.” before the trade or the office; Japanese and Korean add a suffix"
        " to it."
    ),
    examples=(
        Bad("The dam was built by ⟦Mr. Engineer Bahram→Bahram⟧ Taheri."),
        Bad("⟦Mr. Minister→Minister⟧ Taheri closed the dam."),
        Bad("⟦Mrs. Doctor Ida→Dr. Ida⟧ Brunner saw the child."),
        Bad("The toast was given by ⟦president director-san→president⟧ Emi Mori."),
        Good("“Mr. President, I thank you,” he said."),
        Good("Mr. Justice Hale ruled in March."),
        Good("Mr Engineer’s shop was closed."),
        Good("The son of Mr. Baker spoke."),
    ),
)

_NAME = r"[^\W\d_a-z][\w’'-]+"
_TRADES = (
    "Engineer|Eng\\.|Architect|Lawyer|Advocate|Attorney|Journalist|Teacher|Hajji|Hajj|Master|Technician|Accountant"
    "|Economist"
)
_OFFICES = (
    "Minister|President|Governor|Ambassador|Director|Chairman|Mayor|Senator|Commissioner|Prosecutor|Colonel|General"
    "|Prefect|Secretary|Vice-President|Vice"
    " President|Deputy Minister"
)
_MISTER = Pattern(
    rf"\b(?P<mister>(?:Mr|Mrs|Ms)\.?|Mister|Madam|Sir) (?:(?P<trade>{_TRADES}) (?P<first>{_NAME})(?= {_NAME})"
    rf"|(?P<office>{_OFFICES})(?= {_NAME})|(?P<doctor>Doctor|Dr\.?|Professor|Prof\.?)(?= {_NAME})(?P<any> {_NAME})?)"
)
_SUFFIX = Pattern(
    r"\b(?P<first>(?:president|director|manager|chairman|chairwoman|chief|minister|mayor|editor|governor|professor"
    r"|captain|coach|head|secretary) )?(?P<title>president|director|manager|chairman|chairwoman|chief|minister|mayor"
    r"|editor|governor|professor|teacher|doctor|captain|coach|secretary|speaker)-"
    r"(?:san|sama|sensei|shi|nim|ssi|kun|hanım|hanim|bey|ji|saheb|sahib)\b(?= [A-Z])"
)

_HEADS = frozenset("Speaker President Secretary Minister Chairman General Justice".split())


def detect(doc: Document, resources: Resources) -> Findings:
    for match in doc.matches(_MISTER):
        if match["trade"]:
            right = match["first"]
        elif match["office"]:
            if doc.text[match.end() :].split(" ", 2)[1].rstrip('.,;:!?”"') in _HEADS:
                continue
            right = match["office"]
        else:
            right = f"{'Prof.' if match['doctor'].startswith('Prof') else 'Dr.'}{match['any'] or ''}"
        yield RULE.correction(Span(*match.span()), right, f"“{match[0]}” has two titles.", 0.82, 0.8)
    for match in doc.matches(_SUFFIX):
        span = Span(*match.span())
        right = (match["first"] or match["title"]).strip()
        yield RULE.correction(span, right, f"“{match[0]}” has a form of address that English does not add.", 0.88, 0.8)
