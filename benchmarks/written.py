"""Slips of translation that were written down, not found: `benchmarks/written.txt` has one piece of copy a line, with
`{what an engine wrote|what an editor puts}` for each slip.

Whatever the sets of real output hold too few of: idioms and collocations carried over from many languages, synonyms of
the wrong sense, broken clauses. `benchmarks/odd.txt` holds sound copy that looks odd: turns that native writers have
and models doubt. `python benchmarks/written.py` says which lines are badly marked.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

WRITTEN = Path(__file__).parent / "written.txt"
ODD = Path(__file__).parent / "odd.txt"
HELD_OUT = 10  # every tenth line is for measuring
_SLIP = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")


def pairs(held_out: bool, path: Path = WRITTEN) -> Iterator[tuple[str, str]]:
    """(faulty, sound) of each line, those for measuring or the others."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        if (number % HELD_OUT == HELD_OUT - 1) == held_out:
            yield _SLIP.sub(r"\1", line), _SLIP.sub(r"\2", line)


def odd(held_out: bool) -> Iterator[str]:
    """Sound copy that looks odd."""
    for number, line in enumerate(ODD.read_text(encoding="utf-8").splitlines()):
        if (number % HELD_OUT == HELD_OUT - 1) == held_out:
            yield line


def faults(lines: Iterable[str]) -> Iterator[str]:
    """What is wrong with the marking of lines, one sentence each."""
    for number, line in enumerate(lines, 1):
        faulty, sound = _SLIP.sub(r"\1", line), _SLIP.sub(r"\2", line)
        if re.search(r"[{}|]", _SLIP.sub("", line)):
            yield f"Line {number}: a brace or a bar stands alone."
        elif faulty == sound:
            yield f"Line {number}: no slip is marked."
        elif any("  " in text or text != text.strip() for text in (faulty, sound)):
            yield f"Line {number}: a space is doubled, or stands at an end."


if __name__ == "__main__":
    found = list(faults(WRITTEN.read_text(encoding="utf-8").splitlines()))
    print("\n".join(found))
    sys.exit(bool(found))
