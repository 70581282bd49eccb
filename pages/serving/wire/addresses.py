"""Who is asking: the address that limits count by, as the connection or a trusted proxy tells it."""

from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from pages.serving import settings

UNKNOWN = "unknown"
ONE_HOLDER = 56  # Bits of an IPv6 address that one holder's have in common: homes are given a /64, often a whole /56.
ONE_NETWORK = 48  # The same of a firm's, or of whoever asks for more: 256 holders, as it were.


def address_of(scope: dict) -> str:
    """The address to count a request or a websocket by, as text: of IPv6 its /56, of an IPv4-mapped one the IPv4.

    `scope`: as ASGI gives it. From a trusted proxy (REPORT_CARD_PROXY) it is the last address in X-Forwarded-For that
    is no trusted proxy's; nobody else's header is believed. A proxy that names nobody is counted itself.
    """
    peer = _read((scope.get("client") or (UNKNOWN,))[0])
    if peer is None:
        return UNKNOWN
    if is_proxy(peer):
        named = b",".join(value for name, value in scope.get("headers", ()) if name == b"x-forwarded-for")
        for written in reversed(named.decode("latin-1").split(",")):
            address = _read(written.strip())
            if address is None:
                break
            if not is_proxy(address):
                return _counted(address)
    return _counted(peer)


@lru_cache(maxsize=4096)
def network_of(address: str) -> str:
    """The network that a counted address is of: of IPv6 the /48, of IPv4 and of nobody the address itself."""
    network = address.partition("/")[0]
    return str(ip_network((network, ONE_NETWORK), strict=False)) if ":" in network else address


@lru_cache(maxsize=4096)
def turn_of(address: str) -> str:
    """By which turn a counted address comes: its own, or one of those that its network of IPv6 has for all."""
    network = network_of(address)
    if network == address:
        return address
    home = int(ip_network(address).network_address) >> (128 - ONE_HOLDER)
    return f"{network} {home % settings.ADDRESSES_PER_NETWORK}"


def comes_from_proxy(scope: dict) -> bool:
    """Whether what a proxy says of the visitor may be believed of this request."""
    peer = _read((scope.get("client") or (UNKNOWN,))[0])
    return peer is not None and is_proxy(peer)


def peer_address(peer: str) -> tuple[str, bool]:
    """The address that a connection is counted by, and whether it is a trusted proxy's, which carries many visitors."""
    address = _read(peer)
    return (UNKNOWN, False) if address is None else (_counted(address), is_proxy(address))


def is_proxy(address: IPv4Address | IPv6Address) -> bool:
    return any(address in network for network in settings.PROXY)


@lru_cache(maxsize=1024)
def _read(written: str) -> IPv4Address | IPv6Address | None:
    """An address with or without a port, in brackets or not; None if it is none."""
    if written.startswith("["):
        written = written[1:].partition("]")[0]
    elif written.count(":") == 1:
        written = written.partition(":")[0]
    try:
        address = ip_address(written)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _counted(address: IPv4Address | IPv6Address) -> str:
    if address.version == 4:
        return str(address)
    return str(ip_network((int(address), ONE_HOLDER), strict=False))
