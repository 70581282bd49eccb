-- one row per edition and promise: how it stands now against what was due, in ours and in their own words
with doubts as (
    select pack, edition, target, string_agg(detail, '. ' order by finding) as detail
    from marts.target_audit
    where is_target_in_doubt
    group by pack, edition, target
),

said as (
    select
        latest.pack, latest.edition, latest.target,
        any_value(words.verdict order by cast(words.position as integer)) as published_verdict,
    from (
        select pack, edition, target, published_rating from marts.promises where published_rating is not null and target is not null
    ) as latest
    join definitions.published_ratings as words on regexp_matches(lower(latest.published_rating), words.pattern)
    group by latest.pack, latest.edition, latest.target
),

judged as (
    select
        promises.pack, promises.edition, promises.is_latest_edition, promises.agreement_code, promises.area_code, promises.target, promises.indicator, promises.title,
        promises.kind, promises.policy_area, promises.theme_name, promises.position, promises.lead_partner,
        promises.published_rating, promises.value as latest_value, promises.reason as latest_reason,
        promises.floor_value, promises.polarity,
        latest.* exclude (
            pack, edition, is_latest_edition, agreement_code, area_code, target, indicator, polarity, published_rating, notice, is_latest
        ),
        -- What is promised now, where the promise was set again after what the figure is held against.
        if(
            abs(promises.final_value - latest.target_value) > 1e-9
                and promises.final_period_label is not distinct from latest.target_period_label,
            promises.final_as_published, null
        ) as set_again_as_published,
        doubts.detail as doubt,
        said.published_verdict,
        promises.notice,
        case
            when doubts.detail is not null then 'check'
            when latest.arithmetic_rating is null then 'unknown'
            else latest.arithmetic_rating
        end as code,
        case
            when doubts.detail is not null then doubts.detail
            when latest.value is null and promises.value is not null and promises.status = 'estimated'
            then 'only an estimate was published, and an estimate sets no rating'
            when latest.value is null and promises.value is not null
            then 'no target was printed for the period of the figure'
            when latest.value is null then 'no figure of what happened was published'
            when latest.arithmetic_rating = 'unknown' and latest.start_value is null
            then 'it missed what was due, and without a baseline nobody can say by how much of the promise'
            when latest.arithmetic_rating = 'unknown' and abs(latest.promised_improvement) < 1e-9
            then 'it was to stay as it was, and no tolerance was agreed'
            when latest.arithmetic_rating = 'unknown' then 'nothing was due for this period'
        end as why_not,
    from marts.promises as promises
    left join marts.rated_outturns as latest
        on latest.pack = promises.pack and latest.edition = promises.edition and latest.target = promises.target
        and latest.is_latest
    left join doubts
        on doubts.pack = promises.pack and doubts.edition = promises.edition and doubts.target = promises.target
    left join said
        on said.pack = promises.pack and said.edition = promises.edition and said.target = promises.target
    where promises.target is not null and not promises.is_removed
)

select
    judged.* exclude (code),
    judged.code as rating_code,
    ratings.rating,
    ratings.symbol,
    ratings.meaning,
    case
        when floor_value is null or value is null then null
        when improvement(value - floor_value, polarity) >= -1e-9 then 'at or above the floor'
        else 'below the floor'
    end as floor_status,
    -- Good words for a promise that is behind, or bad words for one that is on track.
    case
        when published_verdict = 'good' and judged.code in ('behind', 'backwards') then 'kinder than the figures'
        when published_verdict in ('good') and judged.code = 'close' then 'kinder than the figures'
        when published_verdict = 'middling' and judged.code = 'backwards' then 'kinder than the figures'
        when published_verdict in ('bad', 'middling') and judged.code in ('met', 'on_track') then 'harsher than the figures'
    end as disagreement,
from judged
join marts.rating_words as ratings
    on ratings.rating_code = judged.code and ratings.valid_from <= judged.edition
    and coalesce(judged.edition < ratings.valid_until, true)
order by judged.pack, judged.edition, judged.position
