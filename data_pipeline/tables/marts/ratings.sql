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

-- The figure for the last period that something was promised for.
ends as (
    select
        pack, edition, target, value_as_published as end_as_published, period_label as end_period_label, could_be_chance as end_could_be_chance,
        value as end_value, standard_error as end_standard_error,
        case
            when arithmetic_rating = 'met' then 'kept'
            -- To stay as it was is kept within the tolerance that the partnership agreed, and not within one of ours.
            when arithmetic_rating = 'on_track' and abs(promised_improvement) < 1e-9 and tolerance_amount is not null then 'kept'
            when arithmetic_rating <> 'unknown' then 'not kept'
        end as end_code,
    from marts.rated_outturns
    where period_end = target_end
    -- A year's last quarter ends on the same day.
    qualify row_number() over (partition by pack, edition, target order by months desc, source_row desc) = 1
),

judged as (
    select
        promises.pack, promises.edition, promises.is_latest_edition, promises.agreement_code, promises.area_code, promises.target, promises.indicator, promises.title,
        promises.kind, promises.kind in ('national indicator', 'council measure') as is_beside, promises.policy_area, promises.theme_name, promises.position, promises.lead_partner,
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
        -- The agreements of 2008 ran to March 2011.
        coalesce(terms.target_end, agreement.period_end, date '2011-03-31') as ends_on,
        if(doubts.detail is null, coalesce(ends.end_code, 'cannot be said'), 'cannot be said') as end_code,
        case
            when doubts.detail is not null then doubts.detail
            when ends.end_code is not null then null
            when promises.final_value is null and promises.final_as_published is not null and terms.target_value is null
            then format('the printed target is no one number: “{}”', promises.final_as_published)
            when not promises.has_target then 'no target is printed'
            when terms.target_value is null then 'no target is printed as a number'
            when promises.figures = 0 then 'no figure of what happened is in the papers found'
            when terms.target_end is null then 'the target has no date'
            else format('no figure for {} is in the papers found', terms.target_period_label)
        end as end_why,
        ends.end_value,
        ends.end_standard_error,
        ends.end_as_published,
        ends.end_period_label,
        coalesce(ends.end_could_be_chance, false) as end_could_be_chance,
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
            when latest.value is null and promises.value is not null and promises.period_end is null
            then 'the paper does not print which period its figure is for'
            when latest.value is null and promises.value is not null
                and promises.final_value is null and promises.final_as_published is not null
            then format('the printed target is no one number: “{}”', promises.final_as_published)
            when latest.value is null and promises.value is not null
            then 'no target was printed for the period of the figure'
            when latest.value is null then 'no figure of what happened was published'
            when latest.arithmetic_rating = 'missed' and latest.start_value is null
            then 'where it started is not published, so nobody can say by how much of the promise'
            when latest.arithmetic_rating = 'missed'
            then 'it was to stay as it was, and no tolerance was agreed, so nobody can say by how much of the promise'
            when latest.arithmetic_rating = 'unknown' and latest.target_value is null and promises.final_value is null
            then format('the printed target is no one number: “{}”', promises.final_as_published)
            when latest.arithmetic_rating = 'unknown' and latest.has_milestone_in_words
            then format('the printed milestone is no one number: “{}”', latest.milestone_as_published)
            when latest.arithmetic_rating = 'unknown' then 'nothing was due for this period'
        end as why_not,
    from marts.promises as promises
    left join marts.rated_outturns as latest
        on latest.pack = promises.pack and latest.edition = promises.edition and latest.target = promises.target
        and latest.is_latest
    left join doubts
        on doubts.pack = promises.pack and doubts.edition = promises.edition and doubts.target = promises.target
    join marts.pack_agreement as agreement on agreement.pack = promises.pack
    left join judging.held_against as terms
        on terms.pack = promises.pack and terms.edition = promises.edition and terms.target = promises.target
        and terms.source_row is null
    left join ends
        on ends.pack = promises.pack and ends.edition = promises.edition and ends.target = promises.target
    left join said
        on said.pack = promises.pack and said.edition = promises.edition and said.target = promises.target
    where promises.target is not null and not promises.is_removed and not promises.is_history
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
        when published_verdict = 'good' and judged.code in ('behind', 'backwards', 'missed') then 'kinder than the figures'
        when published_verdict in ('good') and judged.code = 'close' then 'kinder than the figures'
        when published_verdict = 'middling' and judged.code = 'backwards' then 'kinder than the figures'
        when published_verdict in ('bad', 'middling') and judged.code in ('met', 'on_track') then 'harsher than the figures'
    end as disagreement,
from judged
join marts.rating_words as ratings
    on ratings.rating_code = judged.code and ratings.valid_from <= judged.edition
    and coalesce(judged.edition < ratings.valid_until, true)
order by judged.pack, judged.edition, judged.position
