"""What a user sees of marked documents: `python benchmarks/slips.py --data DATA [--part dev] [--config PROFILE]
[--depth DEPTH]`.

Slips of `gold` found by any finding of minor or above, by tier (1: the surface betrays it, 2: knowledge of English, 3:
the story, the world or the source), for output of systems and for spun copy; how many findings stand at a slip, how
many first repairs are what an editor accepts or lead away from it; findings in a thousand words of native news and of
references; how well confidences fit, and how well those of a model whose confidences are true would seem to fit in so
few findings.
"""

import argparse
import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from stories import native_news

from mtcheck.core import Finding, Report, Severity
from mtcheck.profile import config as profiles
from mtcheck.readers.files import RawFile
from mtcheck.repair.plan import apply
from mtcheck.run.session import Session
from mtcheck.training.corpora import items

MODEL = "tagger"


@dataclass
class Counts:
    """Of some documents. `findings`: (of the model, at a slip, confidence)."""

    words: int = 0
    slips: dict[int, int] = field(default_factory=lambda: {1: 0, 2: 0, 3: 0})
    found: dict[int, int] = field(default_factory=lambda: {1: 0, 2: 0, 3: 0})
    findings: list[tuple[bool, bool, float]] = field(default_factory=list)
    repairs: list[tuple[bool, str]] = field(default_factory=list)  # (of the model, right, other or harm)


def together(some: Iterable[Counts]) -> Counts:
    whole = Counts()
    for one in some:
        whole.words += one.words
        for tier in whole.slips:
            whole.slips[tier] += one.slips[tier]
            whole.found[tier] += one.found[tier]
        whole.findings += one.findings
        whole.repairs += one.repairs
    return whole


def checked(session: Session, text: str) -> Report:
    (story,) = session.stories(RawFile("<text>", text))
    return session.check(story)


def shown(report: Report, least: Severity) -> list[Finding]:
    return [finding for finding in report.findings if finding.severity >= least]


def is_model(finding: Finding) -> bool:
    return MODEL in finding.rule.needs


def touches(note: dict[str, Any], finding: Finding) -> bool:
    return bool(note["start"] < finding.span.end and finding.span.start < max(note["end"], note["start"] + 1))


def tier(note: dict[str, Any]) -> int:
    return next((number for number in (1, 2, 3) if f"tier {number}" in note["note"]), 2)


def judged(text: str, finding: Finding, notes: Sequence[dict[str, Any]]) -> str | None:
    """What the first repair is worth: "right" where the text reads as with one of the gold repairs, "harm" at no slip,
    else "other".
    """
    if not finding.repairs:
        return None
    ours = " ".join(apply(text, finding.repairs[0].edits).split())
    near = [note for note in notes if touches(note, finding)]
    for note in notes:
        if any(
            " ".join((text[: note["start"]] + repair + text[note["end"] :]).split()) == ours
            for repair in note["repairs"]
        ):
            return "right"
    return "other" if near else "harm"


def of_gold(session: Session, folder: Path, least: Severity) -> dict[str, Counts]:
    counts = {"systems": Counts(), "spun": Counts()}
    for path in sorted(folder.glob("*.json")):
        own = counts["spun" if path.name.startswith("spun") else "systems"]
        notes = json.loads(path.read_text(encoding="utf-8"))["annotations"]
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        report = checked(session, text)
        findings = shown(report, least)
        own.words += report.document.word_count
        for note in notes:
            own.slips[tier(note)] += 1
            own.found[tier(note)] += any(touches(note, finding) for finding in findings)
        for finding in findings:
            own.findings.append((is_model(finding), any(touches(note, finding) for note in notes), finding.confidence))
            worth = judged(text, finding, notes)
            if worth:
                own.repairs.append((is_model(finding), worth))
    return counts


def calibration(findings: Sequence[tuple[bool, bool, float]]) -> float:
    """Expected calibration error in ten bins of equal width."""
    error = 0.0
    for low in range(10):
        inside = [(right, sure) for _, right, sure in findings if low <= min(9, int(sure * 10)) < low + 1]
        if inside:
            error += abs(sum(right for right, _ in inside) - sum(sure for _, sure in inside)) / len(findings)
    return error


def by_chance(findings: Sequence[tuple[bool, bool, float]], times: int = 1000) -> float:
    """The mean calibration error of findings that are right just as often as they say: small numbers alone."""
    chance = random.Random(1)
    errors = (calibration([(of, chance.random() < sure, sure) for of, _, sure in findings]) for _ in range(times))
    return sum(errors) / times


def clean(session: Session, data: Path, references: int, least: Severity) -> None:
    documents = [item for item in items(data / "mt" / "dev.jsonl.gz") if item["domain"] in ("news", "unknown")]
    chosen = random.Random(5).sample(documents, min(references, len(documents)))
    people = ["\n\n".join(next(iter(one["refs"].values())) for one in item["segments"]) for item in chosen]
    for name, texts in (("native news", native_news(data)), ("references", people)):
        words = model = rules = 0
        for text in texts:
            report = checked(session, text)
            words += report.document.word_count
            findings = shown(report, least)
            of_model = sum(map(is_model, findings))
            model, rules = model + of_model, rules + len(findings) - of_model
        print(
            f"{name}: {words:,} words; findings a thousand words: model {1000 * model / words:.2f}, rules"
            f" {1000 * rules / words:.2f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--part", choices=("dev", "tune"), default="dev")
    parser.add_argument("--config", default="prepublication")
    parser.add_argument("--depth", choices=("fast", "standard", "deep"), default="standard")
    parser.add_argument(
        "--references",
        type=int,
        default=100,
        help="documents of mt/dev whose references are read; 0: no clean text at all",
    )
    parser.add_argument("--hints", action="store_true", help="count hints, too, as a person sees them in the report")
    options = parser.parse_args()
    least = Severity.NEUTRAL if options.hints else Severity.MINOR
    session = Session(replace(profiles.load(options.config), depth=options.depth))
    counts = of_gold(session, options.data / "gold" / options.part, least)
    for name, own in (*counts.items(), ("together", together(counts.values()))):
        print(
            f"{name}: {own.words:,} words, "
            + ", ".join(
                f"tier {n}: {own.found[n]} of {own.slips[n]} found ({own.found[n] / max(1, own.slips[n]):.0%})"
                for n in (1, 2, 3)
            )
        )
        for of_model, who in ((False, "rules"), (True, "model")):
            some = [one for one in own.findings if one[0] is of_model]
            worth = [word for model, word in own.repairs if model is of_model]
            right = sum(at_slip for _, at_slip, _ in some)
            print(
                f"  {who}: {right} of {len(some)} findings at a slip ({right / max(1, len(some)):.0%}), calibration"
                f" error {calibration(some):.3f} (true confidences: {by_chance(some):.3f}); of {len(worth)} first"
                f" repairs {worth.count('right')} right, {worth.count('harm')} at no slip"
            )
    if options.references:
        clean(session, options.data, options.references, least)


if __name__ == "__main__":
    main()
