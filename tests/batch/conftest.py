"""Parts of an archive that are small enough for a test."""

import pytest


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of about ten rows, so that a few hundred make many of them."""
    from mtcheck.batch import archive

    before = archive.plan
    monkeypatch.setattr(
        archive,
        "plan",
        lambda sources, output, told, signed, size, known: before(sources, output, told, signed, 1_000, known),
    )
