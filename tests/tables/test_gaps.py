"""Gaps between the worst-off and the average, worked out again in plain Python, and tried with made-up districts."""

from functools import cache
from itertools import product
from math import isclose, log10, sqrt
from statistics import fmean, median_low

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_pipeline import queries, words
from data_pipeline.building import tables
from tests.oracles.gaps import context, gap_of_cell, moves, scopes, tenth_of, weighted
from tests.oracles.published_files import AREAS, SERIES, published, shown
from tests.worlds.verdicts import VERDICTS

GAPS, PROMISE_GAPS = ((tables.TABLES / "marts" / f"{name}.sql").read_text() for name in ("gaps", "promise_gaps"))
START, LATER = "2007/08", "2010/11"
PERIODS = {START: ("2007-04-01", "2008-03-31"), LATER: ("2010-04-01", "2011-03-31")}
COUNTY, ENGLAND = "E10000901", queries.ENGLAND


# Every gap of the bundled figures, from the files


@pytest.mark.parametrize("series_id", ["ni_055", "ni_087", "ni_121", "ni_151", "ni_152", "ni_154", "ni_166"])
def test_every_gap_of_the_bundled_figures_is_that_of_the_files(real, series_id):
    about, found, figures = context(), scopes(), published(series_id)
    sign = 1 if SERIES[series_id]["polarity"] == "higher" else -1
    rows = real.con.execute(
        """
        select scope_code, reporting_year, gap, start_gap, districts, missing_reason
        from marts.gaps where series_id = ?
        """,
        [series_id],
    ).fetchall()
    assert {row[0] for row in rows} == set(found)
    gaps = 0
    for scope, year, gap, start_gap, districts, missing in rows:
        if missing and "outside" in missing:
            continue
        answer = gap_of_cell(figures, sign, SERIES[series_id]["decimals"], scope, found[scope], year, about)
        assert (answer is None) == (gap is None), (scope, year, missing)
        if answer:
            gaps += 1
            assert isclose(gap, answer["gap"], abs_tol=1e-9) and isclose(start_gap, answer["start_gap"], abs_tol=1e-9)
            assert districts == answer["districts"]
    assert gaps > 50


def test_the_tenth_of_england_is_the_most_deprived_and_the_same_in_every_series(real):
    about = context()
    _, tenth = tenth_of(scopes()[ENGLAND], about)
    names = {AREAS[code]["name"] for code in tenth}
    assert len(names) == 32 and {"Liverpool", "Hackney", "Hastings"} <= names
    (seen,) = real.con.execute(
        "select list(distinct name) from (select unnest(districts) as name from marts.gaps where scope_code = ?)",
        [ENGLAND],
    ).fetchone()
    assert set(seen) <= names


# Made-up districts


OF_FIGURES = """
    create table marts.areas (area_code varchar, name varchar, region_code varchar, county_code varchar,
        is_district boolean, population_2008 double);
    create table definitions.context (area_code varchar, imd_2007_mean_score varchar);
    create table marts.series (series_id varchar, unit varchar, polarity varchar, decimals integer,
        has_own_tiers boolean default false);
    create table marts.figures (series_id varchar, area_code varchar, reporting_year varchar, period varchar,
        period_start date, period_end date, period_label varchar, value double, lower double, upper double,
        numerator double, denominator double, sample_size bigint, value_as_published varchar,
        stands_for_year boolean, is_counted boolean,
        is_break boolean default false);
"""
OF_PROMISES = """
    create table marts.areas (area_code varchar, name varchar);
    create table marts.pack_indicators (pack varchar, indicator varchar, is_count boolean);
    create table marts.promises (pack varchar, edition date, is_latest_edition boolean, agreement_code varchar,
        area_code varchar, indicator varchar, target varchar, title varchar, unit varchar, polarity varchar,
        position bigint, is_removed boolean, is_history boolean, notice varchar);
    create table judging.edition_points (pack varchar, edition date, indicator varchar, agreement_code varchar,
        area_code varchar, what varchar, is_last_word boolean, value double, value_as_published varchar,
        status varchar, period_start date, period_end date, period_label varchar, reporting_year varchar)
"""


@cache
def opened(made: str) -> duckdb.DuckDBPyConnection:
    """A database with these tables, all empty: to make one takes as long as to ask for a gap."""
    con = duckdb.connect()
    tables.make_schemas(con)
    con.execute(made)
    return con.execute("begin")


@pytest.fixture(scope="module", autouse=True)
def _closed():
    yield
    for made in (OF_FIGURES, OF_PROMISES):
        opened(made).close()
    opened.cache_clear()


def emptied(made: str) -> duckdb.DuckDBPyConnection:
    """The same, without what was put into it before."""
    return opened(made).execute("rollback; begin")


def database(polarity: str = "lower", unit: str = "%") -> duckdb.DuckDBPyConnection:
    con = emptied(OF_FIGURES)
    con.execute(
        "insert into marts.series (series_id, unit, polarity, decimals) values ('s', ?, ?, 1)", [unit, polarity]
    )
    return con


def rows_of(con: duckdb.DuckDBPyConnection, query: str) -> list[dict]:
    found = con.execute(query)
    names = [name for name, *_ in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def code(number: int) -> str:
    return f"E07{number:06}"


def gaps(
    figures: list[tuple[float | None, float | None]],
    whole: tuple[float, float] | None = None,
    polarity: str = "lower",
    unit: str = "%",
    people: list[float | None] | None = None,
    order: list[int] | None = None,
    half: float | None = None,
    base: float | None = None,
) -> dict | None:
    """The gap of 2010/11 of one county: of each district, the most deprived first, its figures of both years.

    `half`: of every interval. `base`: how many are counted in every district. `order`: in which rows come.
    """
    con = database(polarity, unit)
    places = order or list(range(len(figures)))
    for number in places:
        population = people[number] if people else 1000.0 * (number + 1)
        con.execute("insert into marts.areas values (?, ?, null, ?, true, ?)",
                    [code(number), f"D{number}", COUNTY, population])  # fmt: skip
        con.execute("insert into definitions.context values (?, ?)", [code(number), str(50 - number / 10)])
    areas = [(code(number), figures[number]) for number in places] + ([(COUNTY, whole)] if whole else [])
    for area, values in areas:
        for year, value in zip((START, LATER), values, strict=True):
            if value is not None:
                limits = (value - half, value + half) if half is not None else (None, None)
                counts = (value * base / 100, base) if base else (None, None)
                con.execute(
                    "insert into marts.figures values ('s', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null, ?, true, ?, false)",
                    [area, year, f"{PERIODS[year][0]}/P1Y", *PERIODS[year], year, value, *limits, *counts,
                     f"{value:.2f}", base is not None],
                )  # fmt: skip
    return next(
        (row for row in rows_of(con, GAPS) if (row["scope_code"], row["reporting_year"]) == (COUNTY, LATER)), None
    )


def said(row: dict, decimals: int = 1) -> str:
    return words.gaps.gap(row, {"unit": "%", "decimals": decimals}, "Barsetshire", VERDICTS)


def test_a_gap_that_went_from_9_9_to_6_3_narrowed_by_3_6_points():
    row = gaps([(29.9, 24.3), (15.0, 13.0), (16.0, 14.0)], whole=(20.0, 18.0))
    assert isclose(row["start_gap"], 9.9) and isclose(row["gap"], 6.3) and isclose(row["change"], -3.6)
    assert (row["movement"], row["districts"], row["average_is"]) == ("narrowing", ["D0"], "published")
    assert said(row) == (
        "D0, the most deprived district of Barsetshire: 24.3% in 2010/11; Barsetshire as a whole: 18.0%. That is a gap "
        "of 6.3 points. Since 2007/08 the gap narrowed by 3.6 points, from 9.9 points: both got better, the most "
        "deprived by more."
    )


def test_a_gap_that_closes_because_both_got_worse_says_so():
    row = gaps([(29.9, 31.3), (10.0, 16.0), (16.0, 25.0)], whole=(20.0, 25.0))
    assert (row["movement"], row["reason"]) == ("narrowing", "both worse, average faster")
    told = "narrowed by 3.6 points, from 9.9 points: both got worse, the average by more. Nobody is better off"
    assert told in said(row)


@pytest.mark.parametrize(("worst_off", "average"), list(product((-4, -2, 0, 2, 4), repeat=2)))
@pytest.mark.parametrize("polarity", ["lower", "higher"])
def test_which_side_moved_is_named_for_every_pair_of_moves(worst_off, average, polarity):
    sign = -1 if polarity == "lower" else 1
    figures = [(50 - 10 * sign, 50 + sign * (worst_off - 10)), (20.0, 20.0), (80.0, 80.0)]
    row = gaps(figures, whole=(50, 50 + sign * average), polarity=polarity)
    assert (row["movement"], row["reason"]) == moves(worst_off, average)
    assert row["reason"] in VERDICTS["gap reason"]
    assert "{" not in said(row)
    assert ("Nobody is better off" in said(row)) == (average < worst_off <= 0)


def test_every_movement_has_a_sentence_and_who_are_ahead_have_no_gap_to_narrow():
    for start, now, movement, wording in [
        (10, 12, "less far ahead", "That is no gap: the most deprived do better, by 8.0 points. In 2007/08 they did "
         "better by more, 10.0 points"),
        (10, 8, "further ahead", "In 2007/08 they did better by 10.0 points"),
        (10, 25, "widening", "In 2007/08 there was no such gap; since then it moved by 15.0 points"),
        (25, 10, "narrowing", "Since 2007/08 a gap of 5.0 points has closed"),
        (20, 20, "unchanged", "There is no gap to speak of. Since 2007/08 that has not changed by more than rounding"),
    ]:  # fmt: skip
        row = gaps([(start, now), (5.0, 5.0), (40.0, 40.0)], whole=(20.0, 20.0))
        assert row["movement"] == movement
        assert wording in said(row)


@pytest.mark.parametrize(("change", "movement"), [(0.02, "unchanged"), (0.05, "unchanged"), (0.06, "narrowing")])
def test_a_change_that_rounding_could_make_or_that_does_not_show_is_none(change, movement):
    assert gaps([(30.0, 30.0 - change), (10.0, 10.0), (40.0, 40.0)], whole=(20.0, 20.0))["movement"] == movement


def test_how_fine_figures_are_printed_is_half_their_last_digit():
    con = database()
    for text, step in (("12.48", 0.005), ("12", 0.5), ("1,204", 0.5), ("48.5%", 0.05), ("£395", 0.5), ("-1.5", 0.05)):
        assert con.execute("select half_step(?)", [text]).fetchone()[0] == pytest.approx(step)


# Where there is nothing, or hardly anything, to compare


def test_a_first_figure_has_a_gap_and_no_change():
    row = gaps([(None, 9.0), (5.0, 5.0)], whole=(6.0, 6.0))
    assert (row["start_year"], row["gap"], row["change"], row["movement"]) == (LATER, 3, None, None)


def test_one_district_is_its_own_average():
    row = gaps([(12.0, 10.0)])
    assert (row["gap"], row["change"], row["movement"], row["average_is"]) == (0, 0, "unchanged", "mean of districts")


def test_where_all_are_equal_or_nought_there_is_no_gap():
    for value in (0.0, 7.5):
        row = gaps([(value, value)] * 4)
        assert (row["gap"], row["movement"], row["reason"]) == (0, "unchanged", "neither moved")
        assert "no gap to speak of" in said(row)
        assert row["relative_gap_pct"] == (None if value == 0 else 0)


@pytest.mark.parametrize(
    ("figures", "whole", "people", "polarity", "reason"),
    [
        (
            [(9.0, None), (5.0, 5.0)],
            (6.0, 6.0),
            None,
            "lower",
            "the most deprived district has no figure in both years",
        ),
        ([(9.0, 8.0), (None, None), (5.0, None)], None, None, "lower", "no average is published"),
        ([(9.0, 8.0), (5.0, 5.0)], None, [None, None], "lower", "no average is published"),
        ([(9.0, 8.0), (5.0, 5.0)], (6.0, 6.0), None, "neither", "neither way is good"),
        ([(9.0, 8.0), (5.0, 5.0)], (14.0, 13.0), None, "lower", "the published average lies outside"),
    ],
)
def test_where_there_is_no_gap_the_reason_is_said(figures, whole, people, polarity, reason):
    row = gaps(figures, whole, polarity, people=people)
    assert row["missing_reason"].startswith(reason)
    assert (row["gap"], row["movement"], row["districts"]) == (None, None, None)
    assert row["missing_reason"] in said(row)


def test_a_published_average_counts_only_where_it_is_of_both_years():
    figures = [(30.0, 25.0), (10.0, 10.0), (20.0, 20.0)]
    row = gaps(figures, whole=(18.0, None))
    assert row["average_is"] == "mean of districts"
    assert row["average_value"] == pytest.approx(weighted([(25, 1000), (10, 2000), (20, 3000)]))


def test_of_twenty_districts_two_are_the_tenth_weighted_by_people():
    figures = [(30.0, 20.0), (20.0, 20.0), *[(10.0, 10.0)] * 18]
    row = gaps(figures, whole=(12.0, 12.0))
    assert (row["tenth_count"], row["with_figure"], row["districts"]) == (2, 2, ["D0", "D1"])
    assert row["start_worst_off_value"] == 23.3  # (30 * 1,000 + 20 * 2,000) / 3,000, as shown
    # One without known people cannot be weighed: the next takes its place, in every year.
    assert gaps(figures, (12.0, 12.0), people=[None, *[1000.0] * 19])["districts"] == ["D1", "D2"]
    # One without a figure is left out of both years, and counted.
    row = gaps([(30.0, None), *figures[1:]], whole=(12.0, 12.0))
    assert (row["with_figure"], row["districts"], row["start_worst_off_value"]) == (1, ["D1"], 20)
    assert "(2 of 20, 1 of them with figures)" in said(row)


@pytest.mark.parametrize("now", [24.0, 29.0])
def test_a_change_is_tested_where_every_interval_is_published(now):
    half = 1.959963984540054
    row = gaps([(30.0, now), (10.0, 10.0), (35.0, 35.0)], whole=(20.0, 20.0), half=half)
    assert row["change_standard_error"] == pytest.approx(sqrt(4))
    assert row["is_change_clear"] == (now == 24.0)
    assert words.gaps.certainty(row, False).startswith("That is more than" if now == 24.0 else "That could be chance")
    untested = gaps([(30.0, now), (10.0, 10.0), (35.0, 35.0)], whole=(20.0, 20.0))
    assert untested["is_change_clear"] is None
    assert words.gaps.certainty(untested, False) == (
        "Nobody can tell whether that is more than chance: our copy has no interval for some of these figures."
    )
    assert words.gaps.certainty(untested, True) == "Everything is counted, so that is no chance."
    assert words.gaps.certainty(untested | {"is_apart": False}, False).endswith("the two figures share years.")


def test_a_gap_is_not_measured_across_a_break():
    con = database()
    con.execute(
        "insert into marts.areas values ('D1', 'D1', null, 'K', true, 1000), ('D2', 'D2', null, 'K', true, 1000)"
    )
    con.execute("insert into definitions.context values ('D1', '50'), ('D2', '40')")
    for year, one, two, is_break in (
        (2008, 12, 10, False),
        (2009, 14, 10, False),
        (2010, 25, 20, True),
        (2011, 24, 20, False),
    ):
        for area, value in (("D1", one), ("D2", two)):
            con.execute(
                """
                insert into marts.figures
                values ('s', ?, ?, ?, ?, ?, ?, ?, null, null, null, null, null, ?, true, false, ?)
                """,
                [area, f"{year}/{year - 1999:02d}", f"{year}-04-01/P1Y", f"{year}-04-01", f"{year + 1}-03-31", "",
                 value, f"{value}.0", is_break],
            )  # fmt: skip
    found = con.execute(
        f"select reporting_year, start_year, change from ({GAPS}) where scope_code = 'K' order by 1"
    ).fetchall()
    # The gap is between the worse district and the mean of both: 1, 2; then, of another measure, 2.5 and 2.
    assert found == [("2008/09", "2008/09", None), ("2009/10", "2008/09", 1.0), ("2010/11", "2010/11", None),
                     ("2011/12", "2010/11", -0.5)]  # fmt: skip


def test_no_gap_is_made_of_figures_of_other_duties(real):
    reasons = real.con.execute(
        "select distinct gap is null, missing_reason from marts.gaps where series_id in ('ni_191', 'ni_192', 'ni_193')"
    ).fetchall()
    assert reasons == [(True, "districts and counties have figures of their own duties in this series")]


def test_people_are_counted_only_where_the_counts_give_the_figure():
    figures = [(30.0, 26.3), (10.0, 10.0), (35.0, 35.0)]
    row = gaps(figures, whole=(20.0, 20.0), base=4000)
    assert (row["people_counted"], row["gap_people"]) == (4000, 250)  # 252, to two digits
    assert "That is a gap of 6.3 points, about 250 of the 4,000 counted there." in said(row)
    assert gaps(figures, whole=(20.0, 20.0))["gap_people"] is None
    assert gaps(figures, whole=(20.0, 20.0), base=4000, unit="per 1,000")["gap_people"] is None


# Properties

VALUES = st.integers(0, 10_000).map(lambda number: number / 100)
DISTRICTS = st.lists(st.tuples(VALUES, VALUES), min_size=2, max_size=6)
AMOUNTS = ("gap", "start_gap", "change")


def close(one: dict, other: dict, scale: float = 1.0) -> bool:
    return all(isclose(one[name] * scale, other[name], abs_tol=1e-6) for name in AMOUNTS)


@settings(max_examples=6)
@given(DISTRICTS)
def test_turning_polarity_and_signs_round_changes_nothing(figures):
    one = gaps(figures)
    other = gaps([tuple(-value for value in pair) for pair in figures], polarity="higher")
    assert close(one, other)
    assert (one["movement"], one["reason"]) == (other["movement"], other["reason"])


@settings(max_examples=5)
@given(DISTRICTS, st.integers(1, 50))
def test_a_constant_leaves_the_gap_and_another_unit_scales_it(figures, number):
    one = gaps(figures)
    assert close(one, gaps([tuple(value + number for value in pair) for pair in figures]))
    # In another unit the same figures are shown with other digits; whole ones are shown whole.
    figures = [tuple(float(round(value)) for value in pair) for pair in figures]
    average = tuple(median_low(side) for side in zip(*figures, strict=True))
    scaled = [tuple(value * number for value in pair) for pair in (*figures, average)]
    assert close(gaps(figures, average), gaps(scaled[:-1], scaled[-1]), number)


@settings(max_examples=6)
@given(DISTRICTS, st.randoms(use_true_random=False))
def test_the_order_in_which_districts_come_changes_nothing(figures, random):
    order = list(range(len(figures)))
    random.shuffle(order)
    assert gaps(figures, order=order) == gaps(figures)


@settings(max_examples=6)
@given(DISTRICTS, st.integers(0, 5), VALUES)
def test_a_bad_figure_chooses_nobody(figures, number, value):
    changed = [pair if place != number else (pair[0], value) for place, pair in enumerate(figures)]
    assert gaps(changed)["districts"] == gaps(figures)["districts"] == ["D0"]


# Agreements, whose worst districts are chosen afresh each year


def promise_gap(
    figures: list[tuple[str | None, str | None]], whole: tuple[str, str], polarity="lower", unit="%"
) -> dict | None:
    """The gap of 2010/11 within one agreement: of each district what the paper printed in both years."""
    con = emptied(OF_PROMISES)
    con.execute(
        "insert into marts.promises "
        "values ('p', '2011-06-30', true, ?, ?, 'NI 1', 'T', 'A', ?, ?, 1, false, false, null)",
        [COUNTY, COUNTY, unit, polarity],
    )
    for area, texts in [(COUNTY, whole), *((code(number), pair) for number, pair in enumerate(figures))]:
        con.execute("insert into marts.areas values (?, ?)", [area, f"D{int(area[-3:])}"])
        for year, text in zip((START, LATER), texts, strict=True):
            if text is not None:
                con.execute(
                    "insert into judging.edition_points values ('p', '2011-06-30', 'NI 1', ?, ?, 'outturn', true, ?, "
                    "?, null, ?, ?, ?, ?)",
                    [COUNTY, area, float(text.strip("%")), text, *PERIODS[year], year, year],
                )
    rows = rows_of(con, PROMISE_GAPS)
    return next((row for row in rows if row["reporting_year"] == LATER), None)


def test_the_worst_district_is_that_of_each_year():
    row = promise_gap([("30.0%", "20.0%"), ("12.0%", "26.3%"), ("9.0%", "9.0%")], ("20.1%", "18.0%"))
    assert (row["start_districts"], row["districts"], row["movement"]) == (["D0"], ["D1"], "narrowing")
    assert words.gaps.promise_gap(row, VERDICTS) == (
        "D1: 26.3% in 2010/11, the whole 18.0%. That is a gap of 8.3 points. Since 2007/08 the gap narrowed by 1.6 "
        "points, from 9.9 points: both got better, the worst by more. Then the worst was D0."
    )
    assert "afresh" in words.gaps.promise_method([row])


@settings(max_examples=12)
@given(st.lists(st.tuples(VALUES, VALUES), min_size=2, max_size=9), st.sampled_from(["lower", "higher"]))
def test_the_gap_of_an_agreement_is_from_the_worst_figure_of_each_year(figures, polarity):
    whole = [fmean(pair[side] for pair in figures) for side in (0, 1)]
    row = promise_gap([(f"{a:.2f}", f"{b:.2f}") for a, b in figures], tuple(f"{v:.2f}" for v in whole), polarity)
    pick, sign = (max, 1) if polarity == "lower" else (min, -1)
    for name, side in (("start_gap", 0), ("gap", 1)):
        worst = pick(pair[side] for pair in figures)
        assert isclose(row[name], sign * (worst - round(whole[side], 2)), abs_tol=0.011)
        assert row[name] >= -0.011


@pytest.mark.parametrize(
    ("figures", "whole", "polarity", "unit", "reason"),
    [
        ([("30", "20"), ("12", "26")], ("42", "46"), "lower", "number", "a number, of which"),
        ([("30", "20"), ("12", "26")], ("42", "46"), "lower", "%", "the figure of the whole lies outside"),
        ([("30", "20"), ("12", "26")], ("20", "22"), "neither", "%", "neither way is good"),
        ([("30", "20"), ("12", "26"), ("10", None)], ("20", "22"), "lower", "%", None),
        ([("30", None), ("12", "26")], ("20", "22"), "lower", "%", "fewer than two districts"),
    ],
)
def test_an_agreement_has_a_gap_only_of_shares_and_rates(figures, whole, polarity, unit, reason):
    row = promise_gap(figures, whole, polarity, unit)
    assert (row["gap"] is None) == (reason is not None)
    if reason:
        assert row["missing_reason"].startswith(reason)
        assert row["missing_reason"] in words.gaps.promise_method([row])


def test_gaps_are_counted_by_what_became_of_them():
    rows = [{"movement": name} for name in ("widening", "widening", "narrowing", "unchanged", "less far ahead")]
    assert words.gaps.promise_tally(rows, VERDICTS) == (
        "Of 5 gaps, 2 widened, 1 narrowed, 1 did not change and 1 turned out to be none."
    )
    assert words.gaps.promise_tally(rows[:1], VERDICTS) == ""


def test_people_are_rounded_to_two_digits():
    for figure in (20.1, 26.3, 21.7, 20.123):
        row = gaps([(30.0, figure), (10.0, 10.0), (35.0, 35.0)], whole=(20.0, 20.0), base=123_456)
        exact = 123_456 * float(shown(figure, 1) - 20) / 100
        digits = 1 - int(log10(exact))
        assert row["gap_people"] == pytest.approx(round(exact, digits))
