-- one row per area, series and reporting year: the figure, what it was, and what it is elsewhere
-- made: key area_code, series_id, reporting_year; series by series; in slices of 1,250,000 marts.figures by area_code
with cells as (
    select
        areas.area_code, areas.area_type, areas.county_code, areas.region_code,
        case when areas.is_district then 'district' else 'agreement' end as kind,
        series.series_id, series.indicator, series.laa_theme, series.polarity, series.decimals,
        series.first_year, series.last_year,
        series.is_of_few_places, series.has_own_tiers,
        years.reporting_year, years.year_before,
        -- The order of the lines, as numbers: millions of them are sorted.
        areas.place as area_place, years.first_year as year, series.place as series_place,
    from (select *, row_number() over (order by area_code) as place from marts.areas) as areas
    cross join (select *, row_number() over (order by series_id) as place from marts.series) as series
    cross join (
        select *, reporting_year_label(first_year - 1) as year_before from staging.reporting_years
    ) as years
    where (areas.is_agreement_area or areas.is_district) and is_in_slice(areas.area_code)
      and (
          not series.is_of_few_places
          or (areas.area_code, series.series_id) in (
              select (area_code, series_id) from marts.figures where value is not null and is_in_slice(area_code)
          )
      )
),

-- Read where they are wanted: kept in memory for all of these joins, they would fill it.
figures as not materialized (
    select * from marts.figures where stands_for_year
),

own as not materialized (
    select * from figures where is_in_slice(area_code) and reporting_year >= '2006/07'
),

of_england as not materialized (
    select * from figures where area_code = 'E92000001'
),

of_regions as not materialized (
    select * from figures where area_code in (select area_code from marts.areas where area_type = 'region')
),

of_counties as not materialized (
    select * from figures where area_code in (select area_code from marts.areas where area_type = 'county')
),

-- What is said in place of a figure: the councils that now publish for this place, if they did.
elsewhere as (
    select
        replacements.area_code, figures.series_id, figures.reporting_year,
        string_agg(
            format('{} (one council since {})', replacements.replacement_name, replacements.since_year),
            ' and ' order by replacements.replacement_name
        ) as published_for,
        any_value(replacements.replacement_code) as replacement_code,
        any_value(figures.value) as replacement_value,
        count(*) as replacement_count,
    from staging.replacements
    join figures on figures.area_code = replacements.replacement_code
    where figures.value is not null and is_in_slice(replacements.area_code)
    group by replacements.area_code, figures.series_id, figures.reporting_year
),

set_aside as (
    select area_code, series_id, reporting_year, min(set_aside_problem) as problem
    from staging.figures_found
    where set_aside_problem is not null and is_in_slice(area_code)
    group by area_code, series_id, reporting_year
),

-- Since when a figure cannot be set beside the start: its publisher's word of a break after that.
breaks as (
    select area_code, series_id, min(reporting_year) as break_year
    from figures
    where is_break and reporting_year > '2007/08' and is_in_slice(area_code)
    group by area_code, series_id
),

kinds_published as (
    select distinct figures.series_id, areas.area_type
    from figures join marts.areas as areas using (area_code)
    -- A later council's figure for a whole county does not make it a series for counties.
    where figures.value is not null and figures.published_code = figures.area_code
),

joined as (
    select
        cells.*,
        now.period, now.period_start, now.period_end, now.period_label,
        now.value, now.lower, now.upper, now.status, now.status_meaning,
        now.value_as_published, now.published_code, now.area_evidence, now.note,
        now.source_id, now.source_row, now.numerator, now.denominator,
        before.value as previous_value,
        before.period_label as previous_period_label,
        start.value as start_value,
        start.value_as_published as start_value_as_published,
        start.period_label as start_period_label,
        case
            when cells.reporting_year > '2007/08' and cells.reporting_year < coalesce(breaks.break_year, '~')
            then shown_difference(now.value, start.value, cells.decimals)
        end as change_since_start,
        now.is_break, cells.has_own_tiers,
        directions.start_rule, directions.start_verdict, directions.start_p_value,
        england.value as england_value,
        england.value_as_published as england_value_as_published,
        region.value as region_value,
        region.value_as_published as region_value_as_published,
        county.value as county_value,
        county.value_as_published as county_value_as_published,
        spread.area_count, spread.lower_quartile, spread.median, spread.upper_quartile, spread.typical_distance,
        elsewhere.published_for, elsewhere.replacement_code, elsewhere.replacement_value,
        elsewhere.replacement_count,
        kinds_published.area_type is not null as is_published_for_kind,
        set_aside.problem as set_aside_problem,
    from cells
    left join own as now using (area_code, series_id, reporting_year)
    left join own as before
        on before.area_code = cells.area_code and before.series_id = cells.series_id
        and before.reporting_year = cells.year_before
    left join own as start
        on start.area_code = cells.area_code and start.series_id = cells.series_id
        and start.reporting_year = '2007/08'
    left join (select * from marts.directions where is_in_slice(area_code)) as directions
        on directions.area_code = cells.area_code and directions.series_id = cells.series_id
        and directions.reporting_year = cells.reporting_year
    left join of_england as england
        on england.series_id = cells.series_id and england.period = now.period
    left join of_regions as region
        on region.area_code = cells.region_code and region.series_id = cells.series_id and region.period = now.period
    left join of_counties as county
        on county.area_code = cells.county_code and county.series_id = cells.series_id and county.period = now.period
    left join marts.spread as spread
        on spread.series_id = cells.series_id and spread.reporting_year = cells.reporting_year
        and spread.kind = cells.kind
    left join breaks on breaks.area_code = cells.area_code and breaks.series_id = cells.series_id
    left join elsewhere
        on elsewhere.area_code = cells.area_code and elsewhere.series_id = cells.series_id
        and elsewhere.reporting_year = cells.reporting_year
    left join set_aside
        on set_aside.area_code = cells.area_code and set_aside.series_id = cells.series_id
        and set_aside.reporting_year = cells.reporting_year
    left join kinds_published
        on kinds_published.series_id = cells.series_id and kinds_published.area_type = cells.area_type
)

select
    area_code,
    indicator,
    series_id,
    reporting_year,
    laa_theme,
    period,
    period_start,
    period_end,
    period_label,
    value,
    lower,
    upper,
    status,
    status_meaning,
    value_as_published,
    case
        when value is not null then null
        when status = 'not available' and numerator is not null
        then format('only the count is known here: {:,}', cast(numerator as bigint))
        when status is not null then status_meaning
        when set_aside_problem is not null then 'the published figure was set aside: ' || set_aside_problem
        when not is_published_for_kind and area_type = 'district' then 'not published for districts in this series'
        when published_for is not null then 'published only for ' || published_for
        when not is_published_for_kind and area_type = 'county' then 'not published for counties in this series'
        when first_year = last_year then 'published for ' || first_year || ' only'
        when reporting_year < first_year then 'the series starts in ' || first_year
        when reporting_year > last_year then 'the series ends in ' || last_year
        else 'not published for this place and year'
    end as missing_reason,
    -- Shown as what it is, the later council's own figure; never as this area's.
    case
        when missing_reason like 'published only for %' and replacement_count = 1
        then replacement_code
    end as elsewhere_code,
    case when elsewhere_code is not null then replacement_value end as elsewhere_value,
    previous_value,
    case when not is_break then shown_difference(value, previous_value, decimals) end as change_since_previous,
    previous_period_label,
    start_value,
    start_value_as_published,
    start_period_label,
    change_since_start,
    better_or_worse(change_since_start, polarity) as better_or_worse,
    -- Null where the change was not tested: then nobody can tell it from chance, but where everything is counted.
    case
        when start_p_value is not null then start_verdict <> 'no clear change'
        when start_rule = 'direction.complete_count' and start_verdict <> 'the same' then true
    end as is_change_clear,
    improvement(change_since_start, polarity) / nullif(typical_distance, 0) as improvement_in_spreads,
    england_value,
    england_value_as_published,
    region_value,
    region_value_as_published,
    county_value,
    county_value_as_published,
    area_count,
    lower_quartile,
    median,
    upper_quartile,
    -- Behind England; where the series has no England figure, behind the middle of all areas, if they are of one measure.
    improvement(
        shown_difference(value, coalesce(england_value, if(is_of_few_places or has_own_tiers, null, median)), decimals), polarity
    ) / nullif(typical_distance, 0) as lead_in_spreads,
    published_code,
    area_evidence,
    note,
    numerator,
    denominator,
    source_id,
    source_row,
from joined
order by area_place, year, series_place
