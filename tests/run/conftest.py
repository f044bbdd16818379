"""A folder that no gate may let through."""

from pathlib import Path

import pytest
from commands import DOUBLED, gate


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A folder with a story that the gate blocks."""
    (tmp_path / "bad.txt").write_text(DOUBLED, encoding="utf-8")
    assert gate(tmp_path, "bad.txt").code == 1
    return tmp_path
