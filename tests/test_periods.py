"""Published periods: read, worded, and put in a reporting year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_pipeline import periods

PUBLISHED = [
    # as published, first day, last day, in words, reporting year
    ("2010-01-01/P1Y", date(2010, 1, 1), date(2010, 12, 31), "2010", "2010/11"),
    ("2010-04-01/P1Y", date(2010, 4, 1), date(2011, 3, 31), "2010/11", "2010/11"),
    ("2010-08-01/P1Y", date(2010, 8, 1), date(2011, 7, 31), "school year 2010/11", "2010/11"),
    ("2008-01-01/P3Y", date(2008, 1, 1), date(2010, 12, 31), "2008 to 2010", "2010/11"),
    ("2008-04-01/P3Y", date(2008, 4, 1), date(2011, 3, 31), "April 2008 to March 2011", "2010/11"),
    ("2010-04-14", date(2010, 4, 14), date(2010, 4, 14), "14 April 2010", "2010/11"),
    ("2011-03-31", date(2011, 3, 31), date(2011, 3, 31), "31 March 2011", "2010/11"),
    ("2010-04-01/P3M", date(2010, 4, 1), date(2010, 6, 30), "April 2010 to June 2010", "2010/11"),
    ("2010-04-01/P12M", date(2010, 4, 1), date(2011, 3, 31), "2010/11", "2010/11"),
    ("1999-04-01/P1Y", date(1999, 4, 1), date(2000, 3, 31), "1999/00", "1999/00"),
    ("2012-02-29", date(2012, 2, 29), date(2012, 2, 29), "29 February 2012", "2011/12"),
    (" 2010-01-01/P1Y ", date(2010, 1, 1), date(2010, 12, 31), "2010", "2010/11"),
]


@pytest.mark.parametrize(("text", "start", "end", "label", "reporting_year"), PUBLISHED)
def test_a_published_period_is_read_worded_and_put_in_its_reporting_year(text, start, end, label, reporting_year):
    period = periods.parse(text)
    assert (period.start, period.end) == (start, end)
    assert period.label == label
    assert period.reporting_year == reporting_year


@pytest.mark.parametrize(
    "text",
    ["", "2010", "2010/11", "April 2010", "2010-13-01/P1Y", "2010-02-30", "2010-04-01/P0Y", "2010-04-01/1Y",
     "2010-04-01/P1W", "2010-04-01/P1Y/P1Y", "01/04/2010", "9999-06-01/P1Y", "2010-04-01 to 2011-03-31"],
)  # fmt: skip
def test_anything_else_is_not_a_period(text):
    assert periods.parse(text) is None


@pytest.mark.parametrize("text", ["20100414", "2010-W15-3"])
def test_a_day_is_written_in_one_way_only(text):
    assert periods.parse(text) is None


@given(st.text())
def test_no_text_breaks_the_reader(text):
    periods.parse(text)


@given(st.from_regex(periods.INTERVAL, fullmatch=True))
def test_no_interval_breaks_the_reader(text):
    """Not even one in the year 0000, of no length, or ending after the year 9999."""
    periods.parse(text)


intervals = st.builds(
    "{:%Y-%m-%d}/P{}{}".format,
    st.dates(date(1990, 1, 1), date(2040, 12, 31)),
    st.integers(1, 59),
    st.sampled_from("YM"),
)


@given(intervals)
def test_the_reporting_year_holds_the_middle_of_the_last_twelve_months(text):
    period = periods.parse(text)
    days = [period.end - timedelta(days=before) for before in range((period.end - period.start).days + 1)]
    last_twelve_months = [day for day in days if months_between(day, period.end) < 12]
    middle = sorted(last_twelve_months)[(len(last_twelve_months) - 1) // 2]
    first_year = int(period.reporting_year[:4])
    assert date(first_year, 4, 1) <= middle <= date(first_year + 1, 3, 31)


@given(intervals)
def test_a_reporting_year_is_written_with_a_slash_and_two_digits(text):
    first, second = periods.parse(text).reporting_year.split("/")
    assert int(second) == (int(first) + 1) % 100
    assert (len(first), len(second)) == (4, 2)


@given(intervals)
def test_every_period_has_words_that_name_its_last_year(text):
    period = periods.parse(text)
    assert str(period.end.year) in period.label or period.label.endswith(f"{period.end.year % 100:02d}")


def months_between(day: date, end: date) -> int:
    """Whole months from `day` to the day after `end`, less the last: 0 in the last month, 11 in the first of a year."""
    after = end + timedelta(days=1)
    whole = (after.year - day.year) * 12 + after.month - day.month
    return whole - (1 if day.day >= after.day else 0)
