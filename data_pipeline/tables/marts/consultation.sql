-- one row per answer of the consultation summary of July 2008: its count, its base and its per cent
with questions as (
    select
        question,
        max(cast(responses as integer)) filter (level = 'total') as base,
        sum(cast(trim(percent_as_printed, '<%') as integer)) filter (
            level = 'main' and not starts_with(percent_as_printed, '<')
        ) as printed_sum,
    from definitions.consultation_responses
    group by question
),

everybody as (
    select document, cast(responses as integer) as respondents
    from definitions.consultation_responses
    where question = 'RESP' and level = 'total'
)

select
    answers.answer,
    answers.question,
    answers.topic,
    answers.level,
    answers.parent,
    answers.response_group,
    case answers.stance
        when 'yes' then 'yes' when 'yes_qualified' then 'yes, with reservations' when 'no' then 'no'
    end as band,
    cast(answers.responses as integer) as responses,
    questions.base,
    answers.base_type,
    percent_half_up(answers.responses, questions.base) as percent,
    answers.percent_as_printed,
    case when starts_with(answers.percent_as_printed, '<') then 'less than' end as percent_qualifier,
    cast(trim(answers.percent_as_printed, '<%') as integer) as percent_printed,
    case
        when questions.printed_sum <> 100 then 'does not sum to 100 because of rounding'
    end as rounding_note,
    case
        when answers.base_type = 'responses'
        then format(
            'One respondent may give several answers: {} responses; {} respondents took part in all',
            questions.base, everybody.respondents
        )
    end as base_note,
    answers.document,
    cast(answers.line as integer) as line,
from definitions.consultation_responses as answers
join questions using (question)
left join everybody using (document)
order by line
