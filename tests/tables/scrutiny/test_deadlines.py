"""Days by which an answer is due, worked out again by walking through a calendar."""

from datetime import date, timedelta

import pandas as pd
import pytest

from data_pipeline.tables.marts import deadlines

# The bank holidays of England in these years, as GOV.UK lists them.
CLOSED = {
    date(2009, 4, 10), date(2009, 4, 13), date(2009, 5, 4), date(2009, 5, 25), date(2009, 8, 31), date(2009, 12, 25),
    date(2009, 12, 28), date(2010, 1, 1), date(2010, 4, 2), date(2010, 4, 5), date(2010, 5, 3), date(2010, 5, 31),
    date(2010, 8, 30), date(2010, 12, 27), date(2010, 12, 28), date(2011, 1, 3), date(2011, 4, 22), date(2011, 4, 25),
    date(2011, 4, 29), date(2011, 5, 2), date(2011, 5, 30), date(2011, 8, 29), date(2011, 12, 26), date(2011, 12, 27),
    date(2012, 1, 2),
}  # fmt: skip


def walked(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5 and day not in CLOSED
    return day


def test_c2_twenty_working_days_pass_over_weekends_and_bank_holidays():
    days = [date(2009, 1, 5) + timedelta(days=count) for count in range(1050)]
    due = deadlines.working_days_later(pd.Series(pd.to_datetime(days)), 20)
    assert [day.date() for day in due] == [walked(day, 20) for day in days]
    assert walked(date(2009, 4, 1), 20) == date(2009, 5, 1)


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2008-12-31", "2009-02-28"),
        ("2011-12-31", "2012-02-29"),
        ("2009-12-14", "2010-02-14"),
        ("2010-06-30", "2010-08-30"),
        ("2010-07-31", "2010-09-30"),
    ],
)
def test_c3_two_months_end_with_the_month_where_it_has_no_such_day(day, due):
    assert deadlines.months_later(pd.Series(pd.to_datetime([day])), 2).dt.date.tolist() == [date.fromisoformat(due)]


def test_what_bears_no_day_has_no_deadline():
    asked = pd.DataFrame({
        "source_id": "s", "source_row": range(5), "date": ["2009-04-01", "2009-04", "2009", None, "31 April 2009"],
    })  # fmt: skip
    made = deadlines.make(asked)
    assert made["source_row"].tolist() == [0]
    assert made["in_20_working_days"].dt.date.tolist() == [date(2009, 5, 1)]
    assert made["in_two_months"].dt.date.tolist() == [date(2009, 6, 1)]
    assert deadlines.make(asked[1:]).empty
