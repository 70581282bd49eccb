"""What was published of how an agreement was assessed, as it was known on a day: each kind by itself, none added up."""

from data_pipeline import sql
from data_pipeline.queries.asking import CALLED, OF_EDITION, Connection, Rows, all_rows, on_day

THEN = "cast($as_of as date)"


def assessment(con: Connection, agreement_code: str, as_of: str | None = None) -> dict[str, Rows]:
    """Rows by what they are: judgements, steps, risks, departures, money, rewards, aims.

    `judgements`: each with its grades from worst to best, and the position of its own among them. `steps`: of the
    ladder of support and intervention; the end and `progress` only once it was over. `aims`: objectives, and
    outcomes without one (whose title is None), each with how many targets stand for it. `rewards`: what hangs on a
    target, and what was earned of it by our figures (None with `why_not`); what the papers say was paid once they did.
    """
    day = on_day(agreement_code, as_of)
    steps = f"""
        select * exclude (progress_known_from) replace (
            if(ended > {THEN}, null, ended) as ended,
            if(progress_known_from > {THEN}, [], progress) as progress
        )
        from marts.support_steps where agreement_code = $code and coalesce(started <= {THEN}, true)
        order by step, started, source_row
    """
    rewards = f"""
        select * exclude (known_from) replace (
            if(coalesce(result_on, date 'infinity') > {THEN}, null, result) as result,
            if(result_on > {THEN}, null, result_on) as result_on
        )
        from marts.rewards where {OF_EDITION} and coalesce(known_from <= {THEN}, true) order by source_row
    """
    return {
        "judgements": all_rows(con, _known("judgements", "known_from"), day),
        "steps": all_rows(con, steps, day),
        "risks": all_rows(con, _called("risks", "reviewed_on"), day),
        "departures": all_rows(con, _called("departures", "date"), day),
        "money": money(con, agreement_code, as_of),
        "rewards": all_rows(con, rewards, day),
        "aims": all_rows(con, f"select * from marts.aims where {OF_EDITION} order by position", day),
    }


def money(con: Connection, agreement_code: str, as_of: str | None = None) -> Rows:
    """Each grant or budget of each year, by route: its policy area only where it may be spent on nothing else."""
    return all_rows(con, _known("money", "known_from"), on_day(agreement_code, as_of))


def _known(mart: str, day: str) -> sql.Sql:
    """The rows of a mart in its own order that were known on a day; what has none is of every day."""
    rows, known_from = sql.name("marts", mart), sql.name(day)
    return f"select * from {rows} where agreement_code = $code and coalesce({known_from} <= {THEN}, true)"


def _called(mart: str, day: str) -> sql.Sql:
    """The same of a mart whose rows concern targets, each called as it was in the edition of the day."""
    return f"""
        select known.* replace (titles.called as title)
        from {sql.name("marts", mart)} as known
        left join ({CALLED}) as titles using (target)
        where known.agreement_code = $code and coalesce(known.{sql.name(day)} <= {THEN}, true)
        order by known.rowid
    """
