"""Every setting of the server: the variable that moves it, its default, and what was measured for the default."""

import os
from ipaddress import IPv4Network, IPv6Network, ip_network


def whole_number(name: str, default: int) -> int:
    """The variable called `name`; ends the process with a sentence if it is no whole number from 0."""
    written = os.environ.get(name, "").strip() or str(default)
    if not (written.isascii() and written.isdigit()):
        raise SystemExit(f"{name} is {written!r}; it must be a whole number, such as {default}.")
    return int(written)


def names(variable: str) -> tuple[str, ...]:
    """What the variable lists between commas."""
    return tuple(part.strip() for part in os.environ.get(variable, "").split(",") if part.strip())


def networks(name: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """The addresses and networks listed between commas; ends the process with a sentence if one of them is none."""
    try:
        return tuple(ip_network(part, strict=False) for part in names(name))
    except ValueError as error:
        raise SystemExit(f"{name}: {error}; it must list addresses, such as 127.0.0.1, 10.0.0.0/8.") from None


# The proxies in front, whose word on who is asking, and by TLS or not, is believed; by default nobody's.
PROXY = networks("REPORT_CARD_PROXY")
# The names this server is asked by, such as report.example.org, beside its addresses. By default it goes by any name,
# and a websocket must only be of the same name as its page.
HOSTS = names("REPORT_CARD_HOSTS")
# Visitors connected at once, altogether and from one address.
SOCKETS = whole_number("REPORT_CARD_SOCKETS", 2000)
SOCKETS_PER_ADDRESS = whole_number("REPORT_CARD_SOCKETS_PER_ADDRESS", 500)
# One browser sends a message or two a second; a script that sends more is cut off.
MESSAGES_PER_SECOND = whole_number("REPORT_CARD_MESSAGES_PER_SECOND", 20)
MESSAGES_AT_ONCE = whole_number("REPORT_CARD_MESSAGES_AT_ONCE", 60)
# In bytes.
LONGEST_MESSAGE = whole_number("REPORT_CARD_LONGEST_MESSAGE", 256 * 1024)
# A build that ended in vain is tried again after so many seconds, or once a file of the data folder has changed: it
# takes 30 s of both cores, and would end as it did before.
SECONDS_TO_BUILD_AGAIN = whole_number("REPORT_CARD_SECONDS_TO_BUILD_AGAIN", 600)
