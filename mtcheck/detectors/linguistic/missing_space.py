"""No space after a stop, comma, colon, semicolon or bracket, or round a quotation mark.

Names, addresses and abbreviations are known by their shape.
"""

import re

from mtcheck.core import Applicability, Bad, Document, Finding, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.cues.figures import at_figures
from mtcheck.text.closed_classes import MONTHS, PREPOSITIONS, WEEKDAYS
from mtcheck.text.grammar import MONTH, WEEKDAY
from mtcheck.text.lazy import lazy
from mtcheck.text.speech import REPORTING
from mtcheck.text.vocabulary import Vocabulary
from mtcheck.text.words import either

RULE = Rule(
    id="missing-space",
    mqm="linguistic-conventions/whitespace",
    applicability=Applicability.AUTOMATIC,
    summary="A space is missing after a punctuation mark or number.",
    why="Segments were joined without one, or the source sets none.",
    examples=(
        Bad("The fair opened on ⟦Sunday.In→Sunday. In⟧ May it moved to ⟦thecoast→the coast⟧."),
        Bad("The vote was ⟦close.Observers→close. Observers⟧ praised it."),
        Bad("The fair opens on ⟦Monday.Trains→Monday. Trains⟧ will run all night."),
        Bad("LOMNA, June 4 ⟦(VNS)The→(VNS) The⟧ port has reopened."),
        Bad("He ⟦refused!Then→refused! Then⟧ he left."),
        Bad("The mayor ⟦came,but→came, but⟧ the crew left."),
        Bad("They met on ⟦Thursday,9 March→Thursday, 9 March⟧."),
        Bad("He left ⟦theMinister→the Minister⟧ in the hall of the fair ⟦inLondon→in London⟧ on Monday."),
        Bad("They agreed ⟦on:a→on: a⟧ truce."),
        Bad("They agreed on a ⟦truce30days→truce 30 days⟧ long for the ⟦340Classic→340 Classic⟧ fleet."),
        Bad("They asked for a ⟦ceasfir30→ceasfir 30⟧ days long."),
        Bad("Teachers end strike in ⟦ParisTeachers→Paris\nTeachers⟧ in Paris ended a strike on Sunday."),
        Good("They met face2face in 360Studio at 40mbps, and Windows95xp is gone."),
        Good("He bathed, loathed the lathe, and herewith wrote theses on contraband in the hinterland."),
        Good("Fans of theHobbit and of Friday, 8 May; the iPhone and eBay."),
        Good("The site harbour.example closed; the U.S. Senate met."),
        Good("Booking.com and Node.js; name(s); the 1990s; 20th."),
    ),
)

_STOP = Pattern(r"[.!?](?=[A-Z])(?<=[a-z0-9][.!?])([A-Z][a-z]+|[AI](?= ))")
_COMMA = Pattern(r"[,;:](?=[A-Za-z])(?<=[a-z0-9][,;:])([A-Za-z][a-z]+|a|I|A)\b(?![.@/])")
_BEFORE = lazy(r"\b(?:[A-Za-z]?[a-z]+(?:['’]s)?|\d{1,4})$")
_QUOTE = Pattern(r"[\"”](?<=\w[.!?,][\"”])[A-Za-z][a-z’']*")
_BRACKET = Pattern(r"\((?<=[a-z0-9]\()[A-Za-z]{3,}|\)(?<=[a-z]{2}\))[A-Za-z]{3,}")
_YEAR = Pattern(rf"(?<![\w.,])(?:19|20)\d\d({either('missing-space: behind a figure')})\b")
_HUMP = Pattern(
    rf"(?<![\w@#/.’'-])(?P<left>[a-z]{{3,}})(?P<right>(?:{either('missing-space: begins')}))(?=[ ,])(?![\w’'])"
)
_FUNCTION = Pattern(
    r"(?<![\w@#/.’'-])(?P<left>the|in|of|at|to|and|from|with|for|by|said|was|that)(?P<right>[A-Z][a-z]{3,})"
    r"(?=[ ,.;]|$)(?![.]\w)"
)
_PAPERS = frozenset("guardian score hub star body street business journal verge week desk wrap root hill skimm".split())
_KNOWN = 40  # uses of a word that may begin the second of two joined lines
_SMALL = 15  # percent of capitals inside sentences that it has at the most: easyJet and iPhone are names
_JOINT = lazy(r"[A-Z](?<=[a-z].)")  # the few lines with a capital inside a word
_WORDS_JOIN = Pattern(r"(?<![\w@#/.’'-])(?P<left>[a-z]{4,})(?P<right>[A-Z][a-z]{3,})(?= [a-z])(?![\w’'])")
# “Strike ends in TorvTeachers went back”
_NAME_JOINS = Pattern(r"(?<![\w@#/.’'-])(?P<left>[A-Z][a-z]{3,})(?P<right>[A-Z][a-z]{5,})(?= [a-z])(?![\w’'-])")
_NAMED = 90  # percent of capitals from which on a word is a name, as unknown ones are
_DATELINE = Pattern(
    rf"(?P<day>{MONTH} \d{{1,2}})[-–—](?!(?:{'|'.join(month[:3] for month in MONTHS)})\.? \d)"
    rf"(?P<word>[A-Z][a-z]+)(?<!{')(?<!'.join(MONTHS)})(?= )"
)
_AGENCY = Pattern(r"(?P<agency>\([A-Z]{2,8}\))(?P<word>[A-Z][a-z]+|A)(?= [a-z])")
# “By ANNA BERGThe ferry”: the line of the author and the lead
_BYLINE = Pattern(
    r"^(?:(?:BY|By) (?:[A-Z][\w.’'-]* ){1,3}|(?:[A-Z][A-Z.’'-]* ){1,2})"
    r"(?P<glued>(?P<left>[A-Z][A-Z’'-]+|[A-Z][a-z]{2,})(?P<word>[A-Z][a-z]+))(?= [a-z])"
)
_DAY_GLUED = Pattern(rf"\b(?P<day>{WEEKDAY}),(?P<rest>\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH})\b")
_YEAR_GLUED = Pattern(rf"\b(?P<day>{MONTH} \d{{1,2}}),(?P<year>(?:19|20)\d\d)\b")
_WEEKDAY = Pattern(
    r"(?<![\w])(?P<left>[^\W\d_]{2,}?)(?P<right>(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|MONDAY"
    r"|TUESDAY|WEDNESDAY|THURSDAY|FRIDAY|SATURDAY|SUNDAY),? (?=\d|[A-Z]))"
)
_STARTS = frozenset(
    "the he she they his her their its this these those but however according meanwhile when while after".split()
)
_TIME = lazy(r"\d:$")
_TAG = lazy(rf"\b(?:{REPORTING}),$")
_DAYS = frozenset((*WEEKDAYS, *MONTHS))
_CAMEL = frozenset("yahoo asp node vue next web de mc la le di".split())


def detect(doc: Document, resources: Resources) -> Findings:
    yield from _behind_stops(doc, resources)
    yield from _behind_commas(doc, resources)
    yield from _at_figures(doc, resources.model("vocabulary"))
    yield from _behind_quotes(doc)
    yield from _at_brackets(doc, resources)
    yield from _run_ins(doc, resources)
    yield from _glued(doc, resources)


def _behind_stops(doc: Document, resources: Resources) -> Findings:
    """A sentence begins at the stop of the one before: "left.He"."""
    text = doc.text
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_STOP):
        lead = _BEFORE.search(text, max(0, match.start() - 30), match.start())
        if not lead or len(lead[0]) < 2:
            continue
        start, before, mark, after = lead.start(), lead[0], match[0][0], match[1]
        if (
            after.lower() in _STARTS
            and text[match.end() : match.end() + 1] == " "
            and before.isalpha()
            and len(before) > 2
            and text[start - 1 : start] in ("", " ", "\n")
        ):
            # whatever stands before: "met Ana Rust.Her"
            yield _finding((start, match.end()), f"{before}{mark} {after}", mark)
            continue
        word = re.split(r"['’]", before)[0]
        if (
            word.lower() in _CAMEL
            or (not word.isdigit() and word.lower() not in vocabulary)
            or (word.isdigit() and len(word) < 4 and not _TIME.search(text, start - 3, start))
        ):
            continue
        if after.lower() in ("com", "org", "net", "js", "io") or text[start - 1 : start] in tuple("@/.#_-"):
            continue
        if word.isdigit() and len(word) < 4 and after not in vocabulary:
            continue
        if after not in vocabulary and vocabulary.count(word) < 5:
            continue
        dated = before in _DAYS and after.lower() in PREPOSITIONS
        if before[0].isupper() and not (dated or _opens(text, start) or _begins(text, match, vocabulary)):
            continue
        yield _finding((start, match.end()), f"{before}{mark} {after}", mark)


def _at_figures(doc: Document, vocabulary: Vocabulary) -> Findings:
    """A number glued to the word behind it: "14people"."""
    for match in doc.matches(_FIGURE):
        if _is_common(match["word"], vocabulary) and match["word"] not in _UNITS:
            if match["word"] in _STATIONS:
                continue  # BBC 5live
            named = _NAME_BEFORE.search(doc.before(match.start(), 30)) is not None
            yield _finding(match.span(), f"{match['figure']} {match['word']}", match["figure"], for_people=named)

    for match in at_figures(doc, _BETWEEN):
        right = match["right"]
        left = _LEFT.search(doc.text, max(0, match.start() - 24), match.start())
        known = _is_common(right.lower(), vocabulary)
        if left and (known or (len(left[0]) > _STEM and left[0].lower() not in vocabulary)):
            span = Span(left.start(), match.end())
            message = f"Words and a number run into each other at “{span.of(doc.text)}”."
            new = f"{left[0]} {match['figures']} {right}"
            yield RULE.correction(span, new, message, 0.88, 0.7, applicability=Applicability.REVIEW)
    for match in at_figures(doc, _COUNTED, " "):
        left = _LEFT.search(doc.text, max(0, match.start() - 24), match.start())
        if left and left[0].islower() and len(left[0]) >= _STEM and left[0] not in vocabulary:
            new = f"{left[0]} {match['figures']}"
            message = f"A word and a number run into each other at “{left[0]}{match['figures']}”."
            span = Span(left.start(), match.end("figures"))
            yield RULE.correction(span, new, message, 0.85, 0.7, applicability=Applicability.REVIEW)
    for match in at_figures(doc, _BEFORE_NAME):
        low = match["word"].lower()
        if (
            match["figures"] not in _OF_BRANDS
            and vocabulary.count(low) >= _FREQUENT
            and vocabulary.capital(low) < _OFTEN
        ):
            new = f"{match['figures']} {match['word']}"
            message = f"A space is missing at “{match['figures']}”."
            yield RULE.correction(Span(*match.span()), new, message, 0.85, applicability=Applicability.REVIEW)


# “face2face” has one figure
_BETWEEN = Pattern(
    r"(?P<figures>\d{2,4}(?<![\d-]\d{2})(?<![\d-]\d{3})(?<![\d-]\d{4}))(?P<right>[a-z]{3,})(?![\w@/-]|\.\w)"
)
_COUNTED = Pattern(r"(?P<figures>\d{1,3}) (?:days?|years?|months?|weeks?|hours?|minutes|people|percent)\b")
_LEFT = lazy(r"(?<![\w@#/.'’-])[^\W\d_]{3,}$")
_STEM = 5  # letters of a word that nobody knows, from which on it is no sign of a model or a user
_BEFORE_NAME = Pattern(
    r"(?P<figures>\d{3,4}(?<![\w@#/.,'’$€£-]\d{3})(?<![\w@#/.,'’$€£-]\d{4}))(?P<word>[A-Z][a-z]{4,})(?![\w@/.-])"
)
_OFTEN = 30  # percent of capitals, as a word has that titles and types are named with
_OF_BRANDS = frozenset("100 247 360 365 911".split())
_FIGURE = Pattern(r"(?<![\w.,:/-])(?P<figure>\d{1,3})(?P<word>[a-z]{4,})(?![\w/.-])")
# 5live, 6music: what stations are called; a name before one says so, too
_STATIONS = frozenset("live music news sport sports extra plus play radio fest".split())
_NAME_BEFORE = lazy(r"[a-z,] [A-Z]\w+ $")
_UNITS = frozenset("mins secs mile miles litre pence cent degrees million billion trillion".split())


def _behind_commas(doc: Document, resources: Resources) -> Findings:
    """A comma or colon without its space."""
    text = doc.text
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_COMMA):
        lead = _BEFORE.search(text, max(0, match.start() - 30), match.start())
        if not lead:
            continue
        start, before, mark, after = lead.start(), lead[0], match[0][0], match[1]
        if not before.isdigit() and (before.lower() not in vocabulary or (len(before) < 2 and before not in "aI")):
            continue
        if after.lower() not in vocabulary and not after.istitle():
            continue
        if text[start - 1 : start] in tuple("/@#._-&:") or (
            mark == ":"
            and (before.isdigit() or before[0].isupper() or (after[0].isupper() and before.lower() in ("re", "via")))
        ):
            continue
        if before.isdigit() and (mark != "," or after[0].isupper()):
            continue
        yield _finding((start, match.end()), f"{before}{mark} {after}", mark)


def _behind_quotes(doc: Document) -> Findings:
    """A closing mark glued to the next word."""
    text = doc.text
    for match in doc.matches(_QUOTE):
        at = match.start()
        line = doc.segment_at(at).span
        if text[at] == '"' and text.count('"', line.start, at) % 2 == 0:
            if text.count('"', line.start, line.end) % 2 == 0 and text[at + 1].isupper():  # it opens: said,"We wait
                yield _finding((at - 1, match.end()), f'{text[at - 1]} "{text[at + 1 : match.end()]}', text[at - 1])
            continue
        if text[at] == '"' and text[at + 1].isupper() and _TAG.search(text, max(line.start, at - 30), at):
            continue  # it opens, though the marks before it are out of step: said,"We wait
        if text[at + 1] in "s" and match.end() == at + 2:
            continue
        if text[at] == "”" and text[at + 1].isupper() and _TAG.search(text, max(line.start, at - 30), at):
            if text.count("“", line.start, at) <= text.count("”", line.start, at):  # it opens: said,”We wait
                new = f"{text[at - 1]} “{text[at + 1 : match.end()]}"
                yield _finding((at - 1, match.end()), new, text[at - 1])
            continue
        start = at - 1
        yield _finding((start, match.end()), f"{text[start : at + 1]} {text[at + 1 : match.end()]}", text[at])


def _at_brackets(doc: Document, resources: Resources) -> Findings:
    """A bracket glued to the word outside it."""
    text = doc.text
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_BRACKET):
        sign, right = match[0][0], match[0][1:]
        lead = _BEFORE.search(text, max(0, match.start() - 30), match.start())
        if not lead or (len(lead[0]) < 3 and not lead[0].isdigit()):
            continue
        left, place = lead[0], (lead.start(), match.end())
        if sign == "(" and (
            ")" not in text[match.end() : match.end() + 200]
            or (not left.isdigit() and left not in vocabulary)
            or right.lower() not in vocabulary
        ):
            continue
        if sign == ")":
            opening = text.rfind("(", max(0, match.start() - 100), match.start())
            if opening < 0 or (opening and not text[opening - 1].isspace()) or right.lower() not in vocabulary:
                continue
        if sign == "(" and _ENDING.match(text, match.start()) is not None:
            continue  # the novel Child(hood)
        yield _finding(place, f"{left} ({right}" if sign == "(" else f"{left}) {right}", sign)


_ENDING = lazy(r"\((?:hood|side|ship|able|less|full?|man|men|woman|women|land|line|word|work|room|ness|er|like)\)")


def _run_ins(doc: Document, resources: Resources) -> Findings:
    """Lines, names and dates whose break is lost."""
    vocabulary = resources.model("vocabulary")
    lines = {doc.segment_index(match.start()) for match in _JOINT.finditer(doc.text)}
    humps = {match.start(): match for pattern in (_WORDS_JOIN, _HUMP) for match in doc.matches(pattern, among=lines)}
    for _, match in sorted(humps.items()):
        left, right = match["left"], match["right"]
        if not _HUMP.compiled.match(doc.text, match.start()) and not (
            vocabulary.count(right) >= _KNOWN and vocabulary.capital(right) < _SMALL and len(left) > 3
        ):
            continue
        if vocabulary.count(left) >= 5 and vocabulary.capital(left) < 60 and f"{left}{right}".lower() not in vocabulary:
            between = "\n" if _ends_heading(doc, match) else ". "
            yield _run_in(
                match.span(), f"{left}{between}{right}", f"Two lines run into each other at “{match[0]}”.", 0.85
            )
    for match in doc.matches(_NAME_JOINS, among=lines):
        left, right = match["left"], match["right"]
        if (
            vocabulary.capital(left) > _NAMED
            and vocabulary.count(right) >= _FREQUENT
            and vocabulary.capital(right) < 25
        ):
            between = "\n" if _ends_heading(doc, match) else ". "
            yield _run_in(
                match.span(), f"{left}{between}{right}", f"Two lines run into each other at “{match[0]}”.", 0.8
            )
    for match in doc.matches(_WEEKDAY):
        place = match.start(), match.end("right") - 1
        new = f"{match['left']}, {match['right'].rstrip()}"
        yield _run_in(place, new, f"A name and a date run into each other at “{doc.text[slice(*place)]}”.", 0.85)
    for match in doc.matches(_DATELINE):
        new = f"{match['day']} - {match['word']}"
        message = f"The dateline and the story run into each other at “{match[0]}”."
        yield _run_in(match.span(), new, message, 0.85)
    for match in doc.matches(_AGENCY):
        if vocabulary.count(match["word"].lower()) >= 5:
            new = f"{match['agency']} {match['word']}"
            message = f"The dateline and the story run into each other at “{match[0]}”."
            yield _run_in(match.span(), new, message, 0.88)
    for match in doc.matches(_BYLINE):
        word = match["word"].lower()
        if vocabulary.count(word) >= _FREQUENT and vocabulary.capital(word) < _SMALL:
            yield _run_in(
                match.span("glued"),
                f"{match['left']}\n\n{match['word']}",
                f"The line of the author and the story run into each other at “{match['glued']}”.",
                0.88,
            )
    for match in doc.matches(_FUNCTION):
        known = vocabulary.count(match["right"]) >= _KNOWN and match["right"].lower() not in _PAPERS
        if known and doc.text.count(match[0]) == 1:
            apart = f"{match['left']} {match['right']}"
            yield RULE.correction(Span(*match.span()), apart, f"A space is missing in “{match[0]}”.", 0.85, 0.82)
    for match in doc.matches(_DAY_GLUED):
        yield _finding(match.span(), f"{match['day']}, {match['rest']}", ",")
    for match in doc.matches(_YEAR_GLUED):
        yield _finding(match.span(), f"{match['day']}, {match['year']}", ",")
    for match in doc.matches(_YEAR):
        yield _finding(match.span(), match[0].replace(match[1], f" {match[1]}"), match[0].replace(match[1], ""))


def _ends_heading(doc: Document, match: "re.Match[str]") -> bool:
    """Whether the paragraph begins with a heading, which ends at the joint: words of it stand again in what follows."""
    start = doc.segment_at(match.start()).span.start
    heading = doc.text[start : match.end("left")].split()
    if not 3 <= len(heading) <= _HEADING or doc.sentence_at(match.start()).start != start:
        return False
    said = doc.text[match.start("right") : match.end() + _LEAD].split()
    return len({word for word in heading if len(word) > 3} & set(said)) > 1


_HEADING = 14  # words
_LEAD = 120  # code points of the sentence behind a heading, which names again what that named
_SMALL_WORD = Pattern(r"(?<![\w@#/.’'-])[a-z]{4,}(?![\w@/’'-]|\.\w)")
# Little words that hardly a word ends in, and that hardly one begins with
_LAST = frozenset(
    "the their them this these those that which with from into were was would could been have and his its our they"
    " said".split()
)
_FIRST = frozenset("the of and that with from this their which was were would could has have had been they".split())
_LAST_OF_TWO, _FIRST_OF_TWO = tuple(sorted(_LAST)), tuple(sorted(_FIRST))
_LITTLE = frozenset("of in to on at by for is it as he we be an or if has had and but was are all not the".split())
_FREQUENT = 60  # uses of a word that may be glued to a little one
_SELDOM = 4  # uses in clean news up to which two little words in one are a slip there, too
_WHOLE = frozenset(
    "gainsaid therefrom herewith forthwith wherewith therewith andante withers ofttimes washer theory".split()
)


def _glued(doc: Document, resources: Resources) -> Findings:
    """A little word and its neighbour: “ofthe”."""
    vocabulary = resources.model("vocabulary")
    unknown = {word for word in vocabulary.rare(doc.all_words, _SELDOM) if len(word) > 3} - _WHOLE
    parted = {word: new for word in unknown if (new := _parted(word, vocabulary))}
    for match in doc.matches_of(_SMALL_WORD, parted.keys()):
        yield _run_in(match.span(), parted[match[0]], f"Two words run into each other at “{match[0]}”.", 0.88)


def _parted(word: str, vocabulary: Vocabulary) -> str | None:
    """The word as two, one of them a little one; None where there is no way or more than one."""
    if not (word.endswith(_LAST_OF_TWO) or word.startswith(_FIRST_OF_TWO)):
        return None
    ways = []
    for at in range(2, len(word) - 1):
        left, right = word[:at], word[at:]
        if (
            (right in _LAST and left in _LITTLE)
            or (left in _FIRST and right in _LITTLE)
            or (
                word not in vocabulary
                and (
                    (right in _LAST and _is_common(left, vocabulary, _BOTH_WAYS))
                    or (left in _FIRST and _is_common(right, vocabulary, _BOTH_WAYS))
                )
            )
        ):
            ways.append(f"{left} {right}")
    return ways[0] if len(ways) == 1 else None


_BOTH_WAYS = 70  # percent of capitals of a word that names begin or end with, too: Eastern, Coast


def _is_common(word: str, vocabulary: Vocabulary, most: int = _SMALL) -> bool:
    return len(word) > 3 and vocabulary.count(word) >= _FREQUENT and vocabulary.capital(word) < most


_OF_NEWS = 20  # uses of a word that begins sentences of the news


def _begins(text: str, match: "re.Match[str]", vocabulary: Vocabulary) -> bool:
    """Whether a common word stands behind the stop, and another behind it: no shop is called so."""
    word, rest = match[1].lower(), text[match.end() : match.end() + 2]
    if len(word) < 2:
        return False  # the virus Grew.A
    return (
        vocabulary.count(word) >= _OF_NEWS
        and vocabulary.capital(word) < _SMALL
        and rest[:1] == " "
        and rest[1:].islower()
    )


def _opens(text: str, at: int) -> bool:
    """Whether a sentence begins here, so that the capital is no name's."""
    return at == 0 or text[max(0, at - 40) : at].rstrip()[-1:] in ".!?\n"


def _run_in(place: tuple[int, int], new: str, message: str, sure: float) -> Finding:
    return RULE.correction(Span(*place), new, message, 0.9, sure, for_people=True)


def _finding(place: tuple[int, int], new: str, mark: str, *, for_people: bool = False) -> Finding:
    return RULE.correction(Span(*place), new, f"A space is missing at “{mark}”.", 0.92, for_people=for_people)
