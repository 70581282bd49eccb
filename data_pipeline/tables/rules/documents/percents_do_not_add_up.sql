-- doubt: one row per question whose printed per cents miss 100 by more than rounding can
-- 99 to 101 is rounding, and gets a note where it is shown (marts.consultation). '<1%' stands for anything up to 1.
with printed as (
    select
        question,
        sum(cast(trim(percent_as_printed, '<%') as integer)) as highest,
        sum(cast(trim(percent_as_printed, '<%') as integer)) filter (not starts_with(percent_as_printed, '<')) as lowest,
    from definitions.consultation_responses
    where level = 'main'
    group by question
)

select
    'consultation_responses' as source_id, totals.source_row,
    'percent_as_printed' as column_name,
    format('{}: {}%', totals.question, highest) as value,
    'the per cents of the answers do not make 100' as problem,
    'Check each against the publication; they are never rescaled' as what_to_do,
from printed
join definitions.consultation_responses as totals on totals.question = printed.question and totals.level = 'total'
where highest < 99 or lowest > 101
