"""Directions of travel, comparisons, similar areas and gaps of national series, and the rules they rest on."""

from data_pipeline import sql
from data_pipeline.queries.asking import Connection, Rows, all_rows, one_row
from data_pipeline.queries.figures import reporting_years

# All that is said of a direction and of a comparison, but for what the line it belongs to says already.
DIRECTION = """
    area_code, series_id, reporting_year, since_year, points, points_judged, has_break, rule, evidence, verdict, reason,
    verdict_95, fingertips_verdict, fingertips_reason, change, change_per_year, statistic, p_value, smallest_detectable,
    start_rule, start_verdict, start_reason, start_statistic, start_p_value, start_smallest_detectable
"""
COMPARISON = """
    series_id, comparator, comparator_code, comparator_value, comparator_areas, area_count, other_period_count,
    lower_quartile, median, upper_quartile, rule, compared_with, difference, distance, z, p_value, q_value, is_clear,
    is_exception, words, is_sure, rank_low, rank_high, missing_reason
"""


def directions_by_series(con: Connection, area_code: str, reporting_year: str) -> dict[str, dict]:
    """Which way each series of an area went up to a year: series_id -> verdict, rule, sum, and change since 2007/08."""
    query = f"select {DIRECTION} from marts.directions where area_code = ? and reporting_year = ?"
    return {row["series_id"]: row for row in all_rows(con, query, [area_code, reporting_year])}


def direction(con: Connection, area_code: str, series_id: str, reporting_year: str) -> dict | None:
    """Which way one series of an area went, as `directions_by_series` has it."""
    query = f"select {DIRECTION} from marts.directions where area_code = ? and reporting_year = ? and series_id = ?"
    return one_row(con, query, [area_code, reporting_year, series_id])


COMPARATORS = ("england", "region", "county", "similar")


def comparisons(
    con: Connection,
    area_code: str,
    reporting_year: str,
    only: tuple[str, ...] = COMPARATORS,
    series_id: str | None = None,
) -> dict[str, dict[str, dict]]:
    """How each figure of an area stands beside others: series_id -> comparator -> words, rule, sum.

    `only`: the comparators asked for, in the order wanted; each is there only where the area has it. `series_id`: of
    this series alone.
    """
    query = f"select {COMPARISON} from marts.comparisons where area_code = ? and reporting_year = ?"
    asked = [area_code, reporting_year]
    if series_id is not None:
        query, asked = f"{query} and series_id = ?", [*asked, series_id]
    if only != COMPARATORS:  # All that there are need no looking for.
        query, asked = f"{query} and comparator in ({', '.join('?' * len(only))})", [*asked, *only]
    found: dict[str, dict[str, dict]] = {}
    for row in sorted(all_rows(con, query, asked), key=lambda row: only.index(row["comparator"])):
        found.setdefault(row["series_id"], {})[row["comparator"]] = row
    return found


def people_counted(con: Connection, area: dict, series: dict, reporting_year: str) -> dict | None:
    """How many people one figure is about: people, scale (100 for per cent), is_counted (else all who live there).

    None where nobody can say: no counts that give the figure, a sample, a share of a part of the people. `area` as
    `queries.area` gives it, `series` its card: what they say already need not be joined.
    """
    return one_row(
        con,
        """
        select coalesce(denominator, cast($people as double)) as people, unit_scale($unit) as scale,
            denominator is not null as is_counted
        from marts.figures
        where area_code = $area and series_id = $series and reporting_year = $year
          and stands_for_year and sample_size is null and value is not null and unit_scale($unit) is not null
          and case
              when denominator is not null then is_counted
              else regexp_matches($unit, '^per [0-9,]+ (residents|people)$') and cast($people as double) is not null
          end
        """,
        {
            "area": area["area_code"],
            "series": series["series_id"],
            "year": reporting_year,
            "people": area["population_2008"],
            "unit": series["unit"],
        },
    )


# How many similar areas a figure is set beside in marts.comparisons, which says it by their number only: a test
# holds the two together. marts.similar_areas has more.
COMPARED = 10


def similar_areas(con: Connection, area_code: str) -> Rows:
    """The similar areas that one is set beside, the nearest first, with reasons; or one row that says why none are."""
    return all_rows(
        con,
        """
        select similar_code, similar_name, similarity, reasons, is_same_kind, is_unusual, note, missing_reason
        from marts.similar_areas where area_code = ? and coalesce(rank <= ?, true) order by rank
        """,
        [area_code, COMPARED],
    )


def rules(con: Connection, *subjects: str) -> dict[str, str]:
    """What each rule does, by its name, in their order: those of some subjects ('direction', 'rating'), or all."""
    rows = all_rows(con, "select rule, subject, what_it_does from marts.rules order by position")
    return {row["rule"]: row["what_it_does"] for row in rows if not subjects or row["subject"] in subjects}


def threshold(con: Connection, name: str) -> float:
    """A number that decides what is said, by its name ('few_people')."""
    return one_row(con, "select value from marts.thresholds where threshold = ?", [name])["value"]


def verdicts(con: Connection) -> dict[str, dict[str, dict]]:
    """How everything that is judged is said: subject ('direction', 'outlook reason') -> verdict -> its row.

    Each: status, word, many (the word for more than one), phrase. In the order of their list, the best first.
    """
    found: dict[str, dict[str, dict]] = {}
    for row in all_rows(
        con, "select subject, verdict, status, word, many, phrase from marts.verdicts order by position"
    ):
        found.setdefault(row["subject"], {})[row["verdict"]] = row
    return found


def worked_directions(con: Connection) -> Rows:
    """For each rule of the direction of travel that occurs one real series that it judged, a clear one if there is."""
    return all_rows(
        con,
        f"""
        with clearest as (
            -- Rows are found by a few columns and then read: all of them sorted take ten times as long.
            select arg_min(directions.rowid, (
                verdict = 'no clear change', reporting_year <> '2010/11', areas.name, series_id, reporting_year
            )) as row_number
            from marts.directions as directions join marts.areas as areas using (area_code)
            where areas.has_card
            group by rule
        )
        select {DIRECTION}, areas.name as area_name, series.series_title, series.indicator, series.unit, series.decimals
        from (
            select * exclude (indicator) from marts.directions where rowid in (select row_number from clearest)
        ) as directions
        join marts.areas as areas using (area_code)
        join marts.series as series using (series_id)
        order by rule
        """,
    )


def worked_comparisons(con: Connection) -> Rows:
    """For each rule of comparison that occurs one real figure that it compared."""
    columns = ", ".join(f"comparisons.{sql.name(name.strip())}" for name in COMPARISON.split(","))
    return all_rows(
        con,
        f"""
        with clearest as (
            select arg_min(comparisons.rowid, (
                words in ('broadly similar', 'no clear difference'), reporting_year <> '2010/11',
                comparator <> 'similar', areas.name, series_id, reporting_year
            )) as row_number
            from marts.comparisons as comparisons join marts.areas as areas using (area_code)
            where rule is not null
            group by rule
        )
        select {columns}, comparisons.area_code, comparisons.reporting_year, areas.name as area_name,
            others.name as comparator_name, series.series_title, series.indicator, series.unit, series.decimals
        from marts.comparisons as comparisons
        join marts.areas as areas using (area_code)
        join marts.series as series using (series_id)
        left join marts.areas as others on others.area_code = comparisons.comparator_code
        where comparisons.rowid in (select row_number from clearest)
        order by comparisons.rule
        """,
    )


def gaps(con: Connection, scope_code: str, series_id: str, as_of: str | None = None) -> Rows:
    """How far the most deprived tenth of a scope's districts is behind its average, by year, the oldest first.

    `scope_code`: England, a region or a county. A year without a gap says why in missing_reason.
    """
    last = "~" if as_of is None else max(reporting_years(con, as_of), default="")
    known = "scope_code = ? and series_id = ? and reporting_year <= ?"
    query = f"select * from marts.gaps where {known} order by reporting_year"
    return all_rows(con, query, [scope_code, series_id, last])
