-- one row per series, scope (England, a region, a county) and reporting year: how far its most deprived tenth is behind
-- made: key series_id, scope_code, reporting_year; series by series
-- The tenth is chosen by deprivation in 2007 and stays: chosen for its bad figures, it would catch up by chance alone.
with scopes as (
    select 'E92000001' as scope_code, area_code from marts.areas where is_district
    union all
    select region_code, area_code from marts.areas where is_district and region_code is not null
    union all
    select county_code, area_code from marts.areas where is_district and county_code is not null
),

districts as (
    select
        scopes.scope_code, areas.area_code, areas.name, areas.population_2008,
        number(context.imd_2007_mean_score) as deprivation,
        greatest(1, count(number(context.imd_2007_mean_score)) over (partition by scopes.scope_code) // 10) as tenth_count,
        count(*) over (partition by scopes.scope_code) as district_count,
        -- One district needs no weight; of several, one of unknown population cannot be weighed.
        deprivation is not null and (areas.population_2008 is not null or tenth_count = 1) as can_be_chosen,
    from scopes
    join marts.areas as areas using (area_code)
    left join definitions.context as context using (area_code)
),

placed as (
    select
        *,
        row_number() over (partition by scope_code, can_be_chosen order by deprivation desc, area_code) as place,
        can_be_chosen and place <= tenth_count as is_worst_off,
    from districts
),

figures as (
    -- What came before a break cannot be set beside what came after it: another stretch begins.
    select
        figures.*, series.unit,
        count(*) filter (figures.is_break) over (
            partition by figures.series_id, figures.area_code order by figures.reporting_year
        ) as stretch,
    from marts.figures as figures
    join marts.series as series using (series_id)
    where figures.stands_for_year and figures.value is not null and figures.reporting_year >= '2007/08'
),

of_districts as (
    select figures.*, placed.* exclude (area_code)
    from figures
    join placed using (area_code)
),

-- Files drop noughts at the end: how fine a figure is shows in others of its kind, for a whole in those of every year.
cells as (
    select printed.*, wholes.half_step as half_step_of_whole, scope_code, tenth_count, district_count
    from (
        select
            series_id, reporting_year, min(half_step(value_as_published)) as half_step,
            floor(median(stretch)) as stretch,
        from of_districts where scope_code = 'E92000001'
        group by series_id, reporting_year
    ) as printed
    left join (
        select series_id, min(half_step(value_as_published)) as half_step
        from figures where area_code in (select scope_code from scopes)
        group by series_id
    ) as wholes using (series_id)
    cross join (select distinct scope_code, tenth_count, district_count from placed)
),

-- From 2007/08 or the last break, or from the first year since in which at least half of the tenth have a figure.
starts as (
    select
        cells.series_id, cells.scope_code, cells.reporting_year,
        min(worst_off.reporting_year) over (
            partition by cells.series_id, cells.scope_code, cells.stretch
        ) as start_year,
    from cells
    left join (
        select series_id, scope_code, reporting_year
        from of_districts where is_worst_off
        group by series_id, scope_code, reporting_year
        having 2 * count(*) >= any_value(tenth_count)
    ) as worst_off using (series_id, scope_code, reporting_year)
),

-- Both years are of the same districts: those that have a figure in each.
both_years as (
    select
        now.scope_code, now.series_id, now.reporting_year, now.area_code, now.name, now.place, now.is_worst_off,
        now.population_2008, coalesce(now.population_2008, 1) as weight,
        now.value, standard_error(now.lower, now.upper) as error, now.period,
        start.value as start_value, standard_error(start.lower, start.upper) as start_error, start.period as start_period,
        if(now.unit = '%' and now.is_counted, now.denominator, null) as people,
    from of_districts as now
    join starts using (series_id, scope_code, reporting_year)
    join figures as start
        on start.series_id = now.series_id and start.area_code = now.area_code
        and start.reporting_year = starts.start_year and start.stretch = now.stretch
    where now.reporting_year >= starts.start_year
),

-- Sums in the order of place, so that every machine gets the same last bits.
worst_off as (
    select
        scope_code, series_id, reporting_year,
        list(name order by place) as districts,
        count(*) as with_figure,
        sum(weight * value order by place) / sum(weight) as value,
        sum(weight * start_value order by place) / sum(weight) as start_value,
        if(count(error) = count(*), sqrt(sum((weight * error) ^ 2 order by place)) / sum(weight), null) as error,
        if(count(start_error) = count(*), sqrt(sum((weight * start_error) ^ 2 order by place)) / sum(weight), null)
            as start_error,
        if(count(people) = count(*), sum(people), null) as people,
    from both_years where is_worst_off
    group by scope_code, series_id, reporting_year
),

of_all as (
    select
        scope_code, series_id, reporting_year,
        count(*) as compared,
        count(population_2008) as with_figure,
        sum(population_2008 * value order by area_code) / sum(population_2008) as value,
        sum(population_2008 * start_value order by area_code) / sum(population_2008) as start_value,
        if(count(error) = count(*), sqrt(sum((population_2008 * error) ^ 2 order by area_code)) / sum(population_2008), null)
            as error,
        if(count(start_error) = count(*),
            sqrt(sum((population_2008 * start_error) ^ 2 order by area_code)) / sum(population_2008), null) as start_error,
        min(value) as lowest, max(value) as highest, min(start_value) as start_lowest, max(start_value) as start_highest,
        if(min(period) = max(period), min(period), null) as period,
        if(min(start_period) = max(start_period), min(start_period), null) as start_period,
    from both_years
    group by scope_code, series_id, reporting_year
),

joined as (
    select
        cells.series_id, cells.scope_code, cells.reporting_year, starts.start_year, series.polarity, series.unit,
        series.decimals,
        cells.tenth_count, cells.district_count, worst_off.with_figure, worst_off.districts,
        now.period_label, start.period_label as start_period_label,
        -- As published where both years are; never one of each.
        case
            when now.value is not null and start.value is not null then 'published'
            when 2 * of_all.with_figure >= cells.district_count then 'mean of districts'
        end as average_is,
        of_all.with_figure as districts_in_average,
        worst_off.value as worst_off_value,
        worst_off.start_value as start_worst_off_value,
        case average_is when 'published' then now.value when 'mean of districts' then of_all.value end as average_value,
        case average_is when 'published' then start.value when 'mean of districts' then of_all.start_value end
            as start_average_value,
        worst_off.people,
        worst_off.error, worst_off.start_error,
        if(average_is = 'published', standard_error(now.lower, now.upper), of_all.error) as average_error,
        if(average_is = 'published', standard_error(start.lower, start.upper), of_all.start_error) as start_average_error,
        now_period.period_start > start_period.period_end as is_apart,
        -- Each figure may be off by half a step; nor is called a change what hardly shows in the digits we show.
        greatest(cells.half_step + start_cells.half_step, 0.25 / pow(10, series.decimals)) as worst_off_rounding,
        if(average_is = 'published', greatest(2 * cells.half_step_of_whole, 0.25 / pow(10, series.decimals)),
            worst_off_rounding) as average_rounding,
        case
            when improvement(1, series.polarity) is null then 'neither way is good in this series'
            when series.has_own_tiers then 'districts and counties have figures of their own duties in this series'
            when starts.start_year is null or cells.reporting_year < starts.start_year
            then if(cells.tenth_count = 1, 'the most deprived district has no figure',
                'fewer than half of the most deprived tenth have a figure')
            when coalesce(2 * worst_off.with_figure, 0) < cells.tenth_count
            then if(cells.tenth_count = 1, 'the most deprived district has no figure in both years',
                'fewer than half of the most deprived tenth have a figure in both years')
            when of_all.period is null or of_all.start_period is null then 'the figures of one year are of several periods'
            -- Of a few out of many the whole may well lie outside.
            when average_is = 'published' and (of_all.compared = cells.district_count or of_all.compared >= 10) and (
                now.value not between of_all.lowest - average_rounding and of_all.highest + average_rounding
                or start.value not between of_all.start_lowest - average_rounding and of_all.start_highest + average_rounding
            )
            then 'the published average lies outside the figures of the districts: they cannot be of one measure'
            when average_is is null then 'no average is published, and too few districts have both figures and a known population to work one out'
        end as missing_reason,
    from cells
    join marts.series as series using (series_id)
    left join starts using (series_id, scope_code, reporting_year)
    left join cells as start_cells
        on start_cells.series_id = cells.series_id and start_cells.scope_code = cells.scope_code
        and start_cells.reporting_year = starts.start_year
    left join worst_off
        on worst_off.scope_code = cells.scope_code and worst_off.series_id = cells.series_id
        and worst_off.reporting_year = cells.reporting_year
    left join of_all
        on of_all.scope_code = cells.scope_code and of_all.series_id = cells.series_id
        and of_all.reporting_year = cells.reporting_year
    left join figures as now
        on now.area_code = cells.scope_code and now.series_id = cells.series_id and now.period = of_all.period
    left join figures as start
        on start.area_code = cells.scope_code and start.series_id = cells.series_id and start.period = of_all.start_period
    left join (select distinct series_id, period, period_start, period_end, period_label from of_districts) as now_period
        on now_period.series_id = cells.series_id and now_period.period = of_all.period
    left join (select distinct series_id, period, period_start, period_end, period_label from of_districts) as start_period
        on start_period.series_id = cells.series_id and start_period.period = of_all.start_period
),

-- In steps: a macro writes out what it is given as often as it uses it, and one in another takes long to plan.
shown as (
    select
        *,
        -- As shown, all of them, so that the gap is what a reader gets who takes one from the other.
        as_shown(worst_off_value, decimals) as worst_off_shown,
        as_shown(average_value, decimals) as average_shown,
        as_shown(start_worst_off_value, decimals) as start_worst_off_shown,
        as_shown(start_average_value, decimals) as start_average_shown,
        worst_off_rounding + average_rounding as rounding,
    from joined
    where missing_reason is null
),

apart as (
    select
        *,
        improvement(as_shown(average_shown - worst_off_shown, decimals), polarity) as gap,
        improvement(as_shown(start_average_shown - start_worst_off_shown, decimals), polarity) as start_gap,
        improvement(average_value - worst_off_value - (start_average_value - start_worst_off_value), polarity)
            as unrounded_change,
        as_shown(worst_off_shown - start_worst_off_shown, decimals) as worst_off_shown_change,
        as_shown(average_shown - start_average_shown, decimals) as average_shown_change,
    from shown
),

changed as (
    select
        *,
        change_told(unrounded_change, as_shown(gap - start_gap, decimals), rounding) as change,
        change_told(worst_off_value - start_worst_off_value, worst_off_shown_change, worst_off_rounding)
            as worst_off_change,
        change_told(average_value - start_average_value, average_shown_change, average_rounding) as average_change,
    from apart
),

measured as (
    select
        *,
        side_moved(worst_off_change, polarity) as worst_off_moved,
        side_moved(average_change, polarity) as average_moved,
        -- The tenth is in the average, which makes this a little too wide: careful.
        if(is_apart, sqrt(error ^ 2 + start_error ^ 2 + average_error ^ 2 + start_average_error ^ 2), null)
            as change_standard_error,
    from changed
)

select
    joined.series_id,
    joined.scope_code,
    joined.reporting_year,
    joined.start_year,
    joined.polarity,
    joined.tenth_count,
    joined.district_count,
    if(joined.missing_reason is null, joined.with_figure, null) as with_figure,
    if(joined.missing_reason is null, joined.districts, null) as districts,
    measured.average_is,
    measured.districts_in_average,
    measured.worst_off_shown as worst_off_value,
    measured.average_shown as average_value,
    measured.gap,
    100 * measured.gap / if(measured.average_shown > 0, measured.average_shown, null) as relative_gap_pct,
    -- Of those counted in the tenth itself, to two digits; only where their counts give the published figure.
    case
        when joined.unit = '%' and measured.people * abs(measured.gap) / 100 >= 1
        then round(measured.people * measured.gap / 100,
            1 - cast(floor(log10(measured.people * abs(measured.gap) / 100)) as integer))
    end as gap_people,
    if(joined.unit = '%', measured.people, null) as people_counted,
    measured.start_worst_off_shown as start_worst_off_value,
    measured.start_average_shown as start_average_value,
    measured.start_gap,
    100 * measured.start_gap / if(measured.start_average_shown > 0, measured.start_average_shown, null)
        as start_relative_gap_pct,
    if(joined.reporting_year > joined.start_year, measured.change, null) as change,
    if(joined.reporting_year > joined.start_year, gap_movement(measured.start_gap, measured.gap, measured.change), null)
        as movement,
    if(
        joined.reporting_year > joined.start_year,
        gap_reason(measured.worst_off_moved, measured.average_moved, measured.change),
        null
    ) as reason,
    measured.rounding,
    measured.is_apart,
    measured.change_standard_error,
    -- Null where an interval is missing or the two periods share years: then nobody can tell.
    abs(measured.unrounded_change) / nullif(measured.change_standard_error, 0) >= z95() as is_change_clear,
    joined.missing_reason,
from joined
left join measured using (series_id, scope_code, reporting_year)
order by series_id, scope_code, reporting_year
