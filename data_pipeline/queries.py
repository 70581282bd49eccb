"""The questions pages may ask: one function each.

Each takes a connection and returns its rows as dictionaries, in which nothing known is None (a frame
would make it a number that is not one). A function that answers with one thing returns it, or None.
Frames are returned only where the whole table is handed on.
"""

import re
import unicodedata

import duckdb
import pandas as pd

Connection = duckdb.DuckDBPyConnection
Rows = list[dict]
ENGLAND = "E92000001"
# As many places as a person reads through before typing more of the name.
PLACES = 8
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9]?[A-Z]{0,2}")


def looks_like_postcode(text: str) -> bool:
    """Whether a person typed a postcode, or the first half of one, and not a place name."""
    return bool(POSTCODE.fullmatch(text.strip().upper()))


def places(con: Connection, text: str, limit: int = PLACES, closeness: float = 0.88) -> Rows:
    """Areas that have a name that is, begins with, contains, or is spelt like `text`; the best first.

    One row for each area with a card: the name that fits best, its kind and origin_name; area_code,
    area_name, area_type, county_code, county_name; likeness (0 exact, 1 begins, 2 has a word that
    begins, 3 spelt alike); `wards`, the other ward names that fit. Names spelt alike come only when
    nothing better is found; `closeness`, from 0 to 1, says how alike (Jaro and Winkler).
    """
    typed = " ".join(re.sub(r"[\W_]+", " ", _without_accents(text)).lower().split())
    if not typed:
        return []
    fits = """
        select name, kind, origin_name, area_code, case
            when search_name = $typed then 0 when starts_with(search_name, $typed) then 1 else 2
        end as likeness
        from marts.places
        where contains(' ' || search_name, ' ' || $typed)
        order by likeness, kind = 'ward', len(search_name), name, area_code
    """
    alike = """
        select name, kind, origin_name, area_code, 3 as likeness
        from marts.places
        where jaro_winkler_similarity(search_name, $typed) >= $closeness
        order by jaro_winkler_similarity(search_name, $typed) desc, kind = 'ward', name, area_code
    """
    names = _rows(con, fits, {"typed": typed}) or _rows(con, alike, {"typed": typed, "closeness": closeness})
    found: dict[str, dict] = {}
    for name in names:
        if name["area_code"] not in found:
            if len(found) == limit:
                continue
            found[name["area_code"]] = {**name, "wards": []}
        elif name["kind"] == "ward":
            found[name["area_code"]]["wards"].append(name["name"])
    areas = _rows(
        con,
        """
        select area_code, name as area_name, area_type, county_code, county_name
        from marts.areas where list_contains($codes, area_code)
        """,
        {"codes": list(found)},
    )
    of_code = {row["area_code"]: row for row in areas}
    return [{**place, **of_code[code]} for code, place in found.items()]


def _without_accents(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


def area(con: Connection, code: str) -> dict | None:
    """The area of a code, of any vintage, that has a card of its own; None when there is none."""
    return _one(
        con,
        """
        select areas.*, codes.evidence
        from marts.areas as areas
        left join marts.area_codes as codes on codes.area_code = areas.area_code and codes.published_code = $code
        where areas.has_card and (codes.published_code = $code or areas.area_code = $code)
        """,
        {"code": code},
    )


def areas(con: Connection) -> Rows:
    """Every area with a card, by name: area_code, name, area_type."""
    return _rows(
        con,
        """
        select area_code, name, area_type, is_example from marts.areas
        where has_card
        order by is_example, name, area_code
        """,
    )


def districts(con: Connection, county_code: str) -> Rows:
    """The districts of a county, by name: area_code, name. None for any other kind of area."""
    return _rows(
        con,
        "select area_code, name from marts.areas where county_code = ? and (is_district or is_example) order by name",
        [county_code],
    )


def map_scopes(con: Connection) -> Rows:
    """What a district map can show: England, each region, each county, each worked example with a map of its own."""
    return _rows(
        con,
        """
        select area_code, name, area_type, is_example, county_name from marts.areas
        where area_type in ('country', 'region', 'county')
            and (not is_example or area_code in (select agreement_code from marts.promise_map))
        order by is_example, array_position(['country', 'region', 'county'], area_type), name
        """,
    )


# The edition of an agreement that was the latest on a day; without a day, the last of all.
OF_EDITION = """
    agreement_code = $code and edition = (
        select max(edition) from marts.editions
        where agreement_code = $code and edition <= coalesce(cast($as_of as date), date 'infinity')
    )
"""


def agreement(con: Connection, area_code: str | None, as_of: str | None = None) -> dict | None:
    """The agreement of an agreement area, where a pack of it was published: title, period, vision, counts by kind.

    Here and below: as it was known on the day `as_of` ('2010-06-30'); None for the last word. An agreement of
    which nothing had been published by then is None, and has no promises.
    """
    query = f"select *, area_code as agreement_code from marts.agreements where {OF_EDITION}"
    return _one(con, query.replace("agreement_code = $code and", "area_code = $code and", 1), _on(area_code, as_of))


def agreements(con: Connection) -> Rows:
    """Every agreement published as a pack, worked examples last: area_code, area_name, title, targets, is_example."""
    query = "select area_code, area_name, title, targets, is_example from marts.agreements where is_latest_edition"
    return _rows(con, query)


def editions(con: Connection, agreement_code: str) -> Rows:
    """The editions of an agreement, the latest first: edition (a day), papers (of that day, their titles)."""
    query = "select * from marts.editions where agreement_code = ? order by edition desc"
    return _rows(con, query, [agreement_code])


def changes(con: Connection, agreement_code: str, since: str, as_of: str | None = None) -> Rows:
    """What changed in an agreement after the day `since`, the latest first: each with its edition and cause."""
    query = """
        select * from marts.edition_changes
        where agreement_code = $code and edition > cast($since as date)
            and edition <= coalesce(cast($as_of as date), date 'infinity')
        order by edition desc
    """
    return _rows(con, query, {**_on(agreement_code, as_of), "since": since})


def promises(con: Connection, agreement_code: str, as_of: str | None = None) -> Rows:
    """Every target of an agreement, of any kind, and every measure reported without one, in the pack's order."""
    query = f"select * from marts.promises where {OF_EDITION} order by position"
    return _rows(con, query, _on(agreement_code, as_of))


def ratings(con: Connection, agreement_code: str, as_of: str | None = None) -> Rows:
    """How every target of an agreement stands, with the sum behind it and why it could not be judged."""
    return _rows(con, f"select * from marts.ratings where {OF_EDITION} order by position", _on(agreement_code, as_of))


def rating_words(con: Connection) -> Rows:
    """Every rating with its symbol and meaning, the best first."""
    return _rows(con, "select * from marts.rating_words where is_current order by position")


def worked_sums(con: Connection) -> Rows:
    """For each rating one promise that has it, from a real agreement where one has: its rating and place."""
    return _rows(
        con,
        """
        select ratings.*, areas.name as area_name, areas.is_example
        from marts.ratings as ratings
        join marts.areas as areas on areas.area_code = ratings.agreement_code
        join marts.rating_words as words on words.rating_code = ratings.rating_code and words.is_current
        where ratings.is_latest_edition
        qualify row_number() over (
            partition by ratings.rating_code
            order by ratings.value is null, areas.is_example, areas.name, ratings.position
        ) = 1
        order by words.position
        """,
    )


def promise_headlines(con: Connection, agreement_code: str, as_of: str | None = None) -> Rows:
    """As many shortfalls as successes: kind, position, target."""
    query = f"select * from marts.promise_headlines where {OF_EDITION} order by kind desc, position"
    return _rows(con, query, _on(agreement_code, as_of))


def masking(con: Connection, agreement_code: str, as_of: str | None = None) -> Rows:
    """The districts that are behind, or worse than they were, where their whole area is on track or better."""
    return _rows(con, f"select * from marts.masking where {OF_EDITION}", _on(agreement_code, as_of))


def promise_gaps(con: Connection, agreement_code: str, as_of: str | None = None) -> Rows:
    """How far the worst tenth of districts is behind the whole, of each measure in its latest year; or why not."""
    query = f"select * from marts.promise_gaps where {OF_EDITION} and is_latest order by position"
    return _rows(con, query, _on(agreement_code, as_of))


def target_audit(con: Connection, agreement_code: str, as_of: str | None = None) -> Rows:
    """Every finding about a target itself: finding, detail, whom to ask."""
    return _rows(con, f"select * from marts.target_audit where {OF_EDITION}", _on(agreement_code, as_of))


def prospects(con: Connection, agreement_code: str, as_of: str | None = None) -> dict[str, dict]:
    """By target: `outlook`, the row of its outlook or None, and `directions`, one for each length of period judged."""
    asked = _on(agreement_code, as_of)
    outlooks = _rows(con, f"select * from marts.promise_outlooks where {OF_EDITION}", asked)
    judged = _rows(
        con, f"select * from marts.promise_directions where {OF_EDITION} order by is_main desc, months", asked
    )
    found = {row["target"]: {"outlook": row, "directions": []} for row in outlooks}
    for row in judged:
        found.setdefault(row["target"], {"outlook": None, "directions": []})["directions"].append(row)
    return found


def hindsight(con: Connection, agreement_code: str, target: str, as_of: str | None = None) -> Rows:
    """What earlier editions said of a target whose date has a figure by now, the oldest first."""
    query = """
        select * from marts.promise_hindsight
        where agreement_code = $code and target = $target
            and (select max(edition) from marts.editions where agreement_code = $code and is_latest)
                <= coalesce(cast($as_of as date), date 'infinity')
        order by edition
    """
    return _rows(con, query, {**_on(agreement_code, as_of), "target": target})


def worked_outlooks(con: Connection) -> Rows:
    """For each rule of outlooks one promise that it judged, from a real agreement where one is, of its last edition."""
    return _rows(
        con,
        """
        select outlooks.*, promises.title, promises.value_as_published, areas.name as area_name, areas.is_example
        from marts.promise_outlooks as outlooks
        join marts.promises as promises using (pack, edition, target)
        join marts.areas as areas on areas.area_code = outlooks.agreement_code
        qualify row_number() over (
            partition by outlooks.rule
            order by areas.is_example, outlooks.edition desc, areas.name, promises.position
        ) = 1
        order by outlooks.rule
        """,
    )


def outlook_record(con: Connection) -> Rows:
    """How often outlooks came true, by rule; worked examples apart."""
    return _rows(con, "select * from marts.outlook_record order by is_example, rule")


# What had been printed by a day, and whether it was then the last word.
KNOWN_POINTS = """
    select points.* replace (
        points.is_last_word or points.superseded_on > cast($as_of as date) as is_last_word
    )
    from marts.promise_points as points
    where points.agreement_code = $code and coalesce(points.said_by <= cast($as_of as date), true)
"""


def promise_points(con: Connection, agreement_code: str, indicator: str, as_of: str | None = None) -> Rows:
    """Every figure promised or reported of one indicator in one agreement, of every date, oldest period first."""
    return _rows(
        con,
        f"""
        select points.*, areas.name as area_name, coalesce(local.unit, indicators.unit) as unit
        from ({KNOWN_POINTS}) as points
        join marts.areas as areas using (area_code)
        left join marts.pack_indicators as local using (pack, indicator)
        left join marts.indicators as indicators using (indicator)
        where points.indicator = $indicator
        order by points.target nulls last, points.what, points.period_end nulls last, points.said_by, points.source_row
        """,
        {**_on(agreement_code, as_of), "indicator": indicator},
    )


def overtaken(con: Connection, agreement_code: str, as_of: str | None = None) -> Rows:
    """The figures that a later paper changed, each beside what it became: target, what, period, both figures, dates."""
    query = """
        select * from marts.promise_changes
        where agreement_code = $code and coalesce(became_said_by <= cast($as_of as date), true)
    """
    return _rows(con, query, _on(agreement_code, as_of))


def own_figures(con: Connection, agreement_code: str, area_code: str, as_of: str | None = None) -> Rows:
    """The latest yearly outturn of each measure for one district of an agreement."""
    return _rows(
        con,
        f"""
        select indicator, value, value_as_published, reason, period_label
        from ({KNOWN_POINTS})
        where area_code = $area and what = 'outturn' and is_last_word
            and date_diff('month', period_start, period_end + 1) >= 12
        qualify row_number() over (partition by indicator order by period_end desc, source_row desc) = 1
        order by indicator
        """,
        {**_on(agreement_code, as_of), "area": area_code},
    )


def promise_maps(con: Connection, agreement_code: str, as_of: str | None = None) -> dict[str, list[str]]:
    """What an agreement can be mapped by: indicator -> its reporting years with districts' outturns, latest first."""
    rows = con.execute(
        f"""
        select indicator, list(distinct reporting_year order by reporting_year desc)
        from marts.promise_map where {OF_EDITION} group by indicator order by indicator
        """,
        _on(agreement_code, as_of),
    ).fetchall()
    return dict(rows)


def promise_map(
    con: Connection, agreement_code: str, indicator: str, reporting_year: str, as_of: str | None = None
) -> Rows:
    """Each district's outturn of one year: area_code, name, value, value_as_published, map_class, missing_reason."""
    query = f"select * from marts.promise_map where {OF_EDITION} and indicator = $indicator and reporting_year = $year"
    asked = {**_on(agreement_code, as_of), "indicator": indicator, "year": reporting_year}
    return _rows(con, f"{query} order by name", asked)


def promise_map_classes(con: Connection, agreement_code: str, indicator: str) -> Rows:
    """The limits of the classes of that map: map_class, lower_limit, upper_limit."""
    query = "select * from marts.promise_map_classes where agreement_code = ? and indicator = ? order by map_class"
    return _rows(con, query, [agreement_code, indicator])


# The sheets of a pack that are shown as published: the day from which a row is known, and what of it came on another.
PACK_SHEETS = {
    "policy_areas": (None, {}),
    "objectives": (None, {}),
    "outcomes": (None, {}),
    "commentary": ("date", {}),
    "actions": (None, {"done_on_by": ("done_on", "result", "stage")}),
    "decisions": ("date_by", {}),
    "risks": ("reviewed_on", {}),
    "scrutiny": ("date_by", {"answered_on_by": ("answered_on", "response", "status")}),
    "engagement": ("opens", {"result_on": ("result_on", "result")}),
    "documents": ("date_by", {}),
    "interventions": ("started", {"ended": ("ended",)}),
    "exceptions": ("date", {}),
}


def pack_sheet(con: Connection, sheet: str, agreement_code: str, as_of: str | None = None) -> Rows:
    """One sheet of an agreement's pack, as published, in the order of its rows. `sheet`: one of PACK_SHEETS.

    A row without a date is of every day.
    """
    known_from, later = PACK_SHEETS[sheet]
    then = "cast($as_of as date)"
    columns = [f"if({day} > {then}, null, {name}) as {name}" for day, names in later.items() for name in names]
    shown = f"* replace ({', '.join(columns)})" if columns else "*"
    known = f"and coalesce({known_from} <= {then}, true)" if known_from else ""
    query = (
        f"select {shown} from marts.pack_{sheet} where agreement_code = $code {known} order by source_id, source_row"
    )
    # A sheet with no dates has no use for the day.
    return _rows(con, query, {name: value for name, value in _on(agreement_code, as_of).items() if f"${name}" in query})


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


def themes(con: Connection) -> list[str]:
    return [name for (name,) in con.execute("select name from marts.themes order by position").fetchall()]


# Only what is shown: naming a column that nobody reads costs every visitor.
LINE = """
    area_code, series_id, indicator, laa_theme, reporting_year, period_end, period_label, value, lower, upper, status,
    status_meaning, value_as_published, missing_reason, elsewhere_value_as_published, start_value_as_published,
    start_period_label, change_since_start, better_or_worse, is_change_clear, england_value_as_published, median,
    published_code, area_evidence, note
"""
SHORT_LINE = """
    value, value_as_published, period_label, period_end, reporting_year, missing_reason, start_period_label,
    start_value_as_published, change_since_start, better_or_worse, is_change_clear, status, status_meaning, note,
    published_code, area_evidence
"""
# All that is said of a direction and of a comparison, but for what the line it belongs to says already.
DIRECTION = """
    area_code, series_id, reporting_year, since_year, points, points_judged, has_break, rule, evidence, verdict, reason,
    verdict_95, fingertips_verdict, fingertips_reason, change, change_per_year, statistic, p_value, smallest_detectable,
    start_rule, start_verdict, start_reason, start_statistic, start_p_value, start_smallest_detectable
"""
COMPARISON = """
    series_id, comparator, comparator_code, comparator_value, area_count, other_period_count, lower_quartile, median,
    upper_quartile, rule, compared_with, difference, distance, z, p_value, q_value, is_clear, is_exception, words,
    rank_low, rank_high, missing_reason
"""


def report_card(con: Connection, area_code: str, reporting_year: str) -> Rows:
    """Every series' line on one area's card in one year, in no order."""
    return _rows(
        con,
        f"select {LINE} from marts.report_card where area_code = ? and reporting_year = ?",
        [area_code, reporting_year],
    )


def trends(con: Connection, area_code: str, as_of: str | None = None) -> dict[str, dict[str, float | None]]:
    """Every run of figures of one area: series_id -> reporting year -> figure, oldest first."""
    query = "select series_id, reporting_years, values from marts.trends where area_code = ?"
    last = "~" if as_of is None else max(reporting_years(con, as_of), default="")
    return {
        name: {year: value for year, value in zip(years, values, strict=True) if year <= last}
        for name, years, values in con.execute(query, [area_code]).fetchall()
    }


def card_counts(con: Connection, area_code: str, reporting_year: str) -> dict[str | None, dict]:
    """How many measures are better, worse, the same or unclear since 2007/08: by theme, and under None for all.

    Each with: measures, with_figure, compared, better, worse, unclear, same.
    """
    rows = _rows(
        con, "select * from marts.card_counts where area_code = ? and reporting_year = ?", [area_code, reporting_year]
    )
    return {row["laa_theme"]: row for row in rows}


def directions(con: Connection, area_code: str, reporting_year: str) -> dict[str, dict]:
    """Which way each series of an area went up to a year: series_id -> verdict, rule, sum, and change since 2007/08."""
    query = f"select {DIRECTION} from marts.directions where area_code = ? and reporting_year = ?"
    return {row["series_id"]: row for row in _rows(con, query, [area_code, reporting_year])}


COMPARATORS = ("england", "region", "county", "similar")


def comparisons(
    con: Connection, area_code: str, reporting_year: str, only: tuple[str, ...] = COMPARATORS
) -> dict[str, dict[str, dict]]:
    """How each figure of an area stands beside others: series_id -> comparator -> words, rule, sum.

    `only`: the comparators asked for, in the order wanted; each is there only where the area has it.
    """
    query = f"select {COMPARISON} from marts.comparisons where area_code = ? and reporting_year = ?"
    found: dict[str, dict[str, dict]] = {}
    query += f" and comparator in ({', '.join('?' * len(only))})"
    rows = _rows(con, query, [area_code, reporting_year, *only])
    for row in sorted(rows, key=lambda row: only.index(row["comparator"])):
        found.setdefault(row["series_id"], {})[row["comparator"]] = row
    return found


def people_counted(con: Connection, area_code: str, series_id: str, reporting_year: str) -> dict | None:
    """How many people one figure is about: people, scale (100 for per cent), is_counted (else all who live there).

    None where nobody can say: no counts that give the figure, a sample, a share of a part of the people.
    """
    return _one(
        con,
        r"""
        with scaled as (
            select figures.*, series.unit, series.decimals, areas.population_2008,
                case
                    when series.unit = '%' then 100.0
                    else try_cast(replace(regexp_extract(series.unit, '^per ([0-9][0-9,]*)', 1), ',', '') as double)
                end as scale,
            from marts.figures as figures
            join marts.series as series using (series_id)
            join marts.areas as areas using (area_code)
            where figures.area_code = ? and figures.series_id = ? and figures.reporting_year = ?
              and figures.stands_for_year and figures.sample_size is null and figures.value is not null
        )

        select coalesce(denominator, population_2008) as people, scale, denominator is not null as is_counted
        from scaled
        where scale is not null
          and case
              when denominator is not null
              then abs(value - scale * numerator / denominator) <= 0.5 / pow(10, decimals) + 1e-9
              else regexp_matches(unit, '^per [0-9,]+ (residents|people)$') and population_2008 is not null
          end
        """,
        [area_code, series_id, reporting_year],
    )


def similar_areas(con: Connection, area_code: str) -> Rows:
    """The areas most like one, the nearest first, each with its reasons; or one row that says why there are none."""
    return _rows(
        con,
        """
        select similar_code, similar_name, similarity, reasons, is_same_kind, is_unusual, note, missing_reason
        from marts.similar_areas where area_code = ? order by rank
        """,
        [area_code],
    )


def judgement_rules(con: Connection) -> dict[str, str]:
    """What each rule of directions and of comparisons does, by its name."""
    return dict(con.execute("from marts.direction_rules union all from marts.comparison_rules").fetchall())


def worked_directions(con: Connection) -> Rows:
    """For each rule of the direction of travel that occurs one real series that it judged, a clear one if there is."""
    return _rows(
        con,
        f"""
        select {DIRECTION}, areas.name as area_name, series.series_title, series.indicator, series.unit, series.decimals
        from (select * exclude (indicator) from marts.directions) as directions
        join marts.areas as areas using (area_code)
        join marts.series as series using (series_id)
        where areas.has_card
        qualify row_number() over (
            partition by rule
            order by verdict = 'no clear change', reporting_year <> '2010/11', areas.name, series_id, reporting_year
        ) = 1
        order by rule
        """,
    )


def worked_comparisons(con: Connection) -> Rows:
    """For each rule of comparison that occurs one real figure that it compared."""
    columns = ", ".join(f"comparisons.{name.strip()}" for name in COMPARISON.split(","))
    return _rows(
        con,
        f"""
        select {columns}, comparisons.area_code, comparisons.reporting_year, areas.name as area_name,
            others.name as comparator_name, series.series_title, series.indicator, series.unit, series.decimals
        from marts.comparisons as comparisons
        join marts.areas as areas using (area_code)
        join marts.series as series using (series_id)
        left join marts.areas as others on others.area_code = comparisons.comparator_code
        where comparisons.rule is not null
        qualify row_number() over (
            partition by comparisons.rule
            order by comparisons.words in ('broadly similar', 'no clear difference'),
                comparisons.reporting_year <> '2010/11', comparisons.comparator <> 'similar', areas.name, series_id,
                comparisons.reporting_year
        ) = 1
        order by comparisons.rule
        """,
    )


def headlines(con: Connection, area_code: str, reporting_year: str) -> Rows:
    """As many shortfalls as improvements: kind, position, indicator, series_id, reason."""
    return _rows(
        con,
        "select * from marts.headlines where area_code = ? and reporting_year = ? order by kind, position",
        [area_code, reporting_year],
    )


def series(con: Connection) -> Rows:
    """Every series, in the order of its indicator's number."""
    return _rows(con, "select * from marts.series")


def indicator(con: Connection, name: str) -> dict | None:
    """One indicator's definition and the card of its series; None when nothing is called so."""
    return _one(
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
    """What one map colours: area_code, name, value, value_as_published, map_class, missing_reason, better_or_worse.

    `layer`: 'england', 'agreement', or the code of a county or region.
    """
    return _rows(
        con,
        """
        select area_code, name, value, value_as_published, map_class, missing_reason, better_or_worse, is_change_clear
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


def figure_of(con: Connection, area_code: str, series_id: str, reporting_year: str) -> str | None:
    """The figure of any area, England and regions too, that stands for a year, as published; None without one."""
    found = _one(
        con,
        """
        select value_as_published from marts.figures
        where series_id = ? and reporting_year = ? and area_code = ? and stands_for_year and value is not null
        """,
        [series_id, reporting_year, area_code],
    )
    return found["value_as_published"] if found else None


def card_line(con: Connection, area_code: str, series_id: str, reporting_year: str) -> dict | None:
    """One series' line of one area's card: what a sentence about it needs."""
    return _one(
        con,
        f"select {SHORT_LINE} from marts.report_card where area_code = ? and reporting_year = ? and series_id = ?",
        [area_code, reporting_year, series_id],
    )


def map_classes(con: Connection, series_id: str) -> Rows:
    """The limits of a series' map classes: map_class, lower_limit, upper_limit."""
    return _rows(
        con,
        "select map_class, lower_limit, upper_limit from marts.map_classes where series_id = ? order by map_class",
        [series_id],
    )


def boundary(con: Connection, layer: str) -> str | None:
    """One map layer as GeoJSON text."""
    row = con.execute("select geojson from marts.boundaries where layer = ?", [layer]).fetchone()
    return row[0] if row else None


def fingerprint(con: Connection) -> str:
    """Which build this is."""
    return con.execute("select fingerprint from meta.build").fetchone()[0]


def trend(con: Connection, series_id: str, area_codes: list[str], as_of: str | None = None) -> dict[str, Rows]:
    """The figures of some areas over time, oldest first: area code -> rows with intervals and reasons for gaps.

    An area without any figure in the series is not in the answer.
    """
    rows = _rows(
        con,
        f"""
        select area_code, period_label, reporting_year, value, lower, upper, status_meaning, value_as_published,
            published_code
        from marts.figures
        where series_id = ? and area_code in ({", ".join("?" * len(area_codes))}) and stands_for_year
            and coalesce(coalesce(published_on, period_end) <= cast(? as date), true)
        order by reporting_year
        """,
        [series_id, *area_codes, as_of],
    )
    found = {code: [row for row in rows if row["area_code"] == code] for code in area_codes}
    return {code: lines for code, lines in found.items() if lines}


def gaps(con: Connection, scope_code: str, series_id: str, as_of: str | None = None) -> Rows:
    """How far the most deprived tenth of a scope's districts is behind its average, by year, the oldest first.

    `scope_code`: England, a region or a county. A year without a gap says why in missing_reason.
    """
    years = reporting_years(con, as_of)
    known = "scope_code = ? and series_id = ? and reporting_year <= ?"
    query = f"select * from marts.gaps where {known} order by reporting_year"
    return _rows(con, query, [scope_code, series_id, max(years, default="")])


def spread(con: Connection, series_id: str, reporting_year: str, kind: str) -> dict | None:
    """How the areas of one kind ('district' or 'agreement') lie in one year: area_count, quartiles, median."""
    return _one(
        con,
        "select * from marts.spread where series_id = ? and reporting_year = ? and kind = ?",
        [series_id, reporting_year, kind],
    )


def indicator_figures(con: Connection, indicator: str) -> pd.DataFrame:
    """Every figure of an indicator, each with unit, basis, caveat, publisher, licence and source row."""
    return con.execute(
        """
        select figures.area_code, areas.name as area, figures.indicator, series.series_title, figures.reporting_year,
            figures.period, figures.value_as_published as value, figures.lower, figures.upper, series.unit,
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


def agreement_figures(con: Connection, area_code: str) -> pd.DataFrame:
    """Every figure promised or reported in one agreement, of every date, with its target, paper and licence."""
    return con.execute(
        """
        select points.notice, points.area_code, areas.name as area, promises.title as target, points.indicator,
            promises.kind, promises.lead_partner, points.what, points.period as period_reported,
            points.period_label as period_measured, points.value_as_published, points.value, points.reason,
            points.lower, points.upper, points.numerator, points.denominator, points.sample_size, points.status,
            points.published_rating, points.said_on as printed_on, points.is_last_word, points.source_title,
            points.source_url, agreements.licence, points.note
        from marts.promise_points as points
        join marts.areas as areas using (area_code)
        join marts.agreements as agreements on agreements.pack = points.pack
        left join marts.promises as promises on promises.pack = points.pack and promises.target = points.target
        where points.agreement_code = ?
        order by points.indicator, points.area_code, points.target nulls last, points.what, points.period_end,
            points.said_by, points.source_row
        """,
        [area_code],
    ).df()


def sources(con: Connection) -> Rows:
    """Every file read: file, title, publisher, licence, caveat, sha256, rows read, kept and set aside."""
    return _rows(con, "select * from meta.sources")


def coverage(con: Connection) -> Rows:
    """For each series and reporting year, how many districts and agreement areas have a figure."""
    return _rows(
        con, "select coverage.*, series_title from marts.coverage as coverage join marts.series using (series_id)"
    )


def issues(con: Connection) -> Rows:
    """Every row set aside or doubted while loading, with what is wrong and what to do."""
    return _rows(con, "select * exclude (source_id) from meta.issues order by severity desc, file, source_row")


def mapped_codes(con: Connection) -> Rows:
    """The figures that reached their area through another code: code, area, evidence, series and count."""
    return _rows(
        con,
        """
        select published_code, areas.name as area, area_evidence, count(distinct series_id) as series,
            count(*) as figures
        from marts.figures join marts.areas as areas using (area_code)
        where area_evidence is not null
        group by all order by published_code
        """,
    )


def glossary(con: Connection) -> Rows:
    """Words and abbreviations: term, expansion, definition, document, line."""
    return _rows(con, "select * from marts.glossary")


def _on(agreement_code: str | None, as_of: str | None) -> dict:
    return {"code": agreement_code, "as_of": as_of}


def _rows(con: Connection, query: str, parameters: list | dict | None = None) -> Rows:
    result = con.execute(query, parameters)
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def _one(con: Connection, query: str, parameters: list | dict | None = None) -> dict | None:
    return next(iter(_rows(con, query, parameters)), None)
