"""Published periods: when a figure was measured, and the reporting year it belongs to."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# No figure here is of a year outside these: the text is a misprint.
EARLIEST, LATEST = 1900, 2100
INTERVAL = re.compile(r"(\d{4}-\d{2}-\d{2})/P(\d{1,2})([YM])")


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
        """Plain words: '2010', '2010/11', 'school year 2010/11', '2008 to 2010', '14 April 2010'."""
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
        return f"{self.start:%B %Y} to {self.end:%B %Y}"


def reporting_year_label(first_year: int) -> str:
    return f"{first_year}/{(first_year + 1) % 100:02d}"


def parse(text: str) -> Period | None:
    """Read an ISO 8601 interval with a start and a length ('2010-04-01/P1Y') or a single day.

    Returns None for anything else: the caller sets the row aside by name.
    """
    try:
        period = _parse(text.strip())
    except (ValueError, OverflowError):  # The 30th of February, the year 10000.
        return None
    is_possible = period and period.start.year >= EARLIEST and period.end.year <= LATEST
    return period if is_possible else None


def _parse(text: str) -> Period | None:
    if match := INTERVAL.fullmatch(text):
        start = date.fromisoformat(match[1])
        count = int(match[2])
        length = relativedelta(years=count) if match[3] == "Y" else relativedelta(months=count)
        return Period(start, start + length - timedelta(days=1)) if count else None
    if DAY.fullmatch(text):
        day = date.fromisoformat(text)
        return Period(day, day)
    return None
