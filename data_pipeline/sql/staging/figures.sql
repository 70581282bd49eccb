-- one row per published row: typed where it can be, with the area and period it was read as
select
    raw.source_id,
    raw.source_row,
    series.series_id,
    series.indicator,
    series.unit,
    trim(raw.area_code) as published_code,
    codes.area_code,
    codes.evidence as area_evidence,
    trim(raw.period) as period,
    cast(periods.period_start as date) as period_start,
    cast(periods.period_end as date) as period_end,
    periods.period_label,
    periods.reporting_year,
    number(raw.value) as value,
    number(raw.lower) as lower,
    number(raw.upper) as upper,
    trim(coalesce(raw.status, '')) as status_as_published,
    statuses.status,
    statuses.meaning as status_meaning,
    statuses.has_value = 'yes' as has_value,
    raw.value as value_as_published,
    raw.lower as lower_as_published,
    raw.upper as upper_as_published,
    raw.note,
from raw.figures as raw
join definitions.series as series on series.series_id = raw.source_id
left join staging.area_codes as codes on codes.published_code = trim(raw.area_code)
left join staging.periods as periods on periods.period = trim(raw.period)
left join definitions.statuses as statuses on coalesce(statuses.code, '') = trim(coalesce(raw.status, ''))
