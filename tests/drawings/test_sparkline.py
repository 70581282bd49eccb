"""A run of figures as a picture the size of a word says from when to when it goes."""

import re

import pytest

from data_pipeline.drawings.sparkline import sparkline


def drawn_of(first: int, last: int, **size):
    run = {f"{year}/{(year + 1) % 100:02}": float(year) for year in range(first, last + 1)}
    row = {"reporting_year": next(iter(run)), "value": float(first), "unit": "%", "decimals": 1}
    return sparkline(row, run, [], **size)


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
    assert re.findall(r"<text[^>]*>([^<]+)</text", drawn_of(first, last).svg) == written


def test_of_another_size_it_is_drawn_anew_and_its_letters_stay_below_the_line():
    small = drawn_of(2003, 2023, width=120, height=20)
    assert (small.width, small.height) == (120, 31)
    assert 'viewBox="0 0 120 31"' in small.svg
    points = [
        (float(x), float(y)) for x, y in re.findall(r"[ML](\d+) (\d+)", re.search(r' d="(M[^"]*)"/><c', small.svg)[1])
    ]
    assert (points[0], points[-1]) == ((4, 15), (116, 5))  # Upwards: from low at the left end to high at the right.
    assert {float(y) for y in re.findall(r'<text y="(\d+)"', small.svg)} == {30}
    # The middle of 2008 to 2010, of 112 px for 20 years, is 37.6 from an end: too near for words.
    assert "08–11" not in small.svg


def test_a_year_without_a_figure_and_another_measure_break_the_line():
    run = {"2007/08": 1.0, "2008/09": 2.0, "2009/10": None, "2010/11": 3.0, "2011/12": 4.0, "2012/13": 2.0}
    row = {"reporting_year": "2010/11", "value": 3.0, "unit": "£", "decimals": 0}
    drawn = sparkline(row, run, ["2012/13"])
    assert re.search(r' d="(M[^"]*)"/><c', drawn.svg)[1].translate(str.maketrans("", "", "0123456789 ")) == "MLMLM"
    assert drawn.alt == "From £1 in 2007/08 to £2 in 2012/13"
    assert sparkline(row, {"2010/11": 3.0, "2011/12": None}, []) is None
