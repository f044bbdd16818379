"""Tags and entities that a story speaks of, characters that part lines and a band called The The are never repaired
unasked; those that a page left behind are.
"""

import pytest

import mtcheck
from mtcheck.detectors.linguistic import invisible_character
from mtcheck.readers import html
from mtcheck.resources import Packaged


@pytest.mark.parametrize(
    "text",
    [
        "The page tells you to write &amp; for an ampersand and &lt;br&gt; for a break.",
        "The tag &lt;script&gt; was in the copy, and the editor wrote &nbsp; in its guide.",
        "The clerk typed &quot; instead of a mark, and the form was lost.",
        "The site asks its readers to put “&lt;b&gt;” around a word.",
        "He said that &lt;div&gt; opens a block and &lt;/div&gt; closes it.",
        "A browser turns &eacute; into an accented letter.",
        "Nobody escapes &lt; and &gt; by hand now.",
        "Editors should avoid &nbsp; at the end of a line.",
        "The <blink> tag made text flash, and <center> put it in the middle.",
        "The word <b> was in the copy.",
        "In HTML, <br> breaks a line and <b>bold</b> is bold.",
        "The <marquee> element is gone, and so is the <font> tag.",
        "The old form used <br> for a break, the archive said.",
        "The command is cd /srv/site && rm -rf ./build ; make .",
        '$ echo "hello" | grep &amp; ; ls',
        "The archive is at https://maps.example/?d=e&f=g&amp;h and it is free.",
        'Guess Who? The The released "The The" in May.',
    ],
)
def test_what_is_spoken_of_stays(text: str) -> None:
    assert mtcheck.fix(text) == text


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("The mayor &amp; the clerk said so.", "The mayor and the clerk said so."),
        ("The <b>big</b> dam held, she said.", "The big dam held, she said."),
        ("He called it &quot;a mistake&quot; and left.", 'He called it "a mistake" and left.'),
        ("The bank used &quot;smart&quot; cards.", 'The bank used "smart" cards.'),
        ("The river rose to <b>four</b> metres.", "The river rose to four metres."),
        ("He left.&nbsp;She stayed until noon.", "He left. She stayed until noon."),
        ("The first line ends here.\u2028The second follows.", "The first line ends here.\nThe second follows."),
        ("The first page ends here. \x0c The next follows.", "The first page ends here. \n The next follows."),
    ],
)
def test_what_a_page_left_goes(text: str, fixed: str) -> None:
    assert mtcheck.fix(text) == fixed


def test_lines_stay_apart_in_markup() -> None:
    doc = html.read("<p>The first line.\u2028The second line.</p>")
    assert not list(invisible_character.detect(doc, Packaged()))
