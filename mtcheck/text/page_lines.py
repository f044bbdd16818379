"""Lines that a page puts round a story, told by how they are built rather than by known phrases: `form` is the way in.

A page says “verb + what to do” (Click, Scan, Look also), “label: value” (Updated: …, Editor: …), or where the text goes
on; a story says sentences. So every form here wants a short line, and most of them no full stop at its end.
"""

from mtcheck.text.lazy import lazy
from mtcheck.text.words import either, listed

_LONGEST = 200  # code points
_SITE = either("page-lines: sites")
_SEPARATOR = r"(?:\s*[:：|>»→⟶➡►▶]|\s*[–—]|\s+-|-\s|\s*\.{2,}|\s*…)"
_ALSO = (
    r"(?:also|too|more|further|next|as well|additionally|in addition|likewise|again|now|below|on|about it|about this"
    r"|here|live|this|it|on (?:the |this )?(?:topic|subject|theme|website|site|page|portal)"
    r"|in (?:the )?(?:photos?|pictures?|video))"
)
_LOOK = (
    r"(?:read|look|see|watch|view|listen|hear|learn|discover|check|check out|find out|find|know|open|visit|follow"
    r"|explore|remember|click|consult|review|observe)"
)
_RELATED = lazy(
    rf"(?:please |you (?:can|may|might|must|should) |to |and |also |in addition,? |must[- ]|don'?t miss:? )*{_LOOK}"
    rf"(?: (?:it|them|us))?(?: {_ALSO}){{1,2}}{_SEPARATOR}"
    rf"|(?:please |you (?:can|may|might|should) )?(?:also|in addition|additionally),? (?:please )?{_LOOK}\b"
    rf"(?: (?:it|this|on (?:the )?(?:topic|subject)))?(?:{_SEPARATOR}|$)|{_LOOK}(?: {_ALSO}){{1,2}}[^\w]*$"
    rf"|{_LOOK}(?: also| too| more)? (?:at|in (?:this|the|our) \w+|on (?:this|the|our) \w+)\s*[:：|>»→]|(?:see|watch"
    r"|view) (?:the |a |all |more |our )?(?:videos?|photos?|pictures|gallery|photo gallery|live)\b[^.\n]{0,60}$"
    r"|(?:more|other|another|similar|previous|earlier|related|latest|recommended|further|popular|useful|interesting"
    r"|hot|important|main|top) (?:on (?:the |this )?(?:topic|subject|theme)|news|articles?|stor(?:y|ies)|materials?"
    r"|publications?|posts?|content|contents|links?|videos?|readings?|reports?|headlines?|information|topics?"
    rf"|from (?:this|the) (?:category|section|rubric|author))(?:{_SEPARATOR}|[^\w]*$)"
)
_CLICK = lazy(
    r"(?:please )?(?:click|tap|press|scan|swipe|touch|double-click|long press|slide|hover)\b"
    r"(?: (?:on|the|to|here|for|and|this|a|your|in|button|link|photos?|image|picture|video|play|qr|code|bell|icon"
    r"|below|above|with|left|right|title|text)){1,}\b[^.\n]{0,90}$"
    r"|(?:please )?(?:scan|use|open) (?:the |this )?(?:qr|two-dimensional|2d|bar) ?-?code\b[^\n]{0,90}$"
)
_NEXT = lazy(
    r"(?:(?:go |turn |on |back )?to (?:the )?)?(?:next|previous|prev|following|preceding|last|first) "
    rf"(?:page|news|article|story|post|photo|picture|image|slide|part|item|gallery|entry)\b(?:{_SEPARATOR}|\W*$)"
)
_CONTINUES = lazy(
    r"(?:the |this |our |advertisement |advertising |text |story |article |news |material |report |post |reading "
    r"|content |video |[a-z]+ )?(?:continuation|continues?|continued|continuing|goes on|follows|resumes?|remainder"
    r"|rest|sequel|full (?:text|story|article|version))\b[^.\n]{0,40}?\b"
    r"(?:below|after|under|underneath|beneath|following|behind|on) (?:the |this |an? |our |that |these )?"
    rf"(?:[a-z]+ ){{0,2}}?(?:{either('page-lines: continues behind')}|advertis\w+)\W*$"
    r"|(?:the |this )?(?:story|text|article|news|material|reading|report|interview|post) "
    r"(?:continues?|goes on|is continued|follows) (?:below|after|under|further|underneath|on)\b[^.\n]{0,40}$"
    r"|(?:more|further|other|additional|full|complete) (?:text|information|info|details|photos?|content|news|reading"
    r"|report|facts)\b[^.\n]{0,30}\b(?:below|(?:after|under|in|on) (?:the |this |our )(?:[a-z]+ )?"
    r"(?:ad|advert\w*|videos?|photos?|gallery|infographic|attachment|link|next page|site|website|app))\W*$"
    r"|(?:continuation|continued|sequel) (?:of (?:the )?(?:text|story|article|news|material)|below|follows|after"
    r"|on (?:the )?(?:next )?page)\b[^.\n]{0,50}$"
    r"|(?:the )?(?:video|photos?|gallery|full text|full video|map|list|table|document|infographic)s? (?:is |are "
    r"|can be (?:seen|found|watched) )?(?:below|above|under the text|at the end|under the (?:article|news|story))\W*$"
)
_TIME = (
    r"(?:\d{1,2}[:.]\d{2}|\d{1,2}[./ -](?:\d{1,2}|[a-z]{3,9}\.?)[./, -]{1,2}(?:19|20)?\d{2}"
    r"|[a-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}"
    r"|\d{1,3} (?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?) ago|today|yesterday|just now)"
)
_DATE_LABEL = lazy(
    r"(?:(?:last|first|date|time|date and time|news|article|story|original|originally|web|page|latest|posting|upload) "
    r"(?:of )?(?:the )?)*(?:update[ds]?|updating|posted|uploaded|modified|published|publication"
    r"|publish(?:ing)? (?:date|time))(?: (?:on|at|by|date|time|in|of))*\s*(?:[:：|»>=-]\s*(?=\S).{1,90}|(?:"
    rf"(?:by|from) [^.\n]{{2,40}}[,|•·-]? )?(?:(?:on|at|from)? ?(?:[a-z]{{2,9}},? ){{0,2}}|\()?{_TIME}[^.\n]{{0,50}})$"
    r"|(?:(?:date|time|date and time) of (?:the )?)?(?:created|creation|added|edited|upload|entered|entry|released"
    r"|release|issued|issue|written|filed|registered|registration|placed|inserted|insertion|modification|changed?"
    r"|approved|date|release date|release time|issue date|entry date|date and time)"
    rf"(?: (?:on|at|by|date|time|in|of))*\s*[:：|>=-]\s*[^.\n]{{0,30}}{_TIME}[^.\n]{{0,40}}$"
)
_ID_LABEL = lazy(
    r"(?:(?:the )?(?:news|article|story|message|document|material|report|press|publication|item|post|page|content|text"
    r"|reference|tracking|copy|bulletin) ?)?(?:code|id|no|nr|number|ref|reference|identifier|index)"
    r"(?: of (?:the |this )?(?:news|article|story|message|document|material|report|item|page))?\.?\s*"
    r"(?:[:：#=№]\s*)?[a-z]{0,4}[-/]?\d{3,}[\w/-]*\W*$|[#№]?\d{6,12}/?$|\d{1,2} ?/ ?\d{1,2}$"
)
_DESK = (
    r"(?:(?:responsible|duty|web|chief|news|copy|photo|video|text|executive|managing|deputy|senior|site|online|desk"
    r"|final|content|original|english|full|source|news|trainee|intern|special|our|own|the|additional) )*"
    rf"(?:{either('page-lines: desk')})"
)
_LABELLED = lazy(
    rf"{_DESK}(?: (?:in charge|by|on duty|and photos?|of the (?:article|issue|day|text)|here|staff|team|name|date"
    r"|link))*(?: ?[:：=|]| ?/ ?(?=[a-z])| - )\s*(?P<value>\S.{0,100})$"
)
_STAMP = lazy(
    r"(?:[a-z]{3,9},? )?(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d|\d{1,2} [a-z]{3,9}\.?,? (?:19|20)\d\d"
    r"|[a-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2})[ ,|•·–t-]{1,4}"
    r"(?:at |@ )?\d{1,2}[:.]\d{2}(?::\d{2})?[\w .+:()]{0,20}$"
)
_MAIL = lazy(r"[^.!?\n]{0,70}[\w.+-]+@[\w-]+(?:\.[\w-]+)+\W*$")
_STAFF_LINE = lazy(
    r"(?:staff |special |our )?"
    r"(?:writers?|editors?|reporters?|text|photos?|translators?|correspondents?|interns?)[: ][\w .'-]{2,40}"
    r"(?: ?[/|,;] ?(?:writers?|editors?|reporters?|text|photos?|translators?|correspondents?)[: ][\w .'-]{2,40})+$"
    r"|=? ?(?!by )(?:[a-z'-]+ ){2,3}(?:staff |intern |trainee )?reporter$"
)
_CREDIT = lazy(
    r"(?:(?:archive|file|stock|illustrative|title|cover|main) )?(?:photo(?:graph)?s?|fotos?|pictures?|images?|videos?"
    r"|infographics?|graphics?|maps?|illustrations?|screenshots?|collage|captions?)"
    r"(?: (?:by|from|credit|source|of))? ?(?:[:：=|/]|[-–—] )\s*\S.{1,80}$"
)
_CHANNEL = lazy(
    rf"(?:our |the |follow our )?(?:{_SITE}) (?:channel|page|group|account|bot|chat|profile|id)?\s*[:：]\s*\S{{2,60}}"
    r"(?: \S+){0,3}$|(?:phone|tel|telephone|fax|hotline|call|e-?mail|mail|contacts?)\w*\.?\s*[:：]\s*[+\d(]"
)
_LIVE = lazy(
    r"live(?: (?:blog|updates?|broadcast|stream|coverage|ticker|now|text|feed))?\s*[:|>»]\W*$"
    r"|listen to (?:the |this |our )?(?:article|story|news|audio|text|podcast|report)\b[^.\n]{0,40}$"
    r"|(?:get|receive) (?:the |all |our )?(?:latest|breaking|all|most|daily|important|hot|top)\b[^.\n]{0,40}\b(?:news"
    r"|updates?|stories|headlines)\b[^.\n]{0,40}$|(?:viewed|read|shared|seen) \d[\d,.]* (?:times?|views|readers)$"
    r"|(?:photo|picture|image|video) (?:gallery|album|report)s? ?\(?\d{0,3}\)?$|(?:in (?:the )?)?(?:category|section"
    r"|rubric|tag|topic)s?\s*[:：].{2,50}$|report (?:a|an|the) (?:typo|error|mistake|bug|abuse|inaccuracy)\W*$"
    r"|download (?:our|the) (?:mobile )?app(?:lication)?\b[^.\n]{0,50}$|support "
    r"(?:us|our (?:work|project|site|journalis\w+|media|edition))\b[^.\n]{0,40}$|/? ?(?:end|ends|finish|over) ?/$"
)
_ASKS = lazy(
    r"(?:did|do|have) you (?:like|liked|enjoy|find|found|want|agree|notice|noticed|see|spot|have)\b[^.\n]{0,60}\b"
    r"(?:article|news|story|material|post|text|mistake|error|typo|newsletter|question|topic|video)\b[^\n]{0,80}$"
    r"|[^\n]{0,90}\b(?:write|leave|tell us|share|say so|discuss|comment)\b[^.\n]{0,40}\b(?:in|in the|your) "
    r"(?:comments?|opinion in)\b[^\n]{0,40}$"
)
_RIGHTS_SAID = lazy(
    r"(?:all|any|the) (?:copy)?rights? (?:are )?(?:reserved|protected)"
    r"|(?:any |the |full or partial |partial |complete )*(?:re)?(?:production|printing|print|publication|use|using"
    r"|copying|citing|citation|quoting|quotation|distribution|publishing)\b"
    r"(?: (?:of|or|and|the|this|these|any|our|all|in|whole|part|from|site|full|partial|without|is|are))*[^.\n]{0,60}\b"
    r"(?:prohibited|forbidden|not (?:allowed|permitted)|permitted only|allowed only"
    r"|(?:mandatory|obligatory|active|direct) (?:link|hyperlink|reference)|(?:written )?(?:permission|consent))\b"
)
_PUBLISHED = lazy(
    r"rights?\b|materials?\b|contents?\b|articles?\b|texts?\b|photo|images?\b|sites?\b|website|publi[cs]|news|page"
    r"|stor(?:y|ies)\b|reprint|reproduc|quot|cit(?:ing|ation)|copy|link|permission|consent|editor"
)
_QUOTES = frozenset('"“”„«»')
_MENU = listed("page-lines: menu")
_PARTS = lazy(r"[a-z]+")
_DESK_SURE = lazy(
    r"(?:(?:responsible|duty|web|chief|news|copy|photo|text|executive|managing) )*(?:editors?|editing|edited|posted"
    r"|uploaded|translated|translators?|translations?|compiled|proofread\w*|reporters?|correspondents?|source|sources"
    r"|tags?|key ?words?|author|authors|text|topics?|labels|category|categories|by|byline)\b"
)
_BYLINES = lazy(
    r"\((?:writing|reporting|editing|written|edited|reported|prepared|compiled|translated|translation"
    r"|produced)\b[^()\n]{0,80}$"
)
_STAFF = lazy(r"\b(?:team|desk|staff|editorial|editors|service|department|office|newsroom|editing|agency|section)\b")
_RIGHTS = lazy(
    r"(?:copyright\s*(?:\(c\)|[©ⓒ:]|(?:19|20)\d\d|by\b)|copyrights?\s+(?:belongs?|reserved|owner)"
    r"|\(c\)\s*(?:copyright|(?:19|20)\d\d)|[©ⓒ]\s*\S)[^\n]{0,110}$"
)
_TYPO = lazy(
    r"(?:if|when|in case) (?:you|readers?|users?)(?:'ve| have)? (?:see|saw|find|found|notice|noticed|spot|spotted"
    r"|discover|discovered) (?:an?|any|some|the) (?:\w+ )?(?:errors?|mistakes?|typos?|inaccurac(?:y|ies)|bugs?)\b"
    r"(?=[^\n]{0,160}\b(?:in (?:the|this|our) (?:text|article|news|story|material|page|site)|highlight|select|ctrl"
    r"|press)\b)[^\n]{0,160}\b(?:highlight|select|mark|press|write|tell|report|let us know|send|inform|notify|contact"
    r"|ctrl|email)\b[^\n]{0,120}$"
)
_TITLE_LABEL = lazy(
    r"original(?:ly)? (?:title|headline|text|article|link|news|source|author|language|published)"
    r"(?: of (?:the )?(?:article|text|news))?\s*[:：]\s*\S[^\n]{0,150}$"
)
_UNFILLED = lazy(
    r"[^.!?\n]{0,80}\b(?:by|photos?|text|source|author|editor|reporter|from|date|place|correspondent) ?: ?_{2,}\W*$"
)
_MAIL_RIGHTS = lazy(
    r"[^.!?@\n]{0,40}[\w.+-]+@[\w-]+(?:\.[\w-]+)+[\s<(\[|/,;-]*"
    r"(?:copyright|[©ⓒ]|\(c\)|all rights|unauthori[sz]ed)[^\n]{0,120}$"
)
_SLUGS = lazy(
    rf"\((?=[^()\n]*\b(?:{either('page-lines: agencies')})\b)[a-z]{{2,10}}(?:[/,;] ?[a-zčšž]{{2,10}}){{1,5}}$"
)
_CONTROLS = lazy(
    r"(?:send|e-?mail|forward|recommend) (?:it |this )?(?:to|by|via) (?:a |an |your )?(?:friends?|e-?mail|mail)"
    r"|copy (?:the )?(?:link|url)|(?:increase |decrease |change )?(?:the )?(?:font|text) size"
    r"|save (?:as |to )?(?:pdf|favorites|favourites)|add (?:to|a) (?:favorites|favourites|bookmarks?|comment)"
    r"|print (?:this|version|the article)|report (?:an? )?(?:error|abuse)"
)
_COUNT = lazy(
    r"\d[\d.,]*\s?[km]? ?(?:views?|shares?|comments?|likes?|reads?|reactions?|votes?|replies|followers|hits)\W*$"
    r"|(?:(?:about|around|over|almost) )?"
    r"\d{1,3} ?(?:seconds?|secs?|min(?:ute)?s?|hours?|hrs?|h|days?|d|weeks?|months?|years?) ago"
    r"(?: (?:by|in|from|on) [^.\n]{2,40}|\s*[|•·–—/-]\s*[^.\n]{2,40})?$"
    r"|\d{1,3} (?:of|from) \d{1,3}$|\d{1,2}:\d\d ?/ ?\d{1,2}:\d\d$|\d{1,3} ?min(?:ute)?s?\.?(?: (?:read|to read))?$"
    rf"|\d{{1,2}}[:.]\d\d ?[|•·–—/-] ?{_TIME}$"
)
_TALLY = lazy(
    r"(?:photos?|images?|pictures?|slides?|fotos?|gallery) ?:? ?\d{1,3} ?(?:/|of|from) ?\d{1,3}$"
    r"|(?:(?:number|count|amount) of |total |article |post |page )?(?:views?|viewed|reads?|readings?|visits?|visitors"
    r"|impressions|clicks|viewings|hits|shares?|likes?|comments?|votes?|total|views today)"
    r"(?: ?: ?| )\d[\d., ]*[km]?(?: ?times)?"
    r"(?:[ |•·,]{1,3}(?:views?|reads?|hits|shares?|likes?|comments?|votes?|average)[: ]{1,2}\d[\d.,]*[km]?)*$"
    r"|(?:posted |published |written )?by (?:admin|administrator|editor|webmaster|the editors?|staff"
    r"|(?:the |our )?editorial (?:staff|team|office|board|desk))\b"
    rf"[ ,|•·–—-]{{0,4}}(?:on )?(?:{_TIME})?$"
    r"|(?:follow )?@\w{3,30}$"
)
_END = lazy(
    r"[(\[/—–-]*(?:the )?end(?: of (?:the )?(?:message|news|item|article|report|text|news ?item|transmission|bulletin"
    r"|dispatch|news story|content))\s*[/.|#)\]]*$|[(\[](?:end|ends|finish|over|完)[)\]]$|/ ?end/?$"
)
_SHARE = lazy(
    r"(?:share|send|forward|repost|tweet|save|subscribe|follow|join|like|add)\b"
    rf"(?: (?:{either('page-lines: share')}))*"
    rf"\s*[:：]?(?: ?[,/|•·]? ?(?:and |or |on |to |via |our )?(?:{_SITE})\b)+[\s\w]{{0,20}}\W*$"
)
_IN_SITE = lazy(
    r"(?:read|follow|join|subscribe|watch|find|listen|get|more|news|all|the most|everything|our|we are|we're|stay"
    r"|be the first|receive|see|look)\b[^.!?\n]{0,80}\b(?:in|on|via|to|through|at|into) (?:our |the |its )?"
    r"(?:official )?(?:telegram|facebook|whats ?app|viber|instagram|vkontakte|vk|youtube|twitter|tik ?tok|google news"
    r"|yandex|dzen|zen|weibo|wechat|line|kakaotalk|max|threads|linkedin)\b"
    r"(?: (?:channel|page|group|account|chat|feed))?\s*(?:[:→>»!@-]|$|t\.me|https?:|www)"
)
_HASHTAGS = lazy(r"(?:[\w.]+(?: \w+)?\s*[:：][^#\n]{0,40})?(?:#[^\W\d_][\w-]*[\s,;|]*){2,}$|#[^\W\d_][\w-]*$")
_WRAP = lazy(
    r"([+*=~#<>|_•◆■★☆●▶►◀◄→←»«▼▲↓↑👉👇🔴-])\1+\s.{3,160}\s[+*=~#<>|_•◆■★☆●▶►◀◄→←»«▼▲↓↑-]{2,}$"
    r"|[►▶»→➡👉👇▼🔴⬇↓⏩📌🔔✅📲]+\s?.{3,120}$"
)
_WORDS_OF_PAGES = lazy(rf"\b(?:{either('page-lines: words of pages')}|subscrib\w+|advert\w*|promo\w*)\b")


def form(line: str, begins: str) -> str | None:
    """related, source, credit or page, or None for a line of the story.

    `begins`: the line in lower case without the marks before its first word.
    """
    if not begins or len(line) > _LONGEST:
        return None
    if line[0] in _MARKS and _WRAP.match(line) and _WORDS_OF_PAGES.search(line.lower()):
        return "page"
    if line[0] == "#" and _HASHTAGS.match(line.lower()):
        return "source"
    first, last = begins[0], line[-1]
    if first == "(" and last != ")" and _SLUGS.match(begins):
        return "source"
    if first in "([":
        begins = begins.lstrip("([ ")
        if first == "(" and _BYLINES.match(f"({begins}") and _STAFF.search(begins):
            return "source"
        if last not in ")]" or not begins:
            return None
    if (kind := _unmistakable(line, begins)) is not None:
        return kind
    if last == "?" or begins[0] in "\"“‘'«":
        return None
    if last in '."”’' and not line.endswith("..") and not (_INITIAL.search(line) and _LABELLED.match(begins)):
        return None
    return _short(begins)


def _unmistakable(line: str, begins: str) -> str | None:
    """What a page says even in a whole sentence: that readers should comment, write, ask for leave to print."""
    first = begins[0]
    asks = "comment" in begins or first in "dh"
    if asks and len(line) < 120 and not _QUOTES.intersection(line) and _ASKS.match(begins):
        return "page"
    if _RIGHTS_SAID.match(begins) and _PUBLISHED.search(begins):
        return "source"
    if first in "iw" and _TYPO.match(begins):
        return "page"
    if "@" in begins and _MAIL_RIGHTS.match(begins):
        return "source"
    return "credit" if "__" in begins and _UNFILLED.match(begins) else None


def _short(begins: str) -> str | None:
    """The kind of a line that ends without a stop: a stamp, a label with its value, words of a menu."""
    first = begins[0]
    if first in _DIGITS:
        if _ID_LABEL.match(begins) or _COUNT.match(begins):
            return "page"
        return "source" if _STAMP.match(begins) else None
    for kind, patterns in _FORMS:
        if any(pattern.match(begins) for pattern in patterns):
            return kind
    if "#" in begins and _HASHTAGS.match(begins):
        return "source"
    labelled = _LABELLED.match(begins)
    if (
        labelled
        and len(labelled["value"].split()) <= 9
        and (_DESK_SURE.match(begins) or labelled["value"][:1].isdigit() or "@" in begins)
    ):
        return "source"
    if "@" in begins and _MAIL.match(begins) and len(begins.split()) <= 7:
        return "source"
    if len(begins) < 80 and first in "cefpsrai" and "." not in begins:
        begins = _CONTROLS.sub("share", begins)
    words = _PARTS.findall(begins) if len(begins) < 80 else []
    return "page" if len(words) > 1 and _MENU.issuperset(words) and begins.isascii() else None


_FORMS = (
    ("related", (_RELATED,)),
    ("page", (_CLICK, _NEXT, _CONTINUES, _SHARE, _IN_SITE, _END, _LIVE, _CHANNEL, _TALLY)),
    ("source", (_TITLE_LABEL, _DATE_LABEL, _ID_LABEL, _RIGHTS, _STAMP, _STAFF_LINE)),
    ("credit", (_CREDIT,)),
)
_INITIAL = lazy(r"(?:^|[ .])[^\W\d_]\.$")
_MARKS = frozenset("+*=~#<>|_•◆■★☆●▶►◀◄→←»«▼▲↓↑👉👇🔴➡⬇⏩📌🔔✅📲-")
_DIGITS = frozenset("0123456789№")
