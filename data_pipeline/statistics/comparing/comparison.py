"""Beside one comparator: which rule each figure gets, and the numbers and words that come of it.

The rule is chosen by what was published on both sides: counts, else intervals, else only values. Tests say
better, worse or no clear difference; where only values exist, words say where the figure lies among the
others' and nothing about chance. The sums are in `differences` and `positions`.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data_pipeline.statistics import differences
from data_pipeline.statistics.comparing import positions
from data_pipeline.statistics.shown import as_shown

Array = np.ndarray
Columns = dict[str, Array]

COMPARATORS = {"england": "England", "region": "the region", "county": "the county", "similar": "similar areas"}
ENGLAND = "E92000001"
NONE = -1  # No such row.
QUARTILES = ("lower_quartile", "median", "upper_quartile")

# What they do stands in definitions/rules.csv.
RULES = (
    "position", "position_by_mean", "two_intervals", "two_proportions", "two_proportions_exact", "rate_ratio",
    "rate_ratio_exact",
)  # fmt: skip
POSITION, POSITION_BY_MEAN, TWO_INTERVALS, SHARES, SHARES_EXACT, RATES, RATES_EXACT = range(len(RULES))


# Why a figure has no words: there are too few others, and of the comparator no figure, one of other duties, or only
# a value.
WITH_WORDS, NO_FIGURE, ONLY_VALUES, FEW_SIMILAR, NO_CONTEXT, OTHER_DUTIES = range(6)


@dataclass(frozen=True)
class Figures:
    """Every figure that stands for its reporting year, as columns of one length, and where to find one.

    `table` has, beside what marts.figures says of each: area (its row of `areas`), family (area and reporting
    year), period_group and year_group (series and period, series and year), error (standard), direction (1
    higher is better, -1 lower, 0 neither). `areas` has region and county, each a row of itself.
    `card` are the rows of areas with a report card. `of_period` and `of_year` give for a group (row) and an
    area (column) the row of its figure; `similar` an area's similar areas, nearest first. `NONE` is no row.
    """

    table: pd.DataFrame
    areas: pd.DataFrame
    card: Array
    of_period: Array
    of_year: Array
    similar: Array


def beside(figures: Figures, number: int) -> pd.DataFrame:
    """The figures of areas with a card beside the comparator of this number, where their kind of area has it."""
    comparator, rows, table = list(COMPARATORS)[number], figures.card, figures.table
    if comparator == "similar":
        columns = _beside_similar(figures)
    else:
        area = table["area"].to_numpy()[rows]
        if comparator == "england":
            elsewhere = np.full(len(rows), figures.areas["area_code"].tolist().index(ENGLAND))
        else:
            elsewhere = figures.areas[comparator].to_numpy()[area]
        rows, elsewhere = rows[elsewhere != NONE], elsewhere[elsewhere != NONE]
        columns = _beside_one(figures, rows, elsewhere)
    is_known = columns["rule"] != NONE
    # Of the figures as shown; two that are shown alike are not called different.
    value, decimals = (table[name].to_numpy()[rows] for name in ("value", "decimals"))
    difference = as_shown(as_shown(value, decimals) - as_shown(columns["compared_with"], decimals), decimals)
    alike = np.where(np.isfinite(columns["p_value"]), positions.NO_CLEAR_DIFFERENCE, positions.SIMILAR)
    columns["words"] = np.where(difference == 0, alike, columns["words"])
    columns["is_sure"] = _is_sure(table, rows, columns)
    return pd.DataFrame(columns).assign(
        row=rows,
        comparator=number,
        difference=difference,
        reason=np.where(is_known, WITH_WORDS, columns["reason"]),
    )


def _is_sure(table: pd.DataFrame, rows: Array, columns: Columns) -> Array:
    """Whether a word for a difference is more than chance: by its test, else by the figure's own interval."""
    value, lower, upper = (table[name].to_numpy(float)[rows] for name in ("value", "lower", "upper"))
    is_complete = table["is_complete"].to_numpy(bool)[rows]
    quartiles = [columns[name] for name in QUARTILES]
    own = positions.is_surely_apart(value, (lower, upper), is_complete, columns["words"], quartiles)
    return np.where(np.isfinite(columns["p_value"]), columns["words"] >= positions.FIRST_SIDE, own)


def _beside_one(figures: Figures, rows: Array, elsewhere: Array) -> Columns:
    """Beside one place: by a test of its figure where one can be made, else by position among the areas in it."""
    table = figures.table
    other = figures.of_period[table["period_group"].to_numpy()[rows], elsewhere]
    spread, other_periods = _peers(figures, rows, elsewhere)
    is_other_duty = (
        table["has_own_tiers"].to_numpy(bool)[rows] & figures.areas["is_agreement_area"].to_numpy(bool)[elsewhere]
    )
    columns = _positions(figures, rows, spread) | {
        "area_count": spread.count, "other_period_count": other_periods, "comparator_area": elsewhere,
        "comparator_value": np.where(other == NONE, np.nan, table["value"].to_numpy()[other]),
        "comparator_areas": np.where(other == NONE, np.nan, table["counted_areas"].to_numpy(float)[other]),
        "reason": np.select([other != NONE, is_other_duty], [ONLY_VALUES, OTHER_DUTIES], NO_FIGURE),
        "rank_low": np.full(len(rows), np.nan), "rank_high": np.full(len(rows), np.nan),
    }  # fmt: skip
    for rule, is_used, compared_with, z, p in _tests(figures, rows, other):
        for name, column in (("rule", rule), ("compared_with", compared_with), ("distance", np.nan), ("z", z),
                             ("p_value", p)):  # fmt: skip
            columns[name] = np.where(is_used, column, columns[name])
    difference = table["value"].to_numpy()[rows] - columns["compared_with"]
    is_clear = differences.is_clear(columns["p_value"])
    verdict = positions.verdict(is_clear, difference, table["direction"].to_numpy()[rows])
    columns["words"] = np.where(np.isfinite(columns["p_value"]), verdict, columns["words"])
    return columns


def _beside_similar(figures: Figures) -> Columns:
    """Beside its similar areas: always by position, for ten areas' figures have no count or interval of their own."""
    table, rows = figures.table, figures.card
    value, error, direction = (table[name].to_numpy() for name in ("value", "error", "direction"))
    alike = figures.similar[table["area"].to_numpy()[rows]]
    groups = (table[name].to_numpy()[rows][:, None] for name in ("period_group", "year_group"))
    of_period, of_year = (
        np.where(alike == NONE, NONE, where[group, alike])
        for where, group in zip((figures.of_period, figures.of_year), groups, strict=True)
    )
    is_there = of_period != NONE
    others = np.where(is_there, value[of_period], np.nan)
    errors = np.where(is_there, error[of_period], np.nan)
    spread = positions.spread_of_rows(others)
    best, worst = positions.rank_limits(value[rows], error[rows], others, errors, direction[rows])
    return _positions(figures, rows, spread) | {
        "area_count": spread.count, "other_period_count": (~is_there & (of_year != NONE)).sum(axis=1),
        "comparator_area": np.full(len(rows), NONE), "comparator_value": np.full(len(rows), np.nan),
        "comparator_areas": np.full(len(rows), np.nan),
        "reason": np.where((alike != NONE).any(axis=1), FEW_SIMILAR, NO_CONTEXT), "rank_low": best, "rank_high": worst,
    }  # fmt: skip


def _peers(figures: Figures, rows: Array, elsewhere: Array) -> tuple[positions.Spread, Array]:
    """How the figures of the other areas of its kind in the same place lie, and how many are of another period.

    The kind of a district, unitary or borough is every one of these; of a county, every agreement area.
    """
    table = figures.table
    area, value = (table[name].to_numpy()[rows] for name in ("area", "value"))
    is_district, is_agreement_area = (
        figures.areas[name].to_numpy(bool)[area] for name in ("is_district", "is_agreement_area")
    )
    columns = np.full((6, len(rows)), np.nan)
    left_out = np.zeros(len(rows), dtype=int)
    for is_member, is_asked in ((is_district, is_district), (is_agreement_area, ~is_district)):
        members = np.flatnonzero(is_member)
        asked, place = is_asked[members], elsewhere[members]
        period, year = (
            pd.factorize(table[name].to_numpy()[rows[members]] * len(figures.areas) + place)[0]
            for name in ("period_group", "year_group")
        )
        left_out[members[asked]] = (np.bincount(year)[year] - np.bincount(period)[period])[asked]
        spread = positions.spread_without_each(value[members], period)
        columns[:, members[asked]] = np.array(list(vars(spread).values()), dtype=float)[:, asked]
    count, *middle, is_mean = columns
    return positions.Spread(count.astype(int), *middle, is_mean == 1), left_out


def _positions(figures: Figures, rows: Array, spread: positions.Spread) -> Columns:
    """The columns of a comparison by position alone; where there are fewer than four others, nothing."""
    value, direction = (figures.table[name].to_numpy()[rows] for name in ("value", "direction"))
    distance = positions.distance_from_middle(value, spread)
    is_known, is_enough = np.isfinite(distance), spread.count >= positions.FEWEST
    rule = np.where(spread.is_mean, POSITION_BY_MEAN, POSITION)
    return {
        **{name: np.where(is_enough, getattr(spread, name), np.nan) for name in QUARTILES},
        "rule": np.where(is_known, rule, NONE), "compared_with": np.where(is_known, spread.median, np.nan),
        "distance": distance, "words": positions.in_words(distance, direction),
        "z": np.full(len(rows), np.nan), "p_value": np.full(len(rows), np.nan),
    }  # fmt: skip


def _tests(figures: Figures, rows: Array, other: Array) -> list[tuple[int, Array, Array, Array, Array]]:
    """Each test, the later before the earlier: rule, where it is used, what it compares with, z and p."""
    names = ("value", "error", "numerator", "denominator", "multiplier", "is_counted")
    columns = {name: figures.table[name].to_numpy(float) for name in names}
    here, there = ({name: column[which] for name, column in columns.items()} for which in (rows, other))
    is_share = (figures.table["unit"] == "%").to_numpy(bool)[rows]

    z, p, _ = differences.two_intervals(here["value"], here["error"], there["value"], there["error"])
    is_used = (other != NONE) & (here["error"] > 0) & (there["error"] >= 0)
    tests = [(TWO_INTERVALS, is_used, there["value"], z, p)]

    # The comparator is the rest of the place that the area is a part of.
    count, total = here["numerator"], here["denominator"]
    rest, rest_total = there["numerator"] - count, there["denominator"] - total
    is_used = (other != NONE) & (here["is_counted"] == 1) & (there["is_counted"] == 1) & (rest >= 0) & (rest_total > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        compared_with = here["multiplier"] * rest / rest_total
    counts = [np.where(is_used, column, np.nan) for column in (count, total, rest, rest_total)]
    for test, is_asked, by_normal, exactly in (
        (differences.two_shares, is_share, SHARES, SHARES_EXACT),
        (differences.two_rates, ~is_share, RATES, RATES_EXACT),
    ):
        z, p, is_exact = test(*counts)
        is_used = is_asked & np.isfinite(p)
        tests.append((by_normal, is_used & ~is_exact, compared_with, z, p))
        # An exact test has a chance, and no z of its own.
        tests.append((exactly, is_used & is_exact, compared_with, np.full(len(rows), np.nan), p))
    return tests
