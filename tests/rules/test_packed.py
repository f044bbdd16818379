"""A packed table says what the table says."""

import pytest

from mtcheck.text.packed import Packed, pack

TABLE = {"one": (1, "a"), "two": {"b": [2, 3]}}


def test_what_is_packed_is_there() -> None:
    packed = Packed(pack(TABLE))
    assert dict(packed) == TABLE and len(packed) == 2
    assert "two" in packed and "three" not in packed and packed.get("three") is None
    assert packed["one"] is packed["one"]
    with pytest.raises(KeyError):
        packed["three"]


def test_what_is_not_plain_is_refused() -> None:
    with pytest.raises(ValueError):
        pack({"thing": object()})
