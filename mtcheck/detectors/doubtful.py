"""What the bundled model takes for errors: one rule a family of errors, all in one table, for they differ in words
only.

`DETECTORS` gives each by its rule id.
"""

from dataclasses import dataclass

from mtcheck.core import Bad, Document, Findings, Good, Repair, Resources, Rule, Severity, Span
from mtcheck.cues.idioms import own_idioms
from mtcheck.text.lazy import lazy


@dataclass(frozen=True)
class Doubtful:
    """A rule over the places of one family; `message` has `{words}` where those of the place belong."""

    RULE: Rule
    family: str
    message: str
    __file__ = __file__  # as a module has it

    def detect(self, doc: Document, resources: Resources) -> Findings:
        """A finding for each place of the family, a hint where it is less sure; repairs are what it would write."""
        from mtcheck.tagger.suspects import suspects

        for suspect in suspects(doc, resources.model("tagger")):
            if (
                suspect.family == self.family
                and not _is_idiom(doc, resources, suspect.span)
                and not (self.family == "addition" and _names_speaker(doc, suspect.span))
            ):
                yield self.RULE.finding(
                    suspect.span,
                    self.message.format(words=" ".join(suspect.span.of(doc.text).split())),
                    confidence=suspect.probability,
                    repairs=[Repair((one.edit,), one.confidence) for one in suspect.proposals],
                    severity=None if suspect.sure else Severity.NEUTRAL,
                )


# “... home,” the coach of Lorin said: nothing of it is too much
_SPEAKER = lazy(
    r"[,?!][\"”’] (?P<who>(?:the|an?|his|her|their) (?:[a-z-]+ ){1,2}(?:of|at|for|from|in) (?:the )?"
    r"(?:[A-Z][\w’'-]+ ){1,3})(?:said|says|told|added)\b"
)


def _names_speaker(doc: Document, span: Span) -> bool:
    """Whether the words stand in what names the speaker behind a speech."""
    start, end = max(0, span.start - 40), span.end + 60
    return any(
        said.start("who") <= span.start and span.end <= said.end("who")
        for said in _SPEAKER.finditer(doc.text, start, end)
    )


def _is_idiom(doc: Document, resources: Resources, span: Span) -> bool:
    """Whether the words are most of an idiom of English, or stand in one: “took the bull by the horns”."""
    return any(
        2 * (min(idiom.end, span.end) - max(idiom.start, span.start)) > len(span)
        for idiom in own_idioms(doc, resources)
    )


def _rule(
    id: str,
    family: str,
    mqm: str,
    *,
    summary: str,
    why: str,
    message: str,
    example: str,
    severity: Severity = Severity.MINOR,
) -> Doubtful:
    about = Rule(
        id=id,
        mqm=mqm,
        severity=severity,
        summary=summary,
        why=why,
        examples=(
            Bad(example),
            Good("The mayor of the town said that that was all he knew of it."),
            Good("Shares in the firm fell in the third quarter after the bank cut its forecast."),
        ),
        limits=(
            "The model reads a few sentences at a time and knows neither the source nor the world: rare names, terms"
            " and turns of phrase may look wrong to it."
        ),
        needs=("tagger",),
    )
    return Doubtful(about, family, message)


_TABLE = (
    _rule(
        "doubtful-addition",
        "addition",
        "accuracy/addition",
        summary="There is a word too many, the language model says.",
        why="Engines repeat what they have said, or carry over small words that English leaves out.",
        message="“{words}” may be unnecessary here.",
        example="The ministers agreed⟦ over→⟧ to meet again in Tallinn in two weeks' time.",
    ),
    _rule(
        "doubtful-omission",
        "omission",
        "accuracy/omission",
        summary="A word is missing, the language model says.",
        why="Engines lose articles, subjects and small verbs that the source language does without.",
        message="Something may be missing in “{words}”: an article, a subject or a small word.",
        example="Police ⟦found knife⟧ under the seat of the car on Tuesday.",
    ),
    _rule(
        "doubtful-wording",
        "word-choice",
        "accuracy/mistranslation",
        summary="A word does not fit here, the language model says.",
        why=(
            "Engines pick another sense of a word, or carry a phrase over word by word; the result is English words"
            " that no writer would put there."
        ),
        message="“{words}” may be the wrong wording here.",
        example="The tournament ⟦gets beneath→gets under⟧ way in Melbourne on Monday.",
    ),
    _rule(
        "doubtful-grammar",
        "grammar",
        "linguistic-conventions/grammar",
        summary="The form of a word does not fit, the language model says.",
        why="Number, tense, articles and prepositions follow the source and not the English sentence.",
        message="The grammar of “{words}” looks wrong in this sentence.",
        example="Scientists have ⟦mapping→mapped⟧ the DNA of the giant panda.",
    ),
    _rule(
        "doubtful-order",
        "word-order",
        "linguistic-conventions/grammar",
        summary="The words stand in the wrong order, the language model says.",
        why="Engines keep the word order of the source where it is not that of English.",
        message="“{words}” looks out of order in this sentence.",
        example="The ⟦chief of diplomacy European⟧ called for restraint on both sides.",
    ),
    _rule(
        "doubtful-punctuation",
        "join",
        "linguistic-conventions/punctuation",
        summary="A mark is wrong or sentences are joined or cut in the wrong place, the language model says.",
        why="Engines keep the punctuation of the source, and join or cut sentences where English does not.",
        message="The punctuation at “{words}” looks wrong.",
        example="Pakistan's rupee lost ground for a sixth straight session⟦. As⟧ importers rushed to buy dollars.",
    ),
    _rule(
        "doubtful-name",
        "name",
        "terminology/wrong-term",
        summary="A name or title looks mistranslated, the language model says.",
        why=(
            "Engines translate parts of names, put them in the order of the source or spell them as the source language"
            " does."
        ),
        message="“{words}” looks odd for a name or a title; check it against the source.",
        example="The Ministry of ⟦the Inner⟧ confirmed that it had received a request for extradition from Madrid.",
    ),
    _rule(
        "doubtful-passage",
        "other",
        "linguistic-conventions/unintelligible",
        summary="Something is wrong here, the language model says.",
        why="What engines leave behind has many shapes; some have no name.",
        message="Something looks wrong at “{words}”.",
        example="The rubber⟦-⟧bullet struck the photographer in the left eye.",
    ),
    _rule(
        "doubtful-sentence",
        "sentence",
        "linguistic-conventions/unintelligible",
        summary="The sentence is hard to understand as it stands, the language model says.",
        why=(
            "Where an engine loses its way, mending single words does not help: the sentence has to be written anew"
            " from the source."
        ),
        message="This sentence is hard to understand as it stands; check it against the source.",
        example="⟦Detectives are working in the theory that the jeweller knew to his killer.⟧",
        severity=Severity.MAJOR,
    ),
)
DETECTORS = {detector.RULE.id: detector for detector in _TABLE}
