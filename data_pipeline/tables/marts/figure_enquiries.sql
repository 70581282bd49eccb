-- one row per area, reporting year, series and reason to ask about its published figure, which needs no target
-- made: key area_code, reporting_year, series_id, reason, district_code
-- Sure is what a test, or a whole count, makes sure of: of hundreds of figures many move by chance.
with lines as (
    select
        card.area_code, card.reporting_year, card.series_id, card.indicator, card.laa_theme, card.value, card.lower,
        card.upper, card.period_label, card.start_value, card.start_period_label, card.england_value, card.better_or_worse,
        card.is_change_clear, card.improvement_in_spreads, card.lead_in_spreads, card.change_since_start, card.missing_reason, card.status,
        card.elsewhere_code, card.area_count, areas.name as area_name, series.series_title, series.unit, series.decimals, series.polarity,
        series.basis, series.is_complete,
        alike.words as beside_similar, alike.is_sure as is_similar_sure, alike.median as similar_middle, alike.lower_quartile, alike.upper_quartile,
        alike.area_count as similar_count,
        england.words as beside_england, england.is_clear as is_england_clear,
        card.denominator / unit_scale(series.unit) as people_each,
        coalesce(areas.population_2008 < (select value from marts.thresholds where threshold = 'few_people'), false)
            as is_of_few,
    from marts.report_card as card
    join marts.series as series using (series_id)
    join marts.areas as areas using (area_code)
    left join (select * from marts.comparisons where comparator = 'similar') as alike
        on alike.area_code = card.area_code and alike.series_id = card.series_id
        and alike.reporting_year = card.reporting_year
    left join (select * from marts.comparisons where comparator = 'england') as england
        on england.area_code = card.area_code and england.series_id = card.series_id
        and england.reporting_year = card.reporting_year
),

found as (
    select lines.*, 'got worse' as reason, 'sure' as how_sure, abs(change_since_start) * people_each as people,
    from lines
    where better_or_worse = 'worse' and is_change_clear

    union all by name

    -- Untested, and half a typical distance between areas or more: what `position` calls slight.
    select lines.*, 'got worse' as reason, 'untested' as how_sure, abs(change_since_start) * people_each as people,
    from lines
    where better_or_worse = 'worse' and is_change_clear is null and improvement_in_spreads <= -0.5 and not is_of_few

    union all by name

    -- In the worst quarter of the similar places, whose middle lies outside its own margin of error.
    select lines.*, 'behind similar places' as reason, 'sure' as how_sure, abs(value - similar_middle) * people_each as people,
    from lines
    where beside_similar in ('worse', 'much worse') and is_similar_sure

    union all by name

    select lines.*, 'behind England' as reason, 'sure' as how_sure, abs(value - england_value) * people_each as people,
    from lines
    where beside_england = 'worse' and is_england_clear

    union all by name

    -- A district of a county surely got worse, and the county did not.
    select lines.*, 'hidden by the whole' as reason, 'sure' as how_sure,
        abs(card.change_since_start) * card.denominator / unit_scale(lines.unit) as people,
        card.area_code as district_code, areas.name as district, card.value as district_value,
        card.start_value as district_start_value,
    from lines
    join marts.areas as areas on areas.county_code = lines.area_code
    join marts.report_card as card
        on card.area_code = areas.area_code and card.series_id = lines.series_id
        and card.reporting_year = lines.reporting_year
    where card.better_or_worse = 'worse' and card.is_change_clear and lines.better_or_worse in ('better', 'same')

    union all by name

    select lines.*, 'gap widening' as reason, 'sure' as how_sure, gaps.gap_people as people, gaps.districts,
        gaps.worst_off_value, gaps.average_value, gaps.start_worst_off_value, gaps.start_average_value, gaps.gap, gaps.start_gap,
        gaps.start_year,
    from lines
    join marts.gaps as gaps
        on gaps.scope_code = lines.area_code and gaps.series_id = lines.series_id
        and gaps.reporting_year = lines.reporting_year
    where gaps.movement = 'widening' and gaps.is_change_clear

    union all by name

    -- Where the publisher says why there is none, there is nothing to ask.
    select lines.*, 'no figure' as reason, 'fact' as how_sure,
    from lines
    where value is null and elsewhere_code is null and area_count > 0 and status is null
      and missing_reason = 'not published for this place and year'
)

select * exclude (people_each, is_of_few, is_similar_sure, elsewhere_code, status, better_or_worse, is_change_clear)
from found
order by area_code, reporting_year, series_id, reason, district_code
