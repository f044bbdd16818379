"""Stories to time checkers on: no two alike, from folders of `.txt` files and from JSON Lines with `paragraphs` or
translated `segments`, gzip or not.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from mtcheck.training.corpora import items

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
    for story in items(source):
        yield "\n\n".join(_paragraphs(story)) + "\n"


def native_news(data: Path) -> list[str]:
    """The development part's: of the BBC, then sources of WMT."""
    bbc = (item for item in items(data / "text" / "dev.jsonl.gz") if item["origin"] == "bbc2004")
    news = (item for item in items(data / "clean" / "dev.jsonl.gz") if item["domain"] == "news")
    return ["\n\n".join(item["paragraphs"]) for item in (*bbc, *news)]


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
