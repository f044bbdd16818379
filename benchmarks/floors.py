"""The floors of `fixtures/floors.json`: what the fixtures were once found to have, and what no change may fall below.

`python benchmarks/floors.py` compares, `--raise` takes over what is better, `--lower` all (asks twice). Precision and
recall are of the default rules with their own estimates, so that a new calibration moves nothing here.
"""

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from mtcheck.evaluation import formats
from mtcheck.evaluation.evidence import Witness
from mtcheck.evaluation.records import HARM, RIGHT, Record
from mtcheck.profile.config import Config
from mtcheck.scoring.calibration import NONE

FIXTURES = Path(__file__).parent.parent / "fixtures"
Values = dict[str, float]
CORPUS = "corpus"
_CEILINGS = ("clean ", "repairs harm")  # beginnings of what must not rise; all else must not fall
_CLOSE = 5e-5  # values are written with four decimals


def corpus_hash(fixtures: Path) -> str:
    """A hash of the stories and their gold."""
    total = hashlib.sha256()
    for folder in ("wire", "clean"):
        for path in sorted((fixtures / folder).iterdir()):
            total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()[:16]


def measure(fixtures: Path) -> Values:
    """Precision and recall by family, the share of right and of harmful repairs, findings on clean text."""
    witness = Witness(Config(calibration=NONE))
    wire, clean = (
        [witness.record(sample) for sample in formats.read(str(fixtures / name))] for name in ("wire", "clean")
    )
    values = shares(wire)
    shown = [finding for record in clean for finding in record.findings]
    values["clean findings"] = float(sum(finding.shown for finding in shown))
    values["clean hints"] = float(len(shown)) - values["clean findings"]
    return values


def shares(records: Iterable[Record]) -> Values:
    """The shares of stories with gold: shown findings, annotations, best repairs of shown findings."""
    good: Counter[str] = Counter()
    whole: Counter[str] = Counter()

    def count(name: str, is_good: bool) -> None:
        whole[name] += 1
        good[name] += is_good

    for record in records:
        for finding in record.findings:
            if finding.shown and finding.right is not None:
                count("precision all", finding.right)
                count(f"precision {finding.family}", finding.right)
                if finding.repair is not None and finding.repair.outcome is not None:
                    count("repairs right", finding.repair.outcome == RIGHT)
                    count("repairs harm", finding.repair.outcome == HARM)
        for mark in record.marked or ():
            count("recall all", mark.found)
            count(f"recall {mark.family or 'other'}", mark.found)
    return {name: round(good[name] / whole[name], 4) for name in sorted(whole)}


def is_ceiling(name: str) -> bool:
    """Whether a value must not rise, where the others must not fall."""
    return name.startswith(_CEILINGS)


def fallen(measured: Values, floors: Values) -> list[str]:
    """What is worse than the floors say, a line each."""
    found = []
    for name, floor in floors.items():
        value = measured.get(name)
        if value is None:
            found.append(f"{name}: nothing is measured, the floor is {floor:g}")
        elif value > floor + _CLOSE if is_ceiling(name) else value < floor - _CLOSE:
            found.append(f"{name}: {value:g}, the {'ceiling' if is_ceiling(name) else 'floor'} is {floor:g}")
    return found


def read(path: Path) -> tuple[str, Values]:
    """The hash of the corpus that the floors were measured on, and the floors."""
    floors = json.loads(path.read_text(encoding="utf-8"))
    return floors.pop(CORPUS), floors


def write(path: Path, corpus: str, floors: Values) -> None:
    """The floors, sorted by name."""
    path.write_text(json.dumps({CORPUS: corpus, **dict(sorted(floors.items()))}, indent=2) + "\n", encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fixtures", type=Path, default=FIXTURES, help="folder with wire/, clean/ and floors.json")
    parser.add_argument(
        "--raise", dest="higher", action="store_true", help="write what is better now; nothing gets lower"
    )
    parser.add_argument("--lower", action="store_true", help="write what is measured, also where it is worse")
    parser.add_argument("--yes-really", action="store_true", help="the second answer that --lower asks for")
    options = parser.parse_args(arguments)
    path = options.fixtures / "floors.json"
    corpus, old = read(path) if path.is_file() else ("", {})
    now = measure(options.fixtures)
    worse = fallen(now, old)
    if old and corpus != corpus_hash(options.fixtures):
        print("The fixtures have changed since the floors were measured.")
    if options.lower:
        for line in worse:
            print(f"lowers {line}")
        if worse and not options.yes_really:
            print("Add --yes-really to lower the floors, and say in the commit why.")
            return 2
        write(path, corpus_hash(options.fixtures), now)
        return 0
    if worse:
        print("\n".join(worse))
        print("Below the floors; nothing is written." if options.higher else "Below the floors.")
        return 1
    better = {name: value for name, value in now.items() if value != old.get(name)}
    if options.higher:
        write(path, corpus_hash(options.fixtures), {**old, **now})
    for name, value in better.items():
        print(f"{name}: {old.get(name, '-')} -> {value:g}{'' if options.higher else ' (--raise pins it)'}")
    print(f"{len(now)} values, none below its floor.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
