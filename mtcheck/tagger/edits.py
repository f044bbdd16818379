"""From the model's choice of edits to new text for a place: `rewritten` is the way in."""

from mtcheck.core import Edit, Span
from mtcheck.tagger import labels
from mtcheck.tagger.forms import Known, inflected
from mtcheck.tagger.reading import Stretch
from mtcheck.text.inflection import match_case

_SURE = 0.3  # probability of an edit from which on it is worth proposing
_CLOSE = frozenset(".,;:?!)”’'\"")  # marks that stand close to the word before


def rewritten(text: str, stretch: Stretch, place: range, uses: Known) -> tuple[Edit, float] | None:
    """One edit for the words of a place, and how sure the model is of the least sure part of it; None where it knows of
    none.

    `uses`: of a word in clean news. Words that the model would keep stay; a word that it finds wrong without knowing
    better spoils the proposal.
    """
    reading = stretch.reading
    pieces: list[str] = []  # white space and word by turns
    sure = 1.0
    changed = False
    skip = False
    for number in place:
        span = stretch.place(number)
        before = text[stretch.place(number - 1).end : span.start] if number > place[0] else ""
        word = span.of(text)
        missing = int(reading.gaps[number].argmax())
        if number > place[0] and missing > labels.SOMETHING and float(reading.gaps[number][missing]) >= _SURE:
            put = labels.INSERTIONS[missing][1:]
            pieces += ["" if put in _CLOSE else " ", put]
            sure, changed = min(sure, float(reading.gaps[number][missing])), True
        if skip:  # it has changed places with the one before
            skip = False
            continue
        edit = int(reading.edits[number].argmax())
        if edit == labels.KEEP:
            if float(reading.wrong[number]) > 0.5 and len(place) == 1:
                return None
            pieces += [before, word]
            continue
        chance = float(reading.edits[number][edit])
        if edit == labels.OTHER or chance < _SURE:
            return None
        sure, changed = min(sure, chance), True
        if edit == labels.DELETE:
            if not pieces:
                pieces += ["", ""]
            continue
        if edit == labels.SWAP:
            if number + 1 not in place:
                return None
            after = stretch.place(number + 1)
            pieces += [
                before,
                match_case(after.of(text), word),
                text[span.end : after.start],
                word.lower() if word[0].isupper() else word,
            ]
            skip = True
            continue
        new = _word(word, edit, uses)
        if new is None:
            return None
        pieces += ["" if new in _CLOSE else before, new]
    if not changed:
        return None
    whole = Span(stretch.place(place[0]).start, stretch.place(place[-1]).end)
    new_text = "".join(pieces)
    if new_text == whole.of(text):
        return None
    if not new_text.strip():
        return without(text, stretch.span, whole), sure
    return Edit(whole, new_text.strip()), sure


def _word(word: str, edit: int, uses: Known) -> str | None:
    if edit == labels.CAPITALISE:
        return word[:1].upper() + word[1:]
    if edit == labels.LOWER:
        return word[:1].lower() + word[1:]
    if edit in labels.FORMS:
        return inflected(word, edit, uses)
    return match_case(labels.EDITS[edit][1:], word)


def without(text: str, stretch: Span, whole: Span) -> Edit:
    """Deletes a place with the white space before it, or behind it where the stretch begins with it.

    The white space behind a mark that stands close to the word before stays: it parts that word from the next.
    """
    if whole.start > stretch.start and text[whole.start - 1] == " ":
        return Edit(Span(whole.start - 1, whole.end), "")
    if whole.end < stretch.end and text[whole.end] == " " and not text[max(0, whole.start - 1) : whole.start].isalnum():
        return Edit(Span(whole.start, whole.end + 1), "")
    return Edit(whole, "")


def glues(text: str, edit: Edit) -> bool:
    """Whether an edit leaves two words without white space or a mark between them where the text has some."""
    old, new = edit.span.of(text), edit.text
    before, behind = text[max(0, edit.span.start - 1) : edit.span.start], text[edit.span.end : edit.span.end + 1]
    if not new:
        return _one_word(before, behind) and not old.isalnum()
    return (_one_word(before, new[0]) and not old[:1].isalnum()) or (
        _one_word(new[-1], behind) and not old[-1:].isalnum()
    )


def _one_word(end: str, start: str) -> bool:
    """Whether a word that ends so and one that begins so run into one; two figures make a figure."""
    return end.isalnum() and start.isalnum() and not (end.isdigit() and start.isdigit())


def put(text: str, stretch: Span, at: int, word: str) -> Edit:
    """Puts a word or a mark in before the offset of a word: a mark stands close to the word before, a word apart."""
    back = at
    while back > stretch.start and text[back - 1] == " ":
        back -= 1
    if word in _CLOSE:
        return Edit(Span(back, back), word)
    first = at == stretch.start or text[back - 1] in ".!?:"
    return Edit(Span(at, at), f"{word.capitalize() if first else word} ")
