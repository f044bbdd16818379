"""What automatic repairs are worth: `python benchmarks/repairs.py --data FOLDER [--part dev] [--show]`.

Every line of real output in `FOLDER/edits/` is checked by rules alone, and each repair that `fix` would carry out
unasked is held against what an editor made of the line: right where it is a step towards the editor's line, harm where
it is one away from it, other where the editor wrote something else there. Lines that the editor gave up as unreadable
are counted apart.
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from mtcheck.core import Applicability
from mtcheck.evaluation.records import HARM, OTHER, RIGHT
from mtcheck.profile.config import Config
from mtcheck.readers.files import RawFile
from mtcheck.repair.plan import apply
from mtcheck.run.session import Session
from mtcheck.scoring.alignment import step, tokens
from mtcheck.training.corpora import items

UNREADABLE = "unreadable"


def outcomes(session: Session, line: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """(rule, outcome, the line repaired) of each automatic repair."""
    for story in session.stories(RawFile("<line>", line["mt"])):
        report = session.check(story)
        for finding in report.findings:
            if not finding.repairs or finding.applicability(finding.repairs[0]) is not Applicability.AUTOMATIC:
                continue
            text = report.document.text
            after = apply(text, finding.repairs[0].edits)
            before, repaired, edited = ([token.text for token in tokens(one)] for one in (text, after, line["pe"]))
            worth = step(before, repaired, edited) or OTHER
            yield finding.rule.id, UNREADABLE if worth == HARM and line["broken"] else worth, after


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--part", default="dev", choices=("train", "dev"))
    parser.add_argument("--show", action="store_true", help="print the lines that a repair harms")
    options = parser.parse_args()
    session = Session(replace(Config(), depth="fast"))
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for line in items(options.data / "edits" / f"{options.part}.jsonl.gz"):
        for rule, worth, after in outcomes(session, line):
            found[rule][worth] += 1
            if options.show and worth == HARM:
                print(rule, line["mt"], after, line["pe"], sep="\n  ")
    total = sum(found.values(), Counter())
    print(f"{'rule':26}{RIGHT:>7}{OTHER:>7}{HARM:>6}{UNREADABLE:>12}")
    for rule, counts in (("all", total), *sorted(found.items(), key=lambda item: -item[1].total())):
        print(f"{rule:26}{counts[RIGHT]:7}{counts[OTHER]:7}{counts[HARM]:6}{counts[UNREADABLE]:12}")


if __name__ == "__main__":
    main()
