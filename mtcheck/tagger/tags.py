"""Words as an editor would change them, for quality estimation: every word above a threshold, where findings show only
what is worth an editor's eye.
"""

from collections.abc import Sequence

from mtcheck.tagger.runtime import Reading, Tagger

Place = tuple[int, int]


def tags(tagger: Tagger, text: str, places: Sequence[Place]) -> tuple[tuple[bool, ...], tuple[bool, ...]]:
    """(tokens, gaps): which of the tokens at `places` (code points) an editor would change, and in which gaps words are
    missing, one gap more.

    The threshold rises with the mean probability of the text: where nearly everything is doubtful, only the worst
    stands out (docs/tagger.md).
    """
    reading = tagger.read([text])[0]
    chances = [chance(reading, place) for place in places]
    start, slope, gap_from = tagger.about["fusion"]["tags"]
    least = start + slope * sum(chances) / max(1, len(chances))
    gaps = [missing(reading, start) >= gap_from for start, _ in places]
    return tuple(one >= least for one in chances), (
        *gaps,
        bool(places) and reading.missing(len(reading.words)) >= gap_from,
    )


def spans(tagger: Tagger, text: str) -> list[Place]:
    """Places that an expert would mark, half-open ranges of code points: words above a threshold, neighbours joined."""
    reading = tagger.read([text])[0]
    least = tagger.about["fusion"]["spans"]
    found: list[Place] = []
    for number, word in enumerate(reading.words):
        if float(reading.bad[number]) < least:
            continue
        if found and number and found[-1][1] == reading.words[number - 1].end:
            found[-1] = (found[-1][0], word.end)
        else:
            found.append((word.start, word.end))
    return found


def chance(reading: Reading, place: Place) -> float:
    """Of the surest word that shares a code point with a place; words that the model did not reach have none."""
    return max(
        (
            float(reading.bad[number])
            for number, word in enumerate(reading.words)
            if place[0] < word.end and word.start < place[1]
        ),
        default=0.0,
    )


def missing(reading: Reading, start: int) -> float:
    """In the gap before the word that holds an offset."""
    number = next((number for number, word in enumerate(reading.words) if word.end > start), None)
    return 0.0 if number is None else reading.missing(number)
