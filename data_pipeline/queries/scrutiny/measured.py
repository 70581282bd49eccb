"""The day of a page about scrutiny, and what the measure of a thing was before it began and is since."""

from data_pipeline import sql
from data_pipeline.queries.papers import KNOWN_POINTS

# The day asked for, else that of the latest paper of an agreement, or of what scrutiny and the public asked.
DAY = """
    select coalesce(cast($as_of as date), max(day)) as day from (
        select max(edition) as day from marts.editions where agreement_code = $code
        union all
        select greatest(
            max(asked_by) filter (length(asked_on) = 10), max(answered_on_by) filter (length(answered_on) = 10)
        )
        from marts.exchanges where agreement_code = $code
        union all
        select greatest(max(began_on), max(ended_on), max(responded_on)) from marts.cases where agreement_code = $code
    )
"""

PRINTED = """
    {'id': points.source_id, 'row': points.source_row, 'text': value_as_published, 'label': period_label,
        'value': points.value}
"""


def since(began: str) -> sql.Sql:
    """For each row of a relation `known`, by source_id and source_row: its measure's figures before and since.

    `began`: the column with its last possible first day. before_as_published, before_label, since_as_published,
    since_label: of the last year that ended by that day and of the latest year, none where it has none; has_break: it
    has been counted in another way since; is_clear: whether the two differ by more than chance, none without a test;
    untested: why there is none; is_no_better: both are held, counted alike, and the later is no better.
    """
    day = sql.name("known", began)
    return f"""
        select
            found.source_id, found.source_row, before.text as before_as_published, before.label as before_label,
            latest.text as since_as_published, latest.label as since_label, found.has_break, changes.is_clear,
            changes.reason as untested,
            coalesce(
                improvement(latest.value - before.value, found.polarity) < 1e-9 and not found.has_break, false
            ) as is_no_better,
        from (
            select known.source_id, known.source_row,
                arg_max({PRINTED}, points.period_end) filter (points.period_end <= {day}) as before,
                arg_max({PRINTED}, points.period_end) filter (points.period_end > {day}) as latest,
                coalesce(bool_or(points.break_before is not null) filter (points.period_end > {day}), false)
                    as has_break,
                any_value(points.polarity) as polarity,
            from known
            join ({KNOWN_POINTS}) as points
                on points.indicator = known.indicator and points.area_code = points.agreement_code
            where points.what = 'outturn' and points.is_last_word and points.value is not null
              and whole_months(points.period_start, points.period_end) >= 12
            group by known.source_id, known.source_row
        ) as found
        left join marts.asked_changes as changes
            on changes.before_id = found.before.id and changes.before_row = found.before.row
            and changes.since_id = found.latest.id and changes.since_row = found.latest.row
    """
