"""Sums on the pages, done again by hand: figures copied from the published files, arithmetic written out here."""

import math
from itertools import pairwise

import pytest
from scipy import stats

from tests.pages.views import run, text

pytestmark = pytest.mark.usefixtures("served_in_process")
EXAMPLE, ROTHERHAM, HERTFORDSHIRE, HULL = "X10000001", "E08000018", "E10000015", "E06000010"


def page(area: str, indicator: str, **query: str) -> str:
    return text(run("indicator", area=area, indicator=indicator, **query))


def test_1_a_promise_behind_what_was_due():
    """18.7% at the start, 18.2% due, 17.0% promised, 18.5% reached: lower is better."""
    delivered, due = (18.7 - 18.5) / (18.7 - 17.0), (18.7 - 18.2) / (18.7 - 17.0)
    close_from = 18.7 - 0.6 * (18.7 - 18.2)
    said = page(EXAMPLE, "NI 56", as_of="2010-07-29")
    assert f"{delivered:.0%} of the promised improvement was delivered, and {due:.0%} was due" in said
    assert f"close from {close_from:.1f}%" in said
    assert delivered < 0.6 * due and "By school year 2008/09, 18.2% was due: it is behind" in said


def test_2_the_gap_in_people():
    """6.1% of 24,200 where 5.6% was due: 0.5% of them, 121, to two digits."""
    people = (6.1 - 5.6) / 100 * 24_200
    assert people == pytest.approx(121)
    assert "That is about 120 more than was due, among the 24,200 counted." in page(
        EXAMPLE, "NI 117", as_of="2010-07-29"
    )


def test_3_a_promise_met_measured_from_the_figure_before():
    """Rotherham, NI 136: 2,358 before, 2,800 promised, 2,882 reached."""
    assert f"{(2882 - 2358) / (2800 - 2358):.0%} of the promised improvement was delivered" in page(ROTHERHAM, "NI 136")


def test_4_history_has_its_figures_and_no_sum():
    """Hertfordshire's first agreement: 0% at the start, 60% promised for 2006/07, 55% reached. It is rated nowhere."""
    said = page(HERTFORDSHIRE, "local 2")
    assert all(printed in said for printed in ("0%", "60%", "55%", "Earlier agreement"))
    assert "of the promised improvement was delivered" not in said and "Close" not in said


def test_5_a_promise_missed_by_a_tenth_of_a_point():
    """Hull, smoking: 29% at the start, 23% promised, 23.1% reached."""
    said = page(HULL, "local 1")
    assert f"{(29 - 23.1) / (29 - 23):.0%} of the promised improvement was delivered" in said
    assert "The target was missed: for its last period, 2009/10, it was 23.1%" in said


def test_6_fingertips_chi_square_for_a_trend_in_proportions():
    """Exampleshire, NI 117, 2005/06 to 2009/10: those without a place, of all aged 16 to 18."""
    cases, people, t = [1628, 1595, 1542, 1604, 1476], [23600, 23800, 24100, 24300, 24200], [1, 2, 3, 4, 5]
    n, c = sum(people), sum(cases)
    nt, ct = sum(p * x for p, x in zip(people, t, strict=True)), sum(k * x for k, x in zip(cases, t, strict=True))
    ntt = sum(p * x * x for p, x in zip(people, t, strict=True))
    chi_square = n * (n * ct - c * nt) ** 2 / (c * (n - c) * (n * ntt - nt**2))
    assert chi_square > 9.55
    said = page(EXAMPLE, "NI 117", as_of="2010-07-29")
    assert f"From counts: chi-square is {chi_square:.2f}, and 9.55 is needed" in said


def test_7_a_weighted_slope():
    """Enfield, NI 151, 2006 to 2010: value and 95% limits as published."""
    points = [(71.1, 67.3, 74.9), (65.7, 61.7, 69.7), (66.2, 62.5, 69.9), (60.9, 57.3, 64.5), (63.2, 59.6, 66.8)]
    weights = [(3.92 / (upper - lower)) ** 2 for _, lower, upper in points]
    w, wt = sum(weights), sum(v * t for t, v in enumerate(weights))
    wx = sum(v * x for v, (x, _, _) in zip(weights, points, strict=True))
    wtt = sum(v * t * t for t, v in enumerate(weights))
    wtx = sum(v * t * x for t, (v, (x, _, _)) in enumerate(zip(weights, points, strict=True)))
    slope = (w * wtx - wt * wx) / (w * wtt - wt**2)
    error = math.sqrt(w / (w * wtt - wt**2))
    said = page("E09000010", "NI 151", year="2010/11")
    assert f"The line through them goes down by {-slope:.2f} points a year" in said
    assert f"chi-square is {(slope / error) ** 2:.2f}" in said


def test_8_two_points():
    """Adur, NI 166: £317.6 (249.1 to 386.1) in 2008, £338.4 (282 to 394.8) in 2009."""
    z = (338.4 - 317.6) / math.hypot((386.1 - 249.1) / 3.92, (394.8 - 282) / 3.92)
    times = round(200 * stats.norm.sf(z))
    said = page("E07000223", "NI 166", year="2009/10")
    assert f"z is {z:.2f}. Chance alone would do this about {times} times in 100." in said


def test_9_a_place_beside_england():
    """Adur, NI 121, 2008 to 2010: 26.94 (19.75 to 35.88); England 37.17 (36.83 to 37.52)."""
    z = (26.94 - 37.17) / math.hypot((35.88 - 19.75) / 3.92, (37.52 - 36.83) / 3.92)
    said = page("E07000223", "NI 121", year="2010/11")
    assert "10.3 per 100,000 below England, 37.2 per 100,000" in said  # Of 26.9 and 37.2, as both are shown.
    assert f"z is {z:.2f}".replace("-", "−") in said


def test_10_the_usual_swing_of_quarters():
    """Exampleshire, NI 16: twelve quarters, mean and 2.66 times the mean moving range."""
    quarters = [2.90, 2.87, 2.82, 2.67, 2.72, 2.75, 2.64, 2.56, 2.56, 2.54, 2.51, 2.43]
    mean = sum(quarters) / 12
    reach = 2.66 * sum(abs(b - a) for a, b in pairwise(quarters)) / 11
    said = page(EXAMPLE, "NI 16")
    assert f"They usually swing by {reach:.3f} either way around their mean" in said
    assert f"the latest lies {mean - quarters[-1]:.3f} below it" in said


def test_11_a_pace():
    """Exampleshire, journeys: 84,300 in the year to March 2008, 103,200 to March 2011, 120,000 due by March 2013."""
    years, left = 1095 / 365.25, 731 / 365.25
    said = page(EXAMPLE, "LI 2", as_of="2012-01-20")
    assert f"improved by {(103_200 - 84_300) / years:,.1f} a year" in said
    assert f"{(120_000 - 103_200) / left:,.1f} a year is needed from now" in said


def test_12_a_projection_with_its_interval():
    """Exampleshire, NI 117: five shares under 10%, so a line through their log odds, a year ahead of the last."""
    t = [0, 365, 730 + 1, 1095 + 1, 1460 + 1]  # The ends of March 2006 to 2010, in days; 2008 is a leap year.
    y = [math.log(share / (100 - share)) for share in (6.9, 6.7, 6.4, 6.6, 6.1)]
    t, ahead = [day / 365.25 for day in t], (1461 + 365) / 365.25
    mean_t, mean_y = sum(t) / 5, sum(y) / 5
    spread = sum((x - mean_t) ** 2 for x in t)
    slope = sum((x - mean_t) * (v - mean_y) for x, v in zip(t, y, strict=True)) / spread
    scatter = math.sqrt(sum((v - mean_y - slope * (x - mean_t)) ** 2 for x, v in zip(t, y, strict=True)) / 3)
    fitted = mean_y + slope * (ahead - mean_t)
    width = stats.t.ppf(0.9, 3) * scatter * math.sqrt(1 + 1 / 5 + (ahead - mean_t) ** 2 / spread)
    low, middle, high = (100 / (1 + math.exp(-value)) for value in (fitted - width, fitted, fitted + width))
    said = page(EXAMPLE, "NI 117", as_of="2010-07-29")
    assert (
        f"it will be {middle:.2f}% by then; four times in five such a line ends between {low:.2f}% and {high:.2f}%"
        in said
    )
