"""Rules that do not call themselves `whole` find the same in a paragraph, whatever stands further off."""

import pytest
from rule_patterns import examples

from mtcheck.core import Bad, plain
from mtcheck.profile import catalog
from mtcheck.resources import Packaged
from mtcheck.run.engine import Engine

ENGINE = Engine([catalog.detector(rule) for rule in catalog.detector_ids()], Packaged())
NEAR = [
    rule
    for rule in catalog.detector_ids()
    if not catalog.rule(rule).whole and not catalog.rule(rule).needs and not catalog.rule(rule).pooled
]
BEFORE = """Harbour strike enters its third week
Dock workers in Lomna voted on Monday to stay out for another seven days.
“Nobody wants this to last,” said Ida Maro, who speaks for the port. “We offered to talk on Friday.”
About 40 ships are waiting outside the breakwater, and she expects more by Sunday.
The union wants a rise of 6 percent; the company has offered 2.5 percent.
Prices of fruit rose by a tenth in the shops of the old town.
Its mayor, Ron Vasek, asked both sides to come to the table.""".split("\n")
AFTER = """He said that the town hall would pay for the room.
The last strike, in 2014, ended after nine days.
Two ferries still sail each morning, but they carry no lorries.
“We will see on Thursday,” Vasek said.
Rain is forecast for the coast until then.""".split("\n")


@pytest.mark.parametrize("rule", NEAR)
def test_what_is_far_off_changes_nothing(rule: str) -> None:
    detector = catalog.detector(rule)
    for example in examples(rule):
        if isinstance(example, Bad):
            text = example.text.replace("⟦", "").replace("⟧", "")
            far, near = (
                ENGINE.index(plain("\n".join((*before, text, *after))))
                for before, after in ((BEFORE, AFTER), (BEFORE[-2:], AFTER[:2]))
            )
            away = len("\n".join(BEFORE[:-2])) + 1
            found = [(one.span.start - away, one.span.end - away) for one in detector.detect(far, ENGINE.resources)]
            expected = [(one.span.start, one.span.end) for one in detector.detect(near, ENGINE.resources)]
            assert found == expected, example.text
