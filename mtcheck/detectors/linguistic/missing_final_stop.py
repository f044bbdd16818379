"""A paragraph of prose without a stop in a story whose other paragraphs have one; subheads, captions and credits are
told by shape.
"""

import re
from collections.abc import Sequence

from mtcheck.core import Bad, Document, Findings, Good, Resources, Rule, Segment, Span
from mtcheck.text.balance import paragraphs_of, troubles
from mtcheck.text.clauses import OPEN_WORDS, Token, finite_verbs, holds_verb, tokens
from mtcheck.text.closed_classes import ARTICLES, DEMONSTRATIVES, THEY
from mtcheck.text.lazy import lazy
from mtcheck.text.paragraphs import closes_its_paragraphs, ends_in_stop, is_prose
from mtcheck.text.vocabulary import PAST, Vocabulary

_BODY = (
    "The ferry left the old port of Amal at dawn with 90 people on board.\n"
    "Nobody was hurt when it ran aground, the harbour office said later.\n"
    "A second ferry took the passengers to the island in the afternoon.\n"
)

RULE = Rule(
    id="missing-final-stop",
    mqm="linguistic-conventions/punctuation",
    summary="A paragraph ends without a stop.",
    why="The engine or the scraper lost the last character of the paragraph.",
    needs=("vocabulary",),
    whole=True,
    examples=(
        Bad(
            _BODY + "The crew left in a smaller boat. It took the compass, the fuel and the last of the ⟦rice⟧",
            fixed=_BODY + "The crew left in a smaller boat. It took the compass, the fuel and the last of the rice.",
        ),
        Bad(
            _BODY
            + "The owners gave the port some money for the repairs of the pier and of two fishing ⟦boats⟧\nWork starts"
            " soon.",
            fixed=_BODY
            + "The owners gave the port some money for the repairs of the pier and of two fishing boats.\nWork starts"
            " soon.",
        ),
        Bad(
            _BODY + "The law was changed twice. It now covers ships with crews of fewer than ⟦12⟧",
            fixed=_BODY + "The law was changed twice. It now covers ships with crews of fewer than 12.",
        ),
        Bad(
            _BODY + "The price of rice rose a little in the ⟦port⟧",
            fixed=_BODY + "The price of rice rose a little in the port.",
        ),
        Good(_BODY + "Harbour board gives the owners of the ferry two more weeks to say who was on board"),
        Good(_BODY + "The owners will pay. The port wants more\nThe owners of the ferry met the port on Friday."),
        Good(
            _BODY
            + "The crew left in a smaller boat. It took the compass, the fuel and the last of the rice to the\n[page"
            " 1/2]"
        ),
        Good(_BODY + "What the owners of the ferry say about it"),
        Good(_BODY + "The ferry Amal II lies on the rocks off the island (file photo)"),
        Good(_BODY + "Reporting by Ana Rust in Port Amal and Ben Ito on the island, editing by Cleo Park"),
        Good(_BODY + "They said they would sue. – AFP"),
        Good(
            _BODY
            + "(This version of the story was changed to say that the man who was hurt is 31, not 13, in paragraph 4)"
        ),
    ),
)

_SMILEY = lazy(r"[:;=]['’]?-?[DPpO)\\(3]+$")
_LAST = lazy(r"[\w’'%-]+[)\"”’]*$")


def _is_report(words: Sequence[Token], verbs: Sequence[int], vocabulary: Vocabulary) -> bool:
    """Whether a short line tells in the past tense what happened, as subheads seldom do: "Prices rose a little"."""
    if (
        len(words) < 7
        or not verbs
        or not 0 < verbs[0] < len(words) - 3
        or sum(word.text[0].isupper() for word in words[1:]) > 2
    ):
        return False
    return (
        words[0].low not in ("how", "why", "what", "when", "where", "who")
        and vocabulary.mostly(words[verbs[0]].low, PAST)
        and words[verbs[0]].low not in ("said", "told")
    )


_BEGINS = (
    ARTICLES | DEMONSTRATIVES | THEY | frozenset("his her its their in on at after before when while since".split())
)
_DESKS = frozenset(
    "afp dpa ap apa ats sda epd kna sid rtr reuters ansa efe lusa pap ctk čtk stt ntb anp belga xinhua ria tass".split()
)
_CREDIT = lazy(r"\b(?:[Rr]eporting|[Ee]diting|[Ww]riting|[Cc]ompiled|[Pp]hotographs?) by\b")


def detect(doc: Document, resources: Resources) -> Findings:
    text = doc.text
    most = max(3, len(doc.segments) // 8)
    suspects = _suspects(doc, most)
    if not suspects or len(suspects) > most or not closes_its_paragraphs(text, doc.segments):
        return
    vocabulary = resources.model("vocabulary")

    def is_last(segment: Segment) -> bool:
        return not any(other.span.start > segment.span.start and is_prose(text, other) for other in doc.segments)

    unclosed = [trouble.at for trouble in troubles(text, paragraphs_of(doc.segments)) if trouble.kind == "unclosed"]
    for segment, last in suspects:
        start, end = segment.span.start, segment.span.end
        words = tokens(text, start, end)
        if any(start <= at < end for at in unclosed):
            continue
        several = re.search(r"[a-z\d\"”)][.!?][\"”]? [\"“]?[A-Z]", text[start:end]) is not None
        alone = tokens(text, doc.sentence_at(end - 1).start, end)
        if (len(alone) < 4 and several) or not holds_verb(alone, vocabulary):
            continue
        verbs = finite_verbs(words, vocabulary)
        if text[start:end].rsplit(None, 1)[-1] in _DESKS or (several and len(words) < 18 and not is_last(segment)):
            continue  # an agency's mark; a standfirst of two short sentences
        if not several and not (
            _is_report(words, verbs, vocabulary)
            and (is_last(segment) or (len(words) >= 14 and words[0].low in _BEGINS))
        ):
            continue  # a subhead, a caption or a teaser, as often as not
        span = Span(last.start(), end)
        confidence = 0.88 if several or len(words) >= 20 else 0.8
        yield RULE.correction(span, last[0] + ".", "The paragraph ends without a stop.", confidence)


def _suspects(doc: Document, most: int) -> "list[tuple[Segment, re.Match[str]]]":
    """Paragraphs of prose that end in a letter or figure, with their last words, until they are more than `most`."""
    text = doc.text
    suspects: list[tuple[Segment, re.Match[str]]] = []
    for index, segment in enumerate(doc.segments):
        start, end = segment.span.start, segment.span.end
        if (
            not index
            or len(suspects) > most
            or not (text[end - 1].isalnum() or text[end - 1] in "%)")
            or not is_prose(text, segment)
            or ends_in_stop(text, segment)
        ):
            continue
        if text[end - 1] == ")" and (
            text[start] == "("
            or text.rfind("(", start, end) < 0
            or text[start:end].count("(") < text[start:end].count(")")
        ):
            continue  # a note in brackets
        if _CREDIT.search(text, start, end):
            continue
        after = text[doc.segments[index + 1].span.start] if index + 1 < len(doc.segments) else ""
        last = _LAST.search(text, max(start, end - 60), end)
        if (
            last is None
            or _SMILEY.search(text, max(start, end - 4), end)
            or last[0].lower() in OPEN_WORDS
            or (after and (after in ".,;!?”»[" or after.islower()))
        ):
            continue  # stranded-stop, split-paragraph and dangling-end speak of these
        suspects.append((segment, last))
    return suspects
