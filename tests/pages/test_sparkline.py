"""A run of figures as a picture the size of a word says from when to when it goes."""

import re

import pytest

from pages.components.cards.sparkline import sparkline


def years_written(first: int, last: int) -> list[str]:
    run = {f"{year}/{(year + 1) % 100:02}": float(year) for year in range(first, last + 1)}
    row = {"reporting_year": next(iter(run)), "value": float(first), "unit": "%", "decimals": 1}
    return re.findall(r"%3Ctext[^%]*%3E([^%]+)%3C/text", sparkline(row, run, []))


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        # Of 142 px for 20 years, 2008 is at 42.8 and 2010 at 55.9: their middle is 49 from the left end.
        (2003, 2023, ["2003", "2024", "08–11"]),
        # 2007 to 2020: the middle of 2008 to 2010 is 25.8 from the left end, where the first year stands.
        (2007, 2020, ["2007", "2021"]),
        (2011, 2023, ["2011", "2024"]),
        (1998, 2006, ["1998", "2007"]),
    ],
)
def test_a_sparkline_names_its_ends_and_the_agreements_years_where_there_is_room(first, last, written):
    assert years_written(first, last) == written
