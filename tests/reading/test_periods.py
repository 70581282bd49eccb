"""Published periods: read, worded, and put in a reporting year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_pipeline.reading import periods

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
    ("2010-01-01/P52W", date(2010, 1, 1), date(2010, 12, 30), "1 January 2010 to 30 December 2010", "2010/11"),
    ("2010-04-01/P1W", date(2010, 4, 1), date(2010, 4, 7), "1 April 2010 to 7 April 2010", "2010/11"),
    ("2010-04-01/P365D", date(2010, 4, 1), date(2011, 3, 31), "2010/11", "2010/11"),
    ("2010-04-01/P1Y6M", date(2010, 4, 1), date(2011, 9, 30), "April 2010 to September 2011", "2011/12"),
    ("2010-01-01T00:00:00/P1Y", date(2010, 1, 1), date(2010, 12, 31), "2010", "2010/11"),
    ("2010-04-01T00:00:00.000Z/P12M", date(2010, 4, 1), date(2011, 3, 31), "2010/11", "2010/11"),
    ("2010-04-14 00:00:00", date(2010, 4, 14), date(2010, 4, 14), "14 April 2010", "2010/11"),
    ("2010-01-01/2010-12-31", date(2010, 1, 1), date(2010, 12, 31), "2010", "2010/11"),
    ("2010-01-01/2011-01-01", date(2010, 1, 1), date(2010, 12, 31), "2010", "2010/11"),
    ("2010-04-01T00:00:00/2011-03-31T23:59:59", date(2010, 4, 1), date(2011, 3, 31), "2010/11", "2010/11"),
    ("2010-04-01 to 2011-03-31", date(2010, 4, 1), date(2011, 3, 31), "2010/11", "2010/11"),
    ("2010-04-01 - 2011-03-31", date(2010, 4, 1), date(2011, 3, 31), "2010/11", "2010/11"),
    ("2008-04/2011-03", date(2008, 4, 1), date(2011, 3, 31), "April 2008 to March 2011", "2010/11"),
]


@pytest.mark.parametrize(("text", "start", "end", "label", "reporting_year"), PUBLISHED)
def test_a_published_period_is_read_worded_and_put_in_its_reporting_year(text, start, end, label, reporting_year):
    period = periods.parse(text)
    assert (period.start, period.end) == (start, end)
    assert period.label == label
    assert period.reporting_year == reporting_year


@pytest.mark.parametrize(
    "text",
    ["", "200809", "201903", "year end",
     "2010-13-01/P1Y", "2010-02-30", "2010-04-01/P0Y", "2010-04-01/1Y", "2010-04-01/P", "2010-04-01/P1Y/P1Y",
     "01/04/2010", "9999-06-01/P1Y", "2010-04", "2010/10", "2009/08", "13/2010", "Q5 2009/10", "Q1 2009", "0/1",
     "LPSA2 end date not visible", "latest at April 2006", "31 February 2010", "school year 2008-2010", "Smarch 2010",
     "2009/10 to 24 May 2010", "2009-2011 to end June", "9 Jan 2011 - 1 Apr 2010", "2019/20 - 15/16", "period 12",
     "2010-04-01T12:00:00/P1Y", "2010-12-31/2010-01-01", "2010-01-01/2010-01-01", "2010-04/2010-03", "2010-04-01/P0W",
     "start of start of 2010/11", "as at 31st March", "Active People survey reported at 2008/09 Q2"],
)  # fmt: skip
def test_anything_else_is_not_a_period(text):
    assert periods.parse(text) is None


NOTATIONS = [
    # as committees and departments print it, first day, last day, reporting year
    ("2008/9", date(2008, 4, 1), date(2009, 3, 31), "2008/09"),
    ("08/09", date(2008, 4, 1), date(2009, 3, 31), "2008/09"),
    ("2009-10", date(2009, 4, 1), date(2010, 3, 31), "2009/10"),
    ("2009–10", date(2009, 4, 1), date(2010, 3, 31), "2009/10"),
    ("2009 — 10", date(2009, 4, 1), date(2010, 3, 31), "2009/10"),
    ("Oct–Dec 2009", date(2009, 10, 1), date(2009, 12, 31), "2009/10"),
    ("2008–2010", date(2008, 1, 1), date(2010, 12, 31), "2010/11"),
    ("year end 2009/10", date(2009, 4, 1), date(2010, 3, 31), "2009/10"),
    ("Year-end 2009/10", date(2009, 4, 1), date(2010, 3, 31), "2009/10"),
    ("end of year 2009/10", date(2009, 4, 1), date(2010, 3, 31), "2009/10"),
    ("full year 2009-10", date(2009, 4, 1), date(2010, 3, 31), "2009/10"),
    ("1999-2000", date(1999, 4, 1), date(2000, 3, 31), "1999/00"),
    ("99/00", date(1999, 4, 1), date(2000, 3, 31), "1999/00"),
    ("financial year 2009/10", date(2009, 4, 1), date(2010, 3, 31), "2009/10"),
    ("academic year 2009/10", date(2009, 8, 1), date(2010, 7, 31), "2009/10"),
    ("2009/10 academic", date(2009, 8, 1), date(2010, 7, 31), "2009/10"),
    ("2017-18 (OT)", date(2017, 4, 1), date(2018, 3, 31), "2017/18"),
    ("2005 (provisional)", date(2005, 1, 1), date(2005, 12, 31), "2005/06"),
    ("(2007)", date(2007, 1, 1), date(2007, 12, 31), "2007/08"),
    ("calendar 2009", date(2009, 1, 1), date(2009, 12, 31), "2009/10"),
    ("Q3 2009-10", date(2009, 10, 1), date(2009, 12, 31), "2009/10"),
    ("2009/10 Q4", date(2010, 1, 1), date(2010, 3, 31), "2009/10"),
    ("Oct-Dec 2009", date(2009, 10, 1), date(2009, 12, 31), "2009/10"),
    ("October - December 2009", date(2009, 10, 1), date(2009, 12, 31), "2009/10"),
    ("Dec-Feb 2010", date(2009, 12, 1), date(2010, 2, 28), "2009/10"),
    ("Apr 2010 - Jan 2011", date(2010, 4, 1), date(2011, 1, 31), "2010/11"),
    ("May 2007", date(2007, 5, 1), date(2007, 5, 31), "2007/08"),
    ("Sept 09", date(2009, 9, 1), date(2009, 9, 30), "2009/10"),
    ("2005-2007 average", date(2005, 1, 1), date(2007, 12, 31), "2007/08"),
    ("1993-95", date(1993, 1, 1), date(1995, 12, 31), "1995/96"),
    ("as at 31st March 2010", date(2010, 3, 31), date(2010, 3, 31), "2009/10"),
    ("2005-2007 ave", date(2005, 1, 1), date(2007, 12, 31), "2007/08"),
    ("2009/10 to end June", date(2009, 4, 1), date(2009, 6, 30), "2009/10"),
    ("2008/09 to end March", date(2008, 4, 1), date(2009, 3, 31), "2008/09"),
    ("2009/10 to 24 March 2010", date(2009, 4, 1), date(2010, 3, 24), "2009/10"),
    ("1 Apr 2010 - 9 Jan 2011", date(2010, 4, 1), date(2011, 1, 9), "2010/11"),
    ("2015/16 - 19/20", date(2015, 4, 1), date(2020, 3, 31), "2019/20"),
    ("to Feb 11", date(2010, 3, 1), date(2011, 2, 28), "2010/11"),
    ("to September 2008", date(2007, 10, 1), date(2008, 9, 30), "2007/08"),
    ("rolling year to April 2010", date(2009, 5, 1), date(2010, 4, 30), "2009/10"),
    ("Sep 2009 - Aug 2010", date(2009, 9, 1), date(2010, 8, 31), "2009/10"),
    ("2010/11 Q2", date(2010, 7, 1), date(2010, 9, 30), "2010/11"),
    ("start of 2010/11 Q1", date(2010, 4, 1), date(2010, 4, 1), "2010/11"),
    ("end of 2010/11", date(2011, 3, 31), date(2011, 3, 31), "2010/11"),
    ("2010/11 (at April 2011)", date(2010, 4, 1), date(2011, 3, 31), "2010/11"),
]


@pytest.mark.parametrize(("text", "start", "end", "reporting_year"), NOTATIONS)
def test_every_notation_of_published_papers_is_read(text, start, end, reporting_year):
    period = periods.parse(text)
    assert (period.start, period.end, period.reporting_year) == (start, end, reporting_year)


@pytest.mark.parametrize("dash", "\u2010\u2011\u2012–—−")
@pytest.mark.parametrize("text", ["2009-10", "2009-2010", "1993-95", "Oct-Dec 2009", "Q3 2009-10", "2015/16 - 19/20"])
def test_a_dash_of_any_length_is_a_hyphen(text, dash):
    assert periods.parse(text.replace("-", dash)) == periods.parse(text)


@pytest.mark.parametrize(
    "text", ["2009-12", "2010-12", "2009-11", "2009-03", "2008-10", "2009/12", "2009/03", " 2009-12 "]
)
def test_a_year_and_a_month_may_be_years_too_and_is_not_guessed(text):
    """Of the twelve months of a year only the one with the number of the next year is a financial year as well."""
    assert periods.parse(text) is None
    assert periods.is_year_and_month(text)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [("2009-10", date(2009, 4, 1), date(2010, 3, 31)), ("2011/12", date(2011, 4, 1), date(2012, 3, 31)),
     ("2009–12", date(2009, 1, 1), date(2012, 12, 31)), ("2008 - 10", date(2008, 1, 1), date(2010, 12, 31)),
     ("2008-2010", date(2008, 1, 1), date(2010, 12, 31)), ("2009-13", date(2009, 1, 1), date(2013, 12, 31)),
     ("1999-00", date(1999, 4, 1), date(2000, 3, 31))],
)  # fmt: skip
def test_what_can_only_be_years_stays_years(text, start, end):
    assert (periods.parse(text).start, periods.parse(text).end) == (start, end)


def test_a_label_of_a_period_reads_as_that_period():
    """What we print, we can read."""
    for text, *_ in [*PUBLISHED, *NOTATIONS]:
        period = periods.parse(text)
        assert periods.parse(period.label) == period or " to " in period.label


def test_days_inside_a_month_are_named_in_the_words_of_a_period():
    assert periods.parse("2009/10 to 24 March 2010").label == "1 April 2009 to 24 March 2010"
    assert periods.parse("2009/10 to end June").label == "April 2009 to June 2009"


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


@pytest.mark.parametrize(("date", "year"), [
    ("2009-10-01", "2009/10"), ("2008-09-01", "2008/09"), ("2007-08-01", "2007/08"), ("2010-11-01T00:00:00", "2010/11"),
    ("2011-12-01", "2011/12"), ("2000-01-01", "2000/01"), ("01/10/2009", "2009/10"), ("1/10/09", "2009/10"),
    ("Oct-09", "2009/10"), ("01-Nov-2010", "2010/11"), ("Sept-08", "2008/09"), ("2012-11-10", "2010/11"),
    ("10/11/2026", "2010/11"), ("09-Oct", "2009/10"), ("10-Nov-26", "2010/11"),
])  # fmt: skip
def test_a_date_that_a_program_may_have_made_of_a_year_is_known(date, year):
    assert periods.year_meant(date) == year


@pytest.mark.parametrize("text", [
    "2009-11-01", "2009-10-02", "2010-04-01", "2010-03-31", "31/03/2010", "Apr-09", "2009/10", "2009-10", "2009",
    "1 October 2009", "October 2009", "Oct 2009", "2010-04-01/P1Y", "Q3 2009/10", "2010-02-01", "", "no", "12/13",
])  # fmt: skip
def test_what_people_write_and_any_other_date_is_no_year_that_was_meant(text):
    assert periods.year_meant(text) is None
