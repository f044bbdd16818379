"""How often each rule fires on native news, human translations and MT: `python benchmarks/rates.py --data FOLDER
[--part dev] [--rules ...]`.

`--show N` prints up to N findings of each rule on native text (or `--on mt`), to be looked at. `--gold FOLDER` lists
what stories with gold annotations have found and missed instead. FOLDER is laid out as `benchmarks/README.md` says.
"""

import argparse
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from mtcheck.core import Applicability, Document, Severity
from mtcheck.profile import catalog
from mtcheck.readers import text as plain_text
from mtcheck.resources import Packaged
from mtcheck.run.engine import Engine
from mtcheck.training.corpora import items


def texts(data: Path, part: str, limit: int) -> Iterator[tuple[str, str]]:
    """(kind, text): native stories, human translations and system outputs, each a document."""
    for item in items(data / "clean" / f"{part}.jsonl.gz"):
        if item["domain"] == "news":
            yield "native", "\n".join(item["paragraphs"])
    native = list(items(data / "text" / f"{part}.jsonl.gz"))
    random.Random(0).shuffle(native)
    for item in native[:limit]:
        yield ("native" if item["origin"] == "bbc2004" else "native-other"), "\n".join(item["paragraphs"])
    documents = [item for item in items(data / "mt" / f"{part}.jsonl.gz") if item["domain"] == "news"]
    random.Random(0).shuffle(documents)
    for item in documents[:limit]:
        references = max(len(segment["refs"]) for segment in item["segments"])
        for name in sorted({name for segment in item["segments"] for name in segment["refs"]})[:references]:
            yield "human", "\n".join(segment["refs"].get(name, "") for segment in item["segments"])
        systems = sorted({name for segment in item["segments"] for name in segment["mt"]})
        for name in random.Random(item["id"]).sample(systems, min(3, len(systems))):
            yield "mt", "\n".join(segment["mt"].get(name, "") for segment in item["segments"])


ENGINE: Engine


def start(rules: list[str]) -> None:
    global ENGINE
    ENGINE = Engine([catalog.detector(rule) for rule in rules], Packaged())


def measure(batch: list[tuple[str, str]]) -> tuple[Counter, dict]:
    counts: Counter = Counter()
    seen = defaultdict(list)
    for kind, text in batch:
        report = ENGINE.check(plain_text.read(text))
        counts[kind, "words"] += report.document.word_count
        for failure in report.failures:
            counts[kind, f"FAILED {failure.rule}: {failure.error}"] += 1
        for finding in report.findings:
            counts[kind, finding.rule.id] += 1
            if finding.severity > Severity.NEUTRAL and not finding.rule.pooled:
                counts[kind, "minor or above"] += 1
            elif not finding.rule.pooled:
                counts[kind, "hints"] += 1
            if (
                finding.repairs
                and finding.applicability(finding.repairs[0]) is Applicability.AUTOMATIC
                and finding.repairs[0].confidence >= 0.9
            ):
                counts[kind, "automatic repairs"] += 1
            seen[kind, finding.rule.id].append(show(report.document, finding))
    return counts, dict(seen)


def show(doc: Document, finding) -> str:
    start, end = max(0, finding.span.start - 60), min(len(doc.text), finding.span.end + 50)
    marked = f"{doc.text[start : finding.span.start]}⟦{finding.span.of(doc.text)}⟧{doc.text[finding.span.end : end]}"
    repair = " → " + " + ".join(repr(edit.text) for edit in finding.repairs[0].edits) if finding.repairs else ""
    return f"{finding.confidence:.2f} {marked!r}{repair}"


def gold(folder: Path, rules: list[str]) -> None:
    """What is found, missed and falsely found in stories with gold annotations."""
    start(rules)
    totals: Counter = Counter()
    for path in sorted(folder.glob("*.json")):
        story = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        doc = plain_text.read(text)
        findings = [finding for finding in ENGINE.check(doc).findings if not finding.rule.pooled]
        used = set()
        print(f"== {path.stem} ({story['source_language']})")
        for note in story["annotations"]:
            kind = "surface" if note["surface"] else "knowledge"
            low, high = note["start"], max(note["end"], note["start"] + 1)
            near = [f for f in findings if f.span.start < high and low < max(f.span.end, f.span.start + 1)]
            used.update(map(id, near))
            right = any(repaired(text, note, f) for f in near)
            totals[kind] += 1
            totals[kind, "found"] += bool(near)
            totals[kind, "repaired"] += right
            sign = "=" if right else "+" if near else "-"
            print(
                f"  {sign} {kind:9} {note['text']!r:50.50} {note['mqm']} {[f.rule.id for f in near]}"
                f" {'' if right or not near else [[e.text for e in f.repairs[0].edits] for f in near if f.repairs]}"
                f" gold {note['repairs'][:2]}"
            )
        for finding in findings:
            if id(finding) not in used:
                totals["false", "hint" if finding.severity == 0 else "finding"] += 1
                print(f"  ? FALSE {finding.rule.id} {show(doc, finding)}")
    print(dict(totals))


def repaired(text: str, note: dict, finding) -> bool:
    """Whether the first repair turns the annotated place into one of the gold repairs (white space at its
    ends aside).
    """
    if not finding.repairs:
        return False
    edits = finding.repairs[0].edits
    low = min(note["start"], edits[0].span.start)
    high = max(note["end"], edits[-1].span.end)
    out, at = [], low
    for edit in edits:
        out += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    got = "".join([*out, text[at:high]])
    return any(
        " ".join(got.split()) == " ".join((text[low : note["start"]] + fix + text[note["end"] : high]).split())
        for fix in note["repairs"]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path)
    parser.add_argument("--part", default="dev")
    parser.add_argument("--limit", type=int, default=400)
    parser.add_argument("--rules", nargs="*", default=["all"])
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--on", default="native")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--gold", type=Path)
    options = parser.parse_args()
    rules = catalog.expand(options.rules)
    if options.gold:
        gold(options.gold, rules)
        return
    todo = list(texts(options.data, options.part, options.limit))
    batches = [todo[at : at + 40] for at in range(0, len(todo), 40)]
    counts: Counter = Counter()
    seen = defaultdict(list)
    if options.jobs == 1:
        start(rules)
        results = map(measure, batches)
    else:
        results = ProcessPoolExecutor(options.jobs, initializer=start, initargs=(rules,)).map(measure, batches)
    for some, found in results:
        counts += some
        for key, lines in found.items():
            seen[key] += lines
    kinds = ("native", "native-other", "human", "mt")
    print(f"{'per 1,000 words':32}" + "".join(f"{kind:>14}" for kind in kinds) + "   mt : native")
    failed = sorted({name for _, name in counts if name.startswith("FAILED")})
    for name in ["minor or above", "hints", "automatic repairs", *rules, *failed]:
        rates = [1000 * counts[kind, name] / max(1, counts[kind, "words"]) for kind in kinds]
        if any(rates) or len(rules) < 20:
            ratio = f"{rates[3] / rates[0]:.1f}" if rates[0] else "∞" if rates[3] else "-"
            print(f"{name:32}" + "".join(f"{rate:14.4f}" for rate in rates) + f"   {ratio}")
    print(f"{'words':32}" + "".join(f"{counts[kind, 'words']:14}" for kind in kinds))
    for rule in rules if options.show else ():
        for kind in kinds:
            if kind.startswith(options.on):
                for line in seen[kind, rule][: options.show]:
                    print(f"{rule} [{kind}] {line}")


if __name__ == "__main__":
    main()
