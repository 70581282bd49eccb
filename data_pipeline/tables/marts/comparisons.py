"""One row per area, series, reporting year and comparator: how the figure compares, by which rule.

Every figure beside England, its region, its county and its similar areas; nothing beyond one year is looked at.
"""

import numpy as np
import pandas as pd
import pyarrow as pa

from data_pipeline.statistics import differences, evidence
from data_pipeline.statistics.comparing import positions
from data_pipeline.statistics.comparing.comparison import (
    COMPARATORS,
    FEW_SIMILAR,
    NO_CONTEXT,
    NO_FIGURE,
    NONE,
    ONLY_VALUES,
    OTHER_DUTIES,
    RULES,
    WITH_WORDS,
    Figures,
    beside,
)

READS = ("judging.compared_figures", "marts.areas", "marts.similar_areas")
MADE = "key area_code, series_id, reporting_year, comparator; in slices of 1,000,000 marts.figures by reporting_year"

Array = np.ndarray

COMPARED = 10  # How many of its similar areas a figure is set beside.
TEXTS = ("area_code", "series_id", "indicator", "reporting_year", "period")


def make(figures: pd.DataFrame, areas: pd.DataFrame, similar: pd.DataFrame) -> pa.Table:
    """Each figure of an area with a card beside each comparator that its kind of area has.

    `figures`: judging.compared_figures; `areas`: marts.areas; `similar`: marts.similar_areas.

    Returns: area_code, series_id, indicator, reporting_year, period, comparator (a key of `COMPARATORS`),
    comparator_code, comparator_value (as published; none for similar areas), comparator_areas (of how many
    areas' counts that is worked out, where none is published), area_count (the other areas
    whose figures of the same period make the spread: of the same kind in England, region or county, or of
    the ten most similar), other_period_count (areas left out because their figure of the year is of another
    period), lower_quartile, median, upper_quartile, rule (a key of `RULES`), compared_with (what the rule set
    the figure against: for counts the comparator without the area, for intervals its published value, for
    positions the median), difference (the figure less that, both as shown), distance (positions: in typical
    distances), z, p_value, q_value (for a list of exceptions: over all series of the area, year and comparator),
    is_clear (95%), is_exception (neither of two that are shown alike), words, is_sure (the difference that they
    tell of is more than chance: by the test, else by `positions.is_surely_apart`), rank_low, rank_high (among its
    similar areas and itself; 1 is the best), missing_reason (why there are no words).
    """
    areas = areas.sort_values("area_code", ignore_index=True)
    return compared(arranged(figures, areas, similar[similar["rank"] <= COMPARED]))


def arranged(table: pd.DataFrame, areas: pd.DataFrame, similar: pd.DataFrame) -> Figures:
    """The three tables with everything said by numbers: areas, groups of one series and period or year, rows.

    Raises KeyError where a figure is of no known area.
    """
    codes = pd.Index(areas["area_code"].astype(object))

    def numbered(of: pd.Series) -> Array:
        return codes.get_indexer(of.astype(object))

    areas = areas.assign(region=numbered(areas["region_code"]), county=numbered(areas["county_code"]))
    for name in TEXTS:
        table[name] = table[name].astype("category")
    area = numbered(table["area_code"])
    if (area == NONE).any():
        raise KeyError(table["area_code"][area == NONE].iloc[0])
    series, year, period = (table[name].cat.codes.to_numpy(int) for name in ("series_id", "reporting_year", "period"))
    years, periods = (len(table[name].cat.categories) for name in ("reporting_year", "period"))
    # Of a series that each tier has for its own duties, those of one tier are of one measure, and of no other.
    tier = areas["is_district"].to_numpy(int) + 2 * areas["is_agreement_area"].to_numpy(int)
    series = 4 * series + np.where(table["has_own_tiers"].to_numpy(bool), tier[area], 0)
    table = table.assign(
        area=area,
        family=area * years + year,
        period_group=pd.factorize(series * periods + period)[0],
        year_group=pd.factorize(series * years + year)[0],
        error=evidence.interval_error(*(table[name].astype(float) for name in ("value", "lower", "upper"))),
        direction=table["polarity"].map({"higher": 1, "lower": -1}).astype(float).fillna(0).astype(int),
    )

    def places(group: str) -> Array:
        rows = np.full((table[group].max() + 1 if len(table) else 0, len(areas)), NONE)
        rows[table[group], area] = np.arange(len(table))
        return rows

    alike = np.full((len(areas), COMPARED), NONE)
    alike[numbered(similar["area_code"]), similar["rank"].to_numpy(int) - 1] = numbered(similar["similar_code"])
    has_card = (areas["is_district"] | areas["is_agreement_area"]).to_numpy(bool)
    return Figures(table, areas, np.flatnonzero(has_card[area]), places("period_group"), places("year_group"), alike)


def compared(figures: Figures) -> pa.Table:
    """What `comparisons` returns, of figures already loaded: in the order of these, and of `COMPARATORS`."""
    frame = pd.concat([beside(figures, number) for number in range(len(COMPARATORS))], ignore_index=True)
    family = figures.table["family"].to_numpy()[frame["row"]] * len(COMPARATORS) + frame["comparator"].to_numpy()
    frame["q_value"] = differences.false_discovery(frame["p_value"].to_numpy(), family)
    return _typed(figures, frame.iloc[np.lexsort((frame["comparator"], frame["row"]))])


def missing_reason(reason: int, comparator: str, area_count: int, other_period_count: int) -> str:
    """Why a figure has no words beside a comparator."""
    name = COMPARATORS[comparator]
    if reason == NO_CONTEXT:
        return "no similar areas are known: its size, density or deprivation is not published"
    if area_count >= positions.FEWEST:
        return f"all {area_count} other areas have the same figure: there is nothing to measure the distance by"
    others = "similar areas have a figure" if reason == FEW_SIMILAR else f"other areas in {name} have a figure"
    first = {
        NO_FIGURE: f"there is no figure for {name} for the same period, and ",
        ONLY_VALUES: "only values are held here, without counts or intervals, and ",
        OTHER_DUTIES: f"the figure of {name} is of other duties, and ",
    }.get(reason, "")
    left_out = f" ({other_period_count} left out: another period)" if other_period_count else ""
    return f"{first}fewer than {positions.FEWEST} {others} for it: {area_count}{left_out}"


def _reasons(frame: pd.DataFrame) -> tuple[list[str], Array]:
    """Every different reason once, and for each row which of them it has; `NONE` where there are words."""
    facts = [frame[name].to_numpy(int) for name in ("reason", "comparator", "area_count", "other_period_count")]
    shape = tuple(fact.max(initial=0) + 1 for fact in facts)
    is_missing = facts[0] != WITH_WORDS
    reason = np.full(len(frame), NONE)
    # One number for all four together is many times faster than rows of four.
    numbers, kinds = pd.factorize(np.ravel_multi_index([fact[is_missing] for fact in facts], shape))
    whys, comparators, *counts = (part.tolist() for part in np.unravel_index(kinds, shape))
    names = [list(COMPARATORS)[number] for number in comparators]
    said = [missing_reason(*kind) for kind in zip(whys, names, *counts, strict=True)]
    texts = list(dict.fromkeys(said))
    reason[is_missing] = np.array([texts.index(text) for text in said], dtype=int)[numbers]
    return texts, reason


def _typed(figures: Figures, frame: pd.DataFrame) -> pa.Table:
    """The columns of the table in their order; what says few different things is kept as numbers of those things."""
    rows, keys = frame["row"].to_numpy(), list(COMPARATORS)
    reasons, reason = _reasons(frame)
    tested = np.isfinite(frame["p_value"].to_numpy())
    is_apart = frame["difference"].to_numpy() != 0

    def same(*names: str) -> dict[str, pd.Series]:
        return {name: frame[name] for name in names}

    def chosen(names: list, numbers: Array) -> pa.Array:
        return pa.DictionaryArray.from_arrays(pa.array(numbers, mask=numbers == NONE), pa.array(names, pa.string()))

    def if_tested(answer: Array) -> pa.Array:
        return pa.array(answer, mask=~tested)

    texts = {
        name: chosen(figures.table[name].cat.categories.tolist(), figures.table[name].cat.codes.to_numpy(int)[rows])
        for name in TEXTS
    }
    columns = {
        **texts,
        "comparator": chosen(keys, frame["comparator"].to_numpy()),
        "comparator_code": chosen(figures.areas["area_code"].tolist(), frame["comparator_area"].to_numpy()),
        **same("comparator_value", "area_count", "other_period_count", "lower_quartile", "median", "upper_quartile"),
        "rule": chosen(list(RULES), frame["rule"].to_numpy()),
        **same("compared_with", "difference", "distance", "z", "p_value", "q_value"),
        "is_clear": if_tested(differences.is_clear(frame["p_value"].to_numpy()) & is_apart),
        "is_exception": if_tested(differences.is_exception(frame["q_value"].to_numpy()) & is_apart),
        "words": chosen(list(positions.WORDS), frame["words"].to_numpy()),
        "is_sure": pa.array(frame["is_sure"].to_numpy(bool), mask=frame["words"].to_numpy() == NONE),
        **{
            name: pa.array(frame[name], from_pandas=True).cast(pa.int64())
            for name in ("rank_low", "rank_high", "comparator_areas")
        },
        "missing_reason": chosen(reasons, reason),
    }  # fmt: skip
    return pa.table(
        {
            name: pa.array(column, from_pandas=True) if isinstance(column, pd.Series) else column
            for name, column in columns.items()
        }
    )
