"""Who is round the table of an agreement: the bodies that share its targets, and which of them the law named."""

from data_pipeline.queries.asking import OF_EDITION, Connection, Rows, all_rows, on_day


def target_partners(con: Connection, agreement_code: str, as_of: str | None = None) -> Rows:
    """Each target with each body that shares it, as known on a day, those that lead first: target, body, leads."""
    query = f"""
        select target, body, leads from marts.target_partners where {OF_EDITION} order by target, leads desc, body
    """
    return all_rows(con, query, on_day(agreement_code, as_of))


def bodies(con: Connection, agreement_code: str) -> dict[str, dict]:
    """The bodies that an agreement's papers name: named_as (kinds of body in law) and answers, empty if voluntary."""
    rows = all_rows(con, "select body, named_as, answers from marts.bodies where agreement_code = ?", [agreement_code])
    return {row["body"]: row for row in rows}


def statutory_partners(con: Connection) -> Rows:
    """The kinds of body that the law named, in its order: partner, sector, answers, is_named_in_2008."""
    return all_rows(con, "select * from marts.statutory_partners order by position")


def district_figures(con: Connection, agreement_code: str, as_of: str | None = None) -> dict[str, int]:
    """Of how many measures an agreement's papers print figures of each district: by the district's code."""
    query = """
        select area_code, count(distinct indicator) from marts.promise_points
        where agreement_code = $code and area_code <> agreement_code and what = 'outturn' and value is not null
            and coalesce(said_by <= cast($as_of as date), true)
        group by area_code
    """
    return dict(con.execute(query, on_day(agreement_code, as_of)).fetchall())


def target_plans(con: Connection, agreement_code: str, as_of: str | None = None) -> dict[str, Rows]:
    """The published plans and strategies in which each target appears, by a day: by target, title, date, url, what."""
    rows = all_rows(
        con,
        """
        select target, title, date, url, what from marts.target_plans
        where agreement_code = $code and coalesce(date_by <= cast($as_of as date), true)
        order by target, date_by nulls last, document
        """,
        on_day(agreement_code, as_of),
    )
    found: dict[str, Rows] = {}
    for row in rows:
        found.setdefault(row["target"], []).append(row)
    return found
