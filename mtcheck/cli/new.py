"""`mtcheck new rule FAMILY/NAME` and `mtcheck new phrase PATTERN KIND LANGUAGE`: a contributor's first lines, written
where they belong.

Both work inside a checkout. The rule is green as it is written, so that its author changes one thing at a time. The
phrase is tried on its two examples before it is written; they become tests (fixtures/phrases.jsonl).
"""

import argparse
import json
import re
from functools import partial
from pathlib import Path

from mtcheck.cli import CLEAN
from mtcheck.cli.arguments import option
from mtcheck.cli.output import Output
from mtcheck.core import Rule, plain
from mtcheck.cues.phrases import first
from mtcheck.errors import ConfigError
from mtcheck.profile import catalog
from mtcheck.text.phrase_words import anchors
from mtcheck.text.phrases import Phrase

_NAME = re.compile(r"[a-z]+(?:-[a-z]+)+")
_KINDS = tuple(
    "idiom calque light-verb false-friend wire-formula preposition verb-pattern collocation wrong-sense".split()
)
_MQM = {  # the error type that a new rule of a family begins with
    "accuracy": "accuracy/mistranslation",
    "linguistic": "linguistic-conventions/grammar",
    "locale": "locale-conventions",
    "markup": "design-and-markup",
    "style": "style/awkward-style",
    "terminology": "terminology",
}
_RULE = r'''"""How the rule decides, in a sentence for the next author."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span

RULE = Rule(
    id="{id}",
    mqm="{mqm}",
    preview=True,  # on trial: reported, never failing a gate, until its precision has been measured
    summary="What is wrong, in one sentence for an editor.",
    why="What in the source language or in the engine makes it, in one sentence.",
    examples=(
        Bad("They met ⟦in in→in⟧ Lomna."),
        Bad("He sat ⟦in in→in⟧ silence."),
        Bad("It began ⟦in in→in⟧ May."),
        Good("They went in, in single file."),
        Good("The light was in-in-out."),
        Good("She came in. In May she left."),
    ),
)

_SHAPE = Pattern(r"(?<![\w-])in in(?![\w-])")


def detect(doc: Document, resources: Resources) -> Findings:
    for match in doc.matches(_SHAPE):
        span = Span(*match.span())
        yield RULE.correction(span, "in", f"“{{match[0]}}” says it twice.", 0.7)
'''


def configure(parser: argparse.ArgumentParser) -> None:
    add = partial(option, parser)
    add("what", "rule or phrase", choices=("rule", "phrase"))
    add("names NAME", "FAMILY/NAME of a rule; PATTERN, KIND and LANGUAGE of a phrase (docs/lexicons.md)", nargs="+")
    add("--bad TEXT", "a sentence in which the phrase must be found")
    add("--good TEXT", "a sentence, as close as possible, in which it must not")
    add("--meaning TEXT", "what the writer meant, in plain English", default="")
    add("--repair TEXT", "what to write instead; several by “ | ”, best first", default="")
    add("--unless WORDS", "words that silence the phrase in their sentence; several by “ | ”", default="")
    add("--confidence P", "probability that an editor agrees (default 0.8)", type=float, default=0.8)


def run(options: argparse.Namespace) -> int:
    root = _checkout(Path.cwd())
    written = _rule(root, options.names) if options.what == "rule" else _phrase(root, options)
    output = Output(None)
    for line in written:
        output.write(line + "\n")
    return CLEAN


def _checkout(folder: Path) -> Path:
    """The checkout that holds a folder. Raises ConfigError where there is none."""
    for place in (folder, *folder.parents):
        if (place / "mtcheck" / "detectors").is_dir():
            return place
    raise ConfigError("This folder is not in a checkout of mtcheck; clone the repository and run the command there.")


def _rule(root: Path, names: list[str]) -> list[str]:
    """Writes a detector that passes its own examples. Raises ConfigError for a name that does not fit."""
    family, slash, name = names[0].partition("/")
    if len(names) != 1 or not slash or not _NAME.fullmatch(name):
        raise ConfigError(
            "Name the rule as FAMILY/NAME, the name in lower case and hyphens, as in linguistic/doubled-article."
        )
    if family not in _MQM:
        raise ConfigError(catalog.unknown("There is no family", family, _MQM, f"there are {', '.join(_MQM)}"))
    path = root / "mtcheck" / "detectors" / family / f"{name.replace('-', '_')}.py"
    if path.exists() or name in catalog.rule_ids():
        raise ConfigError(f"There is a rule {name} already; `mtcheck explain {name}` shows it.")
    path.write_text(_RULE.format(id=name, mqm=_MQM[family]), encoding="utf-8")
    return [
        (
            f"{path.relative_to(root)} is written, and finds what its examples say. Put your own pattern and examples"
            " there, then run:"
        ),
        f"  python -m pytest tests/rules -k {name}",
        "  python benchmarks/rules_table.py    # lists it in docs/rules.md",
    ]


def _phrase(root: Path, options: argparse.Namespace) -> list[str]:
    """Adds a phrase and its examples. Raises ConfigError where the phrase does not do what its examples say."""
    if len(options.names) != 3 or not options.bad or not options.good:
        raise ConfigError("Give PATTERN, KIND and LANGUAGE, a sentence with --bad and one with --good.")
    pattern, kind, language = options.names
    if kind not in _KINDS:
        raise ConfigError(catalog.unknown("There is no kind of phrase", kind, _KINDS, f"there are {', '.join(_KINDS)}"))
    if not 0.5 <= options.confidence <= 1:
        raise ConfigError("--confidence is a probability from 0.5 to 1; what is less sure is no entry for the list.")
    cells = (pattern, kind, language, options.meaning, options.repair, options.unless, f"{options.confidence:.2f}")
    if any(not cell.isprintable() for cell in cells):  # a tab, or a line break
        raise ConfigError("A cell of the list may hold neither tabs nor line breaks.")
    row = dict(zip(("pattern", "kind", "language", "meaning", "repairs", "unless", "confidence"), cells, strict=True))
    example = _tried(Phrase.from_row(row), options.bad, options.good)
    path = root / "mtcheck" / "resources" / "lexicons" / f"{'idioms' if kind == 'idiom' else 'calques'}.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    header = [line for line in lines if line.startswith("#")]
    body = [line for line in lines if line and not line.startswith("#")]
    if any(line.split("\t")[0] == pattern for line in body):
        raise ConfigError(f"{path.name} has the pattern “{pattern}” already.")
    body.append("\t".join((*cells, " ".join(anchors(pattern)))))
    tests = root / "fixtures" / "phrases.jsonl"
    examples = {
        *(tests.read_text(encoding="utf-8").splitlines() if tests.is_file() else ()),
        json.dumps(example, ensure_ascii=False),
    }
    path.write_text("\n".join([*header, *sorted(body)]) + "\n", encoding="utf-8")
    tests.write_text("\n".join(sorted(examples)) + "\n", encoding="utf-8")
    return [
        f"{path.relative_to(root)} has “{pattern}”, and {tests.relative_to(root)} its examples. Now run:",
        "  python -m pytest tests/rules/test_phrases.py",
    ]


def _tried(phrase: Phrase, bad: str, good: str) -> dict[str, str]:
    """The phrase's examples as the tests read them.

    Raises ConfigError where it misses the bad one or finds itself in the good one.
    """
    if not anchors(phrase.pattern):
        raise ConfigError(
            f"“{phrase.pattern}” has no word that it cannot do without, so there is nothing to look for; make one part"
            " plain."
        )
    bad = bad.replace("⟦", "").replace("⟧", "")
    finding = first(_TRIED, plain(bad), phrase)
    if finding is None:
        raise ConfigError(
            f"“{phrase.pattern}” is not found in “{bad}”; docs/lexicons.md says how a pattern is written."
        )
    if first(_TRIED, plain(good), phrase) is not None:
        raise ConfigError(
            f"“{phrase.pattern}” is found in “{good}”, too; tell the two apart by the pattern or by --unless."
        )
    span = finding.span
    said = {"pattern": phrase.pattern, "bad": f"{bad[: span.start]}⟦{span.of(bad)}⟧{bad[span.end :]}"}
    if finding.repairs:
        (edit,) = finding.repairs[0].edits
        said["fixed"] = bad[: edit.span.start] + edit.text + bad[edit.span.end :]
    return said | {"good": good}


_TRIED = Rule(
    id="new-phrase", mqm="style/unidiomatic-style", summary="A phrase that is being tried.", why="", examples=()
)
