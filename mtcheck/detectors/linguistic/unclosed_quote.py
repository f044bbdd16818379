"""`text/balance.py` finds the mark; it is closed where the attribution begins, else behind its last sentence."""

import re

from mtcheck.core import Bad, Document, Edit, Findings, Good, Resources, Rule, Span
from mtcheck.text.balance import VERBS, Trouble, attribution, paragraphs_of, partner, troubles
from mtcheck.text.clauses import is_finite, tokens
from mtcheck.text.fusion import fusions
from mtcheck.text.lazy import lazy
from mtcheck.text.sentences import sentences
from mtcheck.text.vocabulary import NOUN

RULE = Rule(
    id="unclosed-quote",
    mqm="linguistic-conventions/punctuation",
    summary="A quotation is opened and never closed.",
    why="Engines and scrapers lose quotation marks; the reader no longer knows who speaks.",
    needs=("vocabulary",),
    limits=(
        "Where a paragraph of speech is followed by one that opens a quotation, wire convention wants no closing mark,"
        " and the rule is quiet."
    ),
    whole=True,
    examples=(
        Bad('"We will rebuild the ⟦school,→school,"⟧ said Mayor Ilona Varga.\nWork starts in May.'),
        Bad('"Nobody told ⟦us→us,"⟧ he said, and pointed at the map.\nThe map was old.'),
        Bad('Guards opened the gate at noon. "After that we stopped ⟦counting⟧\nThe camp holds 900 people.'),
        Bad('The party asked for a new count, ⟦"→⟧citing torn ballots.\nThe board met.'),
        Bad(
            '"The road is ⟦gone⟧, said Petra Holm, a teacher. We walk for hours."',
            fixed='"The road is gone," said Petra Holm, a teacher. "We walk for hours."',
        ),
        Good('"Go home, said the guard. Go home, said Petra. So we went," she said.'),
        Good('"The road is gone," said Petra Holm. "We walk for hours."'),
        Good('"We saw the lights.\n"Then nothing," she said.'),
        Good('He bought a 20" screen and a 6\'2" ladder.'),
        Good("“The road is open,” he said. “Trucks can pass.”"),
        Good('"We waited for days.\nNobody came," he said.'),
    ),
)

_SPOKE = lazy(r" (?:said|says|added|told)\b")
_WRONG = lazy(r"(?:(?<=[.!?,…])|(?<![sS])(?<=\w))[ ]?['`´‘¿¡]$")  # a mark of another kind where the quotation ends
# the reporter speaks, nobody is quoted
_REPORTS = lazy(rf"(?:He|She|It|They) (?:also |later )?{VERBS} (?:in|on|at|to) [^.,\"“”]{{3,60}} that\b")
_SINGLE_OPEN = lazy(r"(?<![\w.,])['‘`´](?=\w)")
_LAST_WORD = lazy(r"[\w’'-]+$")
_TURN = lazy(
    r", (?:and|but|while|which|who|as|after|when|where|because|although|adding|asking|saying|calling|[a-z]+ing|he|she"
    r"|they|it)\b"
)
_KIND = lazy(r"(?<![\w'’-])([a-z][a-z-]+) $")
_NAME = lazy(
    r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,3}(?=, (?:which|who|where|whose|and|but|in|on|at|from|a|the)\b| [a-z]|[.;)])"
)
_LED = lazy(rf"(?::|\b{VERBS}|\b{VERBS},) ?$")
_SPEAKER_DID = lazy(r"(?:He|She) (?:also |later |then |did not )?[a-z]+\b")
_OWN = lazy(r"\b(?:I|we|our|my|us|me|I['’]\w+|we['’]\w+|you|your)\b", re.IGNORECASE)
_NARRATIVE = lazy(rf"(?:He|She|They|[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+)*) (?:also |then |later )?{VERBS}\b")

# up to here the place is a guess: of such repairs, six of ten were put elsewhere by editors, so none is proposed
_GUESS = 0.6


def detect(doc: Document, resources: Resources) -> Findings:
    for trouble in troubles(doc.text, paragraphs_of(doc.segments)):
        if trouble.kind == "unclosed":
            found = _place(doc, trouble, resources)
            if found is not None:
                span, edit, confidence = found
                if edit.text:
                    message = "The quotation is not closed; it seems to end here."
                elif confidence > _GUESS:
                    message = "This quotation mark opens nothing."
                else:
                    message = "The quotation that begins here is not closed."
                related = (Span(trouble.at, trouble.at + 1),)
                yield RULE.correction(span, edit if confidence > _GUESS else None, message, confidence, related=related)
    yield from _around_tags(doc)


# Somebody named by all of the name speaks inside the marks: two of them are lost
_TAG = lazy(
    r"(?<=[\w’')]), (?:said|says|added) (?:[A-Z][a-z]+\.? )?(?:[A-Z][\w’'-]+ ){1,3}?[A-Z][\w’'-]+(?:,"
    r" [^.,!?\"“”]{3,60})?\. (?=[A-Z])"
)


def _around_tags(doc: Document) -> Findings:
    """A speech tag in the midst of a quotation, with the mark before it and the one behind it."""
    text = doc.text
    for span in doc.quotations:
        if text[span.start] not in '"“' or (tag := _TAG.search(text, span.start + 1, span.end)) is None:
            continue
        if "\n" in span.of(text) or _OTHER_MARKS.search(text, span.start + 1, span.end - 1):
            continue
        place, edit, confidence = _after(text, tag.start() + 1, partner(text, span.start), 0.85)
        again = Edit(Span(tag.end(), tag.end()), text[span.start])
        goes_on = not _SPEAKER_DID.match(text, tag.end(), span.end) and _OWN.search(text, tag.end(), span.end)
        word = Span(place.start, tag.start())
        message = "The speaker is named inside the quotation, which seems to end here and to begin again."
        yield RULE.correction(
            word,
            (edit, again) if goes_on else None,
            message,
            confidence,
            0.8,
            related=(Span(tag.start(), tag.end() + 1),),
        )


_OTHER_MARKS = lazy(r"[\"“”]| ['‘]|['’] ")


def _place(doc: Document, trouble: Trouble, resources: Resources) -> tuple[Span, Edit, float] | None:
    """Where an editor would look, what to write there and how sure that is; None where another rule says it."""
    text = doc.text
    start, end = trouble.at + 1, trouble.end
    close = partner(text, trouble.at)
    if _REPORTS.match(text, start, end):
        return Span(trouble.at, start), Edit(Span(trouble.at, start), ""), 0.75
    said = attribution(text, start, end)
    limit = said.start() if said else end
    if any(fusion.stop and fusion.left < limit for fusion in fusions(text, start, end, resources.model("vocabulary"))):
        return None  # fused-sentence closes it
    if said:
        at = said.start()
        comma = said[0].startswith(",")
        ended = text[at - 1] in ",.!?…"
        if ended and not comma and (verb := _SPOKE.match(text, at)):
            place, edit, confidence = _after(text, at, close, 0.85)
            return Span(place.start, verb.end()), edit, confidence
        return _after(text, at + comma, close if comma or ended else "," + close, 0.85)
    return _without_speaker(doc, trouble, close, resources)


def _without_speaker(doc: Document, trouble: Trouble, close: str, resources: Resources) -> tuple[Span, Edit, float]:
    """The same where nobody is named behind the words: a stray mark, or one that has to close somewhere."""
    text = doc.text
    start, end = trouble.at + 1, trouble.end
    before = text[max(0, trouble.at - 2) : trouble.at]
    small = text[start : start + 1].islower()
    if (name := _stray_before_name(text, trouble.at, end, resources)) is not None:
        if name == trouble.at:
            return Span(trouble.at, start), Edit(Span(trouble.at, start), ""), 0.6
        return Span(trouble.at, name), Edit(Span(name, name), close), 0.75
    spoken = re.search(rf"[\"”][^\"“”.!?]*\b{VERBS}\b[^\"“”.!?]*$", text[max(0, trouble.at - 120) : trouble.at])
    if (before == ", " and small and not spoken) or not re.search(r"\w", text[start:end]):
        return Span(trouble.at, start), Edit(Span(trouble.at, start), ""), 0.65
    if (
        small
        and not spoken
        and (turn := _TURN.search(text, start, sentences(text, start, end)[0][1]))
        and len(text[start : turn.start()].split()) <= 12
    ):
        return Span(trouble.at, turn.start() + 1), Edit(Span(turn.start() + 1, turn.start() + 1), close), 0.65
    return _by_sense(doc, trouble, close, small and not spoken, resources)


def _by_sense(
    doc: Document, trouble: Trouble, close: str, partial: bool, resources: Resources
) -> tuple[Span, Edit, float]:
    """Where the quotation ends by what its sentences say; `partial`: it is a few words in the writer's sentence."""
    text = doc.text
    start, end = trouble.at + 1, trouble.end
    within = sentences(text, start, end)
    led = _LED.search(text, max(0, trouble.at - 60), trouble.at) is not None
    stop = next(
        (
            last
            for (_, last), (first, after) in zip(within, within[1:], strict=False)
            if _NARRATIVE.match(text, first, end) or (led and _told(text, first, after, resources))
        ),
        end,
    )
    if end != doc.segment_at(trouble.at).span.end and stop == end:
        stop = within[-2][1] if len(within) > 1 else end
        if stop == end:  # a second quotation begins inside the first
            return Span(trouble.at, start), Edit(Span(trouble.at, start), ""), 0.5
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    for last in (stop, stop - 1):
        if (
            (text[last : last + 1] == "." or last == stop)
            and (wrong := _WRONG.search(text, max(start, last - 3), last))
            and not _SINGLE_OPEN.search(text, start, last - 1)
        ):
            return Span(wrong.start(), last), Edit(Span(wrong.start(), last), close), 0.85
    if partial and len(text[start:stop].split()) > 12:
        return Span(trouble.at, start), Edit(Span(trouble.at, start), ""), 0.5
    if partial and text[stop - 1] == "." and text[stop - 2].isalnum():
        # a few words of somebody else's, in the writer's sentence
        return Span(trouble.at, stop - 1), Edit(Span(stop - 1, stop - 1), close), 0.7
    # somebody is said to speak, and a single sentence follows or the reporter goes on
    proved = led and (stop != end or len(within) < 2)
    return _after(text, stop, close if text[stop - 1] in ".!?…,)" else "." + close, 0.7 if proved else _GUESS)


def _told(text: str, start: int, end: int, resources: Resources) -> bool:
    """Whether a sentence goes on about the speaker: "She gave no date"."""
    match = _SPEAKER_DID.match(text, start, end)
    return (
        match is not None
        and not _OWN.search(text, start, end)
        and is_finite(tokens(text, start, match.end()), len(match[0].split()) - 1, resources.model("vocabulary"))
    )


def _stray_before_name(text: str, at: int, end: int, resources: Resources) -> int | None:
    """Where the name behind the mark ends, if it follows its kind ("the company “Lomex, which"); the mark itself where
    it parts a phrase before a name.
    """
    name = _NAME.match(text, at + 1, end)
    kind = _KIND.search(text, max(0, at - 30), at)
    if name is None or kind is None:
        return None
    vocabulary = resources.model("vocabulary")
    first = name[0].split()[0]
    if vocabulary.count(first) and vocabulary.capital(first) < 70:
        return None
    if vocabulary.mostly(kind[1], NOUN):
        return name.end()
    return (
        None
        if _LED.search(text, max(0, at - 60), at) or vocabulary.capital(first) < 85 or not vocabulary.count(first)
        else at
    )


def _after(text: str, at: int, new: str, confidence: float) -> tuple[Span, Edit, float]:
    body = text[:at].rstrip(",.!?…)")
    word = _LAST_WORD.search(body[-40:])
    begin = len(body) - len(word[0]) if word else at - 1
    return Span(begin, at), Edit(Span(at, at), new), confidence
