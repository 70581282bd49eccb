"""One theme in one place: its measures, how the districts stand in each, its gaps, what is held and promised."""

import pandas as pd

from data_pipeline import sql
from data_pipeline.queries.asking import Connection, Rows, all_rows, one_row

# How the measures of a theme may be put in order; each is a column of marts.theme_measures.
ORDERS = ("worst_first", "best_first", "gap_first", "by_number")


def theme_measures(con: Connection, scope: str, theme: str, reporting_year: str, order: str = "by_number") -> Rows:
    """The measures of a theme for England, a region or a county, in one of `ORDERS`: own figure, counts of districts.

    Those without a figure of it or of any of its districts come last, whatever the order.
    """
    if order not in ORDERS:
        raise ValueError(f"no order of measures is called {order!r}")
    query = f"""
        select * exclude (scope_code, laa_theme) from marts.theme_measures
        where scope_code = ? and laa_theme = ? and reporting_year = ?
        order by value is null and with_figure = 0, {sql.name(order)}
    """
    return all_rows(con, query, [scope, theme, reporting_year])


def theme_places(con: Connection, scope: str, theme: str, reporting_year: str) -> dict[str, Rows]:
    """The places named of each measure, the surely worst first: by series, with value, standing, words."""
    query = """
        select series_id, area_code, name, value, standing, words from marts.theme_places
        where scope_code = ? and laa_theme = ? and reporting_year = ? order by position
    """
    found: dict[str, Rows] = {}
    for row in all_rows(con, query, [scope, theme, reporting_year]):
        found.setdefault(row["series_id"], []).append(row)
    return found


def theme_counts(con: Connection, scope: str, theme: str, reporting_year: str) -> dict:
    """What became of the measures of England, a region or a county since 2007/08, as `card_counts` counts them."""
    return one_row(
        con,
        """
        select
            count(*) as measures, count(value) as with_figure, count(better_or_worse) as compared,
            count(*) filter (better_or_worse = 'better' and is_change_clear) as better,
            count(*) filter (better_or_worse = 'worse' and is_change_clear) as worse,
            count(*) filter (better_or_worse = 'better' and is_change_clear is null) as better_untested,
            count(*) filter (better_or_worse = 'worse' and is_change_clear is null) as worse_untested,
            count(*) filter (is_change_clear = false) as unclear,
            count(*) filter (better_or_worse = 'same' and is_change_clear is distinct from false) as same,
        from marts.theme_measures where scope_code = ? and laa_theme = ? and reporting_year = ?
        """,
        [scope, theme, reporting_year],
    )


def theme_gaps(con: Connection, scope: str, reporting_year: str) -> dict[str, dict]:
    """The gap of every measure within a scope in one year, or why there is none: series_id -> its row of marts.gaps."""
    query = "select * from marts.gaps where scope_code = ? and reporting_year = ?"
    return {row["series_id"]: row for row in all_rows(con, query, [scope, reporting_year])}


def theme_coverage(con: Connection, scope: str) -> Rows:
    """For each of the four themes what is measured nationally, what of it is held, what was promised in the scope."""
    return all_rows(con, "select * from marts.theme_coverage where scope_code = ? order by position", [scope])


def measures_without_figures(con: Connection, theme: str) -> Rows:
    """The indicators of a theme without figures here: indicator, title, is_place_survey; people's views first."""
    query = """
        select indicator, title, is_place_survey from marts.indicators where laa_theme = ? and not has_series
        order by is_place_survey desc nulls last, try_cast(regexp_extract(indicator, '\\d+') as integer), indicator
    """
    return all_rows(con, query, [theme])


def theme_figures(con: Connection, scope: str, theme: str, reporting_year: str) -> pd.DataFrame:
    """Every figure of a theme in one year, of the whole and of each district, with how it stands, unit, caveat, source.

    A district without a figure has a row that says why. `beside_england`: the words for a test where `p_value` is
    there, else for a place among others.
    """
    return con.execute(
        """
        select card.area_code, areas.name as area, card.indicator, series.series_title, card.reporting_year,
            card.period, card.value_as_published as value, series.unit, card.lower, card.upper, card.numerator,
            card.denominator, card.status, card.missing_reason, beside.words as beside_england, beside.p_value,
            series.basis, series.caveat, series.publisher, series.licence
        from marts.report_card as card
        join marts.areas as areas using (area_code)
        join marts.series as series using (series_id)
        left join (select * from marts.comparisons where comparator = 'england') as beside
            on beside.area_code = card.area_code and beside.series_id = card.series_id
            and beside.reporting_year = card.reporting_year
        where card.laa_theme = $theme and card.reporting_year = $year
            and ($scope = card.area_code
                or areas.is_district and $scope in (areas.county_code, areas.region_code, 'E92000001'))
        order by try_cast(regexp_extract(card.indicator, '\\d+') as integer), card.indicator, areas.name
        """,
        {"scope": scope, "theme": theme, "year": reporting_year},
    ).df()
