-- doubt: one row per printed target, milestone or threshold of a reward that is no one number, told once for each value
with directions as (
    select null as pack, indicator, polarity from definitions.national_indicators
    union all
    select pack, indicator, polarity from packs.indicators
),

printed as (
    select source_id, source_row, pack, target, final_period as period, 'final_target' as column_name, final_target as value
    from packs.targets
    union all
    select source_id, source_row, pack, target, period, 'value', value from packs.milestones
    union all
    select source_id, source_row, pack, target, null, 'threshold', threshold from packs.rewards
),

-- A year for which another row prints a number is no longer in doubt.
numbers as (
    select distinct printed.pack, printed.target, printed.period
    from printed
    join staging.printed_values as cells on cells.printed = printed.value
    where cells.value is not null
),

targets as (
    select targets.pack, targets.target, any_value(coalesce(targets.polarity, directions.polarity)) as polarity,
    from packs.targets as targets
    join directions on directions.indicator = targets.indicator and coalesce(directions.pack, targets.pack) = targets.pack
    group by targets.pack, targets.target
)

select
    printed.source_id, printed.source_row, printed.column_name, printed.value,
    format(
        'the printed {} is no one number',
        case printed.column_name when 'value' then 'milestone' when 'final_target' then 'target' else 'threshold' end
    ) as problem,
    'Nothing is held against it. Give the number in a row of its own once it is agreed' as what_to_do,
from printed
join targets using (pack, target)
join staging.printed_values as cells on cells.printed = printed.value
anti join numbers
    on numbers.pack = printed.pack and numbers.target = printed.target and numbers.period = printed.period
where promised_number(cells.value, cells.reason, cells.bound, targets.polarity) is null and cells.reason <> 'deleted'
