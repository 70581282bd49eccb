-- set aside: one row per milestone or outturn whose period cannot be read; one that prints none is kept, and judged nowhere
with given as (
    select source_id, source_row, period, period_data, value from packs.milestones
    union all
    select source_id, source_row, period, period_data, value from packs.outturns
)

select
    given.source_id, given.source_row,
    case when reported.period is null and given.period is not null then 'period' else 'period_data' end as column_name,
    case when reported.period is null and given.period is not null then given.period else given.period_data end as value,
    coalesce(
        format(
            'this is a date; was {} meant?',
            year_meant(case when reported.period is null and given.period is not null then given.period else given.period_data end)
        ),
        'this period cannot be read'
    ) as problem,
    'Write it as 2010/11, 2010, Q3 2010/11, May 2010 or 2005-2007' as what_to_do,
from given
left join staging.periods as reported on reported.period = given.period
left join staging.periods as measured on measured.period = given.period_data
where given.period is not null and reported.period is null or given.period_data is not null and measured.period is null
