"""Where an endpoint that somebody typed may lead.

Addresses that no server of a user's has (link-local ones, where clouds hand out credentials;
unspecified, multicast and reserved ones) are refused always. Loopback and private ones are the
administrator's to allow: on a laptop the user is the administrator, and a store of the house is
what they mean. The addresses are looked at, not the name: numeric and mapped spellings are too.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterable

from ..errors import Forbidden, Unavailable
from .names import shown

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Iterable[str]]

_NAT64 = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))
_METADATA = (
    ipaddress.ip_address("fd00:ec2::254"),
    ipaddress.ip_address("100.100.100.200"),
)


class NoAddress(Unavailable):
    """A host's name has no address."""


def resolved(host: str, port: int) -> list[str]:
    """All addresses of a host. Raises `NoAddress`."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NoAddress(
            f"The host {shown(host)} has no address: check its spelling and the DNS."
        ) from None
    return sorted({str(entry[4][0]).partition("%")[0] for entry in found})


def refuse_forbidden_host(
    host: str, port: int, *, allow_private: bool, resolve: Resolve = resolved
) -> None:
    """Raises `Forbidden` where any of the host's addresses is not to be reached from here."""
    for text in resolve(host, port):
        address = _plain(ipaddress.ip_address(text))
        if _is_never_a_store(address):
            raise Forbidden(
                f"The host {shown(host)} leads to an address of this machine's own network "
                "management, not to a server: it is refused."
            )
        if not allow_private and (address.is_private or address.is_loopback):
            raise Forbidden(
                f"The host {shown(host)} leads to a private address: ask your administrator to "
                "allow it."
            )


def _is_never_a_store(address: Address) -> bool:
    return (
        address.is_link_local
        or address.is_multicast
        or address.is_unspecified
        or (address.is_reserved and not address.is_loopback)
        or address in _METADATA
    )


def _plain(address: Address) -> Address:
    """The IPv4 address that an IPv6 one carries, if it carries one."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return address.ipv4_mapped
        if address.sixtofour is not None:
            return address.sixtofour
        if any(address in network for network in _NAT64):
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address
