"""Every setting of the server: the variable that moves it, its default, and what was measured for the default."""

import os


def whole_number(name: str, default: int) -> int:
    """The variable called `name`; ends the process with a sentence if it is no whole number from 0."""
    written = os.environ.get(name, "").strip() or str(default)
    if not (written.isascii() and written.isdigit()):
        raise SystemExit(f"{name} is {written!r}; it must be a whole number, such as {default}.")
    return int(written)


# Visitors connected at once, altogether and from one address.
SOCKETS = whole_number("REPORT_CARD_SOCKETS", 2000)
SOCKETS_PER_ADDRESS = whole_number("REPORT_CARD_SOCKETS_PER_ADDRESS", 500)
# One browser sends a message or two a second; a script that sends more is cut off.
MESSAGES_PER_SECOND = whole_number("REPORT_CARD_MESSAGES_PER_SECOND", 20)
MESSAGES_AT_ONCE = whole_number("REPORT_CARD_MESSAGES_AT_ONCE", 60)
# In bytes.
LONGEST_MESSAGE = whole_number("REPORT_CARD_LONGEST_MESSAGE", 256 * 1024)
