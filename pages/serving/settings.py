"""Every setting of the server: the variable that moves it, its default, and what was measured for the default."""

import os
import re
from ipaddress import IPv4Network, IPv6Network, ip_network


def whole_number(name: str, default: int, least: int = 0) -> int:
    """The variable called `name`; ends the process with a sentence if it is no whole number from `least`."""
    written = os.environ.get(name, "").strip() or str(default)
    if not (written.isascii() and written.isdigit() and int(written) >= least):
        raise SystemExit(f"{name} is {written!r}; it must be a whole number from {least}, such as {default}.")
    return int(written)


def names(variable: str) -> tuple[str, ...]:
    """What the variable lists between commas."""
    return tuple(part.strip() for part in os.environ.get(variable, "").split(",") if part.strip())


def hosts(variable: str) -> tuple[str, ...]:
    """The names listed between commas, with or without a port; ends the process with a sentence if one is none."""
    for written in (listed := names(variable)):
        if not re.fullmatch(r"(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9_.-]+)(:[0-9]{1,5})?", written):
            raise SystemExit(f"{variable}: {written!r} is no name; it must list names, such as report.example.org.")
    return listed


def networks(name: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """The addresses and networks listed between commas; ends the process with a sentence if one of them is none."""
    try:
        return tuple(ip_network(part, strict=False) for part in names(name))
    except ValueError as error:
        raise SystemExit(f"{name}: {error}; it must list addresses, such as 127.0.0.1, 10.0.0.0/8.") from None


def contact(name: str) -> str:
    """The address a variable gives, as RFC 9116 wants it; ends the process with a sentence if it is none."""
    written = os.environ.get(name, "").strip()
    if written and not re.fullmatch(r"(mailto:[^@\s]+@[^@\s]+|https://\S+|tel:\+?[0-9-]+)", written):
        raise SystemExit(f"{name} is {written!r}; it must be an address, such as mailto:security@example.org.")
    return written


# Where the server listens: by default for this machine only. 0.0.0.0 is every interface, :: also by IPv6.
ADDRESS = os.environ.get("REPORT_CARD_ADDRESS", "").strip() or "127.0.0.1"
PORT = whole_number("REPORT_CARD_PORT", 8501)
# The proxies in front, whose word on who is asking, and by TLS or not, is believed; by default nobody's.
PROXY = networks("REPORT_CARD_PROXY")
# The names this server is asked by, such as report.example.org, beside its addresses. By default it goes by any name,
# and a websocket must only be of the same name as its page.
HOSTS = hosts("REPORT_CARD_HOSTS")
# How many addresses' worth of all that is allowed to one those of one IPv6 network (a /48) may have together: it is 256
# addresses to us (/56), so that one took all websockets within 11 s. Two have 40 messages a second of the 40 to 60
# pages that two cores make, and 400 of 1,000 connections and of 2,000 websockets.
ADDRESSES_PER_NETWORK = whole_number("REPORT_CARD_ADDRESSES_PER_NETWORK", 2, least=1)
# Connections that are no visitor's websocket, altogether and from one address (a browser opens six). Each keeps 20 KB.
CONNECTIONS = whole_number("REPORT_CARD_CONNECTIONS", 1000, least=1)
CONNECTIONS_PER_ADDRESS = whole_number("REPORT_CARD_CONNECTIONS_PER_ADDRESS", 200, least=1)
# Requests of one address answered at once; the next ones wait. Each that is answered and not read keeps 0.15 MB.
REQUESTS_PER_ADDRESS = whole_number("REPORT_CARD_REQUESTS_PER_ADDRESS", 20, least=1)
# In seconds, how long one may wait for that. Fifty first visits at once are answered in 3; who stands behind twenty
# that read slowly would stand there for as long as these like.
LINE_SECONDS = whole_number("REPORT_CARD_LINE_SECONDS", 20, least=1)
# Requests of one address; more wait. Fifty first visits are 5,000, of files that cost next to nothing; 5,600 a second
# for as long as somebody liked made others' pages take a second.
REQUESTS_PER_SECOND = whole_number("REPORT_CARD_REQUESTS_PER_SECOND", 500, least=1)
REQUESTS_AT_ONCE = whole_number("REPORT_CARD_REQUESTS_AT_ONCE", 5000, least=1)
# In bytes and seconds: the head of a request, and how long one may take to arrive. Chromium's are about 1,000 bytes.
LONGEST_HEAD = whole_number("REPORT_CARD_LONGEST_HEAD", 16 * 1024, least=1024)
HEAD_SECONDS = whole_number("REPORT_CARD_HEAD_SECONDS", 10, least=1)
# Within these seconds a message that has begun must end.
MESSAGE_SECONDS = whole_number("REPORT_CARD_MESSAGE_SECONDS", 10, least=1)
# Who reads fewer bytes a second than this, over so many seconds, of what waits for it is cut off.
SLOWEST_READER = whole_number("REPORT_CARD_SLOWEST_READER", 1000)
READER_SECONDS = whole_number("REPORT_CARD_READER_SECONDS", 20, least=1)
# Bytes that the system takes of an answer before they are read (Linux takes up to twice as many). By itself it took
# 1 MB for each: 1,000 slow readers had 1 GB, and others waited for 7 s while it was unpacked for them; now for 2 s.
SENT_AHEAD = whole_number("REPORT_CARD_SENT_AHEAD", 128 * 1024, least=4096)
# Visitors connected at once, altogether and from one address: each page that is open, at 80 to 350 KB.
SOCKETS = whole_number("REPORT_CARD_SOCKETS", 2000)
SOCKETS_PER_ADDRESS = whole_number("REPORT_CARD_SOCKETS_PER_ADDRESS", 200)
# New ones of one address; more wait. Fifty readers behind one address open 5 to 10 pages a second.
SOCKETS_PER_SECOND = whole_number("REPORT_CARD_SOCKETS_PER_SECOND", 10, least=1)
SOCKETS_AT_ONCE = whole_number("REPORT_CARD_SOCKETS_AT_ONCE", 60, least=1)
# Messages of one socket: a browser sends one or two a second; a script that sends more is cut off.
MESSAGES_PER_SECOND = whole_number("REPORT_CARD_MESSAGES_PER_SECOND", 5, least=1)
MESSAGES_AT_ONCE = whole_number("REPORT_CARD_MESSAGES_AT_ONCE", 60, least=1)
# Messages of one address; more wait. Fifty readers send 5 to 10 a second; two cores make 40 to 60 pages.
MESSAGES_PER_ADDRESS_PER_SECOND = whole_number("REPORT_CARD_MESSAGES_PER_ADDRESS_PER_SECOND", 20, least=1)
MESSAGES_PER_ADDRESS_AT_ONCE = whole_number("REPORT_CARD_MESSAGES_PER_ADDRESS_AT_ONCE", 60, least=1)
# In bytes: the longest that a browser sent was 557. So much of an unfinished one is kept for each socket.
LONGEST_MESSAGE = whole_number("REPORT_CARD_LONGEST_MESSAGE", 16 * 1024, least=1024)
# In bytes, of a path with its query: the longest that a page links to has some 150.
LONGEST_ADDRESS = whole_number("REPORT_CARD_LONGEST_ADDRESS", 2000, least=200)
# The same of those that hold questions in a councillor's own words: some ten of two lines each.
LONGEST_ADDRESS_OF_QUESTIONS = whole_number("REPORT_CARD_LONGEST_ADDRESS_OF_QUESTIONS", 8000, least=200)
# In letters, of one choice in an address: the longest name of a place has 56.
LONGEST_CHOICE = whole_number("REPORT_CARD_LONGEST_CHOICE", 100, least=60)
# Answers that are kept for all visitors, in megabytes: those for 18 cards, 6 measures and 6 maps take one.
KEPT_ANSWERS_MB = whole_number("REPORT_CARD_KEPT_ANSWERS_MB", 32, least=1)
# A build that ended in vain is tried again after so many seconds, or once a file of the data folder has changed: it
# takes 20 s of both cores, and would end as it did before.
SECONDS_TO_BUILD_AGAIN = whole_number("REPORT_CARD_SECONDS_TO_BUILD_AGAIN", 600)
# Pages, first answers and suggestions made at once: two cores made 36 pages a second one by one, 43 by twos, 52 by
# fours and 58 by eights.
PAGES_AT_ONCE = whole_number("REPORT_CARD_PAGES_AT_ONCE", 4, least=1)
# How many more may wait for that, and in seconds how long they may be expected to, by how long the last of each kind
# took. A hundred cards are about two seconds; a hundred boards or meetings, each of another day, were up to 18.
PAGES_WAITING = whole_number("REPORT_CARD_PAGES_WAITING", 100)
PAGES_WAITING_S = whole_number("REPORT_CARD_PAGES_WAITING_S", 5, least=1)
# After how many seconds a page that hangs no longer counts; the longest seen in a crowd took 5.
LONGEST_PAGE_S = whole_number("REPORT_CARD_LONGEST_PAGE_S", 60, least=1)
# Bytes of maps and downloads kept, compressed. All there are take 3 MB: 47 MB of CSV for 34 indicators are 1.3 MB.
KEPT_TEXTS = whole_number("REPORT_CARD_KEPT_TEXTS", 16 * 1024 * 1024)
# Documents made at once: a card takes 0.1 to 0.2 s of one core, lines of enquiry 0.3 to 0.6 as PDF and text and 0.6 to
# 0.8 as Word. typst lets go of Python meanwhile, and pages keep the other.
PAPERS_AT_ONCE = whole_number("REPORT_CARD_PAPERS_AT_ONCE", 2, least=1)
# The same of documents: forty cards are two to four seconds, forty lines of enquiry in Word some 12.
PAPERS_WAITING = whole_number("REPORT_CARD_PAPERS_WAITING", 40)
PAPERS_WAITING_S = whole_number("REPORT_CARD_PAPERS_WAITING_S", 15, least=1)
# Bytes of documents kept: a card has 20 to 50 KB, so a year's cards of all 360 places have 15 MB; lines of enquiry have
# 100 KB as PDF and 400 as Word, of which it keeps 40.
KEPT_PAPERS = whole_number("REPORT_CARD_KEPT_PAPERS", 16 * 1024 * 1024)
# Bytes of charts and maps kept, as pictures and as texts each: a picture has 20 to 100 KB, a chart in SVG 1 KB.
KEPT_PICTURES = whole_number("REPORT_CARD_KEPT_PICTURES", 8 * 1024 * 1024)
# Bytes of pages kept as they are first answered, compressed: a card has 8,000 of them, all districts in one year 3 MB.
KEPT_PAGES = whole_number("REPORT_CARD_KEPT_PAGES", 16 * 1024 * 1024)
# Whom to tell of a fault in the server: mailto:, https: or tel:. By default /.well-known/security.txt is not there.
SECURITY_CONTACT = contact("REPORT_CARD_SECURITY_CONTACT")
