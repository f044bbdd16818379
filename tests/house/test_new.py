"""The contributor's door: a rule and a phrase, each by its command, are green at once."""

import importlib.util
import json
import shutil
from pathlib import Path

import pytest
from commands import complains, inside, run

from mtcheck.core import Bad, Good, plain
from mtcheck.repair.plan import apply, plan
from mtcheck.resources import Packaged, _read
from mtcheck.run.engine import Engine
from mtcheck.text.phrase_words import anchors

ROOT = Path(__file__).parents[2]
PHRASE = ("new", "phrase", "<carry> owls to the harbour", "idiom", "de")
EXAMPLES = ("--bad", "They carried owls to the harbour, he said.", "--good", "They carried two owls to the harbour.")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for folder in ("mtcheck/detectors/style", "mtcheck/detectors/linguistic", "fixtures"):
        (tmp_path / folder).mkdir(parents=True)
    shutil.copytree(ROOT / "mtcheck" / "resources" / "lexicons", tmp_path / "mtcheck" / "resources" / "lexicons")
    return tmp_path


@pytest.mark.parametrize("name", ["style/odd-turn", "linguistic/stray-little-word"])
def test_a_new_rule_passes_its_own_examples(checkout: Path, name: str) -> None:
    result = run("new", "rule", name, cwd=checkout)
    assert (result.code, result.err) == (0, "")
    family, rule = name.split("/")
    path = checkout / "mtcheck" / "detectors" / family / f"{rule.replace('-', '_')}.py"
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 40
    spec = importlib.util.spec_from_file_location("new_rule", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.RULE.id == rule
    engine = Engine([module], Packaged())
    for example in module.RULE.examples:
        doc = plain(example.text.replace("⟦", "").replace("⟧", ""))
        report = engine.check(doc)
        assert not report.failures
        if isinstance(example, Bad):
            (finding,) = report.findings
            assert doc.text[: finding.span.start] == example.text.split("⟦")[0]
            assert apply(doc.text, plan(report.findings, lambda finding, repair: True).edits) == example.fixed
        else:
            assert not report.findings
    kinds = [type(example) for example in module.RULE.examples]
    assert kinds.count(Bad) == kinds.count(Good) == 3


def test_a_new_phrase_is_sorted_in_and_its_examples_are_tests(checkout: Path) -> None:
    result = run(
        *PHRASE, *EXAMPLES, "--repair", "<do> what nobody needs", "--meaning", "do something pointless", cwd=checkout
    )
    assert (result.code, result.err) == (0, "")
    rows = _read(checkout / "mtcheck" / "resources" / "lexicons" / "idioms.tsv")
    patterns = [row["pattern"] for row in rows]
    assert patterns == sorted(set(patterns))
    assert len(rows) == len(_read(ROOT / "mtcheck" / "resources" / "lexicons" / "idioms.tsv")) + 1
    row = next(row for row in rows if row["pattern"] == PHRASE[2])
    assert row["anchors"] == " ".join(anchors(PHRASE[2]))
    (example,) = map(json.loads, (checkout / "fixtures" / "phrases.jsonl").read_text(encoding="utf-8").splitlines())
    assert example == {
        "pattern": PHRASE[2],
        "bad": "They ⟦carried owls to the harbour⟧, he said.",
        "fixed": "They did what nobody needs, he said.",
        "good": EXAMPLES[3],
    }
    again = run(*PHRASE, *EXAMPLES, cwd=checkout)
    assert again.code == 2
    complains(again, "already")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("new", "rule", "style"), "FAMILY/NAME"),
        (("new", "rule", "stile/odd-turn"), "style"),
        (("new", "rule", "style/calque-"), "FAMILY/NAME"),
        (("new", "rule", "linguistic/doubled-word"), "already"),
        (PHRASE, "--bad"),
        ((*PHRASE[:3], "idom", "de", *EXAMPLES), "idiom"),
        ((*PHRASE, "--bad", "They carried coals.", "--good", "They left."), "not found"),
        ((*PHRASE, "--bad", EXAMPLES[1], "--good", EXAMPLES[1]), "tell the two apart"),
        ((*PHRASE, *EXAMPLES, "--confidence", "0.2"), "0.5"),
        ((*PHRASE, *EXAMPLES, "--meaning", "a\tb"), "tabs"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_written(checkout: Path, arguments: tuple[str, ...], said: str) -> None:
    before = {path: path.read_bytes() for path in checkout.rglob("*.*") if path.is_file()}
    result = run(*arguments, cwd=checkout)
    assert result.code == 2
    complains(result, said)
    assert before == {path: path.read_bytes() for path in checkout.rglob("*.*") if path.is_file()}


def test_outside_a_checkout_it_says_where_to_go(tmp_path: Path) -> None:
    with inside(tmp_path):
        result = run("new", "rule", "style/odd-turn")
    assert result.code == 2
    complains(result, "checkout")
