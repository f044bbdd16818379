"""Known failures are strict: each case of `fixtures/known_failures.jsonl` must still fail, so that an improvement
announces itself.
"""

import json
from pathlib import Path

import pytest

from mtcheck.core import Severity, Span
from mtcheck.profile.config import Config
from mtcheck.readers import text as plain_text
from mtcheck.run.session import Session, Story

PATH = Path(__file__).parents[2] / "fixtures" / "known_failures.jsonl"
CASES = [json.loads(line) for line in PATH.read_text(encoding="utf-8").splitlines()]
SESSION = Session(Config())


def unmark(text: str) -> tuple[str, list[Span]]:
    plain, spans = "", []
    for number, piece in enumerate(text.replace("⟧", "⟦").split("⟦")):
        if number % 2:
            spans.append(Span(len(plain), len(plain) + len(piece)))
        plain += piece
    return plain, spans


def is_right(marked: str) -> bool:
    """Whether an error is found at each mark, and nowhere else."""
    text, wanted = unmark(marked)
    found = [
        finding.span
        for finding in SESSION.check(Story(plain_text.read(text))).findings
        if finding.severity >= Severity.MINOR
    ]
    return all(any(span.overlaps(want) for span in found) for want in wanted) and all(
        any(span.overlaps(want) for want in wanted) for span in found
    )


def test_the_file_is_in_order() -> None:
    assert 20 <= len(CASES) <= 60
    assert len({case["text"] for case in CASES}) == len(CASES)
    for case in CASES:
        assert set(case) == {"kind", "why", "text"}
        assert ("⟦" in case["text"]) == (case["kind"] == "miss")
        assert case["kind"] in ("miss", "false-alarm")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_still_fails(case: dict[str, str]) -> None:
    assert not is_right(case["text"]), (
        "right now: make it an example of its rule and take it out of fixtures/known_failures.jsonl"
    )
