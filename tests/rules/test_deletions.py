"""What stands in a text that a sure repair takes out is not reported beside it."""

import pytest

from mtcheck.api import check, fix
from mtcheck.core import Finding, Severity, Span, replace
from mtcheck.detectors.markup.page_furniture import RULE as FURNITURE
from mtcheck.repair.plan import apply
from mtcheck.run.findings import outside_deletions


def finding(
    start: int, end: int, text: str | None = None, *, sure: float = 0.95, severity: Severity = Severity.MINOR
) -> Finding:
    span = Span(start, end)
    return FURNITURE.finding(
        span,
        "A message.",
        confidence=0.9,
        severity=severity,
        repairs=[] if text is None else [replace(span, text, sure)],
    )


def test_findings_inside_a_deleted_line_go_with_it() -> None:
    line, inside, outside, across = finding(10, 60, ""), finding(20, 24, "x"), finding(5, 8), finding(55, 63)
    assert list(outside_deletions([outside, line, inside, across])) == [outside, line, across]


def test_what_is_not_surely_deleted_as_a_whole_hides_nothing() -> None:
    inside = finding(20, 24, "x")
    for outer in (
        finding(10, 60, "", sure=0.8),
        finding(10, 60, "text"),
        finding(10, 60),
        finding(10, 60, "", severity=Severity.NEUTRAL),
        finding(19, 25, ""),
    ):
        assert list(outside_deletions([outer, inside])) == [outer, inside]


def test_deletions_inside_one_another() -> None:
    outer, inner, word = finding(0, 90, ""), finding(10, 40, ""), finding(50, 52)
    assert list(outside_deletions([outer, inner, word])) == [outer]


def test_a_blank_line_before_debris_stays_where_none_follows_it() -> None:
    story = (
        "The port was closed.\n\nREAD MORE: Ten things to know about ports\nThe mayor spoke.\n\nIt rained for a day.\n"
    )
    assert fix(story, depth="fast") == "The port was closed.\n\nThe mayor spoke.\n\nIt rained for a day.\n"
    assert fix(story.replace("\n", "\r\n"), depth="fast").count("\r\n\r\n") == 2


@pytest.mark.parametrize("gaps", [("\n\n", "\n"), ("\n", "\n\n"), ("\n\n", "\n\n"), ("", "\n\n"), ("\n\n", "")])
def test_the_longer_gap_stays_around_counters(gaps: tuple[str, str]) -> None:
    first, last = ("The port was closed." * bool(gaps[0]), "The mayor spoke." * bool(gaps[1]))
    story = f"{first}{gaps[0]}120\n34{gaps[1]}{last}"
    (found,) = [one for one in check(story, depth="fast").findings if "counters" in one.message]
    repaired = apply(story, found.repairs[0].edits)
    assert repaired == (f"{first}\n\n{last}" if first and last else first or last)
