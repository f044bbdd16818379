"""The rules above the detectors, which look at a report: the hint that weak evidence adds up to, the newsroom's own
lists, and the user's models and reviewers.
"""

from functools import partial

from mtcheck.core import Applicability, Rule, Severity

_MODELS, _REVIEWER, _HOUSE = ("models",), ("reviewer",), ("house",)


# no single passage shows what these find, or the model or the list of the user says it
_above = partial(Rule, mqm="accuracy/mistranslation", examples=())

POOLED = _above(
    "machine-translated-text",
    of_story=True,
    summary="Weak signs, none of which means much alone, add up to a machine translation.",
    why=(
        "Calques and habits of the source language come in crowds; a native story has a few of them, a translated one"
        " many."
    ),
    limits=(
        "Says nothing below three kinds of evidence, and nothing about who translated: hurried human translations look"
        " alike."
    ),
    severity=Severity.NEUTRAL,
)
TAGGED = _above(
    "model-finding",
    needs=_MODELS,
    summary="A model of yours, made to mark errors, marks these words.",
    why="A tagger that has learnt from corrections sees errors that have no shape of their own.",
    limits="As good as the model; the profile says what its labels mean and from which probability on they count.",
)
WORD = _above(
    "surprising-word",
    needs=_MODELS,
    summary="A language model of yours finds a word far less probable here than the other words of the story.",
    why="A word of the wrong sense, or out of the source language's order, is one that nobody would expect here.",
    limits=(
        "Names, numbers and words that the story uses more than once are left out; a rare word in its right place can"
        " surprise, too."
    ),
    preview=True,
)
SEAM = _above(
    "surprising-seam",
    needs=_MODELS,
    summary="A language model of yours finds two sentences much more probable as one.",
    why="Engines and feeds cut sentences in two; the second half then begins where nobody would begin a sentence.",
    limits="Sees only sentences of one paragraph, and only joins without a word in between.",
    mqm="linguistic-conventions/punctuation",
    preview=True,
)
QUALITY = _above(
    "low-quality-text",
    of_story=True,
    needs=_MODELS,
    summary="A model of yours that judges whole texts gives this one less than your profile asks for.",
    why="What is wrong everywhere a little is seen better in the whole than at any one place.",
    limits="A hint at the head of the story; the score itself stands in the report.",
    severity=Severity.NEUTRAL,
)
REWRITE = _above(
    "model-rewrite",
    needs=_MODELS,
    summary="A model of yours that rewrites sentences adds repairs to what other rules have found.",
    why="A rule can often say that something is wrong, and a model what else could stand there.",
    limits=(
        "Has no findings of its own; of a rewrite only edits at flagged words are kept, and all of them are for a"
        " person to look at."
    ),
)
WEIGHED = _above(
    "weighed-repair",
    needs=_MODELS,
    summary="A language model weighs the repairs that other rules offer: how much better does the sentence read?",
    why="A model that cannot name an error by itself can tell a sentence with it from one without.",
    limits="Has no findings of its own; says nothing of figures, marks and capitals, and knows no names.",
)
PROPOSED = _above(
    "proposed-repair",
    needs=_MODELS,
    summary="A language model that has learnt from editors' corrections writes anew what was found, up to three ways.",
    why="To see that words are wrong is half of the work; most of the time of a reader goes into finding better ones.",
    limits=(
        "Has no findings of its own; sees one sentence at a time, brings no names and figures that the story does not"
        " have, and all that it proposes is for a person to look at."
    ),
)
REVIEWED = _above(
    "reviewer-finding",
    needs=_REVIEWER,
    summary="The language model that your profile names as reviewer takes these words for an error.",
    why="A large model reads a sentence in its context, as an editor does, and can say what it should be.",
    limits=(
        "Sees only sentences in which something was found; may be wrong with great confidence, and differently each"
        " time."
    ),
    preview=True,
)

TERM = _above(
    "house-term",
    needs=_HOUSE,
    summary="The newsroom's own list has another word for this.",
    why=(
        "Engines do not know a newsroom's style: they write elevator where the house says lift, and a place by the name"
        " that the house has given up."
    ),
    limits=(
        "Finds the words as they stand in the list, the first letter in either case, and no inflections; changes what"
        " is written with capitals only when asked."
    ),
    mqm="terminology/inconsistent-with-terminology-resource",
    applicability=Applicability.AUTOMATIC,
)
VARIANT = _above(
    "house-variant",
    needs=_HOUSE,
    summary="A word is spelt as in the other variant of English than the newsroom's.",
    why="Engines have learnt from both variants, and mix colour and color in one story.",
    limits="Knows some 740 words in lower case; a word with a capital may belong to a name, and is left alone.",
    mqm="linguistic-conventions/spelling",
    applicability=Applicability.AUTOMATIC,
)

OF_HOUSE = {rule.id: rule for rule in (TERM, VARIANT)}  # they run where the profile has something for them
OF_REVIEWERS = {
    rule.id: rule for rule in (TAGGED, WORD, SEAM, QUALITY, REWRITE, PROPOSED, WEIGHED, REVIEWED)
}  # they run at depth deep
RULES = {POOLED.id: POOLED, **OF_HOUSE, **OF_REVIEWERS}
