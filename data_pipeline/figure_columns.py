"""Every figure that stands for its reporting year, as columns of numbers for statistics over all of them."""

from dataclasses import dataclass

import duckdb
import numpy as np
import pandas as pd

from data_pipeline.statistics import differences

Array = np.ndarray

COMPARED = 10  # How many of its similar areas a figure is set beside.
NONE = -1  # No such row.
TEXTS = ("area_code", "series_id", "indicator", "reporting_year", "period")


@dataclass(frozen=True)
class Figures:
    """Every figure that stands for its reporting year, as columns of one length, and where to find one.

    `table` has, beside what marts.figures says of each: area (its row of `areas`), family (area and reporting
    year), period_group and year_group (series and period, series and year), error (standard), direction (1
    higher is better, -1 lower, 0 neither) and scale. `areas` has region and county, each a row of itself.
    `card` are the rows of areas with a report card. `of_period` and `of_year` give for a group (row) and an
    area (column) the row of its figure; `similar` an area's similar areas, nearest first. `NONE` is no row.
    """

    table: pd.DataFrame
    areas: pd.DataFrame
    card: Array
    of_period: Array
    of_year: Array
    similar: Array


def load(con: duckdb.DuckDBPyConnection, reporting_year: str) -> Figures:
    """The figures of one year, the areas they are of, and each area's similar areas, from marts."""
    areas = con.execute(
        "select area_code, is_district, is_agreement_area, region_code, county_code from marts.areas order by area_code"
    ).df()
    table = con.execute(
        """
        select figures.area_code, figures.series_id, figures.indicator, figures.reporting_year, figures.period,
            figures.value, figures.lower, figures.upper, figures.numerator, figures.denominator,
            series.unit, series.decimals, series.polarity,
        from marts.figures as figures
        join marts.series as series using (series_id)
        where figures.stands_for_year and figures.value is not null
          and figures.reporting_year = ?
        order by figures.area_code, figures.series_id
        """,
        [reporting_year],
    ).df()
    similar = con.execute(
        "select area_code, similar_code, rank from marts.similar_areas where rank <= ?", [COMPARED]
    ).df()
    return arranged(table, areas, similar)


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
    table = table.assign(
        area=area,
        family=area * years + year,
        period_group=pd.factorize(series * periods + period)[0],
        year_group=pd.factorize(series * years + year)[0],
        error=differences.standard_error(table["lower"].to_numpy(float), table["upper"].to_numpy(float)),
        direction=table["polarity"].map({"higher": 1, "lower": -1}).astype(float).fillna(0).astype(int),
        scale=scale(table["unit"]),
    )

    def places(group: str) -> Array:
        rows = np.full((table[group].max() + 1 if len(table) else 0, len(areas)), NONE)
        rows[table[group], area] = np.arange(len(table))
        return rows

    alike = np.full((len(areas), COMPARED), NONE)
    alike[numbered(similar["area_code"]), similar["rank"].to_numpy(int) - 1] = numbered(similar["similar_code"])
    has_card = (areas["is_district"] | areas["is_agreement_area"]).to_numpy(bool)
    return Figures(table, areas, np.flatnonzero(has_card[area]), places("period_group"), places("year_group"), alike)


def scale(units: pd.Series) -> Array:
    """What one of one is in a unit: 100 for '%', 1,000 for 'per 1,000 homes'; not a number for all others."""
    known = units.dropna().drop_duplicates().astype(str)
    number = known.str.extract(r"^per ([0-9][0-9,]*)(?: |$)")[0].str.replace(",", "").astype(float)
    return units.map(dict(zip(known, number.where(known != "%", 100.0), strict=True))).astype(float).to_numpy()
