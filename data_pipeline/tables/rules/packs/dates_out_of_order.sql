-- doubt: one row per day that comes before what it must follow
-- As far as both are known: what was asked in December 2009 may be answered on any day of that month.
with days as (
    select source_id, source_row, 'answered_on' as column_name, answered_on as value, date as first_day, 'answered' as done
    from packs.scrutiny
    union all
    select source_id, source_row, 'due', due, date, 'due'
    from packs.scrutiny
    union all
    select source_id, source_row, 'responded_on', responded_on, received, 'answered'
    from packs.petitions
    union all
    select source_id, source_row, 'closes', closes, opens, 'closed'
    from packs.engagement
    union all
    select source_id, source_row, 'result_on', result_on, opens, 'told of'
    from packs.engagement
    union all
    select source_id, source_row, 'ended', ended, started, 'ended'
    from packs.interventions
    union all
    select source_id, source_row, 'deadline', deadline, started, 'due'
    from packs.interventions
    union all
    select source_id, source_row, 'responded_on', responded_on, started, 'answered'
    from packs.interventions
)

select
    source_id, source_row, column_name, value,
    format('it is said to be {} before {}, when it began', done, first_day) as problem,
    'Correct the day that is wrong' as what_to_do,
from days
where left(value, least(length(value), length(first_day))) < left(first_day, least(length(value), length(first_day)))
