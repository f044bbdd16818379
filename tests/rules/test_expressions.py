"""Expressions that are kept between runs behave as those that are compiled anew; a cache that is broken, foreign or not
writable does no harm.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rule_patterns import examples

from mtcheck import keeping
from mtcheck.core import Bad, Pattern
from mtcheck.profile import catalog
from mtcheck.text import expressions

PATTERNS = {
    (value.source, re.MULTILINE | (re.IGNORECASE if value.ignore_case else 0))
    for rule in catalog.detector_ids()
    for value in vars(catalog.detector(rule)).values()
    if isinstance(value, Pattern)
}
TEXT = "\n".join(
    example.text for rule in catalog.detector_ids() for example in examples(rule) if isinstance(example, Bad)
)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("MTCHECK_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("MTCHECK_CACHE_KEY", "of these tests")
    monkeypatch.setattr(expressions, "_kept", None)
    monkeypatch.setattr(expressions, "_spent", 0.0)
    monkeypatch.setattr(expressions, "_WORTH_WRITING", 0.0)
    yield tmp_path / "cache"


def again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expressions, "_kept", None)
    expressions.keep()


@pytest.mark.slow
def test_kept_expressions_match_the_same(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expressions.keep()
    for source, flags in PATTERNS:
        expressions.compiled(source, flags)
    expressions.save()
    again(monkeypatch)
    assert expressions._kept and len(expressions._kept) == len(PATTERNS)
    for source, flags in PATTERNS:
        kept, fresh = expressions.compiled(source, flags), re.compile(source, flags)
        assert [(m.span(), m.groups(), m.groupdict()) for m in kept.finditer(TEXT)] == [
            (m.span(), m.groups(), m.groupdict()) for m in fresh.finditer(TEXT)
        ]
        assert (kept.pattern, kept.flags, kept.groups) == (fresh.pattern, fresh.flags, fresh.groups)


@pytest.mark.parametrize("content", [b"", b"nonsense", b"\xe3\x00"])
def test_a_broken_cache_counts_as_empty(cache: Path, content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.mkdir()
    path = keeping.file_of("expressions")
    assert path
    path.write_bytes(content)
    expressions.keep()
    assert expressions._kept is not None and len(expressions._kept) == 0
    assert expressions.compiled("a+b").fullmatch("aab")


def test_a_cache_that_cannot_be_written_is_left(cache: Path) -> None:
    cache.write_text("a file where the folder should be")
    expressions.keep()
    for number in range(20):
        expressions.compiled(f"a{number}")
    expressions.save()
    assert cache.read_text() == "a file where the folder should be"


def test_off_keeps_nothing(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MTCHECK_CACHE", "off")
    expressions.keep()
    assert expressions._kept is None
    assert expressions.compiled("(?P<x>a)|b").match("a")
