"""Turns that native copy has and rows once took for calques, and repairs that once said less or more than the copy."""

import pytest

import mtcheck
from mtcheck.core import Edit


@pytest.mark.parametrize(
    "text",
    [
        "Robert Schuman drew up the plan for coal in 1950.",
        "Elisabeth Warren runs the bakery in Tarn. George Bushe, a Lomna vet, buys her bread.",
        "Lula da Silva spoke in Lomna. He will be back in May.",
        "The Lake District had snow on Friday.",
        "Her Excellency and His Honour gave him credit for the idea.",
        "Truth be told, nobody was at the gate.",
        "The council weighed on Friday a plan to sell the mill.",
        "It was discussed about a month ago in the council.",
        "The bridge has been shut since two days before the flood.",
        "We want more pay, say the nurses. We have no more, says the ministry.",
        "The law changes at 00.01 on Sunday, and the last train from Leeds leaves at 01.10.",
        "Three men have been arrested in this connection, an officer said.",
        "The crew was back at half six in the morning.",
        "He led the talks from a crisis room under the ministry.",
        "A telephone contact centre in Tarn will close.",
        "The discharge department at the hospital was shut.",
        "Pink Cross volunteers run the shop.",
        "It was a characteristic disaster of his reign.",
        "He put an end at last to the quarrel.",
        "They made sport of him, and she made homework a game.",
        "They do a crime podcast from a garage in Tarn.",
        "He marked the winning goal with a dance.",
    ],
)
def test_is_left_alone(text: str) -> None:
    found = [finding.rule.id for finding in mtcheck.check(text).findings if finding.confidence >= 0.7]
    assert [rule for rule in found if not rule.startswith("doubtful-")] == []


def mended(text: str) -> list[str]:
    found = mtcheck.check(text).findings
    return [written(text, finding.repairs[0].edits) for finding in found if finding.repairs]


def written(text: str, edits: tuple[Edit, ...]) -> str:
    for edit in sorted(edits, key=lambda one: -one.span.start):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Two men received wounds of various degrees of severity.", "Two men were injured."),
        ("After own statements the woman was ill.", "By her own account the woman was ill."),
        ("He is investigated because of the suspicion of fraud.", "He is investigated on suspicion of fraud."),
        ("Crews localized the blaze on the roof.", "Crews contained the fire on the roof."),
        ("She scored two goals in the first time.", "She scored two goals in the first half."),
        ("The king congratulated to the team with their win.", "The king congratulated the team on their win."),
        ("Police found a woman of 52 years of age.", "Police found a woman aged 52."),
        ("The crash has caused 4 people killed and 2 hurt.", "The crash has left 4 people dead and 2 hurt."),
        ("The storm left without light to 300 houses in Tarn.", "The storm left 300 houses without power in Tarn."),
    ],
)
def test_the_first_repair_is_right(text: str, right: str) -> None:
    assert right in mended(text)


def test_no_repair_invents_whose_forces_they_were() -> None:
    found = mtcheck.check("The occupation forces raided the village at dawn.").findings
    assert found and not any("sraeli" in edit.text for one in found for fix in one.repairs for edit in fix.edits)
