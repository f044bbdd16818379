"""What rules leave alone or to people in whole files, where an example in plain text cannot show it."""

import pytest

from mtcheck.core import Applicability, Finding
from mtcheck.profile import catalog
from mtcheck.readers import html, rss
from mtcheck.readers import text as plain_text
from mtcheck.resources import Packaged
from mtcheck.run.engine import Engine

RESOURCES = Packaged()


def found(rule: str, page: str) -> list[Finding]:
    engine = Engine([catalog.detector(rule)], RESOURCES)
    return list(engine.check(html.read(page)).findings)


def test_a_caption_may_name_who_took_the_picture() -> None:
    page = (
        "<html><body><article><h1>Dam holds</h1><figure><img src='a.jpg'><figcaption>The dam at Orlik. Photo: Jana"
        " Nova/Coast Images</figcaption></figure><p>The dam held on Friday.</p></article></body></html>"
    )
    assert not found("photo-credit", page)


def test_a_cell_of_a_table_is_no_button() -> None:
    page = (
        "<html><body><p>Shares rose on Friday.</p><table><tr><th>Open</th><th>Close</th></tr><tr><td>100</td>"
        "<td>101</td></tr></table><p>Trade was thin.</p></body></html>"
    )
    assert not found("page-furniture", page)


@pytest.mark.parametrize(
    ("text", "for_people"),
    [
        ('The strain may be no worse than "delta"," the board said.', True),
        ('""The road is shut," the guard said.', False),
    ],
)
def test_two_marks_that_may_close_two_quotations_are_left_to_people(text: str, for_people: bool) -> None:
    engine = Engine([catalog.detector("doubled-quote")], RESOURCES)
    findings = engine.check(plain_text.read(text)).findings
    assert findings
    for finding in findings:
        assert (finding.applicability(finding.repairs[0]) is Applicability.REVIEW) is for_people


def test_items_on_lines_of_their_own_in_a_paragraph_are_a_list() -> None:
    page = "<html><body><p>The plan has goals:\n• cut waste\n• repair pipes\n• hire staff</p></body></html>"
    assert not found("flattened-list", page)
    assert found("flattened-list", page.replace("\n", " "))


@pytest.mark.parametrize(
    "summary",
    [
        "The dam held on Friday in spite of the rain, the port said. Eleven roads in Lomna were shut for the night.",
        "The dam held on Friday in spite of the rain ...",
    ],
)
def test_a_summary_may_say_what_the_text_begins_with(summary: str) -> None:
    text = "The dam held on Friday in spite of the rain, the port said. Eleven roads in Lomna were shut for the night."
    feed = (
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>Desk</title><item>"
        f"<title>Dam holds</title><description>{summary}</description><content:encoded><![CDATA[<p>{text}</p><p>Ships"
        " wait.</p>]]></content:encoded></item></channel></rss>"
    )
    (story,) = rss.stories(feed)
    engine = Engine([catalog.detector("repeated-sentence")], RESOURCES)
    assert not engine.check(story).findings
