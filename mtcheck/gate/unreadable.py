"""Texts that are no story, whatever the rules say of them: pages of errors and walls, fillers of a template, words in
disguise, loops. Native news hardly ever looks like any of them; a gate that let one pass would let nobody's words out.
"""

import re
import unicodedata
from collections.abc import Iterator

from mtcheck.core import Document, Report
from mtcheck.text import answers
from mtcheck.text.lazy import lazy

_SAMPLE = 20_000  # code points that are looked at: what is no story is none from the beginning
_SHORT = 80  # words of a page that stands in for a story
_FEW, _MANY = 20, 100  # letters of a story in disguise, and words of one that can loop
_SET = 10  # words of a story set in capitals
_LONGEST = 60  # code points without a space that may be a word
_SERVICE = lazy(
    rf"(?i)^\W*(?:(?:(?:http )?error |http )?[45]\d\d\W{{1,3}}(?:{answers.STATES})\b|(?:{answers.STATES})\W*$"
    r"|the server is (?:temporarily |currently )?unable to|the page (?:that )?you (?:are looking for|requested)"
    r"|(?:api |translation |request )?(?:quota|rate limit|query length limit|(?:request|usage|daily) limit)"
    r"(?: \S+){0,6}? (?:exceeded|reached)|quota exceeded|max allowed query|mymemory warning|next available in \d"
    r"|(?:fatal )?(?:error|warning|exception) ?[:!] ?(?:translation|request|server|the request|network|connection"
    r"|time-?out|invalid|failed|could not|cannot|unable|unknown|no such)\b"
    r"|checking your browser|please try again later\W*$|(?:please )?(?:enable|turn on|activate) (?:javascript|cookies)"
    r"|javascript is (?:disabled|required)|you need to enable javascript"
    r"|(?:our systems have|we have|we['’]ve) detected unusual|(?:please )?(?:verify|confirm|prove) (?:that )?you(?: are"
    r"|['’]re) (?:not a robot|(?:a )?human)|i(?: am|['’]m) not a robot|(?:please )?(?:complete|solve) the captcha"
    r"|ray id|performance (?:&|and) security by|nginx/\d|(?:we|this (?:web)?site|our site|this page) uses? cookies"
    r"|by (?:clicking|continuing|using|browsing|tapping)\b[^\n.]{0,80}\b(?:you (?:accept|agree|consent)|cookies)"
    r"|(?:this|the) (?:content|article|story|page) is (?:only )?(?:for|available to|reserved for) (?:\w+"
    r" )?(?:subscribers"
    r"|members|registered)|you(?:['’]ve| have) (?:reached|used|read) (?:your|all|the)[^\n.]{0,30}\b(?:limit|free"
    r" articles)|(?:please |you (?:must|need to|have to) )?(?:log|sign) in (?:or (?:register|subscribe|sign up) )?to"
    r" (?:continue|read|view|see|access)|(?:please )?(?:subscribe|register|sign up)(?: now| today)? to (?:continue"
    r"|keep reading|read (?:the|this|on|more)|view|access)|to (?:continue|keep)"
    r" reading(?: this[^\n.,]{0,20})?(?:,|\W*$)|already a (?:subscriber|member)"
    r"|(?:this article )?continues? (?:for|behind) (?:subscribers|the paywall)"
    r"|(?:accept|reject|allow) (?:all )?cookies|(?:accept|reject|allow) all\W*$|manage (?:preferences|cookies)"
    r"|(?:head(?:line|er)|(?:body |your )?(?:text|copy)|title|caption|byline|summary|content) goes here"
    r"|insert (?:\w+ ){1,3}here\W*$|lorem ipsum)"
)
_EXCUSE = lazy(answers.EXCUSES)
_FILLERS = frozenset("null undefined none nan nil n/a na test testing todo tbd tbc untitled true false".split())
_ADDRESS = lazy(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+")
_WORD = lazy(r"[^\W_]+")
_LETTER = lazy(r"[^\W\d_]")
_LEET = lazy(r"(?=\d*[A-Za-z])(?=[A-Za-z]*\d)[A-Za-z0134578]{2,}")
_ORDINAL = lazy(r"\d+(?:st|nd|rd|th|s|km|kg|mph|am|pm|bn|mm|cm)")
_LOUD = 95  # percent of capitals


def no_story(report: Report) -> str:
    """Why a text is nothing that could go out as news, as a sentence; empty if it may be a story."""
    text = report.document.text[:_SAMPLE]
    words: list[str] = _WORD.findall(text)
    pieces = text.split()
    if _is_filler(text):
        return "There is no story in it: only what fills an empty field."
    if _is_bare(report.document):
        return "There is no story in it: nothing stands below its headline."
    if any(_VALUE.fullmatch(segment.span.of(report.document.text)) for segment in report.document.segments):
        return "A part of it is no text: it is what a program writes for a value that it lacks."
    if not _LETTER.search(_ADDRESS.sub("", text)):
        return "There is no story in it: only addresses or signs."
    if len(words) <= _SHORT and _is_service(report.document):
        return "There is no story in it: the words are those of a page or of a service."
    if _is_residue(report):
        return "There is no story in it: nearly all of it is matter of the page around one."
    if _is_disguised(text, words) or sum(len(piece) for piece in pieces if len(piece) > _LONGEST) * 2 > len(text):
        return "It could not be read: most of it is not written in plain letters and words."
    if _has_joined(text):
        return "It could not be read: a part of it is not parted into words."
    if _is_stacked(report.document):
        return "It could not be read: each of its words stands in a line of its own."
    if _is_gibberish(words):
        return "It could not be read: it has none of the words that English cannot do without."
    low = [word.lower() for word in words]
    if len(low) >= _MANY and len(set(low)) * 20 < len(low):
        return "There is no story in it: it says the same few words again and again."
    return ""


_VALUE = lazy(r"(?i:null|undefined|nan)")


def _is_filler(text: str) -> bool:
    pieces = text.split()
    return bool(pieces) and all(piece.strip(".,;:!?").lower() in _FILLERS for piece in pieces)


def _is_bare(doc: Document) -> bool:
    """Whether a file that has a headline says nothing in its body, or only the headline again; a line of text alone
    may be all that there is to check.
    """
    heads = {segment.span.of(doc.text) for segment in doc.segments if segment.kind == "headline"}
    if not heads or any(segment.source is not None for segment in doc.segments):
        return False
    body = (segment.span.of(doc.text) for segment in doc.segments if segment.kind != "headline")
    said = [text for text in body if _LETTER.search(text) and text not in heads and not _is_filler(text)]
    if len(said) != 1 or said[0][-1] in _ENDS:
        return not said
    head = max(heads, key=len)
    return len(said[0].split()) < max(_BARE, min(_TITLE, len(head.split())))  # the two have changed places


_BARE, _TITLE, _ENDS = 3, 12, '.!?…:”"'  # words too few for a text, those of a title, and what ends a sentence


def _has_joined(text: str) -> bool:
    """Whether words of a sentence hang together, with or without a sign: “The_army_took_weapons_on_Monday”."""
    return any(len(_GRAMMAR.findall(match[0])) >= _GLUED for match in _SOLID.finditer(text)) or any(
        sum(map(str.isalpha, match[0].split("_"))) >= _HANGING and not _FILE.match(text, match.end())
        for match in _JOINED.finditer(text)
    )


_HANGING, _GLUED = 5, 4  # words, with a sign and without
_JOINED = lazy(r"(?<![\w/.:#@&=%-])[^\W\d_]+(?:[,.;:]?_[\w’',;-]+){5,}")
_SOLID = lazy(r"(?<![\w#@./:-])[A-Za-z][a-z]{29,}(?![\w./-])")
_GRAMMAR = lazy(r"the|that|and|said|for|with|was|had|has|of|in|to|on|it")
_FILE = lazy(r"\.\w{2,4}\b|[/(=:]")


_LINES, _WORDS = 12, 12  # of a text in which it shows
_RARE = 25  # words for one of grammar; in native news it is one of two or three


def _is_stacked(doc: Document) -> bool:
    """Whether a text has a line for each word; the items of a list are short, too, but no “the” and “of”."""
    lines = [segment.span.of(doc.text) for segment in doc.segments]
    single = [line.lower() for line in lines if " " not in line]
    return len(single) >= _LINES and len(single) * 5 >= len(lines) * 4 and bool({"the", "of", "and"} & {*single})


def _is_gibberish(words: list[str]) -> bool:
    """Whether a text of some length is mostly in small letters and has next to no words of grammar."""
    return (
        len(words) >= _WORDS
        and sum(word.islower() for word in words) * 2 >= len(words)
        and sum(word.lower() in _EVERYWHERE for word in words) * _RARE < len(words)
    )


_EVERYWHERE = frozenset(
    "the a an of to in on for with by at from is are was were be has had have will would and or but that this as it he"
    " she they his her its their not i you we my your our no up out over after into about than who what how"
    " when".split()
)


def is_loud(report: Report) -> bool:
    """Whether a story, not a headline, is set in capitals, for which neither rules nor model are made."""
    doc = report.document
    text = doc.text[:_SAMPLE]
    letters = [char for char in text if char.isalpha()]
    return (
        len(_WORD.findall(text)) >= _SET
        and any(segment.kind != "headline" for segment in doc.segments)
        and sum(map(str.isupper, letters)) * 100 >= _LOUD * len(letters)
    )


def _sentences(doc: Document) -> Iterator[str]:
    has_body = any(segment.kind != "headline" for segment in doc.segments)
    for segment, sentences in zip(doc.segments, doc.sentences, strict=True):
        if segment.kind == "headline" and has_body:
            continue
        for sentence in sentences:
            yield sentence.of(doc.text)


def _is_service(doc: Document) -> bool:
    """Whether half of the words of a short text, or more, stand in sentences that only pages and services say, its
    headline left aside where there is more.
    """
    said = every = 0
    for sentence in _sentences(doc):
        words = len(sentence.split())
        every += words
        plain = sentence.strip()
        said += words * bool(_SERVICE.search(plain) or _EXCUSE.search(plain))
    return said > 0 and said * 2 >= every


def _is_residue(report: Report) -> bool:
    """Whether findings on matter that is to be deleted cover nine tenths of a text."""
    text = report.document.text
    if len(text) > _SAMPLE:
        return False
    left = [not char.isspace() for char in text]
    every = sum(left)
    for finding in report.findings:
        if finding.rule.residue or finding.rule.id == "page-furniture":
            start, end = finding.span.start, finding.span.end
            left[start:end] = [False] * (end - start)
    return sum(left) * 10 < every


def _is_disguised(text: str, words: list[str]) -> bool:
    """Letters struck through or of mathematics in a text in English, and digits in the place of letters."""
    letters = [char for char in text if char.isalpha()]
    if len(letters) < _FEW:
        return False
    struck = sum("\u0334" <= char <= "\u0338" for char in text)
    fancy = sum(
        ord(char) > 0x2000 and unicodedata.normalize("NFKC", char).isascii() for char in letters
    )  # bold, circled, of full width
    leet = sum(_LEET.fullmatch(word) is not None and not re.fullmatch(_ORDINAL.pattern, word) for word in words)
    return struck * 3 > len(letters) or fancy * 2 > len(letters) or (leet >= 5 and leet * 10 > 4 * len(words))
