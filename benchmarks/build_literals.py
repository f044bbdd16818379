"""Makes `mtcheck/resources/models/literals.tsv` from the rules' own patterns: `python benchmarks/build_literals.py`.

A line has the key of an expression, then its sets, the rarest first: literals with a tab between them, sets with two.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from mtcheck.core import Pattern
from mtcheck.profile import catalog
from mtcheck.text.literals import TABLE, key, read


def main() -> None:
    rows = ["# What each pattern of the rules cannot match without, made by benchmarks/build_literals.py"]
    patterns = {
        value
        for rule in catalog.detector_ids()
        for value in vars(catalog.detector(rule)).values()
        if isinstance(value, Pattern)
    }
    for pattern in patterns:
        sets = ["\t".join(sorted(one)) for one in read(pattern.source, pattern._flags)]
        rows.append("\t".join((key(pattern.source, pattern._flags), "\t\t".join(sets))))
    TABLE.write_text("\n".join([rows[0], *sorted(rows[1:])]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
