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
        ("pronoun-gender", '"Show them the ledger, Otto," she whispers in a clip from the vestry.'),
        ("pronoun-gender", COUPLE),
        ("pronoun-gender", TALE),
        ("pronoun-gender",
        "Mr Loomis had no complaint. Harbour Guild Chairman Penny Corbham, though, told her crews to stay ashore."),
        ("pronoun-gender",
        "Both stewards resigned. Guild chairman Petrana Holdsby rose.\n\nShe said: “Nobody asked us.” He sat down."),
        ("pronoun-gender",
        "Quill honoured\n\nPotter Andrea Quill got a medal from the guild that lent her its kiln. He clapped."),
        ("common-noun-capital", "Their second record, Ropes and Tears, sold out in a week."),
        ("common-noun-capital", "The choir closed with Where a River meets a Mountain."),
        ("common-noun-capital", "She once sold a boat to a Neighbours star from Perth."),
        ("common-noun-capital",
        "Small shops sell their cheese through a Baker page, and the rest queue."),
        ("common-noun-capital", "Ivo Rask, founder of Harvest, put the losses at four barns."),
        ("common-noun-capital", "The tourists lost two Tests and drew a third in the rain."),
        ("common-noun-capital", "The mill was shut in June and stands empty Farmers say the weir will go next."),
        ("fused-sentence",
        "Her early books included The Salt Road and Far From the Quay - a novel that she later set to"
        " music."),
        ("fused-sentence", "Children still ask for the old tale It's a Crooked House, printed in 1926."),
        ("fused-sentence", "Ms Rask, who pays for a No campaign of her own on the island, has not been asked."),
        ("fused-sentence", "The bishop told the Sunday Herald the choir would lose its hall."),
        ("fused-sentence",
        'The placard asked "Who counts the herring when nobody counts?" The skipper laughed.'),
        ("missing-inversion", "Only last spring, the island's two ferries shared one crew."),
        ("missing-inversion", "Only recently the guild learned that its charter had lapsed."),
        ("phrase-loop", "He won the prize for Measure for Measure in a barn near Ely."),
        ("phrase-loop", '"You have to ask what makes a harbour a harbour," the pilot said.'),
        ("stop-before-fragment",
        "The kilns went cold. In June 1931 the county closed 14 quarries and let 90 men go."),
        ("doubled-coordination", "The boat has fresh water, flares, and water tanks on board."),
        ("doubled-preposition", "Who sold the field that the fair was famous for in the first place?"),
        ("headline-run-in",
        "He spoke gladly of the lamps he was mending because he liked to be of use, and the shop was warm."),
        ("lower-case-name", "One sees how the aunt keeps teasing Emil mercilessly."),
        ("space-thousands", "Rooms to let. Ring the warden on 614 203 877 145 390."),
        ("agency-slug",
        "Two dogs died of the rare ailment - red kennel cough (RKC) - after a show in May."),
        ("verb-complement",
        "The bell had cracked, but since the vicar had confessed the parish should let it hang."),
        ("verb-complement", "Should the pilot be late, wait a while for him."),
        ("verb-complement", "Every island would be “well advised to keep” a second boat, the warden wrote."),
        ("verb-complement", "The valley lives to a large extent on its plums and relies to some degree on pears."),
        ("verb-complement", "He replied on his blog to two angry gardeners."),
        ("verb-complement", "She never informed the guild when joining about her debts."),
        ("wrong-preposition", "They took the medal from him, and he isn't going to get it back."),
        ("wrong-preposition", "There is real danger, of course, and the divers know it."),
        ("wrong-preposition", "Ask at what hour the pilgrims check in tomorrow."),
        ("wrong-preposition", "The bells rang twice, on March the 4th and on March the 9th."),
        ("wrong-preposition", "He took part in the Lomna to Torv race on a mule."),
        ("wrong-preposition", "He reached the last eight as a fastest loser."),
        ("wrong-preposition",
        "Baker suffers burns\n\nA baker from Torv was treated for burns on Sunday."),
        ("calque", "It was previously reported that the weir would be rebuilt by May."),
        ("calque", "Four boats carried out a landing at the foot of the cliff in 1809."),
        ("calque", "The guide introduced the history of the kiln to two coachloads of pupils."),
        ("calque", "As a result of the accident, the firm lost its licence and two men their jobs."),
        ("source-footer",
        "Nets were mended.\n\nPublished on its website, the tally puts the catch at nine tonnes."),
        ("missing-article",
        "She plays the nun. Filming took place in three cellars, on the quay and in a mill."),
        ("missing-article",
        "Tags such as “at the quay, near quay, behind quay” help nobody who looks for a berth."),
        ("dangling-end", "The oven is cold again. And nobody has seen the lid of the pan"),
        ("dangling-end", VERSE),
        ("lost-letters", "The band made tinny noises; he had to stoop to the grate, and the latte was cold."),
        ("comma-splice", "The shortest bell weighs a stone, the longest weighs a ton."),
        ("comma-splice",
        "Plums are early and according to the warden, there is more fruit than in any year since 1990."),
        ("untranslated-passage", "Her answer was short: pacta sunt servanda... Then she hung up."),
        ("feed-truncation",
        "One more thing - seriously... the bees, the poor bees...\n\nWe keep four hives."),
        ("verb-complement", "She was then and remains quite convinced that the weir can be saved."),
        ("verb-complement", "The leaflet points to benefits of slow ovens that cooks overlook."),
        ("verb-complement", "Chain up the boats that could do damage to the pier."),
        ("calque", "Now and then it happens that somewhere the ticket is torn or the clerk keeps it."),
        ("calque", "Pilots have electronic means of communication that no fog can stop."),
        ("feed-truncation", "The kiln cracked. I had been dreading it since the frost…"),
        ("common-noun-capital", "Each child carried an Advent lantern down to the quay."),
        ("lower-case-name", "Her cousin Dominika buildes them."),
        ("wrong-preposition",
        "The inn is shut.\n\nTorvia: Travel ban after measles outbreak in valley\n\nIt ends on Monday."),
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
