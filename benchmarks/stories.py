"""Stories to time checkers on: no two alike, from folders of `.txt` files and from JSON Lines with `paragraphs` or
translated `segments`, gzip or not.
"""

import gzip
import itertools
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).parent.parent / "fixtures"
DEFAULT = (FIXTURES / "wire", FIXTURES / "clean")


def stories(sources: Sequence[Path]) -> Iterator[str]:
    """The stories of all sources by turns, each once."""
    seen: set[str] = set()
    for text in (text for round in itertools.zip_longest(*map(_stories, sources)) for text in round if text):
        if text not in seen:
            seen.add(text)
            yield text


def _stories(source: Path) -> Iterator[str]:
    if source.is_dir():
        for path in sorted(source.glob("**/*.txt")):
            yield path.read_text(encoding="utf-8")
        return
    with (
        gzip.open(source, "rt", encoding="utf-8") if source.suffix == ".gz" else source.open(encoding="utf-8")
    ) as lines:
        for story in map(json.loads, lines):
            yield "\n\n".join(_paragraphs(story)) + "\n"


def _paragraphs(story: dict[str, Any]) -> list[str]:
    """Of native copy as they are, of a translated document as its first system has them."""
    if "paragraphs" in story:
        return list(story["paragraphs"])
    return [text for segment in story["segments"] for text in list(segment["mt"].values())[:1] if text]


def enough(texts: Iterable[str], size: int) -> str | None:
    """Stories joined to a text of `size` bytes or a little more; None where there are too few."""
    found, total = [], 0
    for text in texts:
        found.append(text.strip() + "\n\n")
        total += len(found[-1].encode())
        if total >= size:
            return "".join(found)
    return None


def typical(texts: Iterable[str], size: int = 2_400) -> str:
    """The story of the first thousand whose size is nearest to `size` bytes: some 400 words."""
    return min(itertools.islice(texts, 1_000), key=lambda text: abs(len(text.encode()) - size))
