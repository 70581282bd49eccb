"""Charts as SVG: every point where a sum by hand puts it, every text as text, and nothing left out unseen."""

import copy
import re
from datetime import date
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from data_pipeline.drawings import known, plots, scales, sheets, svg
from data_pipeline.drawings.describing import charts, gap, promise, spread, trend
from tests.worlds.examples import ORDERS

SERIES = {"series_title": "Homes", "unit": "%", "decimals": 1}
HOSTILE = f"{ORDERS}<b>\"&amp;'\x0b\ufffe"


def row(year: str, value: float | None, lower=None, upper=None, is_break=False) -> dict:
    return {"reporting_year": year, "value": value, "lower": lower, "upper": upper, "is_break": is_break}


def a_trend(name: str = "Barchester") -> charts.Chart:
    rows = [row("2007/08", 10.0, 8.0, 12.0), row("2008/09", 20.0, 17.0, 23.0), row("2010/11", 30.0, 28.0, 32.0)]
    beside = {"England": ("England", [row("2007/08", 15.0), row("2010/11", 16.0)])}
    return trend.chart(name, rows, beside, SERIES, "It rose.")


def a_spread(name: str = "Hart", value: float = 4.0) -> charts.Chart:
    places = [{"name": f"Place {number}", "value": float(number)} for number in range(1, 9)]
    quartiles = {"lower_quartile": 2.75, "upper_quartile": 6.25}
    return spread.chart({"name": name, "value": value}, places, quartiles, SERIES, "2010/11", "Eight places.")


def a_gap(first: str = "Worst") -> charts.Chart:
    rows = [{"reporting_year": year, "gap": there and there - here, "worst_off_value": there, "average_value": here}
            for year, there, here in (("2007/08", 8.0, 4.0), ("2008/09", 7.0, 4.0), ("2009/10", None, 4.0),
                                      ("2010/11", 6.0, 5.0), ("2011/12", 6.0, 5.0))]  # fmt: skip
    return gap.chart(rows, (first, "Average"), SERIES, "Barsetshire", "Two lines.")


def point(what: str, day: date, value: float, **more) -> dict:
    start = date(day.year - 1, 4, 1)
    return {"what": what, "period_start": start, "period_end": day, "value": value, "value_as_published": f"{value}%",
            "period_label": f"to {day}", "is_last_word": True, **more}  # fmt: skip


def a_promise(unit: str = "%") -> charts.Chart:
    points = [point("baseline", date(2008, 3, 31), 40.0), point("final target", date(2011, 3, 31), 20.0),
              point("outturn", date(2009, 3, 31), 38.0), point("outturn", date(2010, 3, 31), 30.0),
              point("outturn", date(2009, 3, 31), 39.0, is_last_word=False), point("floor", date(2011, 3, 31), 35.0),
              point("stretch", date(2011, 3, 31), 15.0), point("interim", date(2009, 9, 30), 33.0)]  # fmt: skip
    ahead = {"until": date(2010, 3, 31), "target_end": date(2011, 3, 31), "last_value": 30.0, "projected": 25.0,
             "projected_lower": 22.0, "projected_upper": 29.0}  # fmt: skip
    return promise.chart(points, "Homes: Barchester", unit, "Promised 20%.", ahead)


ALL = {"trend": a_trend, "spread": a_spread, "gap": a_gap, "promise": a_promise}


def parsed(markup: str) -> ElementTree.Element:
    markup = re.sub(r'(<img[^>]*alt="")>', r"\1/>", markup)
    return ElementTree.fromstring(re.sub(r""" xmlns=["'][^"']*["']""", "", markup))


def inline(chart: charts.Chart, more: str = "") -> str:
    """The chart as a page shows it, what is written in addresses of its pictures as a browser reads it."""
    return unquote(svg.inline(chart, more)).replace("'", '"')


@pytest.fixture(params=ALL)
def chart(request) -> charts.Chart:
    return ALL[request.param]()


def test_a_point_stands_where_its_year_and_value_put_it():
    """400 px less 22 above and 30 below are 348; from 8 to 32 with 6% beyond, 20 is half way. Of 4 years, each a
    quarter of the width, the second has its middle at 3 / 8."""
    plot = plots.Plot(a_trend().figure, None)
    assert plot.tall == 348
    assert (plot.down(20.0), plot.down(32.0)) == (174.0, pytest.approx(348 * 1.44 / 26.88, abs=0.05))
    drawn = inline(a_trend())
    assert '<circle cx="37.50%" cy="174" r="4"/>' in drawn


def test_a_year_without_a_figure_leaves_a_gap_in_the_line_and_in_its_band():
    """2009/10 is missing: one stretch of two years, and a band in two pieces, the second a line of no width."""
    paths = re.findall(r'<path d="([^"]+)" ([^>]+)', inline(a_trend()))
    own = next(path for path, paint in paths if 'stroke="#00594f"' in paint)
    assert (own.count("M"), own.count("L")) == (1, 1)
    band = next(path for path, paint in paths if "rgba(0, 89, 79" in paint)
    assert (band.count("M"), band.count("L")) == (2, 4)
    shades = [path for path, paint in re.findall(r'<path d="([^"]+)" ([^>]+)', inline(a_gap())) if "rgba" in paint]
    assert len(shades) == 2


def test_what_was_promised_is_joined_across_years_between():
    rows = [row("2007/08", 10.0), row("2008/09", 11.0)]
    promised = [row("2007/08", 10.0), row("2010/11", 14.0)]
    drawn = inline(trend.chart("Barchester", rows, {}, SERIES, "", promised))
    path = re.search(r'<path d="([^"]+)" [^>]*stroke-dasharray', drawn)[1]
    assert (path.count("M"), path.count("L")) == (1, 1)


def test_no_line_is_drawn_across_a_break():
    rows = [row("2007/08", 1.0), row("2008/09", 2.0), row("2009/10", 3.0, is_break=True), row("2010/11", 4.0)]
    drawn = inline(trend.chart("Barchester", rows, {}, SERIES, ""))
    assert drawn.count('stroke="#00594f" stroke-width="3" vector-effect') == 2
    assert drawn.count("<li>") == 1


def test_the_middle_half_and_the_place_stand_by_value_along_the_axis():
    """From 1 to 8 with 6% beyond: 0.58 to 8.42. The middle half is 3.5 of 7.84 wide, from 2.17; 4 is at 3.42."""
    drawn = inline(a_spread())
    assert f'<rect x="{217 / 7.84:.2f}%" width="{350 / 7.84:.2f}%"' in drawn
    assert f'<svg x="{342 / 7.84:.2f}%" y=' in drawn
    marks = re.search(r'd="((?:M[\d.]+ [\d.-]+v34)+)"', drawn)[1]
    assert marks.count("M") == 8 and marks.startswith(f"M{1000 * 0.42 / 7.84:.1f} ")
    assert "<li>" in drawn and "One place</li>" in drawn and "The middle half</li>" in drawn


def test_an_outlook_has_its_span_and_a_floor_goes_all_across():
    """The axis runs from 15 to 40 with 6% beyond, 13.5 to 41.5, over 328 px: 22 and 29, 35."""
    figure = a_promise().figure
    assert charts.spans(figure["data"][-1]) == [("2011-03-31", 22.0, 29.0)]
    drawn = inline(a_promise())
    low, high = (round((41.5 - value) / 28 * 328, 1) for value in (22, 29))
    assert f'y1="{low:g}" y2="{high:g}"/>' in drawn
    floor = round((41.5 - 35) / 28 * 328, 1)
    assert f'<line x1="0.00%" x2="100.00%" y1="{floor:g}" y2="{floor:g}"/>' in drawn


@pytest.mark.parametrize(
    ("low", "high", "about", "labels"),
    [
        (0, 100, 5, ["0", "20", "40", "60", "80", "100"]),
        (8, 32, 5, ["10", "15", "20", "25", "30"]),
        (67, 75, 4, ["68", "70", "72", "74"]),
        (0.1, 0.35, 5, ["0.10", "0.15", "0.20", "0.25", "0.30", "0.35"]),
        (-20, 20, 4, ["−20", "−10", "0", "10", "20"]),
        (0, 12_000, 3, ["0", "5,000", "10,000"]),
        (0, 1, 4, ["0.00", "0.25", "0.50", "0.75", "1.00"]),
    ],
)
def test_an_axis_names_round_numbers(low, high, about, labels):
    scale = scales.Scale(low, high)
    found = scales.ticks(scale, {}, about)
    assert [label for _, label in found] == labels
    first = float(labels[0].replace("−", "-").replace(",", ""))
    assert found[0][0] == pytest.approx((first - low) / (high - low))


def test_an_axis_of_days_names_months_and_has_room_around_a_single_day():
    axis = {"type": "date", "tickformat": "%b %Y"}
    scale = scales.of_axis(axis, ["2008-03-31", "2011-03-31"])
    labels = [label for _, label in scales.ticks(scale, axis, 4)]
    assert labels == ["Jan 2009", "Jan 2010", "Jan 2011"]  # 6% before 31 March 2008 is 24 January.
    one = scales.of_axis(axis, ["2009-03-31", "2009-03-31"])
    assert (one.high - one.low, one.at("2009-03-31")) == (366, 0.5)


@pytest.mark.parametrize(("values", "ends"), [([5.0, 5.0], (4.7, 5.3)), ([0.0], (-1, 1)), ([], (-0.06, 1.06))])
def test_an_axis_of_one_value_or_none_has_room(values, ends):
    scale = scales.of_axis({}, values)
    assert (scale.low, scale.high) == pytest.approx(ends)


def test_of_many_years_no_more_are_named_than_there_is_room_for():
    years = [f"{year}/{(year + 1) % 100:02}" for year in range(2001, 2009)]
    axis = {"type": "category", "categoryarray": years}
    named = [label for _, label in scales.ticks(scales.of_axis(axis, []), axis, 5)]
    assert named == ["2001/02", "2003/04", "2005/06", "2007/08"]


def test_a_drawing_is_whole_markup_with_its_alternative(chart):
    page, sheet = parsed(svg.inline(chart, " More.")), parsed(svg.sheet(chart, ["Source: us."]))
    assert page.find("div").get("aria-label") == f"{chart.alt} More."
    assert sheet.get("aria-label") == chart.alt
    assert {page.find("div").get("role"), sheet.get("role")} == {"img"}
    for drawn in (inline(chart), svg.sheet(chart, [])):
        assert not re.search(r"\bnan\b|None|\binf\b", drawn)
    for picture in page.iter("img"):
        kind, drawn = picture.get("src").split(",", 1)
        assert kind == "data:image/svg+xml" and parsed(unquote(drawn)).tag == "svg"


def test_a_page_and_a_document_say_the_same_words(chart):
    page, sheet = parsed(svg.inline(chart)), parsed(svg.sheet(chart, ["Source: us."]))
    over = {"".join(word.itertext()) for word in page.iter("i")}
    words = ["".join(text.itertext()) for text in sheet.iter("text")]
    numbers = {word for word in over if re.fullmatch("[a-zA-Z ]+", word)}
    assert numbers <= set(words)
    assert [name for _, name in svg.key(chart)] == [entry.find("img").tail for entry in page.iter("li")]
    assert {name for _, name in svg.key(chart)} | {"Source: us.", "%"} <= set(words)
    assert chart.title in " ".join(words)


def test_a_year_of_the_axis_is_written_where_its_points_stand():
    """2007/08 is the first of four: its middle is at an eighth; below 348 px of plot."""
    assert '<i class="m" style="left:12.5%;top:365px">2007/08</i>' in svg.inline(a_trend())


@pytest.mark.parametrize("make", [a_trend, a_spread, a_gap, a_promise])
def test_hostile_text_stays_text(make):
    chart = make(HOSTILE)
    seen = "".join(HOSTILE.replace("\x0b", " ").replace("\ufffe", " ").split())
    known_tags = {"figure", "p", "div", "i", "img", "ul", "li"}
    for drawn, tags in ((svg.inline(chart), known_tags), (svg.sheet(chart, [HOSTILE]), DRAWN)):
        tree = parsed(drawn)
        assert {part.tag for part in tree.iter()} <= tags
        assert not [name for part in tree.iter() for name in part.attrib if name.startswith("on") or "href" in name]
        assert seen in "".join("".join(part.itertext()) for part in tree.iter()).replace(" ", "").replace("\n", "")
    for picture in parsed(svg.inline(chart)).iter("img"):
        assert {part.tag for part in parsed(unquote(picture.get("src").split(",", 1)[1])).iter()} <= DRAWN


DRAWN = {"svg", "g", "path", "circle", "line", "rect", "text", "title", "desc"}
CHANGES = [
    (("data", 0, "type"), "bar"),
    (("data", 0, "mode"), "text"),
    (("data", 0, "stackgroup"), "one"),
    (("data", 0, "fill"), "tozeroy"),
    (("data", 0, "line", "shape"), "hv"),
    (("data", 0, "line", "dash"), "longdash"),
    (("data", 0, "marker"), {"symbol": "hexagon"}),
    (("data", 0, "error_y"), {"symmetric": True, "value": 3}),
    (("layout", "barmode"), "stack"),
    (("layout", "xaxis", "type"), "log"),
    (("layout", "yaxis", "side"), "right"),
    (("layout", "shapes", 0, "type"), "circle"),
    (("layout", "annotations", 0, "textangle"), 90),
    (("layout", "annotations", 0, "yanchor"), "top"),
]


@pytest.mark.parametrize(("where", "what"), CHANGES, ids=lambda part: str(part)[:40])
def test_what_the_drawer_does_not_know_is_an_error(where, what):
    figure = copy.deepcopy(a_trend().figure)
    known.check(figure)
    *steps, last = where
    part = figure
    for step in steps:
        part = part[step]
    part[last] = what
    with pytest.raises(known.NotDrawn):
        plots.Plot(figure, None)


def test_a_table_has_every_point_of_what_is_named():
    assert charts.table(a_trend())[:3] == [
        ("95% interval, upper limit", "2007/08", "12.0", "%"),
        ("95% interval, upper limit", "2008/09", "23.0", "%"),
        ("95% interval, upper limit", "2010/11", "32.0", "%"),
    ]
    assert ("England", "2010/11", "16.0", "%") in charts.table(a_trend())
    assert charts.table(a_spread())[-1] == ("Hart", "Hart", "4.0", "%")
    assert len(charts.table(a_gap())) == 8  # The year without a gap is in neither line.
    assert charts.table(a_promise())[-2:] == [
        ("If the line goes on, lower end", "2011-03-31", "22.0", "%"),
        ("If the line goes on, upper end", "2011-03-31", "29.0", "%"),
    ]


def test_long_words_are_broken_into_lines_that_fit():
    chart = a_trend("x" * 300)
    for text in parsed(svg.sheet(chart, ["y" * 300])).iter("text"):
        assert len("".join(text.itertext())) * 13 * 0.3 < sheets.WIDTH
