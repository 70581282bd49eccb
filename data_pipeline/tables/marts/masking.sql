-- one row per edition and district that is behind, or worse than it was, while its whole area is on track or has met its target
-- Each is held to the same improvement from its own start: in points for shares, in proportion for everything else.
with areas_well as (
    select * from marts.ratings
    where rating_code in ('met', 'on_track') and area_code = agreement_code and start_value is not null
),

outturns as (
    select * from judging.edition_points
    where what = 'outturn' and is_last_word and value is not null and area_code <> agreement_code
),

districts as (
    select
        areas_well.pack, areas_well.edition, areas_well.is_latest_edition, areas_well.agreement_code, areas_well.target, areas_well.indicator, areas_well.title,
        areas_well.rating_code as area_rating_code, areas_well.polarity, areas_well.unit, areas_well.close_share,
        areas_well.start_value as area_start, areas_well.due_value as area_due, areas_well.target_value as area_target,
        areas_well.period_label, areas_well.lead_partner, areas_well.notice,
        latest.area_code as district_code,
        latest.value, latest.value_as_published,
        starts.value as start_value, starts.value_as_published as start_as_published,
        starts.period_label as start_period_label,
    from areas_well
    join outturns as latest
        on latest.pack = areas_well.pack and latest.edition = areas_well.edition
        and latest.indicator = areas_well.indicator
        and latest.period_start = areas_well.period_start and latest.period_end = areas_well.period_end
    join outturns as starts
        on starts.pack = latest.pack and starts.edition = latest.edition and starts.indicator = latest.indicator and starts.area_code = latest.area_code
        and starts.period_end <= coalesce(areas_well.start_end, starts.period_end)
        and starts.period_end < latest.period_end
        and whole_months(starts.period_start, starts.period_end) = whole_months(latest.period_start, latest.period_end)
    qualify row_number() over (
        partition by areas_well.pack, areas_well.edition, areas_well.target, latest.area_code
        order by starts.period_end desc
    ) = 1
),

held as (
    select
        *,
        case
            when unit = '%' or area_start = 0 then start_value + (area_due - area_start) else start_value * area_due / area_start
        end as due_value,
        case
            when unit = '%' or area_start = 0 then start_value + (area_target - area_start)
            else start_value * area_target / area_start
        end as target_value,
    from districts
),

rated as (
    select *, rating(value, start_value, target_value, due_value, polarity, close_share, null) as district_rating_code
    from held
)

select
    rated.pack, rated.edition, rated.is_latest_edition, rated.agreement_code, rated.target, rated.indicator, rated.title, rated.area_rating_code, rated.district_code,
    areas.name as district, areas.population_2008 as population, rated.district_rating_code,
    ratings.rating as district_rating,
    rated.value_as_published, rated.period_label, rated.start_as_published, rated.start_period_label, rated.due_value,
    rated.unit, rated.lead_partner, rated.notice,
from rated
join marts.areas as areas on areas.area_code = rated.district_code
join marts.rating_words as ratings
    on ratings.rating_code = rated.district_rating_code and ratings.valid_from <= rated.edition
    and coalesce(rated.edition < ratings.valid_until, true)
where rated.district_rating_code in ('behind', 'backwards')
order by rated.pack, rated.edition, rated.target, areas.name
