"""Two marks or tags that belong together are both repaired or both left."""

import mtcheck
from mtcheck.core import Applicability


def test_a_quotation_in_the_wrong_encoding_is_repaired_whole_or_not_at_all() -> None:
    story = "Dam holds\n\nThe dam held, the service said.â€œWe have never seen water rise so fast,â€ said Ana Novak.\n"
    findings = [one for one in mtcheck.check(story, depth="fast").findings if one.rule.id == "mojibake"]
    assert len(findings) == 2
    one, other = (finding.repairs[0].edits for finding in findings)
    assert one == other and len(one) == 2
    assert len({one.applicability(one.repairs[0]) is Applicability.AUTOMATIC for one in findings}) == 1
    repaired = mtcheck.fix(story, depth="fast")
    assert ("â€œ" in repaired) == ("â€ said" in repaired)


def test_a_caption_loses_both_its_tags_or_none() -> None:
    story = (
        'Dam holds\n\nThe dam held on Friday.\n\n[caption id="attachment_88" width="640"]A car lies overturned in'
        " Lomna. Photo: AFP/Getty[/caption]\n\nThe road was closed on Sunday.\n"
    )
    repaired = mtcheck.fix(story, depth="fast")
    assert ("[caption" in repaired) == ("[/caption]" in repaired)
    assert "A car lies overturned in Lomna." in repaired
