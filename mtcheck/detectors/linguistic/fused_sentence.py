"""A capital function word after a lower-case word, with a clause on either side; `text/fusion.py` tells it from titles
and names.
"""

from re import Match

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.balance import VERBS, attribution, paragraphs_of, partner, troubles
from mtcheck.text.clauses import OPEN_WORDS, stands_alone, tokens
from mtcheck.text.closed_classes import ARTICLES, MONTHS, POSSESSIVES
from mtcheck.text.dates import ANY_MONTH
from mtcheck.text.fusion import fusions
from mtcheck.text.grammar import WEEKDAY
from mtcheck.text.lazy import lazy
from mtcheck.text.vocabulary import ADVERB, NOUN, PLURAL, Vocabulary

RULE = Rule(
    id="fused-sentence",
    mqm="linguistic-conventions/punctuation",
    severity=Severity.MAJOR,
    summary="Two sentences run into each other without a stop.",
    why="The engine or the scraper lost the stop (and often a closing quotation mark) at the joint.",
    needs=("vocabulary",),
    limits="A second sentence that begins with a name is found only where few readings are left.",
    whole=True,
    examples=(
        Bad("Divers searched the ⟦lake The→lake. The⟧ boat had sunk within minutes."),
        Bad("The smell filled the ⟦hall When→hall. When⟧ firefighters arrived it was empty."),
        Bad("Most staff left the building ⟦When→when⟧ firefighters arrived."),
        Bad("The vote is over. What happens ⟦next The→next\nThe⟧ ministry will publish the list of names."),
        Bad("He wrote of the rights of refugees on ⟦The→the⟧ border, and the court agreed."),
        Bad('"The hearing is ⟦closed After→closed." After⟧ the last witness, the judge left the hall for an hour.'),
        Bad("He was late. That ⟦It→it⟧ is what she said on the quay."),
        Bad("Rain is due in the west of ⟦Torvia Next→Torvia. Next⟧ week is dry."),
        Bad("The ferry belongs to Ana Rask, 50, ⟦Who→who⟧ lives in Lomna."),
        Bad("The mill burned down on Friday, ⟦According→according⟧ to the police."),
        Good("The quiz show Guess, Who said that is back. They met in Utrecht, The Hague and Bonn."),
        Good("Port Board Explains Closure Of Torv Road Since March 9 Elections"),
        Good("They met on Monday Trade Secretary Lund and her deputy."),
        Good('The minister of the island told the reporters "Our board decides alone," and she left.'),
        Good("She said it again Petra Lund was not there."),
        Good("She wrote the film The Road Home in two months."),
    ),
)

_CLOSED = frozenset("headline code table".split())

_SPEECH = Pattern(
    r" [\"“](?<=[a-z] .)(?=(?P<said>[A-Z][^\"“”\n]{5,400}[,!?])[\"”] "
    r"(?:he|she|they|(?:the|a|an|his|her) [a-z]+|[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?) [a-z]+)"
)
_LEADS = lazy(
    rf"\b(?:{VERBS}|saying|adding|that|as|reads?|asks?|answer(?:ed|s)?|yell(?:ed|ing)?|chant(?:ed|ing)?|sang|sing(?:ing)?|{'|'.join(sorted(OPEN_WORDS))})$"
)


# “a poster with the words “How can they …?””
_READS = frozenset(
    "words slogan message headline banner sign title caption motto question chant note line refrain cry shout call"
    " poster placard text letters".split()
)


def _before_speech(doc: Document, vocabulary: Vocabulary) -> Findings:
    """“he rejected the claims “We decide alone,” he said”: a whole sentence runs into a quotation that is one."""
    text = doc.text
    for match in doc.matches(_SPEECH):
        sentence = doc.sentence_at(match.start())
        left = tokens(text, sentence.start, match.start())
        # "rejected the claims"
        noun = len(left) > 1 and left[-2].low in ("the", "his", "her", "their", "its", "all", "these", "those")
        if (
            len(left) < 5
            or left[-1].low in _READS
            or (not noun and _LEADS.search(text, sentence.start, match.start()))
            or text[sentence.start : match.start()].count('"') % 2
        ):
            continue
        if (
            doc.segment_at(match.start()).kind in _CLOSED
            or not stands_alone(left, vocabulary)
            or not vocabulary.may_be(left[-1].low, NOUN, PLURAL, ADVERB)
        ):
            continue
        span = Span(left[-1].start, match.end())
        new = f"{left[-1].text}. {match[0][-1]}"
        yield RULE.correction(span, new, f"A stop is missing between “{left[-1].text}” and the quotation.", 0.75)


# Nowhere in 2.9 million words of native news.
_ON_A_DAY = Pattern(
    r"(?<=[\w.)], )(?P<word>On|In|Since|During|By|Until|Before|After) "
    rf"(?=(?:{WEEKDAY}|{'|'.join(name for name in MONTHS if name != 'May')}|(?:19|20)\d\d\b),? [a-z])"
)
_ORDINAL = Pattern(
    r"(?<=[a-z] )(?P<word>The) (?=\d{1,2}(?:st|nd|rd|th)(?:[.,;]|$| (?:of|and|in|at|local|it|he|she|with)\b))"
)
_SECOND_WORD = Pattern(
    r"(?:^|(?<=[.!?]"
    r" )|(?<=[“\"]))(?:That|This|What|When|But|And|If|So|Then|There|While|Because|Although|Where|Since|Now)"
    r" (?P<word>It|He|She|They|We|Is|Was|Are|Were|His|Her|Their|Its)(?= [a-z]+ [a-z]+)"
)
_BEHIND_A_NAME = Pattern(
    r"(?<=[a-z] )(?P<name>[A-Z][a-z]+) (?P<word>(?:Next|Last)(?= (?:week|month|year|season)\b)|This(?="
    r" (?:is|was|will)\b)"
    rf"|(?:On|In|Since|By|From|During)(?= (?:{WEEKDAY}|{ANY_MONTH} \d)))"
)
_BEHIND_A_PARTY = Pattern(
    r"(?<=, )[RDI]-[A-Z][a-z]+\.?,"
    r" (?P<word>Said|Told|Asked|Has|Had|Was|Is|Will|Who|Announced|Introduced|Added|Wrote|Called"
    r"|Voted|Signed|On|In|At|After|During)(?= [A-Za-z])"
)

# “Ana Rask, 50, Who lives in Lomna”: what only goes on in a sentence
_BEHIND_A_COMMA = Pattern(
    r"(?<=[a-z\d.], )(?P<word>Who|Whose|Which|Because|According|Including|Said|Told|Says|Added) "
    r"(?=(?:[a-z]+ (?:[a-z]|[A-Z][a-z]+ (?:said|has|had|was|is|told)\b|\d)|to (?:the|an?|[A-Z])))"
)

_ASKING = lazy(r"(?:What|Why|How|Who|Where) (?:[a-z][\w’'-]* ?){2,5}")  # the heading “What happens next”


def _may_be_title(doc: Document, match: Match[str]) -> bool:
    """Whether the word may be one of a name or a title: “the song Yes, Which one”."""
    before = doc.before(match.start(), 40)
    named = before.rstrip(" ,").split()[-1:]
    asks = match["word"] in ("Who", "Whose", "Which") and named[:1] and named[0].istitle()
    return doc.in_quotation(match.start()) or (bool(asks) and not _PERSON.search(before))


_PERSON = lazy(r"[A-Z][a-z]+ (?:[A-Z]\. )?[A-Z][\w’'-]+, $")


def _start(doc: Document, at: int) -> int:
    return doc.sentence_at(at).start


# behind these something follows: “refugees on The border”
_GOES_ON = ARTICLES | POSSESSIVES | frozenset("of from with into onto for by at on in and or than whose".split())


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    at = -1
    for match in sorted(
        (
            *doc.matches(_ON_A_DAY),
            *doc.matches(_ORDINAL),
            *doc.matches(_BEHIND_A_PARTY),
            *doc.matches(_SECOND_WORD),
            *(one for one in doc.matches(_BEHIND_A_COMMA) if not _may_be_title(doc, one)),
        ),
        key=lambda one: (one.start("word"), -one.end()),
    ):
        word = match["word"]
        if doc.segment_at(match.start()).kind not in _CLOSED and match.start("word") > at:
            at = match.start("word")
            message = f"“{word}” continues the sentence and needs no capital."
            yield RULE.correction(Span(*match.span("word")), word.lower(), message, 0.85)
    for match in doc.matches(_BEHIND_A_NAME):
        title = not doc.before(match.start(), 24).split()[-1].islower()  # Closure Of Torv Road Since March 9 Vote
        if not title and doc.segment_at(match.start()).kind not in _CLOSED and not doc.in_quotation(match.start()):
            message = f"A stop is missing between “{match['name']}” and “{match['word']}”."
            yield RULE.correction(Span(*match.span()), f"{match['name']}. {match['word']}", message, 0.85, 0.8)
    yield from _before_speech(doc, vocabulary)
    unclosed = None
    for segment in doc.segments:
        if segment.kind in _CLOSED:
            continue
        for fusion in fusions(doc.text, segment.span.start, segment.span.end, vocabulary):
            if doc.is_masked(fusion.start, fusion.end):
                continue
            if doc.in_quotation(fusion.start) and doc.text[fusion.last].isupper():
                continue  # “Those Years We Are Young”
            low = doc.text[fusion.last : fusion.left].lower()
            if not fusion.stop or (low in _GOES_ON and fusion.word != "I"):
                span = Span(fusion.start, fusion.end)
                message = f"“{fusion.word}” continues the sentence and needs no capital."
                yield RULE.correction(span, fusion.word.lower(), message, fusion.confidence)
                continue
            if unclosed is None:
                unclosed = [
                    trouble for trouble in troubles(doc.text, paragraphs_of(doc.segments)) if trouble.kind == "unclosed"
                ]
            close = ""
            for trouble in unclosed:
                if trouble.at < fusion.left < trouble.end and not attribution(doc.text, trouble.at + 1, fusion.left):
                    close = partner(doc.text, trouble.at)
                    unclosed.remove(trouble)
                    break
            span = Span(fusion.last, fusion.end)
            before = doc.text[fusion.last : fusion.left]
            after = doc.text[fusion.left : fusion.start].strip()  # a closing mark that is there
            if not close and not after and _ASKING.fullmatch(doc.text, _start(doc, fusion.last), fusion.left):
                said = f"A heading runs into the sentence that begins with “{fusion.word}”."
                yield RULE.correction(span, f"{before}\n{fusion.word}", said, fusion.confidence)
                continue
            lost = "A stop and a closing quotation mark are" if close else "A stop is"
            message = f"{lost} missing between “{before}” and “{fusion.word}”."
            new = f"{before}.{after}{close} {fusion.word}"
            yield RULE.correction(span, new, message, fusion.confidence)
