"""What two rules find of one thing is one finding with one penalty."""

import pytest

import mtcheck
from mtcheck.core import Finding, Rule, Severity, Span
from mtcheck.core import replace as put
from mtcheck.run.findings import one_per_thing


def found(text: str) -> list[tuple[str, str]]:
    """(rule, severity) of what stands in a story, in order."""
    report = mtcheck.check(text, depth="fast")
    return [(finding.rule.id, finding.severity.name.lower()) for finding in report.findings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The fine is $ 1.234.567,89 in all, the court said.", [("currency-format", "major")]),
        ("The dam costs 2.500.000 € a year, the board said.", [("currency-format", "critical")]),
        ("The road cost 1.250.000 dolares in all, the board said.", [("currency-format", "critical")]),
    ],
)
def test_one_figure_is_one_finding_as_grave_as_its_gravest_fault(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "line",
    [
        "आज सुबह लोमना में भारी बारिश हुई, जिससे कई सड़कें पानी में डूब गईं। 12.500 लोग प्रभावित हुए ।",
        "Der Bürgermeister hat gestern die Brücke „eröffnet“ ,und 12.500 Menschen kamen dazu , sagte er am 3.4.2021 .",
        "El alcalde dijo que « la obra » costó 12.500 euros , según fuentes .",
        "Мэр вчера заявил , что мост откроют 3.4.2021 и он стоил 12.500 рублей .",
        "市长昨天在会议上说，新桥将于明年开放，耗资１２０万元。",
    ],
)
def test_a_foreign_passage_is_one_finding(line: str) -> None:
    text = f"A crowd met outside to hear about the bridge.\n\n{line}\n\nThe minister left on Friday for the talks."
    assert found(text) == [("untranslated-passage", "critical")]


def test_a_word_without_end_is_one_finding() -> None:
    assert [rule for rule, _ in found("The mayor left. " + "a" * 20_000)] == ["engine-debris"]


OUTER = Rule("outer-rule", "style", "A rule.", "A reason.", ())
INNER = Rule("inner-rule", "style", "A rule.", "A reason.", (), Severity.MAJOR)


def inside(text: str, outer: str, new: str, inner: str) -> list[Finding]:
    """What is left of a finding that writes `new` for `outer`, and one at `inner` inside it."""
    spans = [Span(text.index(words), text.index(words) + len(words)) for words in (outer, inner)]
    return list(
        one_per_thing(
            text,
            [
                Finding(OUTER, spans[0], "", Severity.MINOR, 0.8, (put(spans[0], new, 0.8),)),
                Finding(INNER, spans[1], "", Severity.MAJOR, 0.9),
            ],
        )
    )


def test_the_one_that_is_left_is_as_sure_as_the_surer() -> None:
    (left,) = inside("It cost 5.000 crowns.", "5.000 crowns", "5,000 kroner", "5.000")
    assert left.rule is OUTER and left.severity is Severity.MAJOR and left.confidence == 0.9
    assert [one.source for one in left.evidence] == ["outer-rule", "inner-rule"]


def test_what_a_repair_leaves_as_it_was_is_still_said() -> None:
    left = inside("The ship ( the old one , mostly ) left.", "( the old one , mostly )", "(the old one , mostly)", " ,")
    assert [finding.rule.id for finding in left] == ["outer-rule", "inner-rule"]


@pytest.mark.parametrize(
    "said", ["The word “informations”", 'The term "informations"', "His spelling of “informations”"]
)
def test_words_that_a_story_speaks_of_are_not_judged(said: str) -> None:
    assert not found(f"{said} in the draft is wrong, the clerk of the council noted.")


def test_words_that_a_story_uses_are_judged_beside_those_it_speaks_of() -> None:
    assert len(found("The word “informations” is wrong, he said, but many informations in the draft are right.")) == 1
