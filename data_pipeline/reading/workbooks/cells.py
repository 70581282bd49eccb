"""The text of a cell, as a person sees it."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache

# What a number format prints as it stands, or only leaves room for: a % in these is no percentage.
LITERAL = re.compile(r'"[^"]*"|[\\_*].|\[[^]]*\]')
FIGURE = re.compile(r"[0#?]|General", re.IGNORECASE)
# The lines that a run of text may stand on; of one in no known style nobody can say.
ON_THE_LINE, RAISED, LOWERED, UNKNOWN = range(4)
DIGITS = {
    RAISED: str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"),
    LOWERED: str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"),
}
# What a raised number behind it is no footnote to, but a part of: km², R², 10⁶.
HAS_POWERS = re.compile(r"(?<![A-Za-z])[A-Za-z]{1,2}|(?<![\d.,/-])10")


def text(value: object, number_format: str) -> str:
    """A value as it would stand in a CSV: '48.5%' where the format shows it so, '12', '2010-06-30', 'yes'.

    Raises `ValueError` for a number that is none, or that is shown in per cent only sometimes.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float | Decimal):
        if _is_per_cent(number_format):
            return f"{float(value) * 100:.10g}%"
        if abs(value) > 1e300:  # Its digits would go on and on.
            raise ValueError("a cell holds a number that is too large")
        return str(int(value)) if value == value // 1 else str(float(value))
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    return value.isoformat() if isinstance(value, date | time) else str(value)


def joined(runs: Iterable[tuple[str, int]]) -> str:
    """The text of a cell from its runs, each with the line that it stands on.

    A number above or below the line is none of the number before it: '12.3' and a raised '1' are '12.3 [note 1]', as
    statisticians write it. What is no footnote keeps its place: 'CO₂', 'km²', '10⁶'. Raised letters are letters.
    """
    said = ""
    for words, line in runs:
        if line == ON_THE_LINE or not (numbers := re.findall(r"\d+", words)):
            said += words
        elif line == UNKNOWN:  # '60' and '1' are not '601', and may be.
            said += f" {words}" if said[-1:].isdigit() and words[0].isdigit() else words
        elif _is_note(said.rstrip(), words, line):
            said = f"{said.rstrip()} [note {', '.join(numbers)}]"
        else:
            said += words.translate(DIGITS[line])
    return said


def _is_note(before: str, words: str, line: int) -> bool:
    if not before or re.search(r"[^\W\d_]|\d\.\d", words):
        return False
    if line == LOWERED and before[-1].isalpha():
        return False
    powers = line == RAISED and re.search(rf"(?:{HAS_POWERS.pattern})$", before)
    return not powers and (before[-1].isalnum() or before[-1] in "%)]*.")


@cache
def _is_per_cent(number_format: str) -> bool:
    """Whether a number format shows figures in per cent. Raises `ValueError` when it does so with some only."""
    parts = [part for part in LITERAL.sub("", number_format).split(";") if FIGURE.search(part)]
    shown = {"%" in part for part in parts}
    if len(shown) > 1:
        raise ValueError(f"the number format {number_format} shows some figures in per cent and others not")
    return True in shown
