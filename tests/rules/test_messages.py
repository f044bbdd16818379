"""Messages are true of the very place: what a rule is sure of it says, and where two answers are left it names both."""

import pytest

from mtcheck.core import plain
from mtcheck.detectors.doubtful import DETECTORS
from mtcheck.profile import catalog
from mtcheck.resources import Packaged
from mtcheck.run.engine import Engine

TOLD = "The boats that carried the flour to the islands left the old harbour on Monday morning."


@pytest.mark.parametrize(
    ("rule", "text", "said"),
    [
        ("calque", "The minister of the health was late.", "“minister of the health” should be “minister of health”."),
        ("calque", "It was great success.", "An article is missing in “was great success”."),
        (
            "repeated-sentence",
            f"{TOLD}\nIt rained.\n{TOLD}",
            "This sentence repeats an earlier sentence word for word.",
        ),
        (
            "repeated-sentence",
            f"{TOLD}\nIt rained.\n{TOLD.replace('on Monday', 'in on Monday')}",
            "This sentence says nearly what an earlier one says.",
        ),
        (
            "broken-entity",
            "The team&#191;s boats left.",
            "“&#191;” is the HTML code of “¿”, which stands for “'” here.",
        ),
        (
            "unclosed-quote",
            'He said: "When we came to the island in May, the old man, "the boats were gone," she added.\nThey left.',
            "The quotation that begins here is not closed.",
        ),
    ],
)
def test_message(rule: str, text: str, said: str) -> None:
    findings = Engine([catalog.detector(rule)], Packaged()).check(plain(text)).findings
    assert said in [finding.message for finding in findings]


@pytest.mark.parametrize("rule", DETECTORS)
def test_the_model_doubts_and_does_not_know(rule: str) -> None:
    message = DETECTORS[rule].message
    assert any(word in message for word in ("may be", "looks", "hard to understand")), message
