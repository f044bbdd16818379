"""Controls, prompts, counters and advertising labels of a page: whole lines by the page-furniture list and a few
shapes, sentences inside a paragraph by their form.
"""

from dataclasses import replace

from mtcheck.core import (
    Applicability,
    Bad,
    Document,
    Finding,
    Findings,
    Good,
    Pattern,
    Resources,
    Rule,
    Segment,
    Severity,
    Span,
)
from mtcheck.cues.furniture import is_doubtful, is_prompt, pieces
from mtcheck.cues.removal import debris
from mtcheck.text.closed_classes import ARTICLES, AUXILIARIES, DEMONSTRATIVES, POSSESSIVES
from mtcheck.text.lazy import lazy
from mtcheck.text.telling import of_a_writer
from mtcheck.text.words import either

RULE = Rule(
    id="page-furniture",
    mqm="accuracy/addition",
    applicability=Applicability.AUTOMATIC,
    residue=True,
    summary="The text contains a button, prompt, counter or advertising label of the page.",
    why="Scrapers cannot tell the page from the story.",
    whole=True,
    examples=(
        Bad("The strike goes on.⟦\nSubscribe to our Telegram channel!→⟧"),
        Bad("The strike goes on.⟦\nADVERTISEMENT→⟧\nShips wait."),
        Bad("The strike goes on.⟦\nReading time: 2 minutes→⟧\nShips wait."),
        Bad("The strike goes on.⟦\nPage 1 2 Next→⟧"),
        Bad("The strike goes on.⟦\nYou have 2 free articles left this month.→⟧\nShips wait."),
        Bad("The strike goes on.⟦\nCondividi su Facebook→⟧\nShips wait."),
        Bad("⟦Published 12:40→⟧The tunnel reopened on Monday."),
        Good("Shares rose.\n\nOpen\n\n100\n\nClose\n\n101\n\nTrade was thin."),
        Good("The strike goes on.\n[Photo] editors left, [expand] he wrote."),
        Good("The strike goes on.\nIf you see an error, he says, you tell the boss."),
        Good("The strike began 6 days ago.\nCrews say so."),
    ),
)

_COUNTER = Pattern(
    r"^[^\w\n]{0,4}\d[\d.,]{0,9}[KkMm]? ?(?:views?|shares?|comments?|likes?|reads?|hits|replies"
    r"|min(?:ute)?s?\.? (?:read|to read|of reading)|people like this|times read)"
    r"(?:[^\w\n]+\d[\d.,]*[KkMm]? ?(?:views?|shares?|comments?|likes?))*\W*$|^[^\w\n]{0,4}(?:Views|Viewed|Hits"
    r"|Comments|Shares|Likes|Reads|Post [Vv]iews|Total [Vv]iews|Number of views)[: ]+\d[\d.,]*[KkMm]?\W*$|^[\[(]? ?"
    r"(?:(?:[Pp]age |PAGE )\d{1,3} ?(?:(?:/|of|from) ?\d{1,3})?|\d{1,2} ?(?:/|of) ?\d{1,2} ?pages?|(?:[Pp]ages?:? )"
    r"(?:\d{1,2}[ ,|]{0,3}){2,10}(?:[Nn]ext|[Ll]ast|»)?|(?:\d{1,2} ){2,8}(?:[Nn]ext|…|»)[^\n]{0,12}) ?[\])]?\W*$"
    r"|^[^\w\n]{0,3}(?:(?i:updated?|posted|published|edited|last updated?)[: ]{1,2})?(?:\d{1,3}|an?|one|two|a few) "
    r"(?:seconds?|secs?|min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|years?) ago\W{0,3}$|^\[ ?\d{1,3} ?\]$"
    r"|^[\[【](?i:videos?|photos?|gallery|photo gallery|pictures|movie|related|breaking|live|pr|ad"
    r"|infographic)[\]】] ?(?=[A-Z])[^\n]{3,110}[\w)]$"
    r"|^[\[(](?:\d{1,2} ?/ ?\d{1,2}|[Aa]dvertisement|AD|[Vv]ideo|VIDEO|[Pp]hotos?|PHOTOS?|[Gg]allery)[\])]$"
)
_ASIDE = Pattern(
    r"[(\[](?:(?i:external (?:site|link|web ?site|page|source)|(?:opens?|opening) in (?:a )?new (?:tab|window|page"
    r"|browser window)|see (?:the |attached |accompanying |main )?(?:pictures?|photos?|images?|videos?|infographics?"
    r"|graphics?|gallery|photo gallery)(?: (?:below|above))?|(?:click|tap) (?:here|to|on)[^()\[\]\n]{0,40}"
    r"|(?:with|\+|and|plus) ?(?:videos?|photos?|pictures|gallery|infographics?|audio)|(?:watch|see)(?: the)? video"
    r"|link (?:here|below)|continued (?:below|after|on)[^()\n]{0,30})(?:[)\]]|(?=[.;]|\s*$))"
    r"|(?i:(?:expand|unfold|show|read|view|open|see|display|click|collapse|load)"
    r"(?: (?:to|for|and|the|full|entire|whole|complete|original|rest|of|all|read|expand|view))* "
    r"(?:text|article|story|more|all|original|content|full|post)[ .…]*)[)\]]|(?:\+ ?)?(?:VIDEOS?|PHOTOS?|FOTOS?|VÍDEO"
    r"|PICTURES|GALLERY|INFOGRAPHICS?|UPDATED?|LIVE)(?:(?:,| and| \+) ?(?:VIDEOS?|PHOTOS?|PICTURES|AUDIO))?[)\]])"
)
# What a page says of the reader's own account, of sharing in another language, and a stamp glued to the lead
_WALLED = Pattern(
    r"^(?:(?:You (?:have|['’]ve got) |You['’]ve )?(?i:only )?(?:\d{1,2}|one|two|three|four|five|no)(?: more)?"
    r"(?: free| complimentary)? (?:articles?|stor(?:y|ies)) (?:left|remaining|to read)\b[^\n]{0,40}"
    r"|You(?: have|['’]ve) (?:read|used|viewed|reached) [^\n]{0,40}\b(?:articles?|stories|limit)\b[^\n]{0,40}"
    r"|(?:This|The) (?:article|story|content|text) is (?:only )?(?:available|reserved|intended) (?:only )?(?:for|to)"
    r" (?:our )?"
    r"(?:paying |registered )?(?:subscribers|members)(?: only)?"
    r"|(?:Article|Story|Content|Text) (?:reserved )?(?:only )?for (?:our )?(?:subscribers|members)(?: only)?"
    r"|(?:Create|Open|Make) (?:a|your)(?: free)? account to [^\n]{3,40}"
    r"|(?:Sign up|Subscribe|Register) (?:to|for) (?:our|the) (?:[a-z]+ ){0,2}newsletters?)[^\w\n]{0,3}$"
    rf"|^(?:(?:{either('page-furniture: share')})"
    r"(?: [\wäöüéèàí-]{1,6}){0,2}"
    r" (?:Facebook|Facebooku|Twitter|X|WhatsApp|Telegram|Instagram|LinkedIn|Pinterest|e-?mail|mail"
    r"|VK|Viber|Messenger)[a-zùn]{0,2})[^\w\n]{0,3}$",
)
_DATED = (
    r"(?:\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d\d-\d\d"
    r"|\d{1,2} [A-Z][a-z]{2,8}(?: \d{4})?|[A-Z][a-z]{2,8} \d{1,2}, \d{4})"
)
_STAMPED = Pattern(
    r"^(?i:published|updated|posted|created|added|edited|modified|last (?:updated|modified|edited|change)"
    rf"|first published)(?: on| at)?:? (?:on |at )?{_DATED}(?:(?:,? at |, | [|•·-] | ){_DATED})?(?=[A-Z][a-z]* [a-z])"
)
_BOXED = Pattern(
    r"^(?:&#12304;|&#91;|【|［|〔|〖|■|\[) ?(?i:images?|photos?|videos?|pictures?|figures?|graphics?|gallery"
    r"|breaking(?: news)?|related(?: articles?| news)?|advertisements?|ad|pr|announcement|caption|illustrations?"
    r"|movie|map|table|chart) ?\d{0,3} ?(?:&#12305;|&#93;|】|］|〕|〗|■|\])$"
)
_BEFORE = r"(?<=[.!?…\"”)] )"
_SITES = (
    r"(?:Facebook|Twitter|X|Instagram|Telegram|WhatsApp|Viber|YouTube|VK|VKontakte|TikTok|Google News|LinkedIn"
    r"|Odnoklassniki|Zen|Yandex(?:\.Zen)?|Weibo|WeChat|Threads|Bluesky)"
)
_PROMPT = Pattern(
    rf"{_BEFORE}(?:(?:Please )?[Ss]ubscribe to (?:our|the) (?:[\w-]+ ){{0,3}}"
    r"(?:channel|newsletter|Telegram|YouTube|page|feed|news|account|website|group)\b[^\n.!?]{0,100}[.!?]?"
    rf"|(?:Follow|Join|Like|Read|Find|Watch) us (?:on|in|at) {_SITES}\b[^\n.!?]{{0,80}}[.!?]?"
    rf"|(?:Follow|Join|Like|Read|Find|Watch) our (?:[\w-]+ ){{1,3}}(?:on|in|at) {_SITES}\b[^\n.!?]{{0,80}}[.!?]?"
    rf"|Share (?:(?:this(?: \w+)?|the \w+|it) )?(?:on|in|via|to) {_SITES}\b(?:[ ,]+(?:and )?{_SITES}\b)*[.!]?"
    r"|(?:Please )?[Ee]nter your (?:comment|name|e-?mail(?: address)?)(?: here)?[.!]?(?=$| [A-Z])"
    r"|(?:Click|Tap|Press) here (?:to|for) [^\n.!?]{2,80}[.!?]?|(?:Sign up|Sign in|Log in|Register) "
    r"(?:for our|to our|here|to (?:comment|continue|read|receive))[^\n.!?]{0,100}[.!?]?"
    r"|(?:This|Our|The) (?:web ?site|site|page) uses cookies[^\n.!?]{0,120}[.!?]?"
    r"|We use cookies[^\n.!?]{0,120}[.!?]?|(?:Reading time|Time to read) ?: ?\d+ ?min\w*\.?|(?:Found|Noticed"
    r"|Spotted|See|Saw) (?:a|an) (?:mistake|error|typo|bug)(?: in the text)?\? [^\n.!?]{5,120}[.!?]?|Download "
    r"(?:our|the) (?:free )?app\b[^\n.!?]{0,60}[.!?]?|(?:ADVERTISEMENT|Advertisement|ADVERTISING)(?=$| [A-Z]))"
)


def detect(doc: Document, resources: Resources) -> Findings:
    lines, tails = pieces(doc, resources, "page")
    for spans, confidence in ((lines, 0.93), (tails, 0.92)):
        for span in spans:
            may_be_said = spans is lines and not is_prompt(span.of(doc.text))
            doubtful = may_be_said or _is_for_people(doc, span, resources)
            yield _finding(doc, span.start, span.end, confidence, for_people=doubtful)
    taken = {span.start for span in (*lines, *tails)}
    for finding in _counters(doc):
        if finding.span.start not in taken:
            yield finding
    for pattern in (_COUNTER, _PROMPT, _ASIDE, _BOXED, _WALLED, _STAMPED, _LEAD_IN):
        for match in doc.matches(pattern, masked=True):
            start = doc.segment_at(match.start()).span.start
            if taken.isdisjoint((start, match.start())) and not doc.in_quotation(match.start()):
                if pattern in (_COUNTER, _BOXED, _WALLED):
                    taken.add(start)
                teaser = match[0][0] in "[【" and len(match[0]) > _SHORT  # a headline hangs on the label
                yield _finding(doc, *match.span(), 0.92, for_people=pattern is _LEAD_IN or teaser)


def _is_for_people(doc: Document, span: Span, resources: Resources) -> bool:
    """Whether a prompt may be words of the story: a headline behind a label, a question that
    somebody asks in a post, half a sentence, what somebody says of himself or to others at
    some length.
    """
    said = span.of(doc.text)
    return (
        is_doubtful(said, resources)
        or (said.rstrip(_MARKS).endswith("?") and said.count(" ") >= _ASKED)
        or said.rsplit(" ", 1)[-1].lower() in _UNENDED
        or (said.startswith("I ") and said.endswith("."))
        or of_a_writer(said)
        or (said.endswith(".") and not AUXILIARIES.isdisjoint(said.lower().rstrip(".").split()))
        or (said[-1:] in "!?" and said.count(" ") < _ASKED and not _PRESSED.search(said))
        or (said.endswith(".") and said.count(" ") >= _SENTENCE)
    )


_UNENDED = ARTICLES | DEMONSTRATIVES | POSSESSIVES | {"with", "of", "and"}  # “Tap the”, cut from its picture
_MARKS = ' "”’)]→»'
_SENTENCE = 9  # spaces in what may be a sentence of a speech: “Share what you know so that the young learn from it.”
_PRESSED = lazy(r"(?i:\b(?:subscrib|sign|click|tap|donate|download|register|channel|newsletter|app\b|here\b|now\b))")
_ASKED = 4  # spaces in a question that is more than “Found a mistake?”
_WALL = lazy(  # behind which the rest of the story stands
    r"(?i:\b(?:(?:to|and) )?continue reading(?! below| after)|\b(?:for|to) (?:our |paying |registered )?subscribers\b"
    r"|\bsubscribers only\b|\b(?:reached|used(?: up)?) (?:your|the) (?:\w+ )?(?:limit|allowance|articles?)\b"
    r"|\balready an? (?:\w+ )?(?:subscriber|member)\b|\bsubscribe (?:now )?(?:to|and) (?:read|continue|unlock)"
    r"|\b(?:log|sign) ?in to (?:read|continue)|\bto (?:read|unlock) (?:the (?:full|rest)|this))"
)
_LAST = 3  # segments at the end of a story of which one may be the wall
_QUOTED = 40  # code points of the words in the message
_SHORT = 24  # code points of a label in brackets with what belongs to it
_LEAD_IN = Pattern(
    r"^(?:Never miss (?:(?:any |an |our |the )?(?:important |latest |breaking )?(?:updates?|news|story|stories))"
    r"|Don['’]t miss (?:any |our |the )?(?:important |latest |breaking )?(?:updates?|news)"
    r"|Stay (?:informed|updated|tuned))[!.] (?=[A-Z“\"])"
)
_NUMBER = lazy(r"\d[\d.,]{0,8}[KkMm]?")
_OTHER_SCRIPT = lazy(r"[^A-Za-z\n]*[\u0370-\u1fff\u2c80-\ud7ff\uf900-\ufdff][^A-Za-z\n]*")


def _counters(doc: Document) -> Findings:
    """Lines that hold a bare number, two or more in a row: what a page counts.

    And a lone short line in another script: its menu.
    """
    text = doc.text
    run: list[Segment] = []
    for number, segment in enumerate([*doc.segments, None]):
        if (
            segment is not None
            and segment.kind not in ("table", "list-item", "code")
            and _NUMBER.fullmatch(text, segment.span.start, segment.span.end)
        ):
            run.append(segment)
            continue
        if len(run) in (2, 3) and len(doc.segments) > len(run):
            before = run[0].span.start - doc.segments[number - len(run) - 1].span.end if number > len(run) else 0
            after = segment.span.start - run[-1].span.end if segment is not None else 0
            lead = after == 0 or 0 < before <= after  # of the two gaps the longer one stays
            span = Span(run[0].span.start - before * lead, run[-1].span.end + after * (not lead))
            yield RULE.correction(span, "", "These are counters of the page around the story.", 0.85)
        run = []
        if segment is None or len(segment.span) > 30 or len(doc.segments) < 2 or segment.kind == "code":
            continue
        if (
            _OTHER_SCRIPT.fullmatch(text, segment.span.start, segment.span.end)
            and text.count(" ", segment.span.start, segment.span.end) < 4
            and text[segment.span.end - 1] not in ".!?。！？｡।؟…"  # a sentence
        ):
            yield _finding(doc, segment.span.start, segment.span.end, 0.85)


def _finding(doc: Document, start: int, end: int, confidence: float, *, for_people: bool = False) -> Finding:
    words = " ".join(doc.text[start:end].split())
    said = words if len(words) <= _QUOTED else f"{words[: _QUOTED - 1].rstrip()}…"
    message = f"“{said}” is a part of the page around the story."
    found = debris(RULE, doc, start, end, message, confidence, for_people=for_people)
    cut = _WALL.search(words) is not None and doc.segment_index(start) >= len(doc.segments) - _LAST
    return replace(found, severity=Severity.CRITICAL) if cut or words.lower().startswith("lorem ipsum") else found
