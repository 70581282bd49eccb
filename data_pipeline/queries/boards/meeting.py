"""What a board has before it at a meeting, as it had been published by then: decisions, actions, ages, what is due."""

from datetime import date

from data_pipeline.queries.asking import OF_EDITION, Connection, Rows, all_rows, on_day
from data_pipeline.queries.papers import KNOWN_POINTS
from data_pipeline.queries.scrutiny.enquiries import actions

LATEST = """
    select max(day) from (
        select max(edition) as day from marts.editions where agreement_code = $code
        union all select max(date_by) from marts.pack_documents where agreement_code = $code
        union all select max(date_by) from marts.pack_decisions where agreement_code = $code
        union all select max(date) from marts.pack_commentary where agreement_code = $code
        union all select max(reviewed_on) from marts.risks where agreement_code = $code
    )
"""


def latest_papers(con: Connection, agreement_code: str) -> date:
    """The day of the latest paper that is held of an agreement."""
    return con.execute(LATEST, {"code": agreement_code}).fetchone()[0]


def meeting(con: Connection, agreement_code: str, day: str, since: str | None) -> dict[str, Rows]:
    """What a board has before it on `day` ('2010-09-14'), beside how its promises stand; `since`: the meeting before.

    `decisions`: each as published, the latest first; `waits`: it is a recommendation, and nobody's agreement to it had
    been published. `actions`: as queries.actions has them; `is_new`: done since the meeting before. `ages`: of the
    latest figure of each target, the days from the end of its period to the paper that prints it, the most first, then
    the newest. `due`: figures promised for periods that had ended, of which there is none; `expected_on`, if it takes
    as long as the last one did.
    """
    asked = on_day(agreement_code, day)
    # What is told of an action without a day is the papers' last word: nobody knows how old.
    is_last = date.fromisoformat(day) >= latest_papers(con, agreement_code)
    done = [row for row in actions(con, agreement_code, day) if is_last or row["due"] or row["done_on"]]
    for row in done:
        row["is_new"] = bool(row["done_on"] and since and row["done_on_by"] > date.fromisoformat(since))
    ages = f"select * from marts.promise_ages where {OF_EDITION} order by days desc, said_by desc, target"
    return {
        "decisions": all_rows(con, DECISIONS, asked),
        "actions": done,
        "ages": all_rows(con, ages, asked),
        "due": all_rows(con, DUE, asked),
    }


# A recommendation is answered by a later agreement on its target; one about no target, by any of its policy area or of
# the whole agreement.
DECISIONS = """
    with known as (
        select *, starts_with(lower(decision), 'recommend') as is_recommendation
        from marts.pack_decisions where agreement_code = $code and date_by <= cast($as_of as date)
    )

    select known.*, known.is_recommendation and not exists (
            from known as later
            where later.date_by >= known.date_by and not later.is_recommendation
                and if(
                    known.target is not null, later.target is not distinct from known.target,
                    coalesce(later.policy_area = known.policy_area, true)
                )
        ) as waits,
    from known
    order by date_by desc, source_row desc
"""
DUE = f"""
    with points as ({KNOWN_POINTS}),

    last_promised as (
        select target, indicator, area_code, max(period_end) as period_end,
            arg_max(period_label, period_end) as period_label,
        from points
        where what in ('milestone', 'final target') and is_last_word and period_end < cast($as_of as date)
        group by target, indicator, area_code
    )

    select last_promised.*, promises.agreement_code, promises.title, promises.area_name, promises.lead_partner,
        cast(last_promised.period_end + to_days(cast(ages.days as integer)) as date) as expected_on,
    from last_promised
    join (from marts.promises where {OF_EDITION}) as promises using (target)
    left join (from marts.promise_ages where {OF_EDITION}) as ages using (target)
    where not promises.is_removed and not promises.is_history and not exists (
        from points
        where points.what = 'outturn' and points.value is not null
            and points.indicator = last_promised.indicator and points.area_code = last_promised.area_code
            and points.period_end >= last_promised.period_end
    )
    order by expected_on nulls last, last_promised.period_end, promises.position
"""
