"""Printed values: the number in a cell, or the reason why there is none.

Committees print '12.3%', '£1,234', 'TBC', '<5' and '55.7 (for 2009)' in one column, and statisticians '[c]',
'..' and '12.3 [r]'. What is one clean number becomes it; everything else gets a reason code, never a guess.
The caller keeps what was printed. What is printed in a column of statuses is read here too.
"""

import re
from dataclasses import dataclass

from data_pipeline.reading import periods

NUMBER = r"[-+−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[-+−]?\.\d+"
# A lone 'p' is no unit: it may mean pence or provisional.
UNIT = (
    r"%|percent|per cent|days?|weeks?|months?|years?|kg|tonnes?|points?|homes|households|units|properties|people"
    r"|children|journeys|(?:per|/)\s*[\d,]+(?:\s+[a-z]+){0,4}"
)
PLAIN = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
# As computers write very large and very small numbers: '1e+05', '8.4E-05'.
EXPONENT = re.compile(r"-?\d+(?:\.\d+)?e[-+]?\d{1,2}", re.ASCII | re.IGNORECASE)
CLEAN = re.compile(rf"£?\s*({NUMBER})\s*(?:{UNIT})?", re.IGNORECASE)
# A year in place of a figure: '2009/10' is not 2,009 in ten.
YEAR = re.compile(r"(?:19|20)\d{2}\s*/\s*\d{2}(?![\d,])")
DATED = re.compile(r"(.*\S)\s+(?:in|for|at|as at)\s+(\S.*)", re.IGNORECASE)
BRACKET = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
CHANGE = re.compile(
    r"\b(?:(?:reduc|decreas|increas|improve|fell|fall|rise|rose|drop)\w*|cut|fewer|down|up by|more than in)\b"
    r"|\bfrom \d{4}\b|^\+",
    re.IGNORECASE,
)
# Words before a number or behind it: 'at least 60%', '60% or more'.
QUALIFIERS = tuple(
    (name, re.compile(rf"(?:{before})\s*£?\s*({NUMBER})\s*({UNIT})?", re.IGNORECASE), behind)
    for name, before, behind in (
        (
            "at least",
            r"≥|>=|at least|no(?:t|ne)? (?:less|fewer|lower) than|(?:a )?min(?:imum)?\.?(?: of)?",
            r"\+|(?:or|and) (?:more|over|above|higher)|or greater|(?:as a )?min(?:imum)?\.?|at least|upwards",
        ),
        (
            "at most",
            r"≤|<=|at most|no(?:t|ne)? (?:more|greater|higher) than|not (?:over|above|exceeding)|not to exceed|up to"
            r"|(?:a )?max(?:imum)?\.?(?: of)?",
            r"(?:or|and) (?:less|fewer|under|below|lower)|(?:as a )?max(?:imum)?\.?|at most",
        ),
        ("less than", r"<|(?:less|fewer) than|under|below", None),
        ("more than", r">|more than|over|above", None),
        ("about", r"~|c\.?|circa|approx(?:imately|\.)?|about|around|almost", None),
    )
)
BEHIND = tuple(
    (name, re.compile(rf"£?\s*({NUMBER})\s*({UNIT})?\s*[(\[]?(?:{behind})[)\]]?", re.IGNORECASE))
    for name, _, behind in QUALIFIERS
    if behind
)
QUALIFIED = (*((name, before) for name, before, _ in QUALIFIERS), *BEHIND)
# The first pattern that fits the whole cell, with or without what stands in brackets.
REASONS = tuple(
    (reason, re.compile(pattern, re.IGNORECASE))
    for reason, pattern in (
        ("not set", r"(?:none|no target|target not|not|no) set|no target|none|unset"),
        ("to be confirmed", r"t\.?b\.?[acd]\.?|to be (?:confirmed|agreed|advised|determined)|current laa - tbc.*"),
        ("not applicable", r"n\.?/?a\.?|not applicable|z|\[z\]"),
        ("deleted", r"deleted|removed|withdrawn|parked|dropped"),
        ("error", r"#(?:div/0!?|ref!?|n/a|value!?|name\??|num!?|null!?)"),
        ("suppressed", r"#|\*+|x|c|\[c\]|suppressed|withheld|disclosive|confidential"),
        ("unreliable", r"u|\[u\]|(?:too )?unreliable|low reliability"),
        ("low", r"low|\[low\]|k|\[k\]|0?\s*~|0(?:\.0+)?%?\s?\[(?:low|k)\]"),
        ("none recorded", r"w|\[w\]|none recorded"),
        ("pending", r"new (?:pi|indicator)|not yet.*|awaited|awaiting.*|pending|\?|first measurement.*"),
        (
            "not available",
            r"not (?:available|published|measured|known|collected)|no data|[-–—]+|\.\.+|…|:|\[x\]|null",
        ),
        ("see elsewhere", r"(?:see|refer to) .*"),
    )
)
MARKS = {
    "p": "provisional", "provisional": "provisional", "r": "revised", "revised": "revised", "e": "estimated",
    "estimate": "estimated", "estimated": "estimated", "est": "estimated", "unaudited": "provisional",
    "prov": "provisional",
}  # fmt: skip
# Straight behind a number; a 'p' there may be pence.
MARK_BEHIND = re.compile(rf"({NUMBER})\s?([re])", re.IGNORECASE)
# '12.3 [c]' is a figure and a word that there is none; '12.3 [f]' may be no more than a forecast.
SYMBOL = re.compile(r"\[\s*[a-z]{1,4}\s*\]", re.IGNORECASE)
# '[note 2]' is no second number.
NOTE = re.compile(r"\[\s*notes?\s*[\w, ]*\]", re.IGNORECASE)
# What a reason comes to, or a mark, as a status of data/definitions/statuses.csv.
STATUSES = {
    "suppressed": "c", "unreliable": "u", "low": "low", "none recorded": "w", "not applicable": "z",
    "not available": "x", "pending": "x", "not set": "x", "to be confirmed": "x",
}  # fmt: skip
STATUSES_OF_MARKS = {"provisional": "p", "revised": "r", "estimated": "e"}
# Words of columns of statuses, in small letters and without brackets. SQL reads these patterns too.
_FIGURE = r"(?: (?:values?|figures?|estimates?|data))?"
STATUS_WORDS = (
    ("", rf"(?:normal|final|published){_FIGURE}|undefined|unspecified|unknown|none|null|nan|n/?a|[-.:]+|notes? .*"),
    ("p", rf"prov|(?:provisional|preliminary|unaudited){_FIGURE}"),
    ("r", rf"revised{_FIGURE}|revision"),
    ("e", rf"est|estimate|(?:estimated|imputed|modelled){_FIGURE}"),
    ("u", r"(?:.*\b)?(?:unreliable|low reliability|not reliable|data quality)\b.*"),
    ("c", r"\*+|#|(?:.*\b)?(?:suppressed|suppression|confidential|confidentiality|disclosive|disclosure|withheld)\b.*"),
    ("z", r"(?:missing(?: value)?\W+)?not applicable.*"),
    ("low", r"k|~|low(?: figure)?|negligible|rounds to (?:zero|0|nought).*"),
    ("w", r"none recorded.*"),
    ("x", r"(?:missing|unavailable|no data|(?:data )?not (?:yet )?(?:available|collected|published|recorded))\b.*"),
)
KNOWN_STATUS = "|".join(f"(?:{pattern})" for _, pattern in STATUS_WORDS)
CODES = ("two numbers", "a change, not a level", "text", "empty", *(name for name, *_ in QUALIFIERS))


@dataclass(frozen=True)
class Value:
    """One cell as read. `number` and `reason`: exactly one of them is given.

    `period`: the data's own period where the cell names one ('55.7 (for 2009)' gives '2009').
    `mark`: provisional, revised, estimated or to be confirmed, where the cell says so.
    `qualifier` and `bound`: '<1%' is less than 1, '60% or more' is at least 60. A number so qualified is no clean
    number: `number` stays None, and the reason is the qualifier, or 'suppressed' where it is '<5' of something.
    """

    number: float | None
    reason: str | None
    period: str | None = None
    mark: str | None = None
    qualifier: str | None = None
    bound: float | None = None


def parse(text: str | None) -> Value:
    """Read one printed cell. Never raises; what is not understood is 'text' or 'two numbers'."""
    cell = " ".join((text or "").split())
    if not cell:
        return Value(None, "empty")
    if PLAIN.fullmatch(cell) or EXPONENT.fullmatch(cell):
        return Value(float(cell), None)
    marked = MARK_BEHIND.fullmatch(cell)
    if marked:
        return Value(_number(marked[1]), None, mark=MARKS[marked[2].lower()])
    cell = without_notes(cell) or cell
    asides = [aside.strip() for aside in BRACKET.findall(cell)]
    bare = " ".join(BRACKET.sub(" ", cell).split())
    period = next((found for aside in asides if (found := _period_in(aside))), None)
    if (dated := DATED.fullmatch(bare)) and periods.parse(dated[2]):
        bare, period = dated[1], period or dated[2]
    readable = period if period and periods.parse(period) else None
    for reason, pattern in REASONS:
        if pattern.fullmatch(cell) or pattern.fullmatch(bare):
            return Value(None, reason, readable)
    for qualifier, pattern in QUALIFIED:
        if match := pattern.fullmatch(bare) or pattern.fullmatch(cell):
            # '<5' hides a small count so that nobody is recognised; '<1%' is a rounded share.
            is_hidden = bare[0] in "<≤" and not match[2] and match[1].isdecimal()
            reason = "suppressed" if is_hidden else qualifier
            return Value(None, reason, readable, None, qualifier, _number(match[1]))
    if CHANGE.search(bare):
        return Value(None, "a change, not a level", readable)
    if YEAR.match(bare):
        return Value(None, "text", readable)
    if match := CLEAN.fullmatch(bare):
        if any(_is_another_number(aside) for aside in asides):
            return Value(None, "two numbers", readable)
        mark = _mark(asides)
        if SYMBOL.search(cell) and not mark:
            return Value(None, "text", readable)
        return Value(_number(match[1]), None, period, mark)
    return Value(None, "two numbers" if len(re.findall(NUMBER, bare)) > 1 else "text", readable)


def without_notes(text: str) -> str:
    """A heading, a name or a figure without what points to a footnote: 'Area [note 1]' is 'Area'."""
    return " ".join(NOTE.sub("", text).split())


def status(text: str) -> str:
    """What a column of statuses says, as a code of data/definitions/statuses.csv: '[c]', 'C' and 'Missing value;
    suppressed' are 'c', 'Undefined' is ''. What is not understood stays, in small letters and without brackets."""
    said = " ".join(text.lower().split()).strip("[] ")
    return next((code for code, pattern in STATUS_WORDS if re.fullmatch(pattern, said)), said)


def status_of(value: Value) -> str | None:
    """What a cell says beside its number, or instead of one, as such a code; None where it says nothing."""
    return STATUSES.get(value.reason) or STATUSES_OF_MARKS.get(value.mark)


def _number(printed: str) -> float:
    return float(printed.replace(",", "").replace("−", "-"))


def _mark(asides: list[str]) -> str | None:
    if any(re.search(r"\bt\.?b\.?c\b|to be confirmed", aside, re.IGNORECASE) for aside in asides):
        return "to be confirmed"
    words = [word for aside in asides for word in re.findall(r"[a-z]+", aside.lower())]
    return next((MARKS[word] for word in words if word in MARKS), None)


def _period_in(aside: str) -> str | None:
    """'for 2009' gives '2009', '2004 baseline' gives '2004'; None where no year is named."""
    if not re.search(r"\b(?:19|20)\d{2}\b|\b\d{2}/\d{2}\b|\bto [a-z]{3,9} \d{2}\b", aside, re.IGNORECASE):
        return None
    words = re.sub(
        r"^(?:for|in)\s+|\b(?:[a-z]+ )?(?:baseline|target|outturn|actual|figures?|data)\b|\bprovisional\b",
        " ",
        aside,
        flags=re.IGNORECASE,
    )
    return " ".join(words.split()).strip("-–,; ") or None


def _is_another_number(aside: str) -> bool:
    """True for '5,750 (77%)': nobody can say which is meant. A period or a change is no second number."""
    return bool(re.search(r"\d", aside)) and not _period_in(aside) and not CHANGE.search(aside)
