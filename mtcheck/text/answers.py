"""What language models, their prompts and services of translation say beside a story: cues of a closed family, as
sources of expressions for one sentence or line.

`ANYWHERE` nobody else says; what `AT_EDGES` has may stand in copy in the first person, so that it counts where it opens
or ends a story or is a paragraph of its own. `EXCUSES` are too common to count but in a text that says little else.
"""

_TEXT = (
    r"(?:text|article|passage|content|document|segment|sentence|source|input|translation|file|message|story|request"
    r"|paragraph|headline|string|chunk)s?"
)
_CANNOT = (
    r"(?:(?:can(?:no|['’])t|can not|could not|couldn['’]t|will not be able to|won['’]t be able to)"
    r"|(?:am|was|['’]m) (?:currently )?(?:not able|unable) to)"
)
_SORRY = (
    r"(?:(?:i(?: am|['’]m) )?(?:very |so |truly )?sorry|i apologi[sz]e|(?:my )?apologies|unfortunately|regrettably)"
)
_I_CANNOT = rf"i ?{_CANNOT}"
_ASKED = r"(?=[^\n.!?]*\b(?:translat|you(?: would|['’]d) like|so (?:that )?i can|and i(?:['’]ll| will)))"
_LEAD = r"^[*_#>\[(–— -]{0,4}"
_SENTENCE = rf"(?:{_LEAD}|(?<=[.!?:\"”] )|(?<=[.!?]\W ))"
_REST = r"[^\n.!?]{0,240}(?:[.!?]+(?:[*_)\]]{0,3}(?!\S))|$)"
STATES = (
    r"service (?:temporarily )?unavailable|bad gateway|internal server error|access denied|(?:page )?not found"
    r"|forbidden|too many requests|gateway time-?out|unauthori[sz]ed|bad request"
)

_REFUSALS = "|".join(
    (
        rf"(?:{_SORRY}\b[^\w\n]{{1,3}}(?:but |that )?)?{_I_CANNOT} (?:help (?:you )?with |assist (?:you )?with"
        r" |provide "
        rf"|complete |do |produce |continue )?(?:(?:a|the|this|your|any) )?translat\w+ (?:\w+ ){{0,4}}?(?:{_TEXT}|this"
        r"|it)\b",
        rf"(?:{_SORRY}\b[^\w\n]{{1,3}}(?:but |that )?)?{_I_CANNOT} (?:process|access|fulfil+|complete|assist (?:you"
        r" )?with"
        rf"|help (?:you )?with) (?:this|that|your) {_TEXT}\b",
        rf"(?:{_SORRY}\b[^\w\n]{{1,3}}(?:but )?)?(?:the|your) {_TEXT} (?:that )?you(?:['’]ve| have)? (?:provided|pasted"
        r"|submitted|supplied) (?:is|was|appears|seems|contains|ends|does|has|cuts|already)\b",
        rf"it (?:seems|looks like|appears)(?: that| like| as if)? (?:the|your|this|that) {_TEXT}\b[^\n.!?]{{0,50}}\b"
        r"(?:cut off|empty|incomplete|missing|truncated|blank|already (?:written )?in english)\b",
        rf"(?:{_SORRY}\b[^\w\n]{{1,3}}(?:but )?)?i can only (?:process|translate|handle|accept|read) (?:\w+ ){{0,3}}?"
        r"(?:texts?|articles?|messages?|requests?|characters|words)\b",
        rf"(?:please )?(?:split|shorten|divide|break up) (?:your|the) {_TEXT}\b(?: into|[^\n.!?]{{0,20}} try again)",
        r"there (?:is|was) no (?:text|content|article|source)(?: \w+)? (?:to translate|for translation|provided)\b",
        r"no (?:text|content|article|source text) (?:was |has been )?(?:provided|supplied|to translate)\b",
        r"please (?:provide|paste|send|share|supply|upload|resend|include)(?: me)?(?: with)?(?: the| your| a| some)?"
        rf"(?: \w+){{0,2}}? (?:text|article|passage|content|document)s?\b{_ASKED}",
        rf"(?:this|the|your) {_TEXT} (?:is|appears to be|seems to be) already (?:written )?in english\b",
    )
)
_EXPERT = r"(?:expert|professional|skilled|experienced|certified|helpful|native|world-class|senior|highly)"
_PROMPTS = "|".join(
    (
        (
            r"(?:please )?translate (?:in)?to (?:[a-z]+ )?english\b|(?:please )?translate (?:from [a-z]+|the"
            r" (?:above|below|following|rest)|this|it) (?:in)?to [a-z]+\b"
        ),
        r"(?:please )?(?:translate|rewrite|paraphrase|proofread|rephrase) (?:this|the|these)(?: \w+){0,2}?"
        r" (?:text|article"
        r"|passage|content|document|headline|paragraph|message|sentence)s?\b",
        rf"you are an? {_EXPERT}(?:[ -][a-z]+){{0,3}}? (?:translator|translation [a-z]+|assistant|language model)\b",
        (
            r"(?:system|user|human|instructions?|prompt|task)"
            r" ?:(?=[^\n]{0,200}\b(?:translat|rewrite|assistant|translator))"
        ),
        r"(?:only (?:return|output|provide|give)|(?:return|output|provide|respond with|reply with) only) the"
        r" (?:translat"
        r"|english|final)",
        r"do not (?:add|include) (?:any )?(?:comments?|explanations?|notes?)\b",
    )
)
_ERRORS = "|".join(
    (
        r"(?:error ?:? ?)?(?:could not|failed to|unable to|cannot) translate (?:this |the )?(?:segment|text|sentence"
        r"|paragraph|chunk|string|document|article)\b",
        r"translation (?:failed|error|timed out|unavailable)(?: ?[:.!]|$)",
    )
)
_BRACKETED = (
    r"[\[(](?:translation (?:error|failed|missing|unavailable|pending|not available)|(?:un|not"
    r" )translated|(?:missing|no)"
    r" translation|no (?:text|content) provided|(?:failed|unable) to translate|error translating)[^\[\]()\n]{0,60}[\])]"
    r"|[\[(](?:the )?(?:rest|remainder) of (?:the )?(?:text|article|translation|story|content)\b[^\[\]()\n]{0,80}[\])]"
    r"|\[(?:part|chunk|segment|section|batch) \d{1,3}(?: ?(?:of|/) ?\d{1,3})?\]"
    r"|[\[(]continue[ds]? in (?:the )?next (?:message|response|part|reply)[^\[\]()\n]{0,60}[\])]"
    r"|◁/?think▷|\[/?(?:THINK|INST|SYS)\]|</?(?:translation|translated_text|output|answer|response|target)>"
)
ANYWHERE = rf"(?i:{_SENTENCE}(?:{_REFUSALS}|{_PROMPTS}|{_ERRORS}){_REST}|{_BRACKETED})"

_WORK = r"(?:translat\w+|english (?:text|version|article)|rewritten|rendering|neutral tone)"
_OF_SOURCE = (
    r"(?:the source\b|(?:the|its|their) original (?:text|language|meaning|tone|style|wording|formatting|structure|form)"
    r"|the translation\b|formatting|untranslated|as they (?:are|were|appear)\b|literal(?:ly)? translat)"
)
_TALK = "|".join(
    (
        rf"(?:(?:sure(?: thing)?|certainly|of course|absolutely|okay|ok|no problem|got it|understood)[!,.:] ?)?(?:here"
        rf"(?:['’]s| is| are)|below|let me|i['’]ll) [^\n.!?]{{0,80}}\b{_WORK}\b",
        r"i apologi[sz]e for (?:the|any) (?:confusion|oversight|misunderstanding|error|mistake)s?[^\n.!?]{0,60}[.!]"
        r" (?:here|below|let me|the (?:corrected|translat))\b",
        r"(?:okay|ok|alright|so|now|first)?[,.!]? ?let(?:['’]s| me) (?:\w+ )?(?:translate|tackle|render|rewrite|go"
        r" through)"
        r" (?:this|the)\b[^\n.!?]{0,40}\b(?:translation|text|article|headline|passage|carefully|step)",
        r"let(?:['’]s| me) (?:think|go|work|take this|take it)(?: this| it)?(?: through)? step[ -]by[ -]step\b",
        (
            r"the (?:user|human) (?:wants|asks|asked|is asking|has"
            r" provided|provided)\b(?=[^\n.!?]*\b(?:translat|text|article))"
        ),
        r"as (?:requested|instructed|you (?:asked|requested))[,:] i(?:['’]ve| have| did| kept| left)\b",
        r"i(?: have|['’]ve)? (?:also )?(?:kept|left|preserved|retained|maintained|rendered|adapted|tried to|omitted|not"
        rf" changed|made)\b(?=[^\n.!?]*\b{_OF_SOURCE})",
        (
            r"i(?: have|['’]ve) translated (?:the|this|your)"
            r" (?:text|article|passage|content|document|headline|story|names?)\b"
        ),
        r"i hope this (?:translation|meets your|version)\b",
        r"(?:if you (?:want|wish|need|prefer|like|would like)|if you['’]d like|should you need)[^\n.!?]{0,40}?,? i can"
        r" (?:also )?(?:produce|provide|translate|make|adjust|rewrite|give you|offer|create|prepare|shorten)\b",
        r"(?:would you like|do you want) me to (?:translate|adjust|refine|make|provide|shorten|rewrite|continue|proceed"
        r"|also|explain)\b",
        r"(?:please )?let me know if (?:you(?: would|['’]d)? (?:need|want|like|prefer|require|have) (?:me"
        r" to|any(?:thing"
        r" else| (?:changes|further|other|more|additional|adjustments))|a different|further|changes)|there(?:['’]s| is"
        r"| are) any(?:thing else| (?:parts|changes|specific|other))|this (?:works|helps|meets|translation)|i"
        r" (?:should|can)"
        r" (?:adjust|change|translate|help))",
        r"feel free to (?:ask (?:me|if)|let me know)\b",
        r"is there anything else (?:you|i can)\b",
        r"(?:please )?note(?: that|:) ?[^\n.!?]{0,60}\b(?:idioms?|translations?|adapted for|(?:is|are|was|were)"
        r" (?:rendered"
        r"|translated|localised|localized|transliterated)|source (?:text|language)|original (?:contain|text (?:is|was"
        r"|contain|appear|seem)))",
        r"the (?:source|provided|given|input|supplied) text (?:is|was|seems|appears|contains|ends|cuts)\b",
        r"the original text (?:seems|appears|ends|cuts|is (?:incomplete|cut|truncated|garbled|unclear))\b",
        (
            r"this (?:text|article|story|page|news|post) (?:was|is|has been) (?:automatically |machine[-"
            r" ]|auto-?)translated\b"
        ),
        r"this translation (?:is|was|has been) (?:provided|produced|made|generated|intended|for|not)\b",
        r"(?:this (?:text|article|story|page|news|post) (?:was|is|has been) )?translated (?:from [a-z]+"
        r" )?(?:by|with|using"
        r"|via) (?:google|deepl|chatgpt|gpt|bing|yandex|microsoft|an? (?:machine|ai)|ai\b|machine)"
        r"(?!(?: translat\w+)?, [a-z]+ [a-z]+)",
    )
)
_LINES = "|".join(
    (
        r"(?:key |main |notable )?(?:changes|edits|adjustments|modifications) (?:i )?made\W*$",
        r"translat(?:or|ion)['’]?s?['’]? notes?\W*$",
        r"notes? (?:on|about|regarding) (?:the|this|my) translation\W*$",
        r"end of (?:the )?(?:translation|translated text)\W*$",
        r"(?:word|character)s?(?: count)? ?: ?\d[\d,]*(?: ?/ ?\d[\d,]*)?\)?$",
        r"(?:translate(?: this| it| now)?|(?:thinking|thought|reasoning) process ?:[^\n]*|chain of thought ?:[^\n]*"
        r"|final (?:answer|output) ?:)\W*$",
        r"(?:here you go|sure thing|sure|certainly)[!:]\W*$",
        rf"(?:http(?:/\d\.\d)? |http error |error )?[45]\d\d\W{{1,3}}(?:{STATES})\W*$",
        r"(?:english|output|response|answer|translated (?:text|article)) ?:$|#{3,}$",
    )
)
_MARKED = (
    r"^\*\*(?i:title|headline|body|subtitle|translation|article)(?: ?:\*\*|\*\* ?:)|^#{1,4} ?(?i:instructions?|response"
    r"|prompt) ?:|^```\w*$"
)
AT_EDGES = rf"(?i:{_SENTENCE}(?:(?:please )?note ?: )?(?:{_TALK}){_REST}|{_LEAD}(?:{_LINES}))|{_MARKED}"
OPENING = (
    r"^(?i:(?:here you go|sure thing|sure|certainly)[!:](?=\s|$)|(?:final"
    r" (?:answer|output)|(?:thinking|thought|reasoning)"
    r" process|chain of thought) ?:)|^[\[(]\d{1,2}/\d{1,2}[\])] (?=\S)|^\[(?:EN|ENG|English)\] ?(?=\S)"
)

EXCUSES = (
    rf"(?i:^\W{{0,3}}(?:{_SORRY}\b[^\w\n]{{1,3}}(?:but |that"
    rf" )?{_I_CANNOT}\b|{_REFUSALS}|{_ERRORS}|{_BRACKETED}|{_I_CANNOT}"
    rf" (?:do|help|assist|fulfil+|comply|continue|process|complete)\b|(?:could|can) you (?:please"
    rf" )?(?:provide|send|paste"
    rf"|share)\b|please (?:provide|paste|resend|try again)\b|error"
    rf" \d{{3}}\W*$|#(?:REF|NAME|VALUE|NULL|NUM|N/A|DIV/0)[!?]?"
    r"\W*$))"
)
