"""Two marks where one belongs.

The stronger mark stays: a stop before a capital or the end, else the comma; question and exclamation marks before a
stop.
"""

from mtcheck.core import Applicability, Bad, Document, Finding, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.lazy import lazy
from mtcheck.text.sentences import EITHER, TITLES
from mtcheck.text.speech import REPORTING

RULE = Rule(
    id="doubled-punctuation",
    mqm="linguistic-conventions/punctuation",
    applicability=Applicability.AUTOMATIC,
    summary="Two punctuation marks are used where one belongs.",
    why="A clause fell out between them, or two conventions were merged.",
    examples=(
        Bad("The talks failed⟦,,→,⟧ officials said."),
        Bad("Prices rose⟦,.→.⟧ The bank waited."),
        Bad('"Is it over⟦?."→?"⟧ he asked.'),
        Bad("They cut jobs⟦; .→.⟧ The union left."),
        Good("The talks failed, officials said... They left."),
        Good("They sell nails, screws, etc., to farms in Spokane, Wash., and Bend."),
        Good("It closed at 5 p.m.; Acme Inc., the owner, agreed."),
        Good("She was in “Leave Me in the Rain!”. He sang."),
    ),
)

_COMMAS = Pattern(
    r"(?<![.,])(?:,(?: ?,)+|, ?\.(?![.\d])|, ?[;:](?![-)(])|;(?: ?[;,.](?!\d))+|:[,.;](?!\d)|: :)"
    r"(?=[\s\"”’)]|$|(?<=,)[a-zA-Z])"
)
_STOPS = Pattern(
    r"[?!] \.(?=\s|$)|(?<![.…\s/\\])\.\.(?![./\\])(?=[\s\"”’)]|$|[A-Z][a-z])|(?<=[a-z\"”)])\.,(?!\d)(?=\s|$)"
    r"|(?<=[a-z\"”)])\. ,(?!\d)(?=\s|$)|(?<=[a-z\"”)])\. [.;](?![.\d])(?=\s|$)"
)
_STRONG = Pattern(r"(?<![.?!])([?!])[.,](?![.,\w])(?=[\"”’]|\s|$)|(?<=\w)([.!?])([\"”])\.(?![.\w])")
_DASHES = Pattern(r"(?<=[\w,.\"”)]) ?(?:[–—] ?[–—-]|- [–—-]|-- [–—-]) ?(?=[\w\"“])")
_SAID = lazy(rf" ?(?:(?:he|she|they|the [a-z]+|[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?) )?(?:{REPORTING})\b")
_WORD = lazy(r"([A-Za-z][\w.]*)$")
_ENTITY = lazy(r"&(?:#\d{2,5}|#x[\da-f]{2,4}|[A-Za-z]{2,8});$")


def detect(doc: Document, resources: Resources) -> Findings:
    yield from _commas(doc, resources)
    yield from _stops(doc, resources)
    yield from _strong(doc)
    yield from _dashes(doc, resources)


def _commas(doc: Document, resources: Resources) -> Findings:
    """Commas and their like side by side."""
    text = doc.text
    for match in doc.matches(_COMMAS):
        if match[0][0] == ";" and _ENTITY.search(text, max(0, match.start() - 9), match.start() + 1):
            continue  # “caf&#233;.”: broken-entity says it
        signs = match[0].replace(" ", "")
        stop = "." in signs
        after = text[match.end() : match.end() + 2].strip(' "”')[:1]
        if stop and (after.isupper() or not after or match.end() >= doc.segment_at(match.start()).span.end):
            new = "."
        elif stop and after.islower():
            new = signs[0]
        else:
            new = "." if stop else signs[0] if signs[0] != "," else signs[-1] if signs[-1] in ";:" else ","
        strange = _is_strange(doc, match.start(), resources)
        yield _finding(match.start(), match.end(), text, new, for_people=strange)


def _stops(doc: Document, resources: Resources) -> Findings:
    """Two stops, or a stop and a comma."""
    text = doc.text
    for match in doc.matches(_STOPS):
        word = _WORD.search(text[max(0, match.start() - 12) : match.start()])
        token = word[1].lower() if word else ""
        after = text[match.end() : match.end() + 3].lstrip(' "”’)')[:1]
        if match[0][0] in "?!":
            yield _finding(match.start(), match.end(), text, match[0][0])
            continue
        if match[0] == "..":
            if after.islower() or (word is None and text[match.start() - 1] not in '"”)%'):
                continue
            strange = _is_strange(doc, match.start(), resources)
            yield _finding(match.start(), match.end(), text, ".", for_people=strange)
            continue
        if token in EITHER or token in TITLES or len(token) < 3 or "." in token:
            continue
        if "," in match[0] and (
            (word and word[1][0].isupper()) or token not in resources.model("vocabulary") or token in ("etc", "approx")
        ):
            continue
        yield _finding(
            match.start(), match.end(), text, "." if after.isupper() or not after or "," not in match[0] else ","
        )


def _strong(doc: Document) -> Findings:
    """A question or exclamation mark beside another mark."""
    text = doc.text
    for match in doc.matches(_STRONG):
        if match[3]:
            if match[2] != "." and _ends_title(text, match.start(), doc.segment_at(match.start()).span.start):
                continue
            yield _finding(match.start(), match.end(), text, match[2] + match[3], for_people=match[2] != ".")
            continue
        closes = text[match.end() : match.end() + 1] in ('"', "”", "’")
        end = match.end() + closes
        if match[0][1] == "," and not (closes and _SAID.match(text, end)):
            continue
        yield _finding(match.start(), end, text, match[1] + text[match.end() : end])


def _dashes(doc: Document, resources: Resources) -> Findings:
    """Dashes in a row."""
    text = doc.text
    for match in doc.matches(_DASHES):
        if match[0].strip() in ("——", "––"):
            continue
        dash = next((char for char in match[0] if char in "–—"), "-")
        strange = _is_strange(doc, match.start(), resources)
        yield _finding(match.start(), match.end(), text, f" {dash} ", for_people=strange)


def _ends_title(text: str, at: int, start: int) -> bool:
    """Whether the mark belongs to a title in quotation marks: “Get Out of Town!”."""
    opening = max(text.rfind(mark, max(start, at - 120), at) for mark in "\"“‘'")
    words = [word for word in text[opening + 1 : at].split() if word[0].isalpha()] if opening >= 0 else []
    return bool(words) and sum(word[0].isupper() for word in words) * 5 >= len(words) * 3


_SMALL_WORD = lazy(r"(?<![\w’'-])[a-z]{4,}(?![\w’'-])")


def _is_strange(doc: Document, at: int, resources: Resources) -> bool:
    """Whether the line has a word that nobody knows: in strung syllables no mark is mended unasked."""
    known = resources.model("vocabulary")
    line = doc.segment_at(at).span
    words = _SMALL_WORD.findall(doc.text, max(line.start, at - _NEAR), min(line.end, at + _NEAR))
    return len(words) < 2 or any(word not in known for word in words)


_NEAR = 150  # code points


def _finding(start: int, end: int, text: str, new: str, *, for_people: bool = False) -> Finding:
    """`for_people`: a person is to see the repair. British copy writes “Is it over?”. with its stop."""
    shown = text[start:end].strip()
    sure = 0.8 if shown == ":." else 0.91  # something may be missing behind a colon
    message = f"“{shown}”: one of these marks is enough."
    return RULE.correction(Span(start, end), new, message, 0.93, sure, for_people=for_people)
