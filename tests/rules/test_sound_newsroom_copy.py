"""Shapes that newsrooms print every day and that looked like slips: whole pieces, and single turns of phrase."""

import pytest

import mtcheck
from mtcheck.core import Severity

COUPLE = (
    "“He has done it all,” Brenda Quill said. “We are done,” she said.\n\nGordy Quill said he had had enough. She left."
)
TALE = (
    "It tells of a girl of 12 who is ill herself.\n\nMr Barrow seems haunted by her eyes, empty of all hope. He left."
)
BLOG = (
    "LIVE: Bridge shut\n\n16.42 One lane is open. Expect delays.\n\n16.20 No one is hurt.\n\n15.58 A lorry is on its"
    " side."
)
VERSE = (
    "The ferryman is old and stout,\nHe takes two pence to let them out,\nAnd at the gate he stands in line,\n"
    "And says: the pence are mine."
)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("pronoun-gender", '"Tell the panel, Peter," she says in another, recorded in May.'),
        ("pronoun-gender", COUPLE),
        ("pronoun-gender", TALE),
        ("pronoun-gender",
        "Mr Loomis was pleased. But Lomna Trade Board Chairman Penny Corbham said her members were not."),
        ("pronoun-gender",
        "Two men kept their seats. Board chairman Petrana Holdsby spoke.\n\nShe said: “We will sue.” He wept."),
        ("pronoun-gender",
        "Arnold praised\n\nOscar-winner Andrea Arnold was praised by the body that funded her film. He left."),
        ("common-noun-capital", "The band's album Hopes and Fears went back to the top of the chart on Sunday."),
        ("common-noun-capital", "He sang When a Sailor loves a Woman for the crowd."),
        ("common-noun-capital", "The actor will star in a Neighbours spin-off next year."),
        ("common-noun-capital",
        "Rivals like Quill offer free services through its Blogger site, while the others wait."),
        ("common-noun-capital", "Pia Lund, director of Context, said the number of reports had doubled since May."),
        ("common-noun-capital", "Pakistan and England will meet in three Tests and as many one-day games."),
        ("common-noun-capital", "He was held in May and is still in jail Analysts believe that the firm will be sold."),
        ("fused-sentence",
        "Some of his best known roles included The Joe Stone Story and Gone Are the Days - a film he adapted from a"
        " play."),
        ("fused-sentence", "There are films such as the classic story It's a Wonderful World, made in 1951."),
        ("fused-sentence", "Mr Lund, who is running his own No campaign in the north, said he was not convinced."),
        ("fused-sentence", "The party leader told the Sunday Times the board would cut the number of advisers."),
        ("fused-sentence",
        'They showed a poster under the words "How can they fight crime when they fight?" The mayor left.'),
        ("missing-inversion", "Only last week, the world's press highlighted the death of the film maker."),
        ("missing-inversion", "Only recently the police announced that they would take a firmer line."),
        ("phrase-loop", "She was voted the best performer for Measure for Measure at the theatre."),
        ("phrase-loop", '"In the end, we tried to get to the heart of what really makes a gadget a gadget," it said.'),
        ("stop-before-fragment",
        "The port shut down. In May 2005 local authorities shut down 700 cafes and arrested 24 people."),
        ("doubled-coordination", "Users still need anti-virus software, firewalls, and software updates to stay safe."),
        ("doubled-preposition", "Why ruin something that we all have fond memories of in the first place?"),
        ("headline-run-in",
        "I was honestly interested in the nets I was selling because I wanted to help people, and the pay was good."),
        ("lower-case-name", "We can hear how the woman is scolding Emil boorishly."),
        ("space-thousands", "Good pay. Please learn more at 729 725 522 498 168."),
        ("agency-slug",
        "They have no reports of the rare illness - slow harbour fever (NFE) - in patients who took the drug alone."),
        ("verb-complement",
        "An error was made, but now that the duke had apologised the matter should be left to rest."),
        ("verb-complement", "If Ms. Lund is not there yet, wait a bit for her."),
        ("verb-complement", "In this crisis everyone would be “well advised to adopt” a plan, the bank said."),
        ("verb-complement", "That will hurt the island, which relies to a large extent on the ferries."),
        ("verb-complement", "She replied on her page to the questions of curious fans."),
        ("verb-complement", "He did not inform the party when applying for membership about his earlier years."),
        ("wrong-preposition", "He was deprived of the post and isn't allowed to get it back."),
        ("wrong-preposition", "There will be terrible danger, of course, but they will go on."),
        ("wrong-preposition", "It is the time when the new guests check in tomorrow."),
        ("wrong-preposition", "The attacks went on, mostly on October the 3rd and on October the 10th."),
        ("wrong-preposition", "She took part in the London to Brighton run with her dog."),
        ("wrong-preposition", "She made the final as a fastest loser."),
        ("wrong-preposition",
        "TV host suffers stroke\n\nThe host of a morning show is in hospital after a mild stroke."),
        ("calque", "It was previously reported that police had asked the mason about the money."),
        ("calque", "In 1717 the fleet carried out a landing on the island."),
        ("calque", "She introduced the appeal of the valley to guests from the city."),
        ("calque", "As a result of the accident, 13 people died and dozens were hurt."),
        ("source-footer",
        "Shops did well.\n\nPublished on its website, the report shows an increase over last year's sales."),
        ("missing-article",
        "He sang in the film. Shooting took place in various parts of the town, on the quay and in the mill."),
        ("missing-article",
        "People want flats listed as “by the station, near station, linked to station” and the like."),
        ("dangling-end", "We were cooking at home. And we cannot find the keys to the attic"),
        ("dangling-end", VERSE),
        ("lost-letters", "The band made tinny noises; he had to stoop to the grate, and the latte was cold."),
        ("comma-splice", "The youngest candidate was 22, the oldest was 72."),
        ("comma-splice",
        "The days will be warm and according to the latest forecasts, there is a very high chance of sun."),
        ("untranslated-passage", "He says so. Well, pacta sunt servanda... The board meets on Friday."),
        ("feed-truncation",
        "Can you help - no joke... but something I am more and more concerned with...\n\nWe play for hours."),
        ("verb-complement", "I was and remain absolutely convinced that the port will open."),
        ("verb-complement", "He pointed to benefits of small farms which do not want big profits."),
        ("verb-complement", "Prune dry trees that could do damage to their homes."),
        ("calque", "It still happens that somewhere I don't get the receipt or they throw it away."),
        ("calque", "People use electronic means of communication that help them with this."),
        ("feed-truncation", "But nothing surprised me at all. This is exactly what I was sadly waiting for…"),
        ("common-noun-capital", "I don't have an Advent wreath, so there was nothing to light."),
        ("lower-case-name", "His daughter Dominika reveales it."),
        ("wrong-preposition",
        "The party is over.\n\nTorvia: Mass testing after coronavirus outbreak in resort\n\nIt began on Monday."),
        ("leaked-marker", BLOG),
        ("page-furniture", "LIVE UPDATES: Count at Wexcombe\n\nThe boxes are in, and the count begins at ten."),
        ("page-furniture", "Service was slow, but sweet. Dogs welcome. 4/5"),
        ("repeated-sentence",
        "Monday. Woken at four by the cockerel. Tuesday. Woken at four by the cockerel. Friday. Coq au vin."),
        ("clock-format", "The 07.42 from Ely will, from 10 December, leave at 07.39."),
    ],
)  # fmt: skip
def test_no_slip(rule: str, text: str) -> None:
    assert rule not in {finding.rule.id for finding in mtcheck.check(text, depth="fast").findings}


def test_letters_of_a_table_are_no_words_of_another_language() -> None:
    report = mtcheck.check(
        "Tide times, Colby Bar: HW 03.14 (5.1m), 15.40 (5.3m). LW 09.22 (0.9m). Sunrise 05.12, sunset 20.56."
    )
    assert not report.foreign


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("dangling-end", "The ferry left at dawn. Nobody was hurt. The quay stays open to fishing bo"),
        ("leaked-marker", "0.87 The ferry left at dawn.\n0.45 Nobody was hurt.\n0.31 The quay is shut."),
        ("missing-inversion", "Only on Friday the crews reached the valley."),
        ("pronoun-gender", "Ms. Lindqvist opened the clinic, and he thanked the donors. She left."),
        ("common-noun-capital", "Saxony will take in eight Patients from abroad."),
    ],
)
def test_slips_of_that_kind_are_found(rule: str, text: str) -> None:
    found = [finding for finding in mtcheck.check(text, depth="fast").findings if finding.rule.id == rule]
    assert found
    assert all(finding.severity > Severity.NEUTRAL for finding in found)
