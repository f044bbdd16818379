"""The headline again at the head of the text: as a line, as the first sentence, or run into it."""

from mtcheck.core import Applicability, Bad, Document, Findings, Good, Resources, Rule
from mtcheck.cues.removal import removal
from mtcheck.text.lazy import lazy

RULE = Rule(
    id="repeated-title",
    mqm="accuracy/addition",
    applicability=Applicability.AUTOMATIC,
    summary="The text begins with its own headline.",
    why="Scrapers take the headline for the first line of the text.",
    whole=True,
    examples=(
        Bad("Council approves the old dam\n⟦Council approves the old dam. →⟧The council voted on Friday."),
        Bad("Storm nears the southern coast⟦\nStorm Nears the Southern Coast→⟧\nResidents left."),
        Bad("Storm nears the southern coast\n⟦Storm nears the southern coast →⟧Residents were told to leave."),
        Good("Council approves the dam\nThe council approved the dam on Friday."),
        Good("Storm nears the southern coast\nStorm nears the southern coast as rivers rise."),
        Good("Results\nResults"),
    ),
)

_WORD = lazy(r"\w+(?:['’]\w+)*")
_AFTER = lazy(r"[\"”’)]*(?:[.!?:…]+[\"”’)]*\s*| [–—|-] | (?=[A-Z]))")


def detect(doc: Document, resources: Resources) -> Findings:
    if len(doc.segments) < 2:
        return
    text = doc.text
    title = [word.lower() for word in _WORD.findall(doc.segments[0].span.of(text)[:400])]
    if len(title) < 4 or len(title) > 30:
        return
    for segment in doc.segments[1:4]:
        if segment.kind == "headline":
            continue  # a page names itself in its head and says its headline above the text
        span = segment.span
        words = []
        for match in _WORD.finditer(text, span.start, min(span.end, span.start + 600)):
            words.append(match)
            if len(words) > len(title):
                break
        if [match[0].lower() for match in words[: len(title)]] != title:
            continue
        end = words[len(title) - 1].end()
        if text[end : span.end].strip(' .!?:…"”’)'):
            after = _AFTER.match(text, end, span.end)
            if not after or (
                after[0] == " "
                and len(words) > len(title)
                and text[words[len(title)].start()].isupper()
                and not _begins_sentence(resources, words[len(title)][0])
            ):
                continue
            edit = removal(doc, span.start, after.end())
            doubtful = after[0] != " "  # a question and its answer, a poem that is named after how it begins
        else:
            edit = removal(doc, span.start, span.end)
            doubtful = _is_verse(doc)
        message = "The headline is repeated in the text."
        yield RULE.correction(edit.span, edit, message, 0.94, 0.93, for_people=doubtful)
        return


def _is_verse(doc: Document) -> bool:
    """Whether the lines are as short as those of a poem, which may be named after its first."""
    lines = [segment.span for segment in doc.segments[1:]]
    return sum(len(line) < _VERSE for line in lines) * 2 > len(lines) > 2


_VERSE = 60  # code points that few paragraphs of news are shorter than


def _begins_sentence(resources: Resources, word: str) -> bool:
    """Whether the capital is a sentence's and not a name's that continues the headline."""
    vocabulary = resources.model("vocabulary")
    return word in vocabulary and vocabulary.capital(word) < 50
