"""Real engine output with its clean original: English through Apertium into another language and back.

`python benchmarks/roundtrip.py --help`.
"""

import argparse
import gzip
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from mtcheck.errors import InputError, ResourceError
from mtcheck.text.sentences import sentences

PIVOTS = {
    "spa": ("eng-spa", "spa-eng"),
    "cat": ("eng-cat", "cat-eng"),
    "gl": ("en-gl", "gl-en"),
    "hbs": ("eng-hbs", "hbs-eng"),
    "eo": ("en-eo", "eo-en"),
}
_AT_A_TIME = 3000  # sentences of one call
_WORDS = range(4, 61)  # words of a sentence that is worth a place


def translate(lines: Sequence[str], pair: str) -> list[str | None]:
    """Each line through one Apertium pair; None where the engine lost the thread.

    Raises ResourceError when Apertium or the pair is absent.
    """
    try:
        done = subprocess.run(
            ["apertium", "-u", "-f", "txt", pair],
            input="\n\n".join(lines) + "\n\n",
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )
    except FileNotFoundError:
        raise ResourceError(
            "Apertium is not installed; on Debian, `apt-get install apertium apertium-eng-spa` and the like brings it."
        ) from None
    if done.returncode:
        raise ResourceError(
            f"Apertium cannot translate {pair}: {done.stderr.strip() or 'no reason given'}; install that language pair."
        )
    out = [line.strip() for line in done.stdout.split("\n\n")][: len(lines)]
    return list(out) if len(out) == len(lines) else [None] * len(lines)


def round_trips(lines: Iterable[str], pivot: str) -> Iterator[tuple[str, str]]:
    """(original, what came back) for each line that came back as one line."""
    there, back = PIVOTS[pivot]
    ahead = iter(lines)
    while bundle := list(islice(ahead, _AT_A_TIME)):
        abroad = translate(bundle, there)
        if None in abroad:
            continue
        for line, home in zip(bundle, translate([line or "" for line in abroad], back), strict=True):
            if home and "\n" not in home:
                yield line, home


def clean_sentences(path: Path) -> Iterator[str]:
    """Sentences of a JSON Lines file (gzip or not) whose objects hold `paragraphs`.

    Raises InputError when it cannot be read.
    """
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
            for row in file:
                for paragraph in json.loads(row)["paragraphs"]:
                    for start, end in sentences(paragraph, 0, len(paragraph)):
                        if paragraph[start:end].count(" ") + 1 in _WORDS and "\n" not in paragraph[start:end]:
                            yield paragraph[start:end]
    except (OSError, KeyError, ValueError) as error:
        raise InputError(f"{path} cannot be read as JSON Lines with paragraphs: {error}.") from None


def main() -> None:
    parser = argparse.ArgumentParser(
        description="Writes round trips of clean text as JSON Lines: pivot, original, text."
    )
    parser.add_argument("data", type=Path, help="JSON Lines with paragraphs, gzip or not")
    parser.add_argument("output", type=Path)
    parser.add_argument("--sentences", type=int, default=10_000, help="a pivot (default 10000)")
    parser.add_argument("--stride", type=int, default=1, help="take one of so many sentences")
    options = parser.parse_args()
    with options.output.open("w", encoding="utf-8") as out:
        for number, pivot in enumerate(PIVOTS):
            lines = islice(clean_sentences(options.data), number, None, options.stride)
            for original, text in round_trips(islice(lines, options.sentences), pivot):
                out.write(json.dumps({"pivot": pivot, "original": original, "text": text}, ensure_ascii=False) + "\n")
            print(pivot, "done", file=sys.stderr)


if __name__ == "__main__":
    main()
