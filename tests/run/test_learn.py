"""`mtcheck learn`: two newsrooms of opposite tastes, what it proposes to each, and that nothing changes unasked."""

import json
import random
import re
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from commands import complains, run

pytest.importorskip("sqlalchemy")

from mtcheck.cli import learn
from mtcheck.errors import ConfigError
from mtcheck.learning import proposals
from mtcheck.learning.effect import Share, parted
from mtcheck.profile import config
from mtcheck.profile.house import House, terms_in
from mtcheck.watch.database import connect
from mtcheck.watch.judgements import Judgement, Judgements

Taste = Callable[
    [str, float, random.Random], bool
]  # whether an editor takes a finding of a rule and a confidence for an error


def careful(rule: str, confidence: float, chance: random.Random) -> bool:
    """Wants calques mended and commas left alone; of clocks only what is sure."""
    return {
        "calque": chance.random() < 0.95,
        "comma-splice": chance.random() < 0.03,
        "clock-format": confidence > 0.75,
    }[rule]


def hasty(rule: str, confidence: float, chance: random.Random) -> bool:
    """The other way round."""
    return {
        "calque": chance.random() < 0.04,
        "comma-splice": chance.random() < 0.95,
        "clock-format": chance.random() < 0.3,
    }[rule]


def decided(taste: Taste, profile: Path, stories: int = 40) -> list[Judgement]:
    chance, found = random.Random(7), []
    for number in range(stories):
        for at, rule in enumerate(("calque", "comma-splice", "clock-format", "calque", "comma-splice")):
            confidence = chance.choice((0.55, 0.65, 0.8, 0.9))
            agreed = taste(rule, confidence, chance)
            before = f"Story {number} of {profile.parent.name} has place {at} in it."
            found.append(
                Judgement(
                    "ada" if number % 2 else "ben",
                    f"/stories/{profile.parent.name}/{number}.txt",
                    "v",
                    rule,
                    f"{number:04x}{at:04x}",
                    "accepted" if agreed else "rejected",
                    confidence=confidence,
                    text=f"place {at}",
                    before=before,
                    after=before.replace("place", "spot") if agreed else before,
                    offered="spot",
                    written="spot" if agreed else "",
                    profile=str(profile),
                )
            )
    return found


def kept(folder: Path, said: Iterable[Judgement]) -> str:
    url = f"sqlite:///{folder}/kept.sqlite"
    Judgements(connect(url)).add(said)
    return url


@pytest.fixture
def newsrooms(tmp_path: Path) -> tuple[str, Path, Path]:
    one, other = tmp_path / "one" / "mtcheck.toml", tmp_path / "other" / "mtcheck.toml"
    for place in (one, other):
        place.parent.mkdir()
        place.write_text("# ours\nmin_confidence = 0.5\n", encoding="utf-8")
    return kept(tmp_path, [*decided(careful, one), *decided(hasty, other)]), one, other


def test_two_newsrooms_of_opposite_tastes_each_get_their_own(newsrooms: tuple[str, Path, Path]) -> None:
    url, one, other = newsrooms
    points = []
    for place in (one, other):
        told = run("learn", "--database", url, "--yes", cwd=place.parent)
        assert told.code == 0, told.err
        points.append(int(re.findall(r"([+-]\d+) points", told.out)[-1]))
        assert "95 % interval" in told.out and "200 decisions of 2 editors on 40 stories" in told.out
    assert min(points) >= 15, points
    first, second = (config.load(str(place)) for place in (one, other))
    assert "comma-splice" in first.ignore and "calque" not in first.ignore
    assert "calque" in second.ignore and "comma-splice" not in second.ignore
    assert first.origin is not None and one.read_text().startswith("# ours\nmin_confidence = 0.5\n")
    for place in (one, other):
        assert tomllib.loads(place.read_text())["calibration"] == "mtcheck-calibration.tsv"
        (place.parent / "story.txt").write_text("The council met.\n")
        assert run("check", "story.txt", "--depth", "fast", cwd=place.parent).code == 0


def test_nothing_changes_without_a_yes(newsrooms: tuple[str, Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    url, one, _ = newsrooms
    before = {path: path.read_bytes() for path in one.parent.iterdir()}
    for answers in (None, b"n\n\nno\nn\nn\n"):
        monkeypatch.setattr(learn, "at_a_terminal", lambda answers=answers: answers is not None)
        told = run("learn", "--database", url, cwd=one.parent, stdin=answers or b"")
        assert told.code == 0 and "Turn comma-splice off." in told.out and "Nothing was changed." in told.out
        assert {path: path.read_bytes() for path in one.parent.iterdir()} == before
    told = run("learn", "--database", url, cwd=one.parent, stdin=b"n\nno\ny\nn\nn\n")
    taken = [line for line in one.read_text().splitlines() if line not in ("# ours", "min_confidence = 0.5", "")]
    assert told.code == 0 and 1 <= len(taken) <= 2, (told.out, taken)


def test_a_threshold_is_found_where_the_unsure_are_rejected(tmp_path: Path) -> None:
    said = [one for one in decided(careful, tmp_path / "mtcheck.toml") if one.rule == "clock-format"]
    (one,) = proposals.of_rules(said)
    assert (one.what, one.subject, one.value) == (proposals.THRESHOLD, "clock-format", 0.8)
    (tmp_path / "mtcheck.toml").write_text("")
    assert run("learn", "--database", kept(tmp_path, said), "--yes", cwd=tmp_path).code == 0
    assert config.load(str(tmp_path / "mtcheck.toml")).least_for("clock-format") in (0.8, 0.5)


def of_text(text: str, action: str, written: str = "", times: int = 4, rule: str = "misspelt-place") -> list[Judgement]:
    return [
        Judgement(
            "ada",
            f"/s/{number % 3}.txt",
            "v",
            rule,
            f"{number:04x}{text.encode().hex()}{len(rule):02x}",
            action,
            text=text,
            written=written,
            offered="Other",
        )
        for number in range(times)
    ]


def test_names_left_alone_and_words_always_changed_are_proposed_for_the_house(tmp_path: Path) -> None:
    said = [
        *of_text("Lomna", "rejected"),
        *of_text("Radio of Lomna", "fine"),
        *of_text("elevator", "own-words", "lift"),
        *of_text("not a name", "rejected"),
        *of_text("Mixed", "rejected", times=3),
        *of_text("Mixed", "accepted", "Other", times=1, rule="calque"),
        *of_text("Twice", "rejected", times=2),
        *of_text("truck", "own-words", "lorry", times=3),
        *of_text("truck", "own-words", "van", times=1, rule="calque"),
    ]
    found = {(one.what, one.subject, one.value) for one in proposals.of_house(said, House())}
    assert found == {
        (proposals.NAME, "Lomna", ""),
        (proposals.NAME, "Radio of Lomna", ""),
        (proposals.TERM, "elevator", "lift"),
    }
    assert not list(proposals.of_house(said, House(names=("Lomna", "Radio of Lomna", "elevator"))))
    (tmp_path / "mtcheck.toml").write_text('[house]\nterms = "own.tsv"\n')
    (tmp_path / "own.tsv").write_text("# ours\nflat\tapartment")
    told = run("learn", "--database", kept(tmp_path, said), "--yes", cwd=tmp_path)
    assert told.code == 0, told.err
    assert config.load(str(tmp_path / "mtcheck.toml")).house.names == ("Lomna", "Radio of Lomna")
    assert [(term.wrong, term.right) for term in terms_in(tmp_path / "own.tsv")] == [
        ("flat", "apartment"),
        ("elevator", "lift"),
    ]


def test_corrections_are_what_train_reads(newsrooms: tuple[str, Path, Path]) -> None:
    url, one, _ = newsrooms
    told = run("learn", "--database", url, "--corrections", "corrections.jsonl", cwd=one.parent)
    assert "corrections in corrections.jsonl" in told.err
    rows = [json.loads(line) for line in (one.parent / "corrections.jsonl").read_text().splitlines()]
    assert rows and all(row["corrected"] == row["text"].replace("place", "spot") for row in rows)
    steps = [
        Judgement("a", "s", "v", "calque", str(at), "accepted", before=before, after=after)
        for at, (before, after) in enumerate((("a b", "c b"), ("c b", "c d")))
    ]
    assert proposals.corrections(steps) == [{"text": "a b", "corrected": "c d"}]


def test_all_decisions_are_exported(newsrooms: tuple[str, Path, Path]) -> None:
    url, one, _ = newsrooms
    rows = [
        json.loads(line) for line in run("learn", "--database", url, "--export", "-", cwd=one.parent).out.splitlines()
    ]
    assert len(rows) == 400 and rows[0]["rule"] == "calque" and rows[0]["at"].endswith("+00:00")


def test_where_nothing_was_decided_or_nothing_can_be_changed_it_says_so(tmp_path: Path) -> None:
    url = kept(tmp_path, [])
    result = run("learn", "--database", url, cwd=tmp_path)
    assert result.code == 0 and "Nothing has been decided" in result.out and "review" in result.out
    (tmp_path / "pyproject.toml").write_text("[tool.mtcheck]\n")
    result = run("learn", "--database", url, cwd=tmp_path)
    assert result.code == 2
    complains(result, "--config")
    with pytest.raises(ConfigError):
        config.load(str(tmp_path / "absent.toml"))


def test_shares_have_wilsons_interval() -> None:
    share = Share(8, 10)
    assert (round(share.low, 3), round(share.high, 3)) == (0.49, 0.943)  # Wilson 1927
    assert (Share(0, 0).low, Share(0, 0).high, Share(0, 5).low) == (0.0, 1.0, 0.0)
    ours, held = parted(
        Judgement("a", f"{number // 3}", "v", "calque", str(number), "accepted") for number in range(300)
    )
    assert not {one.story for one in ours} & {one.story for one in held} and 30 < len(held) < 130
