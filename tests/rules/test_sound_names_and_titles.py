"""Names, titles and figures of speech that look like slips, and are none."""

import pytest

import mtcheck


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("literal-body-name", "The Japan Bank for International Cooperation agreed to it on Monday."),
        (
            "pronoun-gender",
            "The board suggested he resign, and the chairman insisted that she be heard first.",
        ),
        ("pronoun-gender", "Mr. Oyelaran came late. He told her. They told of woe. She did not answer."),
        ("pronoun-gender", "Mr. Oyelaran was at the gate. He could not say what colour her eyes were. She was gone."),
        ("common-noun-capital", "The Royal Society for the Prevention of Cruelty to Animals said so."),
        ("common-noun-capital", "They held a Mass for the dead on Sunday."),
        ("common-noun-capital", "She went to a Ball at Court in May."),
        ("common-noun-capital", "The pupils had the A Level results on Thursday, and a Level was dropped."),
        ("false-stop", "Good Night, and Good Luck. won an award in May."),
        ("false-stop", "The film Good Night, and Good Luck. won an award in May."),
        ("lost-letters", "It was a leet council in its day."),
        ("comma-splice", "First they came for the printers, then they came for the clerks."),
        ("foreign-name-form", "Tchaikovsky was born in 1840. The name is also written Tschaikowsky."),
        (
            "inconsistent-name",
            "General Mostafa Qasemi arrived on Friday. Aides of Qasemi said so. The name is also spelt Kasimi.",
        ),
        ("varying-surname", "Mayor Karim Haddad said so. Haddad then went to the Hadad hotel. Haddad left on Tuesday."),
    ],
)
def test_no_slip(rule: str, text: str) -> None:
    assert rule not in {finding.rule.id for finding in mtcheck.check(text).findings}
