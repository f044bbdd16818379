"""Laws that hold for any text: no detector crashes, repairs stay inside their findings, repairing comes to rest, order
does not matter.
"""

import random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rule_patterns import examples

from mtcheck import readers
from mtcheck.core import Bad, Document, Edit, Finding, Repair, Span
from mtcheck.profile import catalog
from mtcheck.readers import text as plain_text
from mtcheck.repair.plan import apply, plan
from mtcheck.repair.together import mend
from mtcheck.resources import Packaged
from mtcheck.run.engine import Engine

pytestmark = pytest.mark.slow

ENGINE = Engine([catalog.detector(rule) for rule in catalog.detector_ids()], Packaged())
TRIGGERS = [
    example.text.replace("⟦", "").replace("⟧", "")
    for rule in catalog.detector_ids()
    for example in examples(rule)
    if isinstance(example, Bad)
]
WORDS = [word for text in TRIGGERS for word in text.split()]
WIRE = st.lists(
    st.one_of(st.sampled_from(TRIGGERS), st.sampled_from(WORDS),
        st.sampled_from([" ", "\n", "\r\n", '"', "“", "”", "’", "'", ".", ",", ":", "–", "\u00a0", "["]))
    , max_size=30,
).flatmap(lambda parts: st.sampled_from(["", " "]).map(lambda glue: glue.join(parts)))  # fmt: skip
ANY = st.one_of(WIRE, st.text(st.characters(), max_size=200))
LAWFUL = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def accepts(finding: Finding, repair: Repair) -> bool:
    return True


def lawful(doc: Document, findings: tuple[Finding, ...]) -> None:
    assert list(findings) == sorted(findings, key=lambda finding: (finding.span, finding.rule.id))
    for finding in findings:
        assert finding.span.end <= len(doc.text)
        assert 0 <= finding.confidence <= 1
        assert finding.message.strip() and "\n" not in finding.message
        for repair in finding.repairs:
            assert all(finding.covers(edit.span) for edit in repair.edits), (finding.rule.id, finding.span, repair)
            assert apply(doc.text, repair.edits) != doc.text, (finding.rule.id, finding.span, repair)


@given(ANY)
@LAWFUL
def test_nothing_crashes_and_repairs_stay_inside(text: str) -> None:
    doc = plain_text.read(text)
    report = ENGINE.check(doc)
    assert not report.failures, report.failures
    lawful(doc, report.findings)


@pytest.mark.parametrize("format", ["markdown", "html"])
@example("â€œWe waitâ€\x9d, he said.")  # one repair for both marks
@given(WIRE)
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_other_formats_obey_the_same(format: str, text: str) -> None:
    doc = readers.read_raw(text, "x", format)
    report = ENGINE.check(doc)
    assert not report.failures, report.failures
    lawful(doc, report.findings)


@given(ANY)
@LAWFUL
def test_repairing_comes_to_rest(text: str) -> None:
    for _ in range(6):  # a run of marks takes more rounds than one call makes
        settled = mend(text, lambda raw: [plain_text.read(raw)], ENGINE.check, accepts)
        assert not settled.loop, f"{settled.loop} undo one another"
        if settled.raw == text:
            return
        text = settled.raw
    raise AssertionError("repairing goes on and on")


@given(WIRE, st.randoms(use_true_random=False))
@LAWFUL
def test_plan_does_not_depend_on_order(text: str, rng: random.Random) -> None:
    findings = list(ENGINE.check(plain_text.read(text)).findings)
    first = plan(findings, accepts)
    rng.shuffle(findings)
    second = plan(findings, accepts)
    assert first.edits == second.edits
    assert set(map(id, first.repaired)) == set(map(id, second.repaired))


@given(st.text(max_size=60), st.data())
def test_apply_changes_nothing_outside_its_edits(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8).map(set)))
    edits = [Edit(Span(a, b), data.draw(st.text(max_size=3))) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    result = apply(text, edits)
    kept = [
        text[a:b]
        for a, b in zip([0, *(e.span.end for e in edits)], [*(e.span.start for e in edits), len(text)], strict=True)
    ]
    at = 0
    for piece, edit in zip(kept, [*edits, None], strict=True):
        assert result[at : at + len(piece)] == piece
        at += len(piece) + (len(edit.text) if edit else 0)
    assert at == len(result)


ENDLESS = {
    "spaces": " " * 20000, "quotes": '"' * 5000, "curly quotes": "“" * 5000, "one word": "a" * 20000,
    "capitals": "A" * 20000, "dots": "." * 20000,
    "brackets": "[" * 5000, "ampersands": "& " * 5000, "angle brackets": "<" * 5000, "digits": "1" * 20000,
    "digits, spaced": "1 " * 5000,
    "commas": "a, " * 5000, "stops": "a. " * 5000, "capital words": "Ab " * 5000, "the the": "the " * 5000,
    "of": "of the " * 5000,
    "nul": "\0" * 1000, "line feeds": "\n" * 20000, "carriage returns": "\r" * 5000, "zero width": "\u200b" * 5000,
    "combining": "e\u0301" * 5000,
    "surrogate": "\ud800 \udfff", "right to left": "\u202e\u0627\u0644" * 1000, "emoji": "👩‍👩‍👧 " * 1000,
    "cjk": "的。" * 5000, "hyphens": "-" * 5000 + "a-" * 5000,
    "apostrophes": "'" * 5000 + "a'" * 5000, "underscores": "_" * 20000, "and": "and " * 5000, "urls": "http://" * 2000,
    "at": "@" * 5000, "percent": "5 % " * 3000,
}  # fmt: skip


@pytest.mark.parametrize("name", ENDLESS)
def test_endless_text_does_no_harm(name: str) -> None:
    doc = plain_text.read(ENDLESS[name])
    report = ENGINE.check(doc)
    assert not report.failures, report.failures
    lawful(doc, report.findings)
