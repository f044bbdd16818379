"""Agency marks at a place where none belongs: inside a paragraph after the story has begun, or as a correspondent's
formula at the end of a sentence. A dateline at the head and a sign-off at the end of the story are house style.
"""

import re

from mtcheck.core import Bad, Document, Edit, Finding, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.cues.removal import debris, removal
from mtcheck.text.lazy import lazy
from mtcheck.text.words import listed

RULE = Rule(
    id="agency-slug",
    mqm="design-and-markup/markup-tag",
    summary="An agency mark, a time stamp or a desk's name appears in the middle of the story.",
    why="Updates were pasted together, or the formula that ends an agency's sentence in the source was translated.",
    whole=True,
    examples=(
        Bad("NORDHAVN, May 4.⟦ /NOR-PRESS/.→⟧ The strike ended."),
        Bad("The port is open.\nThe strike ended⟦ (ANPX) --→⟧ unions said on Tuesday."),
        Bad("⟦12:40 Updated →⟧The port has reopened."),
        Bad("Four used cranes will come in May⟦ - informs our correspondent→⟧."),
        Bad("⟦2024-03-14 →⟧Torv board ends the strike."),
        Bad("The strike is over.⟦\n2024-03-14 05: 13: 27 Source: Torv Post Editor: Ada Lund→⟧\nThe port opens."),
        Good("2024-03-14 The port shut.\n2024-03-15 The port opened."),
        Good("NORDHAVN (ANPX) - The strike ended."),
        Good("The SPD / FDP / CSU / ABC alliance wants a new port."),
        Good("Update 14:10: The port is closed.\nUpdate 16:25: The port is open."),
        Good("The agency pays him and/or her (he/she)"),
    ),
)

_SLASHED = Pattern(r"(?<=\s)/ ?[A-Z][A-Z0-9 .-]{2,24} ?/[.,]?(?=\s|$)")
_DATELINE = Pattern(
    r"(?<=[a-z.,!?\"”] )\((?:[A-Z]{3,10}|AP|Reuters|Xinhua|Interfax|Bloomberg|Yonhap|Kyodo|Tass|Ukrinform|Anadolu"
    r"|Antara)(?:[ /][A-Z]\w+)?\) ?(?:--|[–—-]{1,2})(?= )"
)
_STAMP = Pattern(
    r"(?:^|(?<=[.!?\"”] ))"
    r"(?:\d{1,2}[.:]\d{2}(?: ?(?:MSK|CET|CEST|GMT|UTC|EET|IST|WIB|a\.m\.|p\.m\.|AM|PM))?[^\w\n]{0,4}Updated?\b[:.]?"
    r"|(?:Updated?|UPDATED?)(?: at)? \d{1,2}[.:]\d{2}(?: ?[AaPp]\.?[Mm]\.?)?(?: [A-Z]{3,4})?[:.,]?)(?=\s|$)"
)
_PAGE_STAMP = Pattern(
    r"^(?:19|20)\d\d-[01]\d-[0-3]\d(?: ?\d\d: ?\d\d(?:: ?\d\d)?)?(?P<credits> ?(?:Source|Author|Reporter|Editor)\b"
    r" ?[:：][^\n]*$"
    r"|(?= +[A-Z][\w-]+ [\w-]+)|$)"
)
_FORMULA = Pattern(
    r"(?:,| ?[–—-]) ?(?:(?:as )?(?:informs|reports|transmits|writes|conveys|passes|relays|informed|reported"
    r"|transmitted) (?:our (?:own )?correspondent|the (?:own )?(?:correspondent|reporter|journalist)"
    r"(?: of [A-Z][\w -]{2,30})?|our (?:portal|site|website|newspaper|edition|publication|agency))"
    r"|(?:the |our )?correspondent(?: of [A-Z][\w-]+)? (?:reports|informs|transmits))"
    r"(?: from (?:the (?:scene|spot|place|site|courtroom)|[A-Z]\w+))?(?=[.]|$)"
)
_TAIL = Pattern(
    r"(?<=[.!?\"”] )[–—-] ?(?:AFP|AP|DPA|Reuters|Xinhua|ANSA|EFE|TASS|Bernama|Antara|Yonhap|ANI|PTI|IANS|UNI"
    r"|[A-Z]{3,5})(?: ?[–—-])?(?= [A-Z][a-z])"
)

_DESK_MARKS = lazy(
    r"(?P<open>(?: ?[(/]|(?<=[.!?”\"]) ))"
    r"(?P<marks>[a-zçğıöşüáéíóúčšžłńąęßñ]{2,8}(?:[/,] ?[a-zçğıöşüáéíóúčšžłńąęßñ]{1,8}){0,4})/?\)?[./]?$"
)
_AGENCIES = listed("agency-slug: agencies")
_XINHUA = Pattern(
    r"^[\[【(]?[A-Z][\w.'’]*(?:[ -][A-Z][\w.'’]*){0,4}(?:, | )(?P<city>[A-Z][a-z'’-]+(?: [A-Z][a-z'’-]+)?), "
    r"(?P<date>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2})[\])】]? ?[,:]? ?[\[(]"
    r"(?:(?:[Ii]ntern |[Tt]rainee )?[Rr]eporters?|[Cc]orrespondents?"
    r"|[Jj]ournalists?)[: ][^()\[\]\n]{2,80}[)\]][,:.]? ?(?:[–—-]+ )?"
)


def detect(doc: Document, resources: Resources) -> Findings:
    for pattern, sure in ((_SLASHED, 0.85), (_STAMP, 0.9), (_FORMULA, 0.92), (_TAIL, 0.9)):
        for match in doc.matches(pattern, masked=True):
            if pattern is _SLASHED and (
                match[0].strip("/., ").replace(" ", "").isdigit()
                or _in_a_row(doc.text, *match.span())
                or _is_spelt_out(doc, match.start(), match[0])
            ):
                continue
            if pattern is _TAIL and doc.segment_at(match.start()).kind == "headline":
                continue
            if pattern is _STAMP and match[0].endswith(":") and match[0][0] in "Uu":
                continue  # a ticker says when each of its pieces came
            yield _finding(doc, *match.span(), sure)
    stamps = list(doc.matches(_PAGE_STAMP, masked=True))
    for match in stamps if len(stamps) == 1 else ():  # several date the entries of a list
        yield _finding(doc, *match.span(), 0.88)
    for match in doc.matches(_XINHUA, masked=True):
        span = Span(*match.span())
        message = "The dateline follows a Chinese agency's form."
        yield RULE.correction(span, f"{match['city'].upper()}, {match['date']} - ", message, 0.9, 0.88)
    yield from _signed(doc)
    for match in doc.matches(_DATELINE, masked=True):
        line = doc.segment_at(match.start()).span
        before = doc.text[line.start : match.start()].split()
        lower = any(word[0].islower() for word in before)
        if _is_spelt_out(doc, match.start(), match[0]) or _closes_an_aside(doc, match.start()):
            continue
        if (lower or len(before) > 8) and line.end - match.end() > 20 and " –" not in doc.after(match.end(), 80):
            yield _finding(doc, *match.span(), 0.85)


def _is_spelt_out(doc: Document, start: int, mark: str) -> bool:
    """Whether the capitals are the initials of the words before them: the Coastal Trade Bank (CTB)."""
    letters = "".join(filter(str.isupper, mark))
    words = [word[0] for word in doc.before(start, 120).split() if word[0].isupper()]
    spelt = "".join(word[0] for word in doc.before(start, 120).split()[-len(letters) :])
    if letters and "(" in mark and spelt.upper() == letters:
        return True  # chronic night blindness (CNB)
    if not words or not letters or words[-1] != letters[-1]:
        return False
    initials = iter(words[-len(letters) - 2 :])
    return all(letter in initials for letter in letters)  # in this order, some words aside


def _closes_an_aside(doc: Document, start: int) -> bool:
    """Whether the dash is the second of two: a fever - harbour fever, as the crews say (HF) - that lasts a week."""
    return _DASH.search(doc.text, doc.sentence_at(start).start, start) is not None


_DASH = lazy(r" (?:-|–|—|--) ")


def _in_a_row(text: str, start: int, end: int) -> bool:
    """Whether slashes part names of one list: SPD / FDP / CSU / Greens."""
    return (
        text[end - 1 : end] == "/"
        and text[end : end + 1] == " "
        and re.match(r" [A-Z]\w* ?(?:/|[a-z])", text[end : end + 20]) is not None
        and text[start - 2 : start - 1].isalnum()
    )


def _signed(doc: Document) -> Findings:
    """Marks of desks and of writers behind the last word of a paragraph. In capitals they are house style."""
    text = doc.text
    for segment in doc.segments:
        end = segment.span.end
        low = max(segment.span.start, end - 40)
        if text[end - 1] not in "/)" and text.find("/", low, end) < 0:
            continue
        match = _DESK_MARKS.search(text, low, end)
        if match and _AGENCIES.intersection(match["marks"].replace(",", "/").replace(" ", "").split("/")):
            left = (
                text[max(low, match.start() - 20) : match.start()].rstrip()[-3:]
                if match.start() > segment.span.start
                else "."
            )
            edit = Edit(Span(match.start(), end), "") if left[-1:] in '.!?…"”' else Edit(Span(match.start(), end), ".")
            if match.start() == segment.span.start:
                edit = removal(doc, match.start(), end)
            yield RULE.correction(edit.span, edit, f"“{match[0].strip()}” is an agency's mark, not text.", 0.9)


def _finding(doc: Document, start: int, end: int, sure: float) -> Finding:
    return debris(RULE, doc, start, end, f"“{doc.text[start:end].strip()}” is an agency's mark, not text.", sure)
