"""Examples from what people said about translations: post-edits with tags, error spans, translations beside references,
a newsroom's corrections.
"""

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from mtcheck.errors import InputError, why
from mtcheck.scoring.words import offsets
from mtcheck.tagger import labels
from mtcheck.tagger.labels import FAMILIES
from mtcheck.training.examples import UNKNOWN, Example, blank, clean, from_correction

Item = dict[str, Any]
# Categories of error spans, lower case, as families; the first that the category begins with or ends in counts.
_CATEGORIES = (
    ("grammar", "grammar"), ("omission", "omission"), ("addition", "addition"), ("word order", "word-order"),
    ("name", "name"),
    ("terminology", "word-choice"), ("mistranslation", "word-choice"), ("awkward", "word-choice"),
    ("style", "word-choice"), ("register", "word-choice"),
    ("punctuation", "join"),
)  # fmt: skip


def items(path: Path) -> Iterator[Item]:
    """Objects of a JSON Lines file, gzip or not. Raises InputError with the line that makes no sense."""
    number = 0
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
            for line in file:
                number += 1
                if line.strip():
                    yield json.loads(line)
    except FileNotFoundError:
        raise InputError(f"{path} does not exist; check the path.") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {why(error)}.") from None
    except ValueError as error:
        raise InputError(f"{path}, line {number or 1}: not JSON Lines ({error}).") from None


def examples(path: Path) -> Iterator[Example]:
    """Examples from a file of any kind that is known: the keys of each object tell.

    Raises InputError for one that is not.
    """
    for number, item in enumerate(items(path), 1):
        for keys, make in _MAKERS:
            if keys <= item.keys():
                try:
                    yield from make(item)
                except (TypeError, ValueError, KeyError, AttributeError) as error:
                    raise InputError(
                        f"{path}, line {number}: {error!r} where {', '.join(sorted(keys))} were expected."
                    ) from None
                break
        else:
            raise InputError(
                f"{path}, line {number} has none of the keys that training reads: text and corrected, mt and pe, mt and"
                " spans, segments, original and text, or paragraphs."
            )


def _post_edit(item: Item) -> Iterator[Example]:
    text = item["mt"]
    tokens = item.get("tokens") or []
    places = offsets(text, tokens) if tokens else None
    if tokens and places is None:
        text = " ".join(tokens)
        places = offsets(text, tokens)
    example = from_correction(text, item["pe"]) if item.get("pe") else blank(text)
    changed = example.wrong
    # a post-edit says what an editor of that project changed, not what is wrong in news
    example.wrong = [UNKNOWN] * len(example.found)
    if places is None or not item.get("tags"):
        example.bad = changed
    else:
        example.bad = tagged(example, places, [tag == "BAD" for tag in item["tags"]])
        gaps = item.get("gap_tags")
        if gaps and len(gaps) == len(places) + 1:
            _gaps(example, places, [tag == "BAD" for tag in gaps])
    yield example


def tagged(example: Example, places: Sequence[tuple[int, int]], bad: Sequence[bool]) -> list[int]:
    """For each word of the example, whether a token that it shares a code point with is marked."""
    found = []
    for word in example.found:
        found.append(
            int(
                any(
                    mark
                    for (start, end), mark in zip(places, bad, strict=False)
                    if start < word.end and word.start < end
                )
            )
        )
    return found


def _gaps(example: Example, places: Sequence[tuple[int, int]], bad: Sequence[bool]) -> None:
    """Insertions are believed only where the tags have a gap, too; a tagged gap without one is a gap all the same."""
    marked = {
        places[number][0] if number < len(places) else len(example.text) for number, is_bad in enumerate(bad) if is_bad
    }
    for number in range(len(example.insert)):
        at = example.found[number].start if number < len(example.found) else len(example.text)
        if at in marked:
            example.insert[number] = max(example.insert[number], labels.SOMETHING)
        elif example.insert[number] > 0:
            example.insert[number] = UNKNOWN


def _spans(item: Item) -> Iterator[Example]:
    example = blank(item["mt"])
    example.bad = [0] * len(example.found)
    for span in item["spans"]:
        if span["severity"] == "neutral":
            continue
        for number, word in enumerate(example.found):
            if span["start"] < word.end and word.start < span["end"]:
                example.bad[number] = 1
                example.family[number] = FAMILIES.index(_family(span.get("category", "")))
    if not item["spans"] and item.get("source_spans"):
        example.bad = [UNKNOWN] * len(example.found)
    human = item.get("system", "").lower().startswith(("ref", "human"))
    example.translated = int(not human)
    yield example


def _family(category: str) -> str:
    low = category.lower()
    return next((family for word, family in _CATEGORIES if word in low), "other")


def _round_trip(item: Item) -> Iterator[Example]:
    example = from_correction(item["text"], item["original"])
    example.translated = 1
    yield example
    yield clean(item["original"], translated=0)


def edited(item: Item) -> Example:
    """A line with an editor's minimal correction (`mt`, `pe`, `broken`): what was changed is wrong, what was not was
    read and found fine.

    Words beside a change are half sure, for editors draw its bounds differently. A line that was rebuilt says little of
    its words: all of it is broken.
    """
    example = from_correction(item["mt"], item["pe"])
    size = len(example.found)
    ranges = item.get("broken") or []
    changed = sum(example.wrong) + sum(gap > 0 for gap in example.insert)
    rebuilt = size > 5 and changed > _REBUILT * size
    example.broken = [int(rebuilt)] * size
    for number, word in enumerate(example.found):
        if any(start < word.end and word.start < end for start, end in ranges):
            example.broken[number] = example.wrong[number] = 1
            example.edit[number], example.family[number], example.put[number] = (
                labels.OTHER,
                FAMILIES.index("other"),
                "",
            )
    for number in range(size):
        near = example.wrong[max(0, number - 1) : number + 2]
        if not example.wrong[number] and (any(near) or any(gap > 0 for gap in example.insert[number : number + 2])):
            example.sure[number] = 0.5
    if rebuilt:
        example.sure = [0.3] * size
    example.bad, example.translated = list(example.wrong), 1
    return example


_REBUILT = 0.5  # share of the words changed from which on a line was written anew


def _edited(item: Item) -> Iterator[Example]:
    yield edited(item)


def _correction(item: Item) -> Iterator[Example]:
    example = from_correction(item["text"], item["corrected"])
    example.bad = list(example.wrong)
    yield example


def _translations(item: Item) -> Iterator[Example]:
    """Output of two systems and a reference: nothing is known of the words, only who wrote them."""
    for segment in item["segments"]:
        systems = sorted(segment["mt"])
        for name in systems[:: max(1, len(systems) // 2)][:2]:
            yield _origin(segment["mt"][name], 1)
        for reference in list(segment["refs"].values() if isinstance(segment["refs"], dict) else segment["refs"])[:1]:
            yield _origin(reference, 0)


def _origin(text: str, translated: int) -> Example:
    example = blank(text)
    example.translated = translated
    return example


def _clean(item: Item) -> Iterator[Example]:
    for paragraph in item["paragraphs"]:
        yield clean(paragraph, translated=0)


_MAKERS = (
    ({"text", "corrected"}, _correction),
    ({"original", "text"}, _round_trip),
    ({"mt", "spans"}, _spans),
    ({"mt", "pe", "broken"}, _edited),
    ({"mt", "tags", "tokens"}, _post_edit),
    ({"mt", "pe"}, _post_edit),
    ({"segments", "pair"}, _translations),
    ({"paragraphs"}, _clean),
)


def usable(some: Iterable[Example], longest: int = 90) -> Iterator[Example]:
    """Examples of 3 to `longest` words."""
    return (example for example in some if 3 <= len(example.found) <= longest)
