-- one row per question and band of the consultation of 2008: yes, yes with reservations, no; its answers and its share
with bands as (
    select question, band, sum(responses) as responses, any_value(base) as base, min(line) as line
    from marts.consultation
    where band is not null
    group by question, band
),

-- A band that nobody chose is one all the same: the document prints no answer of that kind.
every_band as (
    select questions.question, questions.base, questions.line as question_line, kinds.position, kinds.band
    from (select question, any_value(base) as base, min(line) as line from bands group by question) as questions
    cross join (
        select unnest(['yes', 'yes, with reservations', 'no']) as band, unnest([1, 2, 3]) as position
    ) as kinds
)

select
    question,
    position,
    band,
    cast(coalesce(responses, 0) as integer) as responses,
    every_band.base,
    cast(percent_half_up(coalesce(responses, 0), every_band.base) as integer) as percent,
    cast(sum(percent_half_up(coalesce(responses, 0), every_band.base)) over (partition by question) as integer)
        as percents_together,
from every_band
left join bands using (question, band)
order by question_line, position
