-- one row per edition and reward that hangs on a target: what is at stake, and what our figures say was earned of it
with held as (
    select
        ratings.pack, ratings.edition, ratings.is_latest_edition, ratings.agreement_code, ratings.target, ratings.title,
        ratings.indicator, ratings.polarity, ratings.doubt, rewards.amount, rewards.threshold, rewards.result,
        rewards.result_on, rewards.source_url, rewards.source_row, rewards.notice, promises.final_period_label,
        -- The last quarter ends on the same day as its year, and is no figure for the year.
        coalesce(ratings.end_period_label = promises.final_period_label, true) as is_final,
        if(is_final, ratings.end_value, null) as end_value,
        if(is_final, ratings.end_standard_error, null) as end_standard_error,
        if(is_final, ratings.end_as_published, null) as end_as_published,
        if(is_final, ratings.end_period_label, null) as end_period_label,
        promised_number(rewards.threshold_value, rewards.threshold_reason, rewards.threshold_bound, ratings.polarity) as threshold_value,
        papers.published_by as known_from,
    from marts.pack_rewards as rewards
    -- A target that was removed takes its reward with it.
    join marts.ratings as ratings on ratings.pack = rewards.pack and ratings.target = rewards.target
    join marts.promises as promises
        on promises.pack = ratings.pack and promises.edition = ratings.edition and promises.target = ratings.target
    left join judging.dated_papers as papers on papers.pack = rewards.pack and papers.url = rewards.source_url
)

select
    pack, edition, is_latest_edition, agreement_code, target, title, indicator, amount as at_stake, threshold, threshold_value,
    end_value, end_as_published, end_period_label,
    case
        when improvement(1, polarity) is null then 'nobody has said which way is better'
        when threshold_value is null then 'the printed threshold is no one number'
        when doubt is not null then doubt
        when end_value is null
        then format('no figure for {} is in the papers found', coalesce(final_period_label, 'its last period'))
    end as why_not,
    case
        when why_not is not null then null
        when improvement(end_value - threshold_value, polarity) >= -1e-9 then amount
        else 0
    end as earned,
    coalesce(could_be_chance(end_value - threshold_value, end_standard_error), false) as could_be_chance,
    result, result_on, known_from, source_url, notice, source_row,
from held
order by pack, edition, source_row
