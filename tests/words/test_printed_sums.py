"""Every sum on a page comes out: differences, gaps and changes are those of the figures printed beside them."""

import re
from collections.abc import Iterator
from decimal import Decimal

import duckdb
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_pipeline import queries, words
from data_pipeline.building import tables
from data_pipeline.statistics.shown import as_shown
from tests.oracles.published_files import SERIES, published, shown
from tests.worlds.verdicts import VERDICTS

NUMBER = r"(−?£?\d(?:,?\d)*(?:\.\d+)?)"


def each_series(test):
    return pytest.mark.parametrize("series_id", sorted(SERIES))(test)


def number(printed: str) -> Decimal:
    """What a reader reads: '−£1,204', '12.5%', '2.9 points'."""
    return Decimal(re.match(NUMBER, printed)[1].replace("−", "-").replace("£", "").replace(",", ""))


def moved(printed: str) -> Decimal:
    """'up 2.9 points' as 2.9, 'down £12' as -12, 'unchanged' as 0."""
    way, _, size = printed.partition(" ")
    return {"up": 1, "down": -1}[way] * number(size) if size else Decimal(0)


def lines(con, series_id: str) -> list[dict]:
    """Every line with a figure of every card of every area, with what a page knows of its series."""
    (series,) = [row for row in queries.series(con) if row["series_id"] == series_id]
    found = con.execute("select * from marts.report_card where series_id = ? and value is not null", [series_id])
    names = [column[0] for column in found.description]
    return [{**series, **dict(zip(names, row, strict=True))} for row in found.fetchall()]


@each_series
def test_every_change_on_every_card_is_that_of_its_two_printed_figures(series_id, real):
    polarity, seen = SERIES[series_id]["polarity"], 0
    for line in lines(real.con, series_id):
        now = words.figures.figure(line["value"], line["unit"], line["decimals"])
        assert number(now) == shown(
            published(series_id).value(line["area_code"], line["reporting_year"]), line["decimals"]
        )
        if line["change_since_start"] is None:
            continue
        seen += 1
        then = words.figures.figure(line["start_value"], line["unit"], line["decimals"])
        change = words.figures.movement(line["change_since_start"], line["unit"], line["decimals"])
        assert moved(change) == number(now) - number(then)
        told = words.headlines.measures.line(line)
        assert told.endswith(f", {now} in {line['period_label']}")
        assert number(told.split(" in ")[0]) == number(then)
        way = {"unchanged": 0, "up": 1, "down": -1}[change.split(" ")[0]] * (1 if polarity == "higher" else -1)
        assert line["better_or_worse"] == {0: "same", 1: "better", -1: "worse"}[way]
    assert seen or not any(year == "2007/08" for _, year in published(series_id).by_year)


@each_series
def test_every_distance_beside_another_place_is_that_of_the_two_printed_figures(series_id, real):
    (series,) = [row for row in queries.series(real.con) if row["series_id"] == series_id]
    found = real.con.execute(
        """
        select comparisons.*, figures.value from marts.comparisons as comparisons
        join marts.figures as figures using (area_code, series_id, period)
        where series_id = ? and rule is not null
        """,
        [series_id],
    )
    names = [column[0] for column in found.description]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    # Of a few places, or of kinds of places that are not alike, none is set beside others.
    assert (
        rows
        or not real.con.execute(
            "select count(words) from marts.comparisons where series_id = ?", [series_id]
        ).fetchone()[0]
    )
    for row in rows:
        own = number(words.figures.figure(row["value"], series["unit"], series["decimals"]))
        told = words.comparisons.comparison_sum(row, series, "the others")[0]
        other = number(re.search(rf", {NUMBER}", told)[1])
        says = words.comparisons.comparison(row, "the others", VERDICTS)
        if own == other:
            assert told.startswith("The same as")
            assert "much like" in says or "no clear difference" in says
        else:
            size = number(told)
            assert own - other == (size if re.search(r"^[^a-z]*(?:\S+ )*?above ", told) else -size)


def test_every_printed_gap_is_that_of_the_two_figures_printed_beside_it(real):
    by_name = {row["series_id"]: row for row in queries.series(real.con)}
    found = real.con.execute("select * from marts.gaps where gap is not null")
    names = [column[0] for column in found.description]
    movements = set()
    for values in found.fetchall():
        row = dict(zip(names, values, strict=True))
        series = by_name[row["series_id"]]
        sign = 1 if row["polarity"] == "higher" else -1
        worst_off, average = (
            number(words.figures.figure(row[name], series["unit"], series["decimals"]))
            for name in ("worst_off_value", "average_value")
        )
        text = words.gaps.gap(row, series, "the county", VERDICTS)
        gap = sign * (average - worst_off)
        said = re.search(
            rf"That is a gap of {NUMBER}|no gap: the most deprived do better, by {NUMBER}|no gap to speak", text
        )
        assert gap == (number(said[1]) if said[1] else -number(said[2]) if said[2] else 0)
        assert number(words.gaps.signed(row["gap"], series["unit"], series["decimals"])) == gap
        if change := re.search(rf"the gap (narrowed|widened) by {NUMBER}.*?, from {NUMBER}", text):
            moved_by = number(change[2]) * (1 if change[1] == "widened" else -1)
            assert gap == number(change[3]) + moved_by
            assert moved_by
        assert not re.search(r"by (less than|£?0(\.0+)?( points|:|,|$))", text)
        movements.add(row["movement"])
    assert movements == {None, *VERDICTS["gap movement"]}


def test_every_printed_gap_within_an_agreement_is_that_of_its_printed_figures(real):
    found = real.con.execute("select * from marts.promise_gaps where movement is not null")
    names = [column[0] for column in found.description]
    rows = [dict(zip(names, values, strict=True)) for values in found.fetchall()]
    assert rows
    for row in rows:
        sign = 1 if row["polarity"] == "higher" else -1
        text = words.gaps.promise_gap(row, VERDICTS)
        worst, whole = (number(found) for found in re.search(rf": {NUMBER}.*?, the whole {NUMBER}", text).groups())
        said = re.search(rf"That is a gap of {NUMBER}|do better, by {NUMBER}|no gap to speak", text)
        assert sign * (whole - worst) == (number(said[1]) if said[1] else -number(said[2]) if said[2] else 0)


def test_two_figures_that_are_printed_alike_have_no_gap(con):
    """7.12 and 7.08 are both 7.1, so nobody does better 'by 0.1 points'."""
    difference = con.execute("select shown_difference(7.12, 7.08, 1)").fetchone()[0]
    assert words.gaps.standing({"gap": difference}, "%", 1, "the worst") == "There is no gap to speak of."


AMOUNTS = st.one_of(
    st.decimals(-10_000, 10_000, places=4).map(float),
    st.integers(-200_000, 200_000).map(lambda twentieths: twentieths / 20),  # Every half there is to one decimal.
    st.floats(-1e6, 1e6),
)


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    """A database that knows our macros."""
    with duckdb.connect() as con:
        con.execute((tables.TABLES / "macros.sql").read_text(encoding="utf-8"))
        yield con


@given(st.lists(AMOUNTS, min_size=1, max_size=20), st.integers(0, 3))
def test_sql_statistics_and_words_round_alike(con, values, decimals):
    query = "select as_shown(unnest(?::double[]), ?)"
    in_sql = [value for (value,) in con.execute(query, [values, decimals]).fetchall()]
    in_statistics = as_shown(np.array(values), decimals).tolist()
    in_words = [float(number(words.figures.figure(value, "", decimals))) for value in values]
    assert in_sql == in_statistics == in_words


def test_what_is_missing_stays_missing(con):
    assert np.isnan(as_shown(np.array([np.nan]), 1)).all()
    assert con.execute("select as_shown(null, 1), shown_difference(1, null, 1)").fetchone() == (None, None)
