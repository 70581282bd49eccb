"""Published national figures: cards, series, indicators, runs, spreads, what one map colours."""

import pandas as pd

from data_pipeline.queries.asking import Connection, Rows, all_rows, one_row
from data_pipeline.queries.places import ENGLAND


def reporting_years(con: Connection, as_of: str | None = None) -> list[str]:
    """The reporting years a card can be opened for, the latest first.

    Of figures whose day of publication is not recorded, only this is known: it came after their period. So a
    year can be seen as of a day once all of its periods have ended.
    """
    rows = con.execute(
        """
        select reporting_year
        from marts.coverage join staging.reporting_years using (reporting_year)
        group by reporting_year
        having coalesce(max(last_period_end) <= cast($as_of as date), true)
        order by 1 desc
        """,
        {"as_of": as_of},
    ).fetchall()
    return [year for (year,) in rows]


def themes(con: Connection) -> dict[str, str]:
    """The national themes in their order: code and name."""
    return dict(con.execute("select code, name from marts.themes order by position").fetchall())


# Only what is shown: naming a column that nobody reads costs every visitor.
LINE = """
    area_code, series_id, indicator, laa_theme, reporting_year, period_end, period_label, value, lower, upper, status,
    status_meaning, value_as_published, missing_reason, elsewhere_value, start_value,
    start_period_label, change_since_start, better_or_worse, is_change_clear, england_value, median,
    published_code, area_evidence, note, numerator, denominator, counted_lower, counted_upper, if_unchanged
"""
# With what is worked out from counts.
CARD = """
    marts.report_card left join marts.counted_intervals using (area_code, series_id, reporting_year)
    left join marts.in_people using (area_code, series_id, reporting_year)
"""
SHORT_LINE = """
    value, period_label, period_end, reporting_year, missing_reason, start_period_label,
    start_value, change_since_start, better_or_worse, is_change_clear, status, status_meaning, note,
    published_code, area_evidence, numerator, denominator
"""


def report_card(con: Connection, area_code: str, reporting_year: str) -> Rows:
    """Every series' line on one area's card in one year, in no order."""
    return all_rows(
        con,
        f"select {LINE} from {CARD} where area_code = ? and reporting_year = ?",
        [area_code, reporting_year],
    )


def runs_of_area(con: Connection, area_code: str, as_of: str | None = None) -> dict[str, tuple[dict, list[str]]]:
    """Every run of figures of one area: series_id -> its figures by year, oldest first, and the years of its breaks."""
    query = "select series_id, reporting_years, values, break_years from marts.trends where area_code = ?"
    last = "~" if as_of is None else max(reporting_years(con, as_of), default="")
    return {
        name: ({year: value for year, value in zip(years, values, strict=True) if year <= last}, breaks or [])
        for name, years, values, breaks in con.execute(query, [area_code]).fetchall()
    }


def card_counts(con: Connection, area_code: str, reporting_year: str) -> dict[str | None, dict]:
    """How many measures are better, worse, the same or unclear since 2007/08: by theme, and under None for all.

    Each with: measures, with_figure, compared, better, worse (both by a test), better_untested, worse_untested,
    unclear, same.
    """
    return card_counts_of_year(con, reporting_year).get(area_code, {})


def card_counts_of_year(con: Connection, reporting_year: str) -> dict[str, dict[str | None, dict]]:
    """The counts of every card of a year, by area: 2.7 ms for all, where one by itself takes 0.5."""
    query = """
        select area_code, laa_theme, measures, with_figure, compared, better, worse, better_untested, worse_untested,
            unclear, same
        from marts.card_counts where reporting_year = ?
    """
    found: dict[str, dict[str | None, dict]] = {}
    for row in all_rows(con, query, [reporting_year]):
        found.setdefault(row.pop("area_code"), {})[row["laa_theme"]] = row
    return found


def surely_behind(con: Connection, reporting_year: str) -> dict[str, list[str]]:
    """The series of each area whose figure of a year is surely worse than England's, the furthest behind first."""
    query = """
        select area_code, list(series_id order by lead_in_spreads, series_id)
        from marts.figure_enquiries where reporting_year = ? and reason = 'behind England' group by area_code
    """
    return dict(con.execute(query, [reporting_year]).fetchall())


def sure_changes_of_year(con: Connection, reporting_year: str) -> dict[str, Rows]:
    """What surely got better or worse by a year, by area: kind ('better', 'worse'), position, series_id."""
    query = "select * from marts.sure_changes where reporting_year = ? order by area_code, kind, position"
    found: dict[str, Rows] = {}
    for row in all_rows(con, query, [reporting_year]):
        found.setdefault(row["area_code"], []).append(row)
    return found


def series(con: Connection) -> Rows:
    """Every series, in the order of its indicator's number."""
    return all_rows(con, "select * from marts.series")


def indicator(con: Connection, name: str) -> dict | None:
    """One indicator's definition and the card of its series; None when nothing is called so."""
    return one_row(
        con,
        """
        select indicators.*, series.* exclude (indicator, laa_theme, unit, polarity),
            series.unit as series_unit, series.polarity as series_polarity
        from marts.indicators as indicators
        left join marts.series as series using (indicator)
        where indicators.indicator = ?
        """,
        [name],
    )


def map_layer(con: Connection, scope: str, series_id: str) -> str:
    """Which boundaries suit: a place's districts, or all agreement areas for a series without districts."""
    if scope != ENGLAND:
        return scope
    has_districts = con.execute(
        "select bool_or(districts > agreement_areas) from marts.coverage where series_id = ?", [series_id]
    ).fetchone()[0]
    return "england" if has_districts else "agreement"


def area_map(con: Connection, layer: str, indicator: str, reporting_year: str) -> Rows:
    """What one map colours: area_code, name, value (as shown), map_class, missing_reason, better_or_worse,
    is_change_clear.

    `layer`: 'england', 'agreement', or the code of a county or region.
    """
    return all_rows(
        con,
        """
        select area_code, name, value, map_class, missing_reason, better_or_worse, is_change_clear
        from marts.area_map
        where indicator = $indicator and reporting_year = $year and case $layer
            when 'england' then is_district
            when 'agreement' then is_agreement_area
            else is_district and $layer in (county_code, region_code)
        end
        order by name
        """,
        {"indicator": indicator, "year": reporting_year, "layer": layer},
    )


def figure_of(con: Connection, area_code: str, series_id: str, reporting_year: str) -> float | None:
    """The figure of any area, England and regions too, that stands for a year; None without one."""
    found = one_row(
        con,
        """
        select value from marts.figures
        where series_id = ? and reporting_year = ? and area_code = ? and stands_for_year and value is not null
        """,
        [series_id, reporting_year, area_code],
    )
    return found["value"] if found else None


def card_line(con: Connection, area_code: str, series_id: str, reporting_year: str) -> dict | None:
    """One series' line of one area's card: what a sentence about it needs."""
    return one_row(
        con,
        f"select {SHORT_LINE} from marts.report_card where area_code = ? and reporting_year = ? and series_id = ?",
        [area_code, reporting_year, series_id],
    )


def map_classes(con: Connection, series_id: str) -> Rows:
    """The limits of a series' map classes: map_class, lower_limit, upper_limit."""
    return all_rows(
        con,
        "select map_class, lower_limit, upper_limit from marts.map_classes where series_id = ? order by map_class",
        [series_id],
    )


def runs_of_series(con: Connection, series: dict, area_codes: list[str], as_of: str | None = None) -> dict[str, Rows]:
    """The figures of some areas over time, as shown, oldest first: area code -> rows with intervals, counts, reasons.

    `is_worked_out`: the interval is not published, but made of the counts. `is_break`: of another measure than before.
    `series`: its card. An area without any figure in the series is not in the answer.
    """
    # To plan a join takes longer than to read what is asked for.
    known = " and coalesce(published_on, period_end) <= cast(? as date)" if as_of else ""
    places = f"series_id = ? and area_code in ({', '.join('?' * len(area_codes))})"
    rows = all_rows(
        con,
        f"""
        select area_code, period_label, reporting_year, as_shown(value, ?) as value, lower, upper,
            false as is_worked_out, numerator, denominator, is_break, status, status_meaning, published_code, note
        from marts.figures
        where {places} and stands_for_year{known}
        """,
        [series["decimals"], series["series_id"], *area_codes, *([as_of] if as_of else [])],
    )
    if series["has_counts"]:
        counted = con.execute(
            f"""
            select area_code, reporting_year, counted_lower, counted_upper
            from marts.counted_intervals where {places}
            """,
            [series["series_id"], *area_codes],
        ).fetchall()
        limits = {(code, year): (lower, upper) for code, year, lower, upper in counted}
        for row in rows:
            lower, upper = limits.get((row["area_code"], row["reporting_year"]), (None, None))
            row["is_worked_out"] = row["lower"] is None and lower is not None
            row["lower"] = lower if row["lower"] is None else row["lower"]
            row["upper"] = upper if row["upper"] is None else row["upper"]
    rows.sort(key=lambda row: row["reporting_year"])
    found = {code: [row for row in rows if row["area_code"] == code] for code in area_codes}
    return {code: lines for code, lines in found.items() if lines}


def spread(con: Connection, series_id: str, reporting_year: str, kind: str) -> dict | None:
    """How the areas of one kind ('district' or 'agreement') lie in one year: area_count, quartiles, median."""
    return one_row(
        con,
        "select * from marts.spread where series_id = ? and reporting_year = ? and kind = ?",
        [series_id, reporting_year, kind],
    )


def indicators_with_figures(con: Connection) -> frozenset[str]:
    """The indicators of which `indicator_figures` has any."""
    return frozenset(name for (name,) in con.execute("select distinct indicator from marts.figures").fetchall())


def indicator_figures(con: Connection, indicator: str) -> pd.DataFrame:
    """Every figure of an indicator, each with unit, basis, caveat, publisher, licence and source row."""
    return con.execute(
        """
        select figures.area_code, areas.name as area, figures.indicator, series.series_title, figures.reporting_year,
            figures.period, figures.value_as_published as value, figures.lower, figures.upper, figures.numerator,
            figures.denominator, series.unit,
            figures.status, figures.status_meaning, figures.published_code, figures.area_evidence, figures.note,
            series.basis, series.caveat, series.publisher, series.licence,
            sources.file as source_file, figures.source_row
        from marts.figures as figures
        join marts.series as series using (series_id)
        join marts.areas as areas using (area_code)
        join meta.sources as sources on sources.source_id = figures.source_id and sources.kind = 'series'
        where figures.indicator = ?
        order by figures.area_code, figures.period_end
        """,
        [indicator],
    ).df()


def other_levels(con: Connection, series_id: str, area_code: str) -> Rows:
    """The county of an area and its districts, as far as a series has a figure of them: area_code, name, area_type.

    None for a place that is neither a county nor in one.
    """
    return all_rows(
        con,
        """
        with around as (select county_code from marts.areas where area_code = $code)

        select areas.area_code, areas.name, areas.area_type
        from marts.areas as areas
        where (areas.county_code = $code or areas.area_code in (from around)) and areas.area_code <> $code
            and areas.area_code in (select area_code from marts.figures where series_id = $series and value is not null)
        order by areas.area_type <> 'county', areas.name
        """,
        {"code": area_code, "series": series_id},
    )
