"""The table of comparisons: every figure beside England, its region, its county and its similar areas."""

from collections.abc import Iterator

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa

from data_pipeline.comparing import (
    COMPARATORS,
    FEW_SIMILAR,
    NO_CONTEXT,
    NO_FIGURE,
    ONLY_VALUES,
    RULES,
    WITH_WORDS,
    beside,
)
from data_pipeline.figure_columns import NONE, TEXTS, Figures, load
from data_pipeline.statistics import differences, positions

Array = np.ndarray


def rules(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Returns: rule, what_it_does."""
    return pd.DataFrame({"rule": list(RULES), "what_it_does": list(RULES.values())}, dtype="string")


def comparisons(con: duckdb.DuckDBPyConnection) -> Iterator[pa.Table]:
    """Each figure of an area with a card beside each comparator that its kind of area has.

    Made year by year, which is all that a comparison looks at: ten million figures at once would fill the memory.

    Yields: area_code, series_id, indicator, reporting_year, period, comparator (a key of `COMPARATORS`),
    comparator_code, comparator_value (as published; none for similar areas), area_count (the other areas
    whose figures of the same period make the spread: of the same kind in England, region or county, or of
    the ten most similar), other_period_count (areas left out because their figure of the year is of another
    period), lower_quartile, median, upper_quartile, rule (a key of `RULES`), compared_with (what the rule set
    the figure against: for counts the comparator without the area, for intervals its published value, for
    positions the median), difference (the figure less that), distance (positions: in typical distances), z,
    p_value, q_value (for a list of exceptions: over all series of the area, year and comparator), is_clear
    (95%), is_exception, words, rank_low, rank_high (among its similar areas and itself; 1 is the best),
    missing_reason (why there are no words).
    """
    years = con.execute("select reporting_year from staging.reporting_years order by 1").fetchall()
    for (year,) in years or [("",)]:  # Without any year an empty table is still a table.
        yield compared(load(con, year))


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
        ONLY_VALUES: "only values are published, without counts or intervals, and ",
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
        "is_clear": if_tested(differences.is_clear(frame["p_value"].to_numpy())),
        "is_exception": if_tested(differences.is_exception(frame["q_value"].to_numpy())),
        "words": chosen(list(positions.WORDS), frame["words"].to_numpy()),
        **{name: pa.array(frame[name], from_pandas=True).cast(pa.int64()) for name in ("rank_low", "rank_high")},
        "missing_reason": chosen(reasons, reason),
    }  # fmt: skip
    return pa.table(
        {
            name: pa.array(column, from_pandas=True) if isinstance(column, pd.Series) else column
            for name, column in columns.items()
        }
    )
