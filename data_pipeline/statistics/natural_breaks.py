"""Statistics worked out once, at build, over whole columns."""

import math
from itertools import pairwise

import duckdb
import jenkspy
import numpy as np

MAP_CLASSES = 5
MAP_CLASS = {"series_id": "varchar", "map_class": "bigint", "lower_limit": "double", "upper_limit": "double"}
PROMISE_MAP_CLASS = {
    "agreement_code": "varchar", "indicator": "varchar", "map_class": "bigint", "lower_limit": "double",
    "upper_limit": "double", "notice": "varchar",
}  # fmt: skip
SAMPLE = 1000


def map_classes(con: duckdb.DuckDBPyConnection) -> list[tuple[str, int, float, float]]:
    """Class limits for each series' map, frozen over all its years.

    Natural breaks (Fisher and Jenks: the classes with the least variance within them) over the
    figures of every district and every year together, so that one colour means the same in any
    year. The limits are rounded to the series' own decimals.

    Returns: series_id, map_class (1 is the lowest), lower_limit, upper_limit; a value equal to a
    limit belongs to the class below it.
    """
    figures = con.execute(
        """
        select series_id, decimals, list(value) as figures
        from marts.figures
        join marts.areas using (area_code)
        join marts.series using (series_id)
        where stands_for_year and value is not null and (is_district or is_agreement_area)
        group by all
        order by series_id
        """
    ).fetchnumpy()
    rows = []
    for series_id, decimals, values in zip(*figures.values(), strict=True):
        limits = class_limits(np.sort(values), int(decimals))
        rows += [(series_id, number, low, high) for number, (low, high) in enumerate(pairwise(limits), start=1)]
    return rows


def promise_map_classes(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str, int, float, float, str | None]]:
    """Class limits for the maps of districts' outturns, as `map_classes` makes them, over all years of a measure.

    Returns: agreement_code, indicator, map_class, lower_limit, upper_limit, notice.
    """
    figures = con.execute(
        r"""
        select agreement_code, indicator, max(len(regexp_extract(value_as_published, '\.(\d+)', 1))) as decimals,
            list(value order by value) as figures, notice
        from marts.promise_points
        where what = 'outturn' and is_last_word and value is not null and area_code <> agreement_code
            and date_diff('month', period_start, period_end + 1) >= 12
        group by all order by all
        """
    ).fetchall()
    rows = []
    for agreement_code, indicator, decimals, values, notice in figures:
        limits = class_limits(np.asarray(values, dtype=float), decimals)
        pairs = enumerate(pairwise(limits), start=1)
        rows += [(agreement_code, indicator, number, low, high, notice) for number, (low, high) in pairs]
    return rows


def class_limits(values: np.ndarray, decimals: int) -> list[float]:
    """At most `MAP_CLASSES` classes' limits, rising, from the lowest value to the highest.

    `values` sorted. Fewer classes when there are too few different values; one class when all
    are equal.
    """
    # An even sample of the sorted values keeps their shape; the exact method is quadratic.
    if len(values) > SAMPLE:
        values = values[np.linspace(0, len(values) - 1, SAMPLE).round().astype(int)]
    # Outwards to the last decimal shown; the small allowance keeps 0.3 from being read as 0.29999.
    scale = 10.0**decimals
    lowest = round(math.floor(values[0] * scale + 1e-6) / scale, decimals)
    highest = round(math.ceil(values[-1] * scale - 1e-6) / scale, decimals)
    different = np.unique(values.round(decimals))
    if len(different) < 2:
        return [lowest, highest]
    breaks = jenkspy.jenks_breaks(values, n_classes=min(MAP_CLASSES, len(np.unique(values))))[1:-1]
    inner = {round(limit, decimals) for limit in breaks} - {lowest, highest}
    return [lowest, *sorted(inner), highest]
