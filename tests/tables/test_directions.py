"""The table of directions: which figures are judged together, and that nothing later is ever used."""

import math
from collections import defaultdict
from dataclasses import replace

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_pipeline.building import tables
from data_pipeline.reading.periods import reporting_year_label
from data_pipeline.statistics import direction
from data_pipeline.tables.marts import directions as travel
from tests.worlds import builds
from tests.worlds import figures as w
from tests.worlds.evidence import with_evidence

KEPT = [*travel.KEPT_TEXTS, *(name for name in travel.KEPT_NUMBERS if name != "slope")]


def is_same(found: object, expected: object) -> bool:
    if pd.isna(found) or pd.isna(expected):
        return bool(pd.isna(found) and pd.isna(expected))
    return found == (expected if isinstance(expected, str) else pytest.approx(expected, rel=1e-9, abs=1e-9))


def figures(values, area="A1", series="s1", first=2005, **columns) -> pd.DataFrame:
    """Yearly figures from April `first` on; None is a year without one."""
    rows = [
        {"area_code": area, "series_id": series, "indicator": "NI 1", "reporting_year": reporting_year_label(year),
         "period": f"{year}-04-01/P1Y", "period_start": pd.Timestamp(year, 4, 1),
         "period_end": pd.Timestamp(year + 1, 3, 31), "value": float(value)}
        for year, value in enumerate(values, first)
        if value is not None
    ]  # fmt: skip
    frame = pd.DataFrame(rows)
    half = columns.pop("half", math.nan)
    defaults = {
        "lower": frame["value"] - half, "upper": frame["value"] + half, "numerator": math.nan, "denominator": math.nan,
        "sample_size": math.nan, "unit": "%", "polarity": "higher", "territory": area, "is_noted_break": False,
        "is_asked": frame["reporting_year"] >= "2007/08",
    }  # fmt: skip
    return with_evidence(frame.assign(**(defaults | columns)))


def table(*frames: pd.DataFrame) -> pd.DataFrame:
    return travel.make(with_evidence(pd.concat(frames, ignore_index=True))).to_pandas()


# Many areas in few examples: a table of a dozen costs hardly more than one of two.
@settings(max_examples=4)
@given(st.integers(0, 10**9))
def test_a_card_of_a_year_is_judged_as_if_nothing_later_existed(seed):
    """Every row is what the whole ladder says of the figures up to it, and taking later figures away changes none."""
    chance = np.random.default_rng(seed)
    frames = []
    for number in range(12):
        values = [None if chance.random() < 0.15 else round(float(chance.normal(40, 6)), 1) for _ in range(9)]
        half = chance.choice([math.nan, 1.0, 4.0]) if chance.random() < 0.7 else np.nan
        if all(value is None for value in values):
            continue
        frame = figures(values, area=f"A{number}", half=half)
        territory = np.where(np.arange(len(frame)) < chance.integers(0, 4), "old", f"A{number}")
        frames.append(frame.assign(territory=territory, polarity=str(chance.choice(["higher", "lower", "neither"]))))
    if not any(frame["is_asked"].any() for frame in frames):
        return
    made = table(*frames)
    untils = [frame.iloc[: place + 1] for frame in frames for place in np.flatnonzero(frame["is_asked"])]
    points = [travel.as_points(until).assign(key=number) for number, until in enumerate(untils)]
    judged = direction.directions(pd.concat(points, ignore_index=True)).to_dict("records")
    for until, expected in zip(untils, judged, strict=True):
        (row,) = made[
            (made["area_code"] == until["area_code"].iloc[0])
            & (made["reporting_year"] == until["reporting_year"].iloc[-1])
        ].to_dict("records")
        for name in KEPT:
            assert is_same(row[name], expected[name]), (name, row[name], expected[name])
        assert (row["points"], row["points_judged"]) == (expected["points"], expected["points_judged"])
        assert row["has_break"] == expected["has_break"]
        assert row["since_year"] == until["reporting_year"].iloc[-expected["points_judged"]]


@settings(max_examples=4)
@given(
    st.lists(
        st.tuples(st.lists(st.floats(1, 99), min_size=4, max_size=9), st.sampled_from([0.5, 3.0, math.nan])),
        min_size=5, max_size=10,
    )
)  # fmt: skip
def test_the_change_since_the_agreements_began_is_that_of_two_figures(areas):
    frames = [figures(values, area=f"A{number}", half=half) for number, (values, half) in enumerate(areas)]
    expected, later = {}, []
    for number, frame in enumerate(frames):
        years = list(frame["reporting_year"])
        start = years.index("2007/08")
        for now in range(start + 1, len(years)):
            later.append(travel.as_points(frame.loc[[start, now]]).assign(key=len(later)))
            expected[f"A{number}", years[now]] = len(expected)
    judged = direction.directions(pd.concat(later, ignore_index=True)).to_dict("records") if later else []
    for row in table(*frames).to_dict("records"):
        key = expected.get((row["area_code"], row["reporting_year"]))
        if key is None:
            assert pd.isna(row["start_rule"])
            assert pd.isna(row["start_p_value"])
            continue
        for name in (*travel.SINCE_START_TEXTS, *travel.SINCE_START_NUMBERS):
            assert is_same(row[f"start_{name}"], judged[key][name]), name


def test_another_territorys_figure_is_a_break_and_begins_anew():
    frame = figures([10, 20, 30, 40, 50], half=1.0).assign(territory=["old", "old", "old", "A1", "A1"])
    by_year = table(frame).set_index("reporting_year")
    row = by_year.loc["2008/09"]
    assert (row["rule"], row["points"], row["has_break"]) == ("direction.baseline_only", 1, True)
    row = by_year.loc["2009/10"]
    assert (row["rule"], row["since_year"], row["verdict"]) == ("direction.two_points_z", "2008/09", "improving")
    # From the old territory's figure of 2007/08 to this one's nothing is tested either.
    assert row["start_rule"] == "direction.baseline_only"


@pytest.mark.parametrize(
    ("values", "polarity", "verdict"),
    [
        ([10, 11, 11, 12, 15], "higher", "better"),
        ([10, 11, 11, 12, 15], "lower", "worse"),
        ([15, 12, 11, 11, 10], "neither", "lower"),
        ([10, 11, 12, 13, 15], "neither", "higher"),
        ([10, 42, 62, 36, 11], "higher", "up and down"),  # Higher in the end than at the start, and no trend at all.
        ([7, 7, 7, 7, 7], "higher", "the same"),
        ([99, 10, 10, 10, 11, 12], "higher", "better"),  # Only the latest five are looked at.
    ],
)
def test_a_count_of_everything_goes_one_way_only_where_no_figure_goes_back(values, polarity, verdict):
    frame = figures(values, first=2012 - len(values), polarity=polarity, is_complete=True, margin="complete count")
    row = table(frame).iloc[-1]
    assert (row["rule"], row["verdict"], row["reason"]) == ("direction.complete_count", verdict, "complete count")
    assert pd.isna(row["p_value"]) and pd.isna(row["smallest_detectable"]) and pd.isna(row["verdict_95"])


MARGINS = [
    # the margin of a series; how its direction is told now, and since the start; whether the change is clear
    # 731 homes of 84,944 and 336 of 87,755: by a test of rates that is more than chance, and none is asked.
    ("complete count", ("direction.complete_count", "worse", "complete count"), "worse", True),
    ("own score", ("direction.complete_count", "worse", "own score"), "worse", True),
    ("model", ("direction.values_only", "worse, could be chance", "model"), "worse, could be chance", None),
    ("none published", ("direction.two_points_rates", "worsening", None), "worsening", True),
    ("", ("direction.two_points_rates", "worsening", None), "worsening", True),
]


def test_counts_are_evidence_of_chance_only_where_there_is_chance_in_them(data):
    counts = {
        w.CASTERBRIDGE: [(731, 84_944), (336, 87_755)],
        w.COKETOWN: [(700, 80_000), (600, 80_000)],  # A series of one place would be compared with nothing.
        w.ENGLAND: [(7310, 849_440), (3360, 877_550)],
    }
    series = ("ni_901", "ni_902", "ni_903", "li_904", w.another_series(data, "ni_906"))
    bandstands = next(row for row in w.SERIES if row["series_id"] == "ni_903")
    card = {name: cell for name, cell in bandstands.items() if name not in ("series_id", "indicator")}
    for series_id, (margin, *_) in zip(series, MARGINS, strict=True):
        # The files of two series must not be the same.
        own = {
            area: [*of_area, (of_area[-1][0] + series.index(series_id), of_area[-1][1])]
            for area, of_area in counts.items()
        }
        w.with_counts(data, series_id, own, 1000, margin=margin, **card)
    at = f"series_id = ? and area_code = '{w.CASTERBRIDGE}' and reporting_year = '2008/09'"
    with builds.judged(data, "marts.report_card", "marts.comparisons") as con:
        for series_id, (margin, now, start, is_clear) in zip(series, MARGINS, strict=True):
            query = f"select rule, verdict, reason, start_verdict from marts.directions where {at}"
            assert con.execute(query, [series_id]).fetchall() == [(*now, start)], margin
            query = f"select is_change_clear from marts.report_card where {at}"
            assert con.execute(query, [series_id]).fetchall() == [(is_clear,)], margin
            # Beside England: a test, or too few places for a position; never a test of everything.
            query = f"select rule from marts.comparisons where {at} and comparator = 'england'"
            beside = con.execute(query, [series_id]).fetchall()
            assert beside == [("rate_ratio" if margin in ("", "none published") else None,)], margin


def test_a_break_that_the_publisher_notes_begins_anew_too():
    frame = figures([10, 20, 30, 40, 50], half=1.0).assign(is_noted_break=[False, False, False, True, False])
    by_year = table(frame).set_index("reporting_year")
    assert list(by_year["points"]) == [3, 1, 2]
    assert list(by_year["has_break"]) == [False, True, True]


NOTES = {
    "Break in series": True,
    "There is a break in the time series here.": True,
    "Not comparable with previous years": True,
    "not directly comparable to earlier figures": True,
    "Comparable with previous years": False,
    "58 LSOAs": False,
    "": False,
}


def test_what_a_publisher_writes_of_a_break_is_read(data):
    """Each in a row of its own; before the third of four figures it keeps the first two apart."""
    areas = [w.CASTERBRIDGE, w.BARCHESTER, w.LOAMLAND, w.WESSEX, w.BARSETSHIRE, w.ENGLAND, w.WALMINGTON_AND_EASTGATE]
    for area, note in zip(areas, NOTES, strict=True):
        w.amend(data, "ni_901", area, "2009-04-01/P1Y", note=note)
    of_year = "where series_id = 'ni_901' and reporting_year = '2009/10'"
    with builds.judged(data, "marts.figures", "marts.directions") as con:
        found = dict(con.execute(f"select published_code, is_break from marts.figures {of_year}").fetchall())
        points = con.execute(
            "select points, has_break from marts.directions where area_code = ? and series_id = 'ni_901' order by all",
            [w.CASTERBRIDGE],
        ).fetchall()
    assert {note: found[area] for area, note in zip(areas, NOTES, strict=True)} == NOTES
    assert points == [(1, False), (1, True), (2, False), (2, True)]


def test_a_quarters_figure_is_not_set_beside_a_years():
    frame = figures([10, 20, 30, 40], half=1.0)
    frame["period_start"] = [*frame["period_start"][:3], pd.Timestamp(2009, 1, 1)]
    row = table(frame).iloc[-1]
    assert (row["rule"], row["points"], row["has_break"]) == ("direction.baseline_only", 1, True)


def test_single_days_are_periods_of_one_length_wherever_they_lie_in_a_month():
    days = [pd.Timestamp(2008, 4, 16), pd.Timestamp(2009, 4, 30), pd.Timestamp(2010, 2, 28)]
    frame = figures([300, 310, 320], half=1.0, unit="£", first=2008).assign(period_start=days, period_end=days)
    assert list(table(frame)["points"]) == [1, 2, 3]


def test_averages_over_the_same_years_are_not_tested():
    frame = figures([10, 20, 30, 40, 50], half=1.0)
    frame["period_start"] -= pd.DateOffset(years=2)
    row = table(frame).iloc[-1]
    assert (row["rule"], row["reason"]) == ("direction.values_only", "periods overlap")
    # From 2007/08 to two years later they share a year: nothing is tested. Three years later they share none.
    longer = figures([10, 20, 30, 40, 50, 60, 70], half=1.0)
    longer["period_start"] -= pd.DateOffset(years=2)
    since = table(longer).set_index("reporting_year")["start_rule"]
    assert since["2009/10"] == "direction.values_only"
    assert since["2010/11"] == "direction.two_points_z"


def test_zero_is_a_figure_and_a_missing_year_is_none():
    row = table(figures([0, None, 0, 0], half=1.0)).iloc[-1]
    assert (row["points"], row["verdict"]) == (3, "no clear change")


@pytest.fixture(scope="module")
def published(real):
    """Every direction of the bundled data, with the figures of its series up to its year."""
    runs = defaultdict(list)
    query = """
        select area_code, series_id, reporting_year, value, lower, upper, period_start, period_end, published_code
        from marts.figures where stands_for_year and value is not null order by period_end
    """
    for area, series, *figure in real.con.execute(query).fetchall():
        runs[area, series].append(figure)
    return runs


def test_the_employment_of_portsmouth_by_hand(real):
    """71.9% (69.0 to 74.8) in 2010 after 74.5, 71.5, 74.1, 71.3: weights 1/s², slope -0.63 a year, z of -1.39."""
    rows = real.con.execute(
        "select value, lower, upper from marts.figures where area_code = 'E06000044' and series_id = 'ni_151' "
        "and reporting_year between '2006/07' and '2010/11' order by reporting_year"
    ).fetchall()
    values = np.array(rows)
    weight = (3.92 / (values[:, 2] - values[:, 1])) ** 2
    t = np.arange(5)
    mean_t, mean_x = np.average(t, weights=weight), np.average(values[:, 0], weights=weight)
    spread = (weight * (t - mean_t) ** 2).sum()
    slope = (weight * (t - mean_t) * (values[:, 0] - mean_x)).sum() / spread
    found = real.con.execute(
        "select rule, verdict, verdict_95, fingertips_verdict, change_per_year, statistic, statistic_95 "
        "from marts.directions where area_code = 'E06000044' and series_id = 'ni_151' and reporting_year = '2010/11'"
    ).fetchone()
    assert found[:4] == ("direction.fingertips", "no clear change", "probably worsening", "no significant change")
    z = slope * math.sqrt(spread)
    assert found[4:] == pytest.approx((slope, z**2, z), rel=1e-3)


def test_a_county_whose_whole_area_passed_to_one_council_has_no_break(real):
    query = """
        select bool_or(has_break) from marts.directions
        where area_code = ? and series_id = 'ni_087'
    """
    assert real.con.execute(query, ["E10000002"]).fetchone() == (False,)  # Buckinghamshire
    assert real.con.execute(query, ["E08000020"]).fetchone() == (True,)  # Gateshead, with other borders since 2013


def test_every_figure_of_the_cards_years_has_its_direction(real, published):
    rows = real.con.execute(
        "select area_code, series_id, reporting_year, since_year, points_judged, points from marts.directions"
    ).fetchall()
    asked = {year for (year,) in real.con.execute("select reporting_year from staging.reporting_years").fetchall()}
    wanted = {(*key, figure[0]) for key, run in published.items() for figure in run if figure[0] in asked}
    assert {row[:3] for row in rows} == wanted
    for area, series, year, since, judged, points in rows:
        years = [figure[0] for figure in published[area, series] if figure[0] <= year]
        assert years[-judged] == since
        assert judged <= min(5, points)


SOURCES = ("marts.figures", "marts.series", "staging.reporting_years", "staging.same_territory")
SMALLEST = "in slices of 1 marts.figures by area_code"


def test_an_area_with_very_many_figures_is_judged_whole(world):
    """Slices end between areas, whatever their size."""
    whole = world.con.execute("from marts.directions").df()
    slices = []
    with duckdb.connect() as con:
        tables.make_schemas(con)
        for name in SOURCES:
            con.register("whole", world.con.sql(f"from {name}").to_arrow_table())
            con.execute(f"create table {name} as from whole")
        steps = tables.found()
        steps["judging.yearly_figures"].make(con)
        table = steps["marts.directions"]
        smallest = replace(table, fill=lambda con, into: (slices.append(into), table.fill(con, into)), made=SMALLEST)
        smallest.make(con)
        in_slices = con.execute("from marts.directions").df()
    assert len(slices) == whole["area_code"].nunique() > 1
    pd.testing.assert_frame_equal(in_slices.astype(object), whole.astype(object))


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (lambda points: points.assign(t=math.nan), "no time or no value"),
        (lambda points: points.assign(value=math.inf), "no time or no value"),
        (lambda points: points.assign(t=points["t"][::-1].to_numpy()), "not in order of time"),
        (lambda points: points.assign(t=2010.0), "not in order of time"),
        (lambda points: points.assign(polarity="up"), "polarity is higher, lower or neither"),
    ],
)
def test_windows_that_cannot_be_meant_are_refused(damage, says):
    points = damage(travel.as_points(figures([1, 2, 3])))
    with pytest.raises(ValueError, match=says):
        direction.directions_of(points, np.array([[0, 1, 2]]))


def test_a_warehouse_without_figures_has_no_directions(world):
    assert travel.make(figures([10, 20]).iloc[:0]).num_rows == 0


def test_scales_are_those_of_comparisons():
    points = travel.as_points(figures([1, 2], unit="per 1,000 homes"))
    assert list(points["multiplier"]) == [1000.0, 1000.0]
    assert not points["is_proportion"].any()
