"""What the papers of an agreement print: every figure of every date, districts' figures, the sheets of its pack."""

import pandas as pd

from data_pipeline import sql
from data_pipeline.queries.asking import OF_EDITION, Connection, Rows, all_rows, on_day

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
    return all_rows(
        con,
        f"{POINTS} where points.indicator = $indicator {IN_ORDER}",
        {**on_day(agreement_code, as_of), "indicator": indicator},
    )


def every_promise_point(con: Connection, agreement_code: str, as_of: str | None = None) -> dict[str, Rows]:
    """The same of every indicator: for what shows many promises, of which each question would take 10 ms."""
    found: dict[str, Rows] = {}
    for row in all_rows(con, f"{POINTS} {IN_ORDER}", on_day(agreement_code, as_of)):
        found.setdefault(row["indicator"], []).append(row)
    return found


POINTS = f"""
    select points.*, areas.name as area_name, coalesce(local.unit, indicators.unit) as unit
    from ({KNOWN_POINTS}) as points
    join marts.areas as areas using (area_code)
    left join marts.pack_indicators as local using (pack, indicator)
    left join marts.indicators as indicators using (indicator)
"""
IN_ORDER = """
    order by points.target nulls last, points.what, points.period_end nulls last, points.said_by, points.source_row
"""


def points_of_promise(row: dict, points: list[dict]) -> list[dict]:
    """The figures of one promise: its own targets, and the outturns of its place."""
    return [
        point
        for point in points
        if point["area_code"] == row["area_code"]
        and point["target"] in ((row["target"], None) if row["target"] else (None,))
    ]


def levels_of_points(points: list[dict], area_code: str) -> list[dict]:
    """The other places that papers print figures of, the whole first: area_code, name, area_type (county, district)."""
    found = {
        point["area_code"]: {
            "area_code": point["area_code"],
            "name": point["area_name"],
            "area_type": "county" if point["area_code"] == point["agreement_code"] else "district",
        }
        for point in points
        if point["what"] == "outturn" and point["value"] is not None and point["area_code"] != area_code
    }
    return sorted(found.values(), key=lambda place: (place["area_type"], place["name"]))


def overtaken(con: Connection, agreement_code: str, as_of: str | None = None) -> Rows:
    """The figures that a later paper changed, each beside what it became: target, what, period, both figures, dates."""
    query = """
        select * from marts.promise_changes
        where agreement_code = $code and coalesce(became_said_by <= cast($as_of as date), true)
    """
    return all_rows(con, query, on_day(agreement_code, as_of))


def changes_of_promise(row: dict, changes: list[dict]) -> list[dict]:
    """Of the rows of `overtaken` those of one promise: of its targets, and of what happened at its place."""

    def is_of(change: dict) -> bool:
        same = change["target"] == row["target"] if change["target"] else change["what"] == "outturn"
        return same and change["indicator"] == row["indicator"] and change["area_code"] == row["area_code"]

    return [change for change in changes if is_of(change)]


def own_figures(con: Connection, agreement_code: str, area_code: str, as_of: str | None = None) -> Rows:
    """The latest yearly outturn of each measure for one district of an agreement."""
    return all_rows(
        con,
        f"""
        select indicator, value, value_as_published, reason, period_label
        from ({KNOWN_POINTS})
        where area_code = $area and what = 'outturn' and is_last_word
            and whole_months(period_start, period_end) >= 12
        qualify row_number() over (partition by indicator order by period_end desc, source_row desc) = 1
        order by indicator
        """,
        {**on_day(agreement_code, as_of), "area": area_code},
    )


def promise_maps(con: Connection, agreement_code: str, as_of: str | None = None) -> dict[str, list[str]]:
    """What an agreement can be mapped by: indicator -> its reporting years with districts' outturns, latest first."""
    rows = con.execute(
        f"""
        select indicator, list(distinct reporting_year order by reporting_year desc)
        from marts.promise_map where {OF_EDITION} group by indicator order by indicator
        """,
        on_day(agreement_code, as_of),
    ).fetchall()
    return dict(rows)


def promise_map(
    con: Connection, agreement_code: str, indicator: str, reporting_year: str, as_of: str | None = None
) -> Rows:
    """Each district's outturn of one year: area_code, name, value, value_as_published, map_class, missing_reason."""
    query = f"select * from marts.promise_map where {OF_EDITION} and indicator = $indicator and reporting_year = $year"
    asked = {**on_day(agreement_code, as_of), "indicator": indicator, "year": reporting_year}
    return all_rows(con, f"{query} order by name", asked)


def promise_map_classes(con: Connection, agreement_code: str, indicator: str) -> Rows:
    """The limits of the classes of that map: map_class, lower_limit, upper_limit."""
    query = "select * from marts.promise_map_classes where agreement_code = ? and indicator = ? order by map_class"
    return all_rows(con, query, [agreement_code, indicator])


# The day of the latest papers of an agreement: what has no day of its own may be as young as they are.
LAST_PAPERS = "(select max(edition) from marts.editions where agreement_code = $code)"
# The sheets of a pack that are shown as published: the day from which a row is known, and what of it came on another;
# None: on nobody knows which, so with the latest papers.
PACK_SHEETS = {
    "policy_areas": (None, {}),
    "commentary": ("date", {}),
    "actions": (None, {"done_on_by": ("done_on", "stage"), None: ("result",)}),
    "decisions": ("date_by", {}),
    "engagement": ("opens", {"result_on": ("result_on", "result")}),
    "documents": ("date_by", {}),
}


def pack_sheet(con: Connection, sheet: str, agreement_code: str, as_of: str | None = None) -> Rows:
    """One sheet of an agreement's pack, as published, in the order of its rows. `sheet`: one of PACK_SHEETS.

    A row without a date is of every day.
    """
    known_from, later = PACK_SHEETS[sheet]
    then = "cast($as_of as date)"
    columns = [
        f"if({sql.name(day) if day else LAST_PAPERS} > {then}, null, {sql.name(name)}) as {sql.name(name)}"
        for day, names in later.items()
        for name in names
    ]
    shown = f"* replace ({', '.join(columns)})" if columns else "*"
    known = f"and coalesce({sql.name(known_from)} <= {then}, true)" if known_from else ""
    rows = sql.name("marts", f"pack_{sheet}")
    query = f"select {shown} from {rows} where agreement_code = $code {known} order by source_id, source_row"
    # A sheet with no dates has no use for the day.
    return all_rows(
        con, query, {name: value for name, value in on_day(agreement_code, as_of).items() if f"${name}" in query}
    )


def agreements_with_figures(con: Connection) -> frozenset[str]:
    """The agreements, by the codes of their areas, of which `agreement_figures` has any."""
    rows = con.execute("select distinct agreement_code from marts.promise_points").fetchall()
    return frozenset(code for (code,) in rows)


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
        join marts.agreements as agreements on agreements.pack = points.pack and agreements.is_latest_edition
        left join marts.promises as promises
            on promises.pack = points.pack and promises.target = points.target and promises.is_latest_edition
        where points.agreement_code = ?
        order by points.indicator, points.area_code, points.target nulls last, points.what, points.period_end,
            points.said_by, points.source_row
        """,
        [area_code],
    ).df()
