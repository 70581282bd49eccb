"""Published periods: when a figure was measured, and the reporting year it belongs to."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

# No figure here is of a year outside these: the text is a misprint.
EARLIEST, LATEST = 1900, 2100
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
YEAR = r"(?:\d{4}|\d{2})"
MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
# What is said beside a period and is no part of it: '2010/11 (at April 2011)' was known in April.
ASIDE = re.compile(
    r"\((?:provisional|p|revised|r|ot|(?:as )?at [^()]*)\)|\[\s*notes?\s*[\w, ]*\]|\b(?:average|ave)\b\.?",
    re.IGNORECASE,
)
DASHES = str.maketrans("‐‑‒–—−", "------")
INTERVAL = re.compile(r"(\d{4}-\d{2}-\d{2})/P(?=\d)(?:(\d{1,2})Y)?(?:(\d{1,2})M)?(?:(\d{1,3})W)?(?:(\d{1,4})D)?")
# A day that a program wrote with the time at which it begins.
MIDNIGHT = re.compile(r"(?<=\d{4}-\d{2}-\d{2})[T ]00:00(?::00(?:\.0+)?)?(?:Z|[+-]00:?00)?")
# '2009-12' may be a month, the twelve months that end with it, or the years 2009 to 2012. Only the number of the next
# year makes a financial year of it: '2009-10'. A dash ('2009–12') or spaces ('2009 - 12') stand between years only.
YEAR_AND_MONTH = re.compile(r"\d{4}[-/](?:0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Period:
    """First and last day (both included), and words for the whole."""

    start: date
    end: date

    @property
    def reporting_year(self) -> str:
        """The April-to-March year holding most of the last twelve months, as '2010/11'.

        Calendar 2010, April 2010 to March 2011, the school year 2010/11, the three years
        2008 to 2010 and a survey in April 2010 all belong to 2010/11.
        """
        twelve_months_before = self.end - relativedelta(years=1) + timedelta(days=1)
        first = max(self.start, twelve_months_before)
        middle = first + (self.end - first) / 2
        year = middle.year if middle.month >= 4 else middle.year - 1
        return reporting_year_label(year)

    @property
    def label(self) -> str:
        """Plain words: '2010', '2010/11', 'school year 2010/11', '2008 to 2010', 'May 2010', '14 April 2010'."""
        if self.start == self.end:
            return f"{self.start.day} {self.start:%B %Y}"
        after = self.end + timedelta(days=1)
        if (after.month, after.day) == (self.start.month, self.start.day):
            years = after.year - self.start.year
            if self.start.month == self.start.day == 1:
                return str(self.end.year) if years == 1 else f"{self.start.year} to {self.end.year}"
            if years == 1 and (self.start.month, self.start.day) == (4, 1):
                return reporting_year_label(self.start.year)
            if years == 1 and (self.start.month, self.start.day) == (8, 1):
                return f"school year {reporting_year_label(self.start.year)}"
        if self.start.day > 1 or after.day > 1:
            return f"{self.start.day} {self.start:%B %Y} to {self.end.day} {self.end:%B %Y}"
        first, last = f"{self.start:%B %Y}", f"{self.end:%B %Y}"
        return first if first == last else f"{first} to {last}"


def parse(text: str) -> Period | None:
    """Read a period in any notation met in published files; None for anything else.

    ISO 8601 intervals and days ('2010-04-01/P1Y', '2010-04-01/2011-03-31', '2010-04-14', each also with the
    time of midnight); financial years ('2010/11', '08/09', 'year end 2009/10', '2009-10' but no other year and
    month; a dash of any length); school years ('academic year 2009/10'); calendar
    years ('2010'); quarters ('Q3 2009-10', '2010/11 Q2'); months and runs of them ('May 2007', 'Oct-Dec 2009',
    'April 2010 to January 2011'); several years ('2008-2010', '1993-95', '2005-2007 average',
    '2015/16 - 19/20'); days ('31 March 2010', '1 Apr 2010 - 9 Jan 2011', 'start of 2010/11 Q1'); a financial
    year so far ('2009/10 to end June', '2009/10 to 24 March 2010'). 'to Feb 11' and 'rolling year to Feb 11'
    are the twelve months that end with February 2011: what a monthly report prints so is a rolling year. Six
    digits ('200809') may be a month or a year, and are neither. The caller sets aside by name what is not read.
    """
    plain = " ".join(ASIDE.sub(" ", text).split()).strip("() ")
    if is_year_and_month(plain) and not _is_financial_year(plain):
        return None
    plain = MIDNIGHT.sub("", plain.translate(DASHES))
    for pattern, read in NOTATIONS:
        if match := pattern.fullmatch(plain):
            try:
                period = read(*match.groups())
            except (ValueError, OverflowError):  # The 30th of February, the year 10000.
                return None
            is_possible = period and period.start.year >= EARLIEST and period.end.year <= LATEST
            return period if is_possible else None
    return None


def is_year_and_month(text: str) -> bool:
    """True of '2009-12', and of '2009-10', which is a financial year unless others beside it are none."""
    return bool(YEAR_AND_MONTH.fullmatch(text.strip()))


def _is_financial_year(year_and_month: str) -> bool:
    return (int(year_and_month[:4]) + 1) % 100 == int(year_and_month[5:])


def _interval(start: str, *counts: str | None) -> Period | None:
    first = date.fromisoformat(start)
    years, months, weeks, days = (int(count or 0) for count in counts)
    after = first + relativedelta(years=years, months=months, weeks=weeks, days=days)
    return Period(first, after - timedelta(days=1)) if after > first else None


def _between(start: str, end: str) -> Period | None:
    """The end is the last day; but where the same day of a month comes again, it is the first day after the period."""
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    return Period(first, last - timedelta(days=last.day == first.day)) if first < last else None


def _between_months(first_year: str, first_month: str, last_year: str, last_month: str) -> Period | None:
    first, last = _months(int(first_year), int(first_month), 1), _months(int(last_year), int(last_month), 1)
    return _from_to(first, last)


def _months(first_year: int, first_month: int, count: int) -> Period:
    start = date(first_year, first_month, 1)
    return Period(start, start + relativedelta(months=count) - timedelta(days=1))


def _year(text: str) -> int:
    """'2010', or '10' for 2010 and '98' for 1998."""
    number = int(text)
    return number if len(text) == 4 else number + (2000 if number < 50 else 1900)


def _years(first: str, last: str) -> tuple[int, int] | None:
    """Both years of '2008/9', '08/09', '2009-10', '1999-2000'; None when the last is not the later."""
    start = _year(first)
    end = int(last) if len(last) == 4 else start - start % 10 ** len(last) + int(last)
    end += 10 ** len(last) if end < start else 0
    return (start, end) if end > start else None


def _financial(first: str, last: str) -> Period | None:
    """One year apart is a financial year; further apart, calendar years taken together."""
    years = _years(first, last)
    if years is None or years[1] - years[0] > 20:
        return None
    count = years[1] - years[0]
    return _months(years[0], 4, 12) if count == 1 else _months(years[0], 1, 12 * (count + 1))


def _school(first: str, last: str) -> Period | None:
    years = _years(first, last)
    return _months(years[0], 8, 12) if years and years[1] == years[0] + 1 else None


def _quarter(number: str, first: str, last: str) -> Period | None:
    years = _years(first, last)
    if years is None or years[1] != years[0] + 1:
        return None
    return _months(years[0] + (number == "4"), (4, 7, 10, 1)[int(number) - 1], 3)


def _month(name: str, year: str) -> Period:
    return _months(_year(year), _number(name), 1)


def _run_of_months(first: str, first_year: str | None, last: str, last_year: str) -> Period | None:
    end = _month(last, last_year)
    year = _year(first_year) if first_year else end.end.year - (_number(first) > end.end.month)
    start = date(year, _number(first), 1)
    return Period(start, end.end) if start < end.end else None


def _day(day: str, month: str, year: str) -> Period:
    on = date(_year(year), _number(month), int(day))
    return Period(on, on)


def _run_of_days(*printed: str) -> Period | None:
    return _from_to(_day(*printed[:3]), _day(*printed[3:]))


def _run_of_years(*printed: str) -> Period | None:
    first, last = _financial(*printed[:2]), _financial(*printed[2:])
    if first is None or last is None or (first.start.month, last.start.month) != (4, 4):
        return None
    return _from_to(first, last) if last.end.year - first.start.year <= 20 else None


def _year_so_far(first: str, last: str, day: str | None, month: str, year: str | None) -> Period | None:
    whole = _financial(first, last)
    if whole is None or whole.start.month != 4:
        return None
    number = _number(month)
    end_year = _year(year) if year else whole.start.year + (number < 4)
    until = _day(day, month, str(end_year)) if day else _months(end_year, number, 1)
    return _from_to(whole, until) if until.end <= whole.end else None


def _rolling_year(month: str, year: str) -> Period:
    end = _month(month, year).end
    return Period(end - relativedelta(years=1) + timedelta(days=1), end)


def _start_or_end(which: str, of: str) -> Period | None:
    whole = parse(of)
    on = whole and (whole.start if which.lower() == "start" else whole.end)
    return on and Period(on, on)


def _from_to(first: Period, last: Period) -> Period | None:
    return Period(first.start, last.end) if first.start < last.end else None


def _number(month: str) -> int:
    return MONTHS.index(month[:3].lower()) + 1


_TWO_YEARS = rf"({YEAR})\s*[/-]\s*(\d{{4}}|\d{{1,2}})"
_DAY = rf"(\d{{1,2}})(?:st|nd|rd|th)? ({MONTH}) ({YEAR})"
NOTATIONS = tuple(
    (re.compile(pattern, re.IGNORECASE), read)
    for pattern, read in (
        (INTERVAL.pattern, _interval),
        (
            r"(\d{4}-\d{2}-\d{2})\s*(?:/|--|\bto\b|\s-\s)\s*(\d{4}-\d{2}-\d{2})(?:[T ]23:59(?::59)?Z?)?",
            _between,
        ),
        (r"(\d{4})-(\d{2})/(\d{4})-(\d{2})", _between_months),
        (r"(\d{4}-\d{2}-\d{2})", lambda day: Period(date.fromisoformat(day), date.fromisoformat(day))),
        (rf"(?:financial year|fy|(?:(?:end of|full) year|year[ -]end)(?: to| for)?)?\s*{_TWO_YEARS}", _financial),
        (rf"(?:academic|school)(?: year)?\s+{_TWO_YEARS}", _school),
        (rf"{_TWO_YEARS}\s+(?:academic|school)(?: year)?", _school),
        (r"(?:calendar(?: year)?\s+)?(\d{4})", lambda year: _months(int(year), 1, 12)),
        (rf"q(?:uarter )?([1-4])\s+{_TWO_YEARS}", _quarter),
        (rf"{_TWO_YEARS}\s+q(?:uarter )?([1-4])", lambda first, last, number: _quarter(number, first, last)),
        (rf"({MONTH})\s+({YEAR})", _month),
        (rf"({MONTH})\s*({YEAR})?\s*(?:-|to)\s*({MONTH})\s+({YEAR})", _run_of_months),
        (rf"(?:as at )?{_DAY}", _day),
        (rf"{_DAY}\s*(?:-|to)\s*{_DAY}", _run_of_days),
        (rf"{_TWO_YEARS}\s*(?:-|to)\s*{_TWO_YEARS}", _run_of_years),
        (rf"{_TWO_YEARS}\s+to\s+(?:end\s+|(\d{{1,2}})(?:st|nd|rd|th)?\s+)?({MONTH})(?:\s+({YEAR}))?", _year_so_far),
        (rf"(?:(?:rolling )?(?:year|12 months) )?(?:to|ending)\s+(?:end\s+)?({MONTH})\s+({YEAR})", _rolling_year),
        # The rest begins with a digit or a quarter, so that this never meets itself again.
        (r"(start|end) of ((?:\d|q).*)", _start_or_end),
    )
)


def reporting_year_label(first_year: int) -> str:
    return f"{first_year}/{(first_year + 1) % 100:02d}"


# A date as spreadsheet programs keep and write it. '1 October 2009' and 'October 2009' are what people write.
_AS_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)",
        r"(?P<day>\d\d?)[/.](?P<month>\d\d?)[/.](?P<year>\d{4}|\d\d)",
        rf"(?:(?P<day>\d\d?)-)?(?P<month>{MONTH})-(?P<year>\d{{4}}|\d\d)",
        rf"(?P<day>\d\d?)-(?P<month>{MONTH})",
    )
)


def year_meant(text: str) -> str | None:
    """The financial year of which a spreadsheet program may have made this date; None of any other text.

    Of 2009/10 a program makes the first of October 2009 ('2009-10-01', '01/10/2009', 'Oct-09'), and of 10/11 the
    tenth of November of the year in which it was typed.
    """
    plain = MIDNIGHT.sub("", text.strip())
    for match in filter(None, (pattern.fullmatch(plain) for pattern in _AS_DATES)):
        found = match.groupdict()
        month = int(found["month"]) if found["month"].isdecimal() else _number(found["month"])
        day, year = int(found["day"] or 1), found.get("year") and _year(found["year"])
        if year and day == 1 and month == (year + 1) % 100:
            return reporting_year_label(year)
        if month == day + 1 and 8 <= month <= 12:
            return reporting_year_label(2000 + day)
    return None
