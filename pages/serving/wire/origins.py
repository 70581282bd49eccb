"""From which pages a websocket may be opened, and under which names this server is asked."""

import re
from ipaddress import ip_address
from typing import NamedTuple

from pages.serving import settings
from pages.serving.wire import addresses

DEFAULT_PORTS = {"http": 80, "https": 443}
WRITTEN_HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::(?P<port>[0-9]{1,5}))?", re.IGNORECASE)
WRITTEN_ORIGIN = re.compile(r"(?P<scheme>https?)://(?P<host>[^/?#@\s]+)", re.IGNORECASE)


class Host(NamedTuple):
    """A name in small letters without a closing dot, and the port written with it."""

    name: str
    port: int | None


def is_named(scope: dict) -> bool:
    """Whether a request asks for this server by a name of its own, so that no other name can be made to stand for it.

    Without names in REPORT_CARD_HOSTS every name is. An address is always one, and so is what a trusted proxy asks by.
    """
    if not settings.HOSTS or addresses.comes_from_proxy(scope):
        return True
    host = _host(_only(scope, b"host"))
    return host is not None and (host.name == "localhost" or _is_address(host.name) or _is_listed(host))


def is_from_here(scope: dict) -> bool:
    """Whether a websocket is asked for by a page of this server's, or of a name in REPORT_CARD_HOSTS.

    A browser always says whose page asks (Origin); a program need not, and could say anything.
    """
    host, origins = _host(_only(scope, b"host")), _all(scope, b"origin")
    if host is None:
        return False
    if not origins:
        return True
    written = WRITTEN_ORIGIN.fullmatch(origins[0].decode("latin-1")) if len(origins) == 1 else None
    origin = _host(written["host"].encode("latin-1")) if written else None
    if origin is None:
        return False
    usual = DEFAULT_PORTS[written["scheme"].lower()]
    is_same = origin.name == host.name and (origin.port or usual) == (host.port or usual)
    return is_same or _is_listed(origin)


def as_own(scope: dict) -> dict:
    """The same request with the Origin that its Host stands for, or none if it is no websocket.

    What was let through is judged no second time: Streamlit would ask outside services which addresses are its own.
    """
    headers = [(name, value) for name, value in scope["headers"] if name != b"origin"]
    if scope["type"] == "websocket" and len(headers) < len(scope["headers"]):
        headers.append((b"origin", b"http://" + _only(scope, b"host")))
    return {**scope, "headers": headers}


def _all(scope: dict, wanted: bytes) -> list[bytes]:
    return [value for name, value in scope["headers"] if name == wanted]


def _only(scope: dict, wanted: bytes) -> bytes:
    """The header if it is given once; else nothing."""
    given = _all(scope, wanted)
    return given[0] if len(given) == 1 else b""


def _host(written: bytes) -> Host | None:
    match = WRITTEN_HOST.fullmatch(written.decode("latin-1"))
    if match is None or int(match["port"] or 0) > 65535:
        return None
    return Host(match["name"].lower().removesuffix("."), int(match["port"]) if match["port"] else None)


def _is_listed(host: Host) -> bool:
    """A name listed without a port is listed with every port."""
    return any(
        host.name == listed.name and listed.port in (None, host.port)
        for listed in (_host(name.encode("latin-1", "replace")) for name in settings.HOSTS)
        if listed
    )


def _is_address(name: str) -> bool:
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True
