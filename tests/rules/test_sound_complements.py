"""Sound complements: dates, agents and company before the right preposition, and frames that are good English, too."""

import pytest

from mtcheck.profile import catalog
from mtcheck.readers import text
from mtcheck.resources import Packaged
from mtcheck.run.engine import Engine

ENGINE = Engine([catalog.detector(rule) for rule in ("verb-complement", "wrong-preposition")], Packaged())


def found(sentence: str) -> list[str]:
    document = text.read(sentence)
    return [finding.span.of(document.text) for finding in ENGINE.check(document).findings]


@pytest.mark.parametrize(
    "sentence",
    [
        "He was sentenced on Friday to life in prison.",
        "She was sentenced in May to life.",
        "He will be sentenced in the new year.",
        "He was found guilty on Tuesday of murder.",
        "She pleaded guilty in May to theft.",
        "The group claimed responsibility on Sunday for the attack.",
        "The man was charged by police with murder.",
        "The banker was charged by prosecutors in Orlec with fraud.",
        "She was accused with her husband of fraud.",
        "They insisted in court on their right.",
        "Her uncle died from cancer.",
        "Hundreds died from hunger that winter.",
        "The old man died with pneumonia.",
        "The driver lost control on a bend.",
        "She lost control in the wet.",
        "The driver lost control at the junction.",
        "The children were looked after at a hospital.",
        "He pleaded guilty in federal court to wire fraud.",
        "He pleaded guilty in the murder of his wife.",
        "The jury found him guilty in the murder of his wife.",
        "The two fell in love on the set of the film.",
        "The two fell in love at school.",
        "She criticised the plan because it costs too much.",
        "She criticized the plan because it costs too much.",
        "Soldiers fired over the crowd.",
        "They fired over the heads of protesters.",
        "Relatives are afraid for the hostages.",
        "She hid before police arrived.",
        "He was conscious on arrival at hospital.",
        "The ferry leaves from the village at noon.",
        "Buses leave from the city centre.",
        "The tank is filled from the roof.",
        "The ship was filled from the stern with water.",
        "Waves beat against the sea wall.",
        "Rain was beating on the windows.",
        "She belongs at the top of the list.",
        "The books belong on the shelf.",
        "They crossed over the bridge.",
        "She has dominated on clay.",
        "It asked too much and put demands on coal miners.",
        "The demands of the energy market grow.",
        "The demands on the housing service grow.",
        "Damage on the bridge closed it.",
        "The vandals did damage on both sides of the road.",
        "It happened near the close of the school year.",
        "By the close of the city council meeting no vote was held.",
        "The car was hit from behind by a lorry.",
        "The convoy was hit from the air by missiles.",
        "He was convicted for a murder he did not commit.",
        "The club reacted against the plan.",
        "Voters reacted against it.",
        "The captain protested to the referee.",
        "She protested to the minister about it.",
        "He gave an interview to the newspaper.",
        "She gave an interview to a radio station.",
        "They prayed on the steps.",
        "He prayed on it for days.",
        "Those who recover are immune for life.",
        "The cafe is famous with tourists.",
        "Be careful for the sake of the children.",
        "The curtains reach to the floor.",
        "The road reached to the border.",
        "The coach was replaced from the start of the second half.",
        "She emphasised on her first day that taxes would fall.",
        "He emphasized on his visit that taxes would fall.",
        "They joked over coffee.",
        "He returned at the weekend.",
        "On his return at the weekend he spoke.",
        "He made a return at work.",
        "We would be interested at the right price.",
        "She is happy from the moment she wakes.",
        "He was proud to the last.",
        "She was pleased on her return.",
        "The board resigned of its own accord.",
        "The dog recovered of its own accord.",
        "She had a surprise on her birthday.",
        "She was surprised on her birthday by the band.",
        "She was surprised on the road by wolves.",
        "They sought advantage from the sale.",
        "Both sides had an advantage from the start.",
        "They agree doing nothing is not an option.",
        "Most agree doing more would help.",
        "Firefighters arrived to find the house on fire.",
        "They arrived to a burning house.",
        "She arrived to cheering crowds at the airport.",
        "They arrived to scenes of joy at the station.",
        "Doctors attended to the wounded at the school.",
        "A nurse attended to a festival visitor.",
        "She was accused with her former husband of fraud.",
        "He was charged by police after a murder inquiry.",
    ],
)
def test_sound_complements_are_left_alone(sentence: str) -> None:
    assert found(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("He was sentenced at 12 years in prison.", "sentenced at 12 years"),
        ("They have access of the internet.", "access of"),
        ("He was accused for the theft of a car.", "accused for the theft"),
        ("He was charged of murder by police.", "charged of"),
        ("He insisted in the vote.", "insisted in"),
        ("He was found guilty for murder.", "found guilty for"),
        ("He took advantage from the crowd.", "took advantage from"),
        ("The sides reached to an agreement.", "reached to an agreement"),
        ("They arrived to a village at noon.", "arrived to a village"),
        ("They attended to a meeting in Orlec.", "attended to a meeting"),
        ("She emphasised on the need for peace.", "emphasised on"),
    ],
)
def test_wrong_complements_beside_them_are_found(sentence: str, wrong: str) -> None:
    assert [said.startswith(wrong) for said in found(sentence)] == [True]
