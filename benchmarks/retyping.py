"""Times a story that is checked again after each change: `python benchmarks/retyping.py [STORY ...]`.

Milliseconds of processor time in a warm process for a story of about 600 words of which one paragraph has changed, by
rules alone and with the bundled model, each paragraph in turn: median and the slowest.
"""

import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from mtcheck.profile.config import Config
from mtcheck.readers.files import RawFile
from mtcheck.run.session import Session

WORDS = 600
PARAGRAPH = 50  # words
DEFAULT = Path(__file__).parent.parent / "fixtures" / "clean"
ROUNDS = 3


def story(paths: Sequence[Path]) -> list[str]:
    """Paragraphs of about 50 words from the stories."""
    text = " ".join(path.read_text(encoding="utf-8") for path in paths)
    words = text.split()[:WORDS]
    return [" ".join(words[at : at + PARAGRAPH]) for at in range(0, len(words), PARAGRAPH)]


def milliseconds(session: Session, paragraphs: Sequence[str]) -> list[float]:
    """The time of each check after a sentence more in one paragraph."""
    found, counted = [], 0
    for _ in range(ROUNDS):
        for at in range(len(paragraphs)):
            counted += 1
            changed = [*paragraphs]
            changed[at] += f" The minister said that {counted + 20} of them had left the town."
            begun = time.process_time()
            for one in session.stories(RawFile("<text>", "\n\n".join(changed)), "text"):
                session.check(one)
            found.append(1000 * (time.process_time() - begun))
    return found


def main() -> None:
    given = [Path(name) for name in sys.argv[1:]] or sorted(DEFAULT.rglob("*.txt"))[:40]
    paragraphs = story(given)
    print(f"{sum(len(one.split()) for one in paragraphs)} words in {len(paragraphs)} paragraphs")
    for depth in ("fast", "standard"):
        session = Session(Config(depth=depth))
        milliseconds(session, paragraphs[:2])
        times = milliseconds(session, paragraphs)
        print(f"{depth:9} median {statistics.median(times):.0f} ms, slowest {max(times):.0f} ms")


if __name__ == "__main__":
    main()
