-- doubt: one row per petition or call for action whose stage says otherwise than what is printed of its answer
-- Stages follow one another: what is not answered yet has no answer, and what is answered has one.
with told as (
    select
        source_id, source_row, stage, stage in ('answered', 'closed') as is_answered, response is not null as has_answer,
        stage = 'refused' as is_refused, false as has_reason,
    from packs.petitions

    union all

    select
        source_id, source_row, stage, stage in ('response', 'closed'), coalesce(response, outcome) is not null,
        stage = 'refused', refused_because is not null,
    from packs.calls_for_action
),

doubted as (
    select
        *,
        case
            when is_refused and not has_reason then 'it was refused, and no reason is given'
            when has_reason and not is_refused then 'it has a reason why it was refused, and is at another stage'
            when is_answered and not has_answer then 'at this stage it is answered, and no answer is given'
            when has_answer and not is_answered then 'it has an answer, and is at a stage before there is one'
        end as problem,
    from told
)

select
    source_id, source_row, 'stage' as column_name, stage as value, problem,
    'Give the stage that it has reached, and what was answered' as what_to_do,
from doubted
where problem is not null
