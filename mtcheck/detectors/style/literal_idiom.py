"""Idioms of other languages in their word-by-word English form, from `lexicons/idioms.tsv`; see `docs/lexicons.md`."""

from mtcheck.core import Bad, Document, Findings, Good, Resources, Rule, Severity
from mtcheck.cues.phrases import findings

RULE = Rule(
    id="literal-idiom",
    mqm="style/unidiomatic-style",
    severity=Severity.MAJOR,
    summary="An idiom of another language was carried over word by word.",
    why=(
        "Engines translate the words of a rare idiom, not its sense; the reader sees an odd picture and misses the"
        " point."
    ),
    examples=(
        Bad("The two leaders spoke ⟦under four eyes→in private⟧ for an hour."),
        Bad("Ministers are ⟦hanging noodles on the ears of→deceiving⟧ voters, she said."),
        Bad("The vote was ⟦pushed on the long bench→put on the back burner⟧."),
        Good("The minister let the cat out of the bag."),
        Good("He waited for better weather before he put to sea."),
        Good("As the saying goes, they spoke under four eyes."),
        Good("Rescuers pulled four cows from the ice."),
    ),
    limits="Knows the idioms of its list and no others.",
)

_KINDS = frozenset({"idiom"})


def detect(doc: Document, resources: Resources) -> Findings:
    yield from findings(RULE, doc, resources, "idioms", _KINDS)
