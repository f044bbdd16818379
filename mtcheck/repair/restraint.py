"""What stays with a person however sure the rule is: `left_to_people` is the way in.

Nothing goes unasked out of words that somebody is quoted with, and no repair touches words that a sentence speaks of.
Of what seems to belong to the page, a line stays that may be the story's own: a telephone number, a count or a result,
a time without words, how long ago something was, and whatever a line that ends in a colon announces.
"""

import re
from collections import Counter

from mtcheck.core import Document, Edit, Finding, Repair, Span
from mtcheck.text.lazy import lazy

_WORD = lazy(r"[^\W_]+")


def left_to_people(doc: Document, finding: Finding, repair: Repair) -> bool:
    """Whether a repair is not to be carried out unasked, by what it takes out and by where it stands."""
    return any(_is_discussed(doc, edit.span) or _is_ellipsis(doc, edit.span) for edit in repair.edits) or any(
        _takes_from_quotation(doc, edit) or (finding.rule.residue and _takes_a_line_of_news(doc, edit))
        for edit in repair.edits
        if _loses_words(edit.span.of(doc.text), edit.text)
    )


def _is_ellipsis(doc: Document, span: Span) -> bool:
    """Whether the points are some of an ellipsis that is set with spaces: “in the prison. . . .”"""
    return span.of(doc.text).endswith(".") and doc.text.startswith(" .", span.end)


def _loses_words(old: str, new: str) -> bool:
    return bool(Counter(_WORD.findall(old.lower())) - Counter(_WORD.findall(new.lower())))


def _takes_from_quotation(doc: Document, edit: Edit) -> bool:
    """Whether words inside quotation marks go; the marks are in the same line, else one of them is lost."""
    line = doc.segment_at(edit.span.start).span
    return (
        doc.in_quotation(edit.span.start)
        and _CLOSING.search(doc.text, edit.span.end, max(line.end, edit.span.end)) is not None
    )


_CLOSING = lazy(r"[\"”’»']")

_SPOKEN_OF = (  # a word for words, and the words themselves behind it
    r"\b(?i:call(?:s|ed)|spel(?:t|ls?|led)|writ(?:es?|ten)|wrote|typ(?:es?|ed)|misprint(?:s|ed)?|print(?:s|ed)"
    r"|sign(?:s|ed)?|read(?:s|ing)?|words?|phrases?|titles?|titled|letters?|plural|means?)"
)
_NAMED = lazy(rf"{_SPOKEN_OF}(?: that| as| it| is| the words?)?[,:]? ?[\"“‘'][^\"“”‘’\n]{{0,40}}$")
_ALL_CAPITALS = lazy(r"[\"“‘'](?=[^\"”’'\n]{0,60}[A-Z]{3})[^a-z\"”’\n]{0,60}$")
_BLANK = lazy(r"[\"“‘'][^\"“”‘’\n]{0,60}__")  # of a form: “Dear ____,”
_CALLED_WRONG = lazy(
    r"[^.!?\n]{0,30}?\b(?:(?:is|are|was|were) (?:not )?(?:wrong|right|correct|incorrect|a mistake|a misprint|no word"
    r"|a word)|bad grammar|good English)\b"
)
_WRONG_TOO = lazy(r"\b(?:is|are) wrong\b[^.!?\n]{0,30}\bso (?:is|are) (?:[\w-]+ )?$")
_SHORT = 60  # code points of a quotation that is an example of words


def _is_discussed(doc: Document, span: Span) -> bool:
    """Whether the words are an example: quoted and short, behind a word for words; in capitals, as a notice has them;
    or called right or wrong by their sentence.
    """
    lead = doc.text[doc.segment_at(span.start).span.start : span.start][-90:]
    if _CALLED_WRONG.match(doc.text, span.end) or _WRONG_TOO.search(lead):
        return True
    if not doc.in_quotation(span.start):
        return False
    closing = _CLOSING.search(doc.text, span.end, span.end + _SHORT)
    shown = any(pattern.search(lead) for pattern in (_NAMED, _ALL_CAPITALS, _BLANK))
    return closing is not None and shown


_TELEPHONE = lazy(
    r"(?i:\b(?:(?:tele)?phone|tel|call|hot ?line|help ?line|fax|mobile|text|sms|ring|dial)\b)[^\n\d]{0,30}\+?\(?\d{3}"
    r"|(?<![\d/.:-])\+?\(?0?\d{2,5}\)?[ -]\d{3,}(?:[ -]\d{2,})*(?![\d/.:-])"
)
_AGO = lazy(r"\b(?i:seconds?|secs?|min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|years?) ago\b")
_COUNT = lazy(  # “Votes: 1,204”, “Total 300”, “7,001 votes”, “Page 7”
    r"\W*(?!(?i:post|page|article) views?\b)(?:[^\W\d_]+ ){0,2}[^\W\d_]+:? \d[\d.,]*[KkMm%]?\W*"
    r"|\W*\d[\d.,]*[KkMm%]? [^\W\d_]+\W*"
)
_SAID = lazy(r"\b(?:said|says|told|added|asked|replied|wrote)\b")
_LETTER = lazy(r"[^\W\d_]")


def _takes_a_line_of_news(doc: Document, edit: Edit) -> bool:
    """Whether what goes as no part of the story may be one."""
    old = edit.span.of(doc.text)
    said = old.strip()
    if _SAID.search(said) and not _is_marked(said):
        return True
    begin = edit.span.start + len(old) - len(old.lstrip())
    line = doc.segment_at(begin).span
    if begin > line.start or begin + len(said) < line.end:
        return False
    return (
        _TELEPHONE.search(said) is not None
        or _AGO.search(said) is not None
        or _COUNT.fullmatch(said) is not None
        or not _LETTER.search(said)
        or doc.text[: line.start].rstrip().endswith(":")
    )


def _is_marked(said: str) -> bool:
    """Whether signs of software stand around it: a tag or a comment of a page."""
    return re.match(r"[<\[{]", said) is not None
