"""What rules work out together is worked out once for a document, and goes when the document goes."""

import gc
import weakref

from mtcheck.core import Document, plain
from mtcheck.cues import figures
from mtcheck.cues.people import people
from mtcheck.resources import Packaged

TEXT = "Mayor Dora Melas said on Monday that 12 people had left. She gave no reason."


def test_work_is_done_once_for_each_document() -> None:
    calls: list[str] = []

    def work(doc: Document) -> int:
        calls.append(doc.text)
        return len(calls)

    one, other = plain("One."), plain("Two.")
    assert [
        one.once("n", lambda: work(one)),
        one.once("n", lambda: work(one)),
        other.once("n", lambda: work(other)),
    ] == [1, 1, 2]
    assert calls == ["One.", "Two."]


def test_nobody_keeps_a_story_alive() -> None:
    doc = plain(TEXT)
    assert people(doc, Packaged()) and figures.figures(doc)[""]
    gone = weakref.ref(doc)
    del doc
    gc.collect()
    assert gone() is None
