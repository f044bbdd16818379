"""The floors of `fixtures/floors.json`: `python benchmarks/floors.py` compares, `--raise` takes over what is better,
`--lower` all (asks twice).
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from mtcheck.evaluation import floors

FIXTURES = Path(__file__).parent.parent / "fixtures"


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
    corpus, old = floors.read(path) if path.is_file() else ("", {})
    now = floors.measure(options.fixtures)
    worse = floors.fallen(now, old)
    if old and corpus != floors.corpus_hash(options.fixtures):
        print("The fixtures have changed since the floors were measured.")
    if options.lower:
        for line in worse:
            print(f"lowers {line}")
        if worse and not options.yes_really:
            print("Add --yes-really to lower the floors, and say in the commit why.")
            return 2
        floors.write(path, floors.corpus_hash(options.fixtures), now)
        return 0
    if worse:
        print("\n".join(worse))
        print("Below the floors; nothing is written." if options.higher else "Below the floors.")
        return 1
    better = {name: value for name, value in now.items() if value != old.get(name)}
    if options.higher:
        floors.write(path, floors.corpus_hash(options.fixtures), {**old, **now})
    for name, value in better.items():
        print(f"{name}: {old.get(name, '-')} -> {value:g}{'' if options.higher else ' (--raise pins it)'}")
    print(f"{len(now)} values, none below its floor.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
