"""A verb of speech whose speaker is gone: nothing before it, or a pronoun with nobody to refer to."""

import bisect

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.people import has_somebody, people
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.clauses import finite_verbs, tokens
from mtcheck.text.grammar import TIME
from mtcheck.text.lazy import lazy
from mtcheck.text.persons import Mention
from mtcheck.text.vocabulary import Vocabulary
from mtcheck.text.words import listed

RULE = Rule(
    id="lost-speaker",
    mqm="accuracy/omission",
    severity=Severity.MAJOR,
    summary="No speaker is named.",
    why=(
        "Languages that drop the subject leave the speaker to the verb's ending; the engine keeps the verb and loses"
        " the person."
    ),
    needs=("vocabulary",),
    whole=True,
    examples=(
        Bad("“We read slowly because we sign once,” ⟦said⟧."),
        Bad("“No talks under fire”, ⟦added later on Telegram⟧, asking for a truce."),
        Bad("The port is closed.\n⟦Added that⟧ repairs would take a week."),
        Bad(
            "The rebels met a delegation at noon. The meeting was short. Shells fell near the mill. “The talks have"
            " failed,” ⟦he said⟧ in a message to the town."
        ),
        Bad("The mayor spoke on Monday. “We have lost the bridge.⟦” “⟧Nobody has helped us until now.” Rain is due."),
        Bad("The report was read out. “The dam was never checked.⟦”“⟧The firm knew of the cracks.” The judge left."),
        Good("He added: “I was tired and I was cold.” “As hard as it is, I must go on.” Rain is due."),
        Good("The two met. “You never told me what you wanted?” “You never asked me for it.” Rain is due."),
        Good("Ada Lund will shut the mill. According to her, the price of wool had risen."),
        Good("The films “Night Bus” “The Road” and “Water” won."),
        Good(
            "Crews spoke in the rain.\n“The gate is shut until Friday and nobody has a key.”\n“We waited for the boat"
            " till the lamp went out.”\nThe boat is new."
        ),
        Good("“We read slowly,” said Wulan."),
    ),
)

_SAID = "|".join(sorted(listed("lost-speaker: said")))
_HOW = (
    rf"(?:{TIME}|then|also|further|finally|later|in (?:a|an|the|his|her|its) (?:[a-z]+ )?(?:statement|interview|message"
    r"|letter|post|tweet|note|communiqu[eé])|to (?:reporters|journalists|the press|AFP|Reuters)"
    r"|on (?:Twitter|Facebook|Telegram|X|Instagram|social media|television|the radio)"
    r"|(?:at|in|during) (?:a|the) (?:press|news) conference|(?:in|from) [A-Z][\w’-]+|after the"
    r" (?:match|game|meeting|session|talks|vote|hearing))"
)
_BARE = Pattern(
    rf"(?:(?<=[,.!?][\"”»] )|(?<=[\"”»], ))(?P<tag>(?:{_SAID}|told (?:reporters|journalists|the press|AFP|Reuters))"
    rf"(?: {_HOW})*)(?=[.;]|$|, (?:[a-z]+ing|but|and|in|on|at|after)\b)"
)
_FIRST = Pattern(
    r"(?P<tag>(?:(?:Also|Further|Then|Later|Finally),? (?:he |she )?)?"
    r"(?:Told (?:reporters|journalists|the press|AFP|Reuters)|Added|Stressed|Said|Noted|Pointed"
    r" out|Underlined|Emphasised|Emphasized|Insisted|Explained|Stated|Affirmed"
    r"|Reiterated|Indicated|Recalled|added|stressed|said|noted|explained|stated) that)(?= [a-z\"“])"
)
# “The plant was shut, said in a statement.”, “the said to the police”, “According to, three people”
_NO_SUBJECT = Pattern(
    rf"(?<=[a-z\d]), (?P<tag>(?:said|added|announced|told (?:reporters|journalists|AFP|Reuters)|according to)"
    rf"(?: {_HOW})*)(?=[.;]|$)|(?<=[,.!?][\"”] )(?P<article>(?:the|an?) (?:said|added|told|explained|warned))(?="
    r" (?:to|in|on|at|that)\b|[.,])"
)
_ACCORDING_TO = Pattern(
    r"(?P<tag>According to|As (?:reported|stated|noted|written|announced|explained) by)(?=, [a-z\d])"
)
_OPENING = Pattern(
    r"(?P<tag>(?:As )?(?:[Hh]e|[Ss]he) (?:also |further )?(?:said|added|noted|told [a-z]+"
    r" ?[a-z]*|explained|stressed|recalled"
    r"|warned|insisted|pointed out)|The (?:same )?source (?:also )?(?:added|continued|said))(?= that\b|, )"
)
_PRONOUN = Pattern(
    r"(?:(?<=[,.!?][\"”»] )|(?<=[\"”»], ))(?P<tag>(?:he|she) (?:said|added|told|explained|warned|stressed|noted"
    r"|insisted|wrote|concluded|continued))(?= (?:in|on|at|to|during|after|before|by|of)\b|[.,;:]|$)"
)
_REACH = 3  # sentences outside quotation marks, before the pronoun, in which no single person stands

_ALL_QUOTED = lazy(r"[\"“][^\"“”\n]{15,}(?:[\"”]\.|[.!?…][\"”])")
_ANY_VERB = lazy(
    r"\b(?:sa(?:id|ys?)|told|tells?|add(?:s|ed)|wr(?:ote|ites)|ask(?:s|ed)|explain(?:s|ed)|replie[ds]|accord|quot"
    r"|comment|statement|letter|post|spoke|speaks|recall|describ|call|stat|announc|warn|believ|think|thought"
    r"|according)\w*\b|:"
)


def _nobody_speaks(doc: Document) -> Findings:
    """Two paragraphs that are all quotation, each closed, and no word of who speaks in them, before or behind."""
    text, segments = doc.text, doc.segments
    quoted = [_ALL_QUOTED.fullmatch(text, segment.span.start, segment.span.end) is not None for segment in segments]
    for at in range(1, len(segments) - 1):
        if not (quoted[at] and quoted[at + 1]) or quoted[at - 1]:
            continue
        around = [segments[number].span for number in (at - 1, at + 2) if number < len(segments)]
        if not any(_ANY_VERB.search(text, span.start, span.end) for span in around) and not (
            at + 2 < len(segments) and quoted[at + 2]
        ):
            span = segments[at].span
            yield RULE.finding(span, "Two quotations follow each other, and neither names a speaker.", confidence=0.7)


_SIDE_BY_SIDE = Pattern(r"[.…]”(?P<gap> ?)“(?=[A-Z])|[.…]\"(?P<straight> )\"(?=[A-Z])")


def _side_by_side(doc: Document) -> Findings:
    """One quotation right behind another, no word between them, and no word of who speaks beside either.

    In native copy a speaker is named beside one of them (“he added:”), or they answer each other.
    """
    for match in doc.matches(_SIDE_BY_SIDE):
        gap = match.start("gap") if match["gap"] is not None else match.start("straight")
        line = doc.segment_at(gap).span
        if match["straight"] and doc.text.count('"', line.start, gap) % 2:
            continue
        there = [span for span in doc.quotations if line.start <= span.start < line.end]
        second = gap + len(match["gap"] if match["gap"] is not None else match["straight"])
        pair = [span for span in there if gap in (span.end, span.end + 1) or span.start in (second, second + 1)]
        if len(pair) == 2 and min(map(len, pair)) >= _SPOKEN and not any(_is_attributed(doc, one) for one in there):
            span = Span(match.start() + 1, match.end())
            message = "Two quotations follow each other, and no speaker stands between."
            yield RULE.finding(span, message, confidence=0.75)


_SENTENCE_BEFORE, _SENTENCE_BEHIND = lazy(r"[^.!?]*$"), lazy(r"[\s\"”,]*[^.!?]*")
_TAG = 160  # characters before or behind a quotation in which its speaker stands


def _is_attributed(doc: Document, quotation: Span) -> bool:
    """Whether a verb of speech or a colon stands in the sentence that leads to the quotation or goes on behind it."""
    before = _SENTENCE_BEFORE.search(doc.text, max(0, quotation.start - _TAG), quotation.start)
    behind = _SENTENCE_BEHIND.match(doc.text, quotation.end, quotation.end + _TAG)
    return any(found is not None and _ANY_VERB.search(found[0]) is not None for found in (before, behind))


_SPOKEN = 20  # characters of a quotation that is no title
_ACCORDING = Pattern(r"\b[Aa]ccording to (?P<tag>him|her)\b")


def _according(doc: Document, resources: Resources) -> Findings:
    """“According to him” before anybody is named."""
    for match in doc.matches(_ACCORDING):
        if not has_somebody(doc, resources, 0, match.start()) and not _ANYBODY.search(doc.text, 0, match.start()):
            said = f"“{match['tag']}” refers to nobody named so far; see the source for the speaker."
            yield RULE.finding(Span(*match.span()), said, confidence=0.8)


# A name that may be a person's, or a word for one
_ANYBODY = lazy(
    r"[\"“”«»]|\b(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-Z][a-z]+ [A-Z][a-z]+|\b[A-Z][a-z]+ (?:said|says|told)"
    r"|\b(?:[a-z]+(?:man|woman|men|boy|girl|ist|ician|yer)|he|she|who|[a-z]{3,}(?:er|or)(?="
    r" (?:said|of|at|who|in|told)))\b"
)


def detect(doc: Document, resources: Resources) -> Findings:
    yield from _nobody_speaks(doc)
    yield from _side_by_side(doc)
    yield from _according(doc, resources)
    yield from _bare(doc)
    for match in doc.matches(_NO_SUBJECT):
        tag = "tag" if match["tag"] else "article"
        if match["article"] or _is_one_clause(doc, match.start(), resources.model("vocabulary")):
            span = Span(*match.span(tag))
            yield RULE.finding(span, f"No speaker is named for “{match[tag]}”; see the source.", confidence=0.85)
    for match in at_sentence_starts(doc, _ACCORDING_TO):
        message = f"Nothing follows “{match['tag']}”; see the source."
        yield RULE.finding(Span(*match.span("tag")), message, confidence=0.9)
    yield from _opening(doc, resources)
    for match in at_sentence_starts(doc, _FIRST):
        if " he " in match["tag"] or " she " in match["tag"]:
            continue
        span = Span(*match.span("tag"))
        yield RULE.finding(span, f"“{match['tag']}” has no subject; see the source for the speaker.", confidence=0.88)
    yield from _unnamed(doc, resources)


def _is_one_clause(doc: Document, comma: int, vocabulary: Vocabulary) -> bool:
    """Whether a clause with its verb and no insertion stands before the comma: no “Ivo Rust, the mayor, said”."""
    start = doc.sentence_at(comma).start
    words = tokens(doc.text, start, comma)
    told = not _MARKS.isdisjoint(doc.text[start:comma])
    return not told and bool(finite_verbs(words, vocabulary))


_MARKS = frozenset(',;:()"“”«»–—')


def _opening(doc: Document, resources: Resources) -> Findings:
    """“He also said that” in the first lines of a story in which nobody is named."""
    for match in at_sentence_starts(doc, _OPENING):
        start, end = match.start(), match.end()
        if start > _FIRST_LINES or sum(map(len, doc.sentences)) < 2:
            return
        around = [(0, start), (end, min(len(doc.text), end + _NAMED_SOON))]
        if not any(has_somebody(doc, resources, *place) or _ANYBODY.search(doc.text, *place) for place in around):
            said = f"Nobody is named before “{match['tag']}”; see the source for the speaker."
            yield RULE.finding(Span(*match.span("tag")), said, confidence=0.75)


_FIRST_LINES = 250  # characters at the start of a story, and behind the verb, in which nobody stands
_NAMED_SOON = 250


def _bare(doc: Document) -> Findings:
    """A verb of speech behind a quotation, and nobody who speaks."""
    for match in doc.matches(_BARE):
        if "’" in doc.text[match.start() - 2 : match.start()]:
            continue
        verb = match["tag"].split()[0]
        before = doc.text[doc.segment_at(match.start()).span.start : match.start()]
        if (
            verb not in ("said", "told", "replied")
            and " " in match["tag"]
            and not before.rstrip().endswith((',"', ",”", ".”", '."', "”,", '",', "»,", ",»", "?”", '?"', '!"', "!”"))
        ):
            continue
        if len(before.rsplit('"', 2)[-2] if before.count('"') > 1 else before.rsplit("“", 1)[-1]) < 14:
            continue  # a title or a single word in quotation marks: the verb may be a participle
        span = Span(*match.span("tag"))
        yield RULE.finding(span, f"No speaker is named for “{verb}”; see the source.", confidence=0.85)


def _unnamed(doc: Document, resources: Resources) -> Findings:
    """“He said” behind a quotation where for some sentences nobody was spoken of."""
    found: list[Mention] | None = None
    begins: list[int] = []
    starts: list[int] = []
    for match in doc.matches(_PRONOUN):
        if not any(doc.in_quotation(at) for at in (match.start() - 2, match.start() - 3)):
            continue  # the quotation began in an earlier paragraph
        if not starts:
            every = (sentence.start for within in doc.sentences for sentence in within)
            starts = [start for start in every if not doc.in_quotation(start)]
        number = bisect.bisect_right(starts, match.start())
        if number < _REACH or has_somebody(doc, resources, starts[number - _REACH], match.start()):
            continue
        if found is None:
            found = people(doc, resources)
            begins = [mention.start for mention in found]
        nearest = bisect.bisect_left(begins, match.start())
        last = begins[nearest - 1] if nearest else -1
        if number - bisect.bisect_right(starts, last) < _REACH:
            continue
        if any(
            match.end() < mention.start < match.end() + 60
            and mention.kind != "pronoun"
            and "." not in doc.text[match.end() : mention.start]
            for mention in found[nearest : nearest + 4]
        ):
            continue
        message = f"“{match['tag'].split()[0]}” refers to nobody named so far; see the source for the speaker."
        yield RULE.finding(Span(*match.span("tag")), message, confidence=0.8)
