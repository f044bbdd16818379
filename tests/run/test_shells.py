"""What stays of the markup around a deletion: nothing that is empty, and never what others may point to."""

import json

import pytest

from mtcheck.core import Edit, Span
from mtcheck.profile.config import Config
from mtcheck.readers import read
from mtcheck.readers.files import RawFile
from mtcheck.repair.patch import carry, patch
from mtcheck.run.session import Session

A, B = "<p>The council met on Friday.</p>", "<p>Members voted nine to four for the plan.</p>"


def without(raw: str, words: str, path: str = "story.html") -> str:
    """The file without the words, wherever the story says them."""
    (doc,) = read(RawFile(path, raw))
    at = doc.text.index(words)
    done, refused = carry(doc, [Edit(Span(at, at + len(words)), "")])
    assert not refused
    return patch(raw, done)


@pytest.mark.parametrize(
    ("between", "left"),
    [
        ("<p>Advertisement</p>", ""),
        ("\n<p class='x'><b>Advertisement</b></p>\n", "\n"),
        (
            "\n  <ul>\n    <li>Advertisement</li>\n    <li>Ships wait.</li>\n  </ul>\n",
            "\n  <ul>\n    <li>Ships wait.</li>\n  </ul>\n",
        ),
        ("\n<ul>\n<li>Advertisement</li>\n</ul>\n", "\n"),
        ("<div><p>Advertisement</p></div>", "<div></div>"),
        ("<table><tr><td>Advertisement</td><td>4</td></tr></table>", "<table><tr><td></td><td>4</td></tr></table>"),
        ("<p id='here'>Advertisement</p>", "<p id='here'></p>"),
        ("<p>Advertisement <img src='a.png'></p>", "<p> <img src='a.png'></p>"),
        ("<p>Ships wait.<br>Advertisement<br>They leave.</p>", "<p>Ships wait.<br>They leave.</p>"),
        ("<p>Ships <b>Advertisement</b> wait.</p>", "<p>Ships  wait.</p>"),
    ],
)
def test_an_element_that_is_emptied_goes_with_its_line(between: str, left: str) -> None:
    assert (
        without(f"<html><body>{A}{between}{B}</body></html>", "Advertisement")
        == f"<html><body>{A}{left}{B}</body></html>"
    )


def test_so_it_does_inside_a_string_and_escaped_in_a_feed() -> None:
    story = {"title": "Council votes", "body_html": f"{A}<p>Advertisement</p>{B}"}
    assert json.loads(without(json.dumps(story), "Advertisement", "story.json"))["body_html"] == A + B
    raw = f"{A}<p>Advertisement</p>{B}".replace("<", "&lt;").replace(">", "&gt;")
    feed = (
        f"<rss version='2.0'><channel><item><title>Vote</title><description>{raw}</description></item></channel></rss>"
    )
    assert "Advertisement" not in without(feed, "Advertisement", "feed.xml")
    assert "&lt;p&gt;&lt;/p&gt;" not in without(feed, "Advertisement", "feed.xml")


def test_tags_that_are_words_of_the_story_stay() -> None:
    raw = "A page begins with &lt;p&gt;Advertisement&lt;/p&gt; here."
    assert without(f"<p>{raw}</p>", "Advertisement") == "<p>A page begins with &lt;p&gt;&lt;/p&gt; here.</p>"


def test_sentences_of_one_paragraph_that_go_one_by_one_take_it_along() -> None:
    raw = f"<html><body>{A}\n<p>Advertisement. Subscribe now.</p>\n{B}</body></html>"
    (doc,) = read(RawFile("story.html", raw))
    first, second = doc.text.index("Advertisement."), doc.text.index("Subscribe now.")
    done, _ = carry(doc, [Edit(Span(first, first + 14), ""), Edit(Span(second, second + 14), "")])
    assert "<p>" not in patch(raw, done).removeprefix(f"<html><body>{A}").removesuffix(f"{B}</body></html>")


@pytest.mark.parametrize(
    ("path", "raw"),
    [
        ("rows.csv", "id,lead,text\n1,Read also: Storm moves north,The council met on Friday.\n"),
        ("rows.csv", 'id,lead,text\n1,"Read also: Storm, north","The council met on Friday."\n'),
        ("story.json", '{"lead": "Read also: Storm moves north", "text": "The council met on Friday."}'),
        ("story.json", '{"text": ["The council met on Friday.", "Read also: Storm moves north", "They left."]}'),
    ],
)
def test_no_cell_or_string_is_emptied(path: str, raw: str) -> None:
    session = Session(Config(depth="fast", fields=() if "[" in raw else (("text", "lead"), ("text", "text"))))
    (story,) = session.stories(RawFile(path, raw))
    (finding,) = session.check(story).findings
    assert finding.rule.id == "related-link"
    assert carry(story.document, finding.repairs[0].edits) == ([], list(finding.repairs[0].edits))


def test_a_sentence_of_a_cell_may_go() -> None:
    raw = "id,text,day\n1,The council met. Read also: Storm moves north,Friday\n"
    assert without(raw, " Read also: Storm moves north", "rows.csv") == "id,text,day\n1,The council met.,Friday\n"
