-- one row per outlook of an edition whose target date has a figure by now: how it came out
with said as (
    select *, in_years(target_end) as t_target
    from marts.promise_outlooks
    where rule in ('outlook.projection_80', 'outlook.pace', 'outlook.met')
    -- Said once, however many editions repeat it.
    qualify row_number() over (partition by pack, target, until, target_value, last_value order by edition) = 1
),

happened as (
    select pack, target, t, value as outcome
    from judging.promise_figures
    where is_main and is_latest_edition
),

-- The figure for the target date: of a period that ends within half a month of it, the nearest.
pairs as (
    select said.*, happened.outcome
    from said
    join happened on happened.pack = said.pack and happened.target = said.target
        and abs(happened.t - said.t_target) <= 1.0 / 24
    qualify row_number() over (
        partition by said.pack, said.edition, said.target order by abs(happened.t - said.t_target), happened.t
    ) = 1
)

select
    pack,
    edition,
    target,
    agreement_code,
    indicator,
    unit,
    notice,
    rule,
    pairs.verdict,
    until,
    last_value,
    projected,
    projected_lower,
    projected_upper,
    target_value,
    outcome,
    projected - outcome as error,
    last_value - outcome as error_of_no_change,
    abs(error) < abs(error_of_no_change) as is_nearer,
    projected_lower <= outcome and outcome <= projected_upper as is_inside,
    -- As good as promised is enough.
    improvement(outcome - target_value, polarity) >= -1e-9 * greatest(abs(outcome), abs(target_value)) as was_met,
    -- Of a verdict that said which way it would end.
    verdicts.says_met = was_met as was_right,
from pairs
left join marts.verdicts as verdicts on verdicts.subject = 'outlook' and verdicts.verdict = pairs.verdict
order by pack, edition, target
