"""What councils spent on children's services, as they returned it to government, and what a child in care cost."""

from data_pipeline.queries.asking import Connection, Rows, all_rows


def childrens_spending(con: Connection, area_code: str, as_of: str | None = None) -> Rows:
    """A council's net and gross spending in pounds by service and year; of years that had ended by the day.

    `net_per_resident` beside the quarters of the councils of its kind, and how many they are (`places`); None where no
    number of residents is held, or every line of the return is nought (`is_blank`). `publisher`, `licence`: of the
    file.
    """
    query = """
        select spending.*, sources.publisher, sources.licence
        from marts.childrens_spending as spending
        join meta.sources as sources on sources.source_id = 'childrens_services_spending'
        where area_code = $code and coalesce(period_end < cast($as_of as date), true)
        order by service, reporting_year
    """
    return all_rows(con, query, {"code": area_code, "as_of": as_of})


def cost_of_care(con: Connection, reporting_year: str) -> Rows:
    """Of every council in one year what a child in care cost, beside the share that was moved often (NI 62).

    `net_per_child` in pounds of that year, `moved_share` in per cent with the limits that its counts give it;
    `not_computable`: why there is no cost. In the order of names.
    """
    query = "select * from marts.cost_of_care where reporting_year = ? order by name"
    return all_rows(con, query, [reporting_year])


def years_of_cost(con: Connection) -> list[str]:
    """The years of which `cost_of_care` has anything, the oldest first."""
    return [
        year for (year,) in con.execute("select distinct reporting_year from marts.cost_of_care order by 1").fetchall()
    ]
