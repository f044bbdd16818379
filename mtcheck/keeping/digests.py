"""Digests as the interpreter has them: `hashlib` brings OpenSSL, which takes as long to load as a hundred rules."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import blake2b, sha256
else:
    try:
        from _blake2 import blake2b
        from _sha256 import sha256
    except ImportError:  # another Python than this arrangement is known from
        from hashlib import blake2b, sha256

__all__ = ["blake2b", "sha256"]
