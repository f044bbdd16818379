"""A word in a sense that the story's topic rules out: an “arbiter” and a “porter” in a football match, “chests” and
“choices” in an election.

`lexicons/topics.tsv` tells the topic by its own words, `lexicons/topic_senses.tsv` has the phrases of each topic
(docs/lexicons.md; the kind is the topic). A topic is taken for the story's own when enough different words of it occur,
at a rate that stories on other things do not reach.
"""

from collections import Counter
from collections.abc import Iterator

from mtcheck.core import Bad, Document, Findings, Good, Resources, Rule, Severity
from mtcheck.cues.phrases import findings
from mtcheck.text.lazy import lazy
from mtcheck.text.scanner import parts

RULE = Rule(
    id="wrong-sense-for-topic",
    mqm="accuracy/mistranslation",
    severity=Severity.MAJOR,
    summary="A word has a sense that does not belong to what the story is about.",
    why=(
        "Engines choose the commonest sense of a word sentence by sentence and do not know that the story is about a"
        " match, an election or a court."
    ),
    whole=True,
    examples=(
        Bad(
            "The home side scored early and the goalkeeper saved a penalty in the second half of the match. ⟦The "
            "arbiter→The referee⟧ showed two cards to the striker."
        ),
        Bad(
            "Voters queued at polling stations for the election. Turnout was high, and ballots were counted as "
            "⟦the chests→the ballot boxes⟧ were opened."
        ),
        Bad(
            "Shares of the bank fell on the stock exchange as investors sold bonds and stocks. The index lost 2 percent"
            " and ⟦the titles of the carmaker fell→the carmaker's shares fell⟧ by a tenth."
        ),
        Bad(
            "The striker scored twice in the second half of the match, and the goalkeeper saved a penalty. ⟦The"
            " arbiter⟧ added four minutes."
        ),
        Good("The arbiter ruled on the dispute between the two firms, and the shares rose."),
        Good("The doctors looked at the chests of the patients."),
        Good("The match was a draw. The striker, once the arbiter of taste in the club, scored."),
    ),
    limits="Knows the topics and phrases of its lists and no others; a short story may not show its topic.",
)

_WORD = lazy(r"[a-z]+(?:-[a-z]+)*")
_LETTERS = bytes(code if chr(code) in "abcdefghijklmnopqrstuvwxyz-" else 32 for code in range(256))
_DIFFERENT = 4  # different words of a topic that a story must have
_RATE = 0.012  # of all words; stories on other topics of the clean corpus stay below


def detect(doc: Document, resources: Resources) -> Findings:
    topics = frozenset(_topics(doc, resources))
    if topics:
        yield from findings(RULE, doc, resources, "topic_senses", topics)


def _topics(doc: Document, resources: Resources) -> Iterator[str]:
    words: Counter[str] = Counter()
    for _, part in parts(doc.text):
        some = part.lower().encode("ascii", "replace").translate(_LETTERS).decode("ascii").split()
        words.update([word for word in some if "-" not in word])
        words.update(_WORD.findall(" ".join(word for word in some if "-" in word)))
    total = sum(words.values())
    table: dict[str, frozenset[str]] = resources.derived(
        "topic words", lambda them: {row["topic"]: frozenset(row["words"].split()) for row in them.table("topics")}
    )
    for topic, own in table.items():
        found = own & words.keys()
        if len(found) >= _DIFFERENT and sum(words[word] for word in found) >= _RATE * total:
            yield topic
