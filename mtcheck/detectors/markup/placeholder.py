"""Variables of templates and of translation software.

Only wiki links carry the words that belong there; the rest cannot be repaired without the source.
"""

import re

from mtcheck.core import Applicability, Bad, Document, Finding, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.removal import debris
from mtcheck.cues.spoken_markup import spoken_of
from mtcheck.text.lazy import lazy

RULE = Rule(
    id="placeholder",
    mqm="design-and-markup/markup-tag",
    severity=Severity.CRITICAL,
    summary="A template variable appears where words should be.",
    why="Names and numbers were masked for the engine, or a template was not filled in.",
    examples=(
        Bad("Police in ⟦{0}⟧ arrested two men."),
        Bad("The price of ⟦__NUM_3__⟧ rose."),
        Bad("Hello ⟦%s⟧, the vote is over."),
        Bad("Dear ⟦{{ first_name }}⟧, the port is open."),
        Bad("The list is⟦ {{#x}}→⟧ long."),
        Bad("The mayor of ⟦ZQX0⟧ met ⟦ZQX1⟧ at noon."),
        Bad("“We have waited,” said ⟦null⟧, who lost the ⟦None⟧ homes."),
        Bad("The mayor of ⟦${town}⟧ is ⟦[% name %]⟧, and will meet ⟦<?php the_guest(); ?>⟧ and ⟦$other_guest⟧ today."),
        Bad("The mayor of ⟦<<place>>⟧ spoke to ⟦$author⟧ on Monday."),
        Good("A page begins with the tag <?php and ends with “?>”; Ty Dolla $ign and A$AP Rocky sang."),
        Good("The rates [5%] and [10%] were dropped, and they paid $5."),
        Good("The string `%s` stands for a word, the console prints `${count}`, and %APPDATA% is a folder."),
        Good("Tests COVID0 and the rooms A0 and A1; the claim was null and void, and None of the Above won."),
        Good("Pope Pius XX spoke to XXL shoppers, and Super Bowl XXX was shown; he held a TK card."),
        Good("Output rose 5% in June."),
        Good("He paid $5 {about £4}."),
        Good("The A_B test and the file_name_2 were lost."),
    ),
    limits="A masked name cannot be known without the source.",
)

_WIKI = Pattern(r"\[\[(?:[^\[\]|\n]{1,100}\|)?([^\[\]|\n]{1,100})\]\]")
_SPINTAX = Pattern(r"(?<!\{)\{([^{}|\n]{0,80})((?:\|[^{}|\n]{0,80})+)\}(?!\})")
_VARIABLE = Pattern(
    r"\{\{[^{}\n]{0,60}\}\}|\{(?:\d{1,2}|[a-z]+(?:[_.][a-z0-9_]+)+|[a-z]+[A-Z][A-Za-z]+|[A-Z_]{3,30}|name|title|date"
    r"|city|number|count|author|url|user|value|text|price|amount|time)\}|\$\{[^{}\n]{1,60}\}|\{\$\w{1,30}\}"
    r"|#\{[a-z_.]{1,40}\}|<%=?[^%\n]{1,80}%>|\[%[^%\]\n]{0,40}[a-z][^%\]\n]{0,40}%\]"
    r"|<\?(?:php\b|=)(?:[^?\n]{0,200}\?>)?|(?<=[;{}:] )\?>|\*\|[A-Z][A-Z_:]{1,30}\|\*"
    r"|(?<![\w$])\$(?:[a-z]{1,20}(?:_[a-z]{1,20})+\b(?!\$)|[a-z_]{2,30}\$(?!\w))"
    r"|(?<=[a-z,] )\$(?:name|title|date|city|town|place|country|number|count|author|user|value|price|amount|time|day"
    r"|minister|spokesman|company|team|first ?name|last ?name)(?=[.,;:!?]|['’]s\b| [a-z])|<<(?:[a-z]+(?:_[a-z]+)*)>>"
)
_FORMAT = Pattern(
    r"%(?:(?<![\w%]%)(?:\d{1,2}\$)?(?:s|d|@|u|\.\d?f)(?![\w%])|\([a-z_]{1,30}\)[sd]|(?<!\w%)[A-Z][A-Z_]{2,20}%(?!\w)"
    r"|(?<!\w%)[a-z]{1,12}_[a-z_]{1,20}%(?!\w))"
)
_MASK = Pattern(
    r"(?<![\w/])__?[A-Z]{2,12}_?\d{0,4}_?_?(?![\w/])(?<=[\d_])"
    r"|\b(?:XX[A-Z]{2,}\d*X*|(?:NE|PH|NUM|ENT|PLACEHOLDER|TERM|TAG|VAR|TOKEN|ENTITY|NAME|ORG|LOC|PER|DATE)_\d{1,4}"
    r"|(?:ENTITY|PERSON|PLACEHOLDER|LOCATION|SEG|SEGMENT|ORG|LOC|PER|NAME)\d{1,4}|(?:xx|XX)[A-Z]{2,12}(?:xx|XX))\b"
    r"|(?<!<)<(?:loc|per|org|misc|name|person|place|location|entity|num)[_ ]?\d{0,3}>"
    r"|(?<!#)# ?(?:[A-Z]{2,12}(?:_[A-Z]{2,12})?\d{0,3}) ?#(?!#)"
)
_BRACKETED = Pattern(
    r"[\[<]"
    r"(?:(?:NAME|PERSON|LOCATION|ORGANI[SZ]ATION|CITY|COUNTRY|DATE|TIME|NUMBER|AMOUNT|COMPANY|TITLE|URL|LINK|EMAIL"
    r""
    r"|IMAGE|TABLE|FIGURE|EMBED|WIDGET|BANNER"
    r"|IFRAME|CHART|HEADLINE|BYLINE|SOURCE|PLACE|ADDRESS|PHONE)(?:[ _-]?\d{1,2})?|(?:INSERT|ADD|YOUR|ENTER) [A-Z"
    r" ]{2,40}"
    r"|(?:[Ii]nsert|[Yy]our) (?:name|date|city|link|title|headline|photo|image|number|company)[a-z ]{0,20})[\]>]"
)

_UNFILLED = Pattern(
    r"\[object Object\]|\bXX+ (?:hundred|thousand|million|billion|per cent|percent|people|years|euros|dollars|pounds)\b"
    r"|\b(?:Mayor|Mr|Mrs|Ms|Dr|President|Minister|Judge|Governor|Senator)\.? XX+\b(?! [A-Z])"
    r"|\[(?:CHECK|CONFIRM|VERIFY|ADD|INSERT|UPDATE|TO COME|TK|TODO|TBC|FIXME|DO NOT PUBLISH|NOTE TO ED)"
    r"(?:[ :][A-Za-z ,.:'’-]{0,80})?\]|\b(?:TODO|FIXME|TBC|TBD) ?: [a-z][^\n.!?]{0,80}"
    r"|(?<= (?:by|to|of|at|in) )TK(?= (?:to|percent|million|people|votes|years)\b)|\bTKTK+\b"
    r"|\b[Ll]orem ipsum dolor\b|\b(?:Headline|Body text|Text|Title|Caption|Byline|Summary) goes here\b"
    r"|[£$€] ?(?:null|None|NaN|undefined)\b|\b(?:Mr|Mrs|Ms|Dr|Mayor|President|Minister)\.?"
    r" (?:null|None|NaN|undefined)\b"
    r"|(?<=[a-z,] )(?:NaN|undefined)(?= (?:said|says|told|has|had|was|is|will|million|people|homes)\b)"
    r"|(?<= (?:by|of|to|in|at) )(?:NaN|undefined)(?=[,.;]| (?:said|and|million|people|metres|per)\b)"
    r"|(?<= (?:cost|than|over) )[£$€] ?(?:million|billion|trillion)\b|(?<= (?:by|to|at) )[£$€]"
    r" ?(?:million|billion)\b|“ ?”"
    r"|(?<= said )(?:null|None|NaN|undefined)\b(?=,? |[.,]$)"
    r"|(?<=[a-z,] )None(?= (?:homes|people|men|women|children|years"
    r"|days|votes|jobs|cars|metres|miles|houses|troops|soldiers|migrants|workers)\b)"
    r"|(?<= (?:cost|paid|over) )(?:NaN|undefined|null)(?=[,.]| and\b)|(?<= by )NaN(?= to\b)"
    r"|\[(?:unclear|illegible|unreadable|untranslatable|sic: [^\[\]\n]{1,40}\?)\]"
    r"|\[?[Ii]nsert (?:quote|photo|picture|link|name|figure|date|caption|number|text) here\b\]?"
)


def detect(doc: Document, resources: Resources) -> Findings:
    for match in doc.matches(_WIKI, masked=True):
        words = match[1]
        if re.match(r"(?i)file:|image:|category:|datei:|fichier:|archivo:", words) or re.match(
            r"\[\[(?i:file|image|category):", match[0]
        ):
            words = ""
        span, message, alone = Span(*match.span()), f"“{match[0]}” is a link of a wiki.", Applicability.AUTOMATIC
        yield RULE.correction(span, words, message, 0.95, 0.93, applicability=alone, severity=Severity.MAJOR)
    for match in doc.matches(_SPINTAX, masked=True):
        span = Span(*match.span())
        first = match[1].strip() or match[2].strip("| ").split("|")[0]
        message = f"“{match[0]}” offers several words; one has to be chosen."
        yield RULE.correction(span, first, message, 0.95, 0.9)
    for pattern in (_VARIABLE, _FORMAT, _MASK, _BRACKETED, _UNFILLED):
        for match in doc.matches(pattern, masked=True):
            if _is_code(doc, match):
                continue
            if _CONTROL.match(match[0]):
                yield debris(RULE, doc, *match.span(), f"“{match[0]}” is a part of a template.", 0.95, for_people=True)
            else:
                yield _unfilled(doc, match)
    stems = {match["stem"] for match in doc.matches(_NUMBERED)}
    for stem in sorted(stems):
        found = list(re.finditer(rf"\b{stem}\d{{1,2}}\b", doc.text))
        if len({match[0] for match in found}) > 1:
            yield from (_unfilled(doc, match) for match in found)


_NUMBERED = Pattern(r"\b(?P<stem>[A-Z]{3,8})0\b")  # names by number, from nought on: ZQX0, ZQX1
_OF_SYSTEMS = frozenset(
    "APPDATA LOCALAPPDATA TEMP TMP USERPROFILE PATH WINDIR SYSTEMROOT PROGRAMFILES PROGRAMDATA HOME USER USERNAME"
    " SYSTEMDRIVE COMSPEC PWD SHELL".split()
)


def _unfilled(doc: Document, match: "re.Match[str]") -> Finding:
    """In a quotation it may be what somebody was sent, “Dear [insert name], you have won”; and a transcript marks what
    nobody could read.
    """
    what = "code of the page that was not run" if "?" in match[0][:2] else "a variable that was never filled in"
    said = f"“{match[0]}” is {what}; the source has the words."
    meant = doc.in_quotation(match.start()) and match[0][0] != "“"
    severity = Severity.MAJOR if meant or match[0].startswith(("[unclear", "[illegible")) else None
    return RULE.finding(Span(*match.span()), said, confidence=0.95, severity=severity)


_CONTROL = lazy(r"\{\{[#/^!>&~]")  # of a template, and no word: {{#each}}
_GREETING = lazy(r"\b(?:Dear|Hello|Hi|Hey),? $")


def _is_code(doc: Document, match: "re.Match[str]") -> bool:
    """Whether it is code or a letter that a story shows, or a variable of a computer."""
    if doc.in_quotation(match.start()) and _GREETING.search(doc.before(match.start(), 8)):
        return True
    if match[0].strip("%${}") in _OF_SYSTEMS or doc.segment_at(match.start()).kind == "code":
        return True
    for mask in doc.masks:
        if mask.start <= match.start() and match.end() <= mask.end:
            return not any(sign in mask.of(doc.text) for sign in ("://", "www.", "@"))
    return bool(spoken_of(doc, [match.span()], for_words=True))
