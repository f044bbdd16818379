"""What the tagger can say of a word and of the gap before it.

The order is that of the model's outputs: append, never reorder.
"""

FAMILIES = ("join", "name", "word-choice", "word-order", "addition", "omission", "grammar", "other")

_MARKS = ". , ; : ' \" - ( ) ? ! “ ” ’".split()
_FUNCTION_WORDS = (
    "the a an of to in on at for from by with as and or but that which who whom whose this these those it its he his"
    " him she her they their them we our us i my you your is are was were be been being has have had do does did will"
    " would can could may might should must not no so if when while where there than then about after before into over"
    " under between during against through because also only all some any more most other up out s"
).split()
KEEP, DELETE, SWAP, CAPITALISE, LOWER, PLURAL, SINGULAR, BASE, THIRD, PAST, PARTICIPLE, ING, OTHER = range(13)
_OPERATIONS = tuple("keep delete swap capitalise lower plural singular base s past participle ing other".split())
_REPLACEMENTS = (*_MARKS, *_FUNCTION_WORDS)
EDITS = (*_OPERATIONS, *(f"={word}" for word in _REPLACEMENTS))  # of a word; "=w" puts w in its place
REPLACE = {word: len(_OPERATIONS) + number for number, word in enumerate(_REPLACEMENTS)}
FORMS = {
    PLURAL: "plural",
    SINGULAR: "singular",
    BASE: "base",
    THIRD: "s",
    PAST: "past",
    PARTICIPLE: "participle",
    ING: "ing",
}

NOTHING, SOMETHING = 0, 1  # in a gap: nothing is missing; something is, but not one of the words below
INSERTIONS = ("", "?", *(f"+{word}" for word in _REPLACEMENTS))
INSERT = {word: 2 + number for number, word in enumerate(_REPLACEMENTS)}
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS)
BINARY = 3  # the first outputs of a word: bad, wrong, broken
