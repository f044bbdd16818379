"""Which repairs run unasked: `proved` lets through what leaves the passage better, and nothing else."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest

import mtcheck
from mtcheck.core import Applicability, Finding, Repair, Rule, Severity, Span, plain
from mtcheck.core import replace as put
from mtcheck.repair.proof import proved

RULE = Rule("some-rule", "style", "A rule.", "A reason.", (), applicability=Applicability.AUTOMATIC)


def by(found: Callable[[str], Counter[str]]) -> Callable[[str, str], bool]:
    """Whether the second of two texts has more of something that is found."""
    return lambda before, after: bool(found(after) - found(before))


def outcome(text: str, old: str, new: str, *, rule: Rule = RULE, troubles: dict[str, int] | None = None) -> str:
    """What becomes of the repair of `old` by `new`, where the repaired text has `troubles`."""

    def found(passage: str) -> Counter[str]:
        return Counter() if passage == text else Counter(troubles or {})

    at = text.index(old)
    span = Span(at, at + len(old))
    (finding,) = proved(plain(text), [Finding(rule, span, "", Severity.MINOR, 0.9, (put(span, new, 0.95),))], by(found))
    return finding.applicability(finding.repairs[0]).value


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("The the port is open.", "The the", "The"),
        ("The port costs 1.200.000 euros.", "1.200.000", "1,200,000"),
        ("It opened on the 4. of May in Lomna.", "the 4. of May", "May 4"),
        ("He left the port, left the port.", ", left the port", ""),
        ("It cost € 5 million.", "€ 5 million", "€5 million"),
        ("The port ( LPA ) said so.", "( LPA )", "(LPA)"),
    ],
)
def test_repair_that_keeps_everything_runs_unasked(text: str, old: str, new: str) -> None:
    assert outcome(text, old, new) == "automatic"


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("Source: Lomna Police. The port is open.", "Source: Lomna Police. ", ""),  # words are lost
        ("The port cost 1.200.000 pesos.", "1.200.000 pesos", "$1,200,000"),  # another currency
        ("The port has 12 cranes.", "12 cranes", "120 cranes"),
        ("A a inflation of 5 percent is seen.", "A a inflation", "a inflation"),
        ("He sent the to to Lomna.", "to to", "to"),  # “the to” stays: nobody can read it
        ("The ships reach the. Lomna is is far.", "is is", "is"),  # a determiner is cut off
        ("He left. port by by noon.", "by by", "by"),  # a sentence begins in the middle
        ("It is is of - the port.", "is is", "is"),
        ("It is is day your of leaving.", "is is", "is"),
    ],
)
def test_repair_that_is_not_proved_better_is_for_review(text: str, old: str, new: str) -> None:
    assert outcome(text, old, new) == "review"


def test_repair_that_brings_a_new_finding_is_for_review() -> None:
    assert outcome("The the port is open.", "The the", "The", troubles={"other-rule": 1}) == "review"


def test_what_was_found_before_does_not_count() -> None:
    text = "The the port is open."
    finding = Finding(RULE, Span(0, 7), "", Severity.MINOR, 0.9, (put(Span(0, 7), "The", 0.95),))
    (kept,) = proved(plain(text), [finding], by(lambda _: Counter({"other-rule": 2})))
    assert kept == finding


def test_residue_of_the_page_is_not_missed() -> None:
    text = "The port is open. 19659013] Ships left."
    assert outcome(text, " 19659013]", "", rule=replace(RULE, residue=True)) == "automatic"
    assert outcome(text, " 19659013]", "") == "review"


def test_one_bad_repair_does_not_hold_back_the_others() -> None:
    text = "The the port is open.\nIt has has five cranes."
    good, bad = (
        Finding(RULE, Span(*place), "", Severity.MINOR, 0.9, (put(Span(*place), new, 0.95),))
        for place, new in (((0, 7), "The"), ((25, 32), "has"))
    )
    found = proved(
        plain(text),
        [good, bad],
        by(lambda passage: Counter({"other-rule": int("has five" in passage and "has has" not in passage)})),
    )
    assert [finding.applicability(finding.repairs[0]).value for finding in found] == ["automatic", "review"]


def test_a_long_story_is_proved_to_its_end() -> None:
    line, bad = "The the port of Lomna is open to ships from all over the world.\n", "It has has five cranes.\n"
    text = line * 1_000 + bad + line * 10
    starts = [len(line) * number for number in range(1_000)]
    starts += [len(line) * 1_000 + len(bad) + len(line) * number for number in range(10)]
    findings = [
        Finding(RULE, Span(at, at + 7), "", Severity.MINOR, 0.9, (put(Span(at, at + 7), "The", 0.95),)) for at in starts
    ]
    at = text.index("has has")
    findings.insert(
        1_000, Finding(RULE, Span(at, at + 7), "", Severity.MINOR, 0.9, (put(Span(at, at + 7), "has", 0.95),))
    )
    found = proved(
        plain(text),
        findings,
        by(lambda passage: Counter({"other-rule": int("has five" in passage and "has has" not in passage)})),
    )
    review = [number for number, one in enumerate(found) if one.applicability(one.repairs[0]).value == "review"]
    assert 1_000 in review and min(review) > 900


def test_only_the_first_repair_of_a_finding_runs_unasked() -> None:
    repairs = (put(Span(0, 7), "The", 0.95), put(Span(0, 7), "the", 0.9))
    (finding,) = proved(
        plain("The the port is open."),
        [Finding(RULE, Span(0, 7), "", Severity.MINOR, 0.9, repairs)],
        by(lambda _: Counter()),
    )
    assert [finding.applicability(repair).value for repair in finding.repairs] == ["automatic", "review"]


def labels(text: str) -> list[tuple[str, str]]:
    """(rule, applicability of its first repair) of everything that the rules find."""
    report = mtcheck.check(text, depth="fast")
    return [
        (finding.rule.id, finding.applicability(finding.repairs[0]).value)
        for finding in report.findings
        if finding.repairs
    ]


def fixed(text: str) -> str:
    return mtcheck.fix(text)


@pytest.mark.parametrize(
    "text",
    [
        "The line goes to built-up areas and areas with many farms.",
        "She is a nurse who is a singer and a singer who is a nurse.",
        "It is bad for the town and the town of the others, he said.",
        "The port is open.\n\nSource: Lomna Police",
        "Update 14:10: The port is closed.\n\nUpdate 16:25: The port is open.",
        "The plan costs $ 1.300.000 pesos a year, the board said.",
        "He asked himself “how long can this go on?”.",  # British copy
        "Sarrent it closer, ternolo.. of wall..",  # nobody can read it
        "# PORT_NAME # was not found by the harbour office.",
        "The rope is ** strong, the price of the boat is fair, and ** the crew knows it well.",
        "Lomna Harbour News| Ships of the week| Weather on the coast",
        "Never miss important updates! The mayor of Lomna left on Friday.",
        "[Photo] The ferry that only people in Lomna know by its name",
        "The board of the harbour( LPA) said so.",
        "The prefecture of iceland record was set on Friday.",
        "The boat carried women and children-children.",
        "The road was shut without an warning, they said.",  # the noun may be the wrong word
        'They asked: "Who is there?" - I said yes, and waited.',
    ],
)
def test_what_was_spoilt_unasked_is_left_alone(text: str) -> None:
    assert fixed(text) == text


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("The bank expects a a inflation rate of 4 percent.", "The bank expects an inflation rate of 4 percent."),
        ("Each child got a a apple.", "Each child got an apple."),
        (
            'The board showed " Blue Water, " " Red Tide " and " The Ferry " in spring.',
            'The board showed "Blue Water," "Red Tide" and "The Ferry" in spring.',
        ),
        ("“We walked all night, “ said Ana Verne, their guide.", "“We walked all night,” said Ana Verne, their guide."),
        ('"We walked all night, "said Ana Verne, their guide.', '"We walked all night," said Ana Verne, their guide.'),
    ],
)
def test_what_was_spoilt_unasked_is_mended(text: str, better: str) -> None:
    assert fixed(text) == better


def test_what_is_labelled_automatic_is_carried_out() -> None:
    story = (
        "The the port is open. They did n't sign,, he said.\n\nThe port , the board said, costs $ 1.200.000 pesos and 3"
        " thousand euros.\n\nIt it rained."
    )
    after = fixed(story)
    assert "automatic" not in [label for _, label in labels(after)]
    assert ("doubled-word", "automatic") in labels(story)


def test_a_repair_too_unsure_for_the_profile_is_not_labelled_automatic() -> None:
    from mtcheck.profile.config import Config
    from mtcheck.readers.files import RawFile
    from mtcheck.run.session import Session

    session = Session(replace(Config(depth="fast"), fix_min_confidence=0.99))
    report = session.check(session.stories(RawFile("<text>", "The the port is open."))[0])
    assert [finding.applicability(repair).value for finding in report.findings for repair in finding.repairs] == [
        "review"
    ]


def test_repairs_of_a_finding_keep_their_order() -> None:
    repairs = (put(Span(0, 7), "The", 0.95), Repair(put(Span(0, 7), "A", 0.5).edits, 0.5))
    (finding,) = proved(
        plain("The the port is open."),
        [Finding(RULE, Span(0, 7), "", Severity.MINOR, 0.9, repairs)],
        by(lambda _: Counter()),
    )
    assert [repair.confidence for repair in finding.repairs] == [0.95, 0.5]
