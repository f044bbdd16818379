"""Where a connection may lead: `Peers` looks at the address that was connected to, since what a name means may change
between two looks.

Whoever names a feed may name one in their own network. A server may not send mtcheck there: what it answers ends up in
a report or a published feed.
"""

import ipaddress
import socket
from typing import Any

PUBLIC, PRIVATE, LOOPBACK, LINK = "public", "private", "loopback", "link-local"
_LOCAL = ("localhost",)


class Forbidden(OSError):
    """A connection that is not made."""


class Peers:
    """The addresses that one feed leads to, one after another.

    `connect` is `socket.create_connection` that refuses where a redirect must not lead.
    """

    def __init__(self) -> None:
        self._first = ""  # the kind of the address that the user has named

    def connect(self, host: str, *given: Any) -> socket.socket:
        """A connection to a host that is named in a request. Raises Forbidden, an OSError."""
        made = socket.create_connection(*given)
        try:
            self._check(host, str(made.getpeername()[0]))
        except BaseException:
            made.close()
            raise
        return made

    def resolved(self, host: str, port: int) -> None:
        """The same for a request that a proxy makes: what the name means here. Raises Forbidden."""
        try:
            found = {str(one[4][0]) for one in socket.getaddrinfo(host, port, proto=socket.IPPROTO_TCP)}
        except OSError:
            return  # only the proxy knows the name
        for address in sorted(found):
            self._check(host, address)

    def _check(self, host: str, address: str) -> None:
        kind = kind_of(address)
        if not self._first:
            self._first = kind
            if kind in (LOOPBACK, LINK) and not _is_plain(host):
                raise Forbidden(f"the name leads to the {kind} address {address}, which is not asked")
        elif kind not in (PUBLIC, self._first):
            raise Forbidden(f"it redirects to the {kind} address {address}, which is not followed")


def kind_of(address: str) -> str:
    """Public, private, loopback or link-local, also behind IPv6's ways of writing addresses of IPv4."""
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv6Address):
        inside = found.ipv4_mapped or found.sixtofour or (found.teredo or (None, None))[1]
        if inside is None and found in _TRANSLATED:
            inside = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        found = inside or found
    if found.is_loopback or found.is_unspecified:
        return LOOPBACK
    if found.is_link_local:
        return LINK
    return PUBLIC if found.is_global and not found.is_multicast else PRIVATE


_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")


def _is_plain(host: str) -> bool:
    """Whether a host says itself that it is this machine or an address: no name that others may turn elsewhere."""
    if host in _LOCAL or host.endswith(".localhost"):
        return True
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True
