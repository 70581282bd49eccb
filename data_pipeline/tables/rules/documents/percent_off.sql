-- doubt: one row per printed per cent that its own counts do not give
with totals as (
    select question, cast(responses as integer) as base
    from definitions.consultation_responses
    where level = 'total'
),

printed as (
    select
        answers.*,
        base,
        starts_with(percent_as_printed, '<') as is_bound,
        cast(trim(percent_as_printed, '<%') as integer) as percent,
    from definitions.consultation_responses as answers
    join totals using (question)
)

select
    'consultation_responses' as source_id, source_row,
    'percent_as_printed' as column_name,
    format('{} of {} is printed as {}', responses, base, percent_as_printed) as value,
    'the counts give another per cent' as problem,
    'Show the count; the per cent is worked out from it' as what_to_do,
from printed
where case when is_bound then 100 * cast(responses as integer) >= percent * base
    else percent_half_up(responses, base) <> percent end
