-- one row per published figure: typed where it can be, with the area and period it was read as
-- made: one batch at a time
with located as (
    select
        raw.*,
        -- The data's own period, where the cell or the file names another than the column it stands in.
        trim(coalesce(raw.period_data, cells.period, raw.period, series.period)) as period_used,
        -- A cell that says that there is none is believed before a column beside it; a mark behind a number is not.
        case
            when cells.says_there_is_none then cells.status
            else coalesce(nullif(statuses.code, ''), cells.status, '')
        end as status_code,
        coalesce(read_number(raw.number), read_number(raw.value), cells.value) as number_read,
        coalesce(raw.reason, cells.reason) as reason_read,
        series.series_id,
        series.indicator,
        series.unit,
        coalesce(number(series.scale), 1) as scale,
        raw.area_code is null and coalesce(raw.area_name, series.area) is not null as is_by_name,
        coalesce(raw.area_name, if(raw.area_code is null, series.area, null)) as printed_name,
    from raw.figures as raw
    join definitions.series as series on series.series_id = raw.source_id
    left join staging.printed_cells as cells
        on cells.printed = raw.value and raw.number is null and raw.reason is null
    left join staging.printed_statuses as statuses on statuses.printed = trim(coalesce(raw.status, ''))
),

named as (
    select
        located.*,
        periods.period_start,
        periods.period_end,
        periods.period_label,
        periods.reporting_year,
        -- What is printed as nought and called low is no nought.
        located.status_code = 'low' and coalesce(located.number_read, 1) = 0 as is_low_nought,
        -- A name and a code of before 2011 stand for the area's code; what stands for none is kept as printed.
        coalesce(old.area_code, coded.published_code, trim(located.area_code), names.area_code, located.printed_name)
            as published_code,
    from located
    left join staging.months_or_years as unsure
        on unsure.source_id = located.source_id and unsure.period = located.period_used
    left join staging.periods as periods on periods.period = located.period_used and unsure.period is null
    left join definitions.areas as old on old.old_code = upper(trim(located.area_code))
    left join staging.area_codes as coded on coded.published_code = upper(trim(located.area_code))
    left join staging.area_names as names
        on located.is_by_name and names.name_key = name_key(located.printed_name)
        and (names.not_before is null or periods.period_start >= names.not_before)
        and (names.not_after is null or periods.period_end <= names.not_after)
)

select
    named.source_id,
    named.source_row,
    named.file_row,
    named.file_column,
    named.series_id,
    named.indicator,
    named.unit,
    named.published_code,
    named.is_by_name,
    codes.area_code,
    codes.evidence as area_evidence,
    named.part,
    named.part_column,
    named.period_used as period,
    trim(named.period) as period_reported,
    cast(named.period_start as date) as period_start,
    cast(named.period_end as date) as period_end,
    named.period_label,
    named.reporting_year,
    case when named.reason_read is null and not is_low_nought then number_read * named.scale end as value,
    read_number(named.lower) * named.scale as lower,
    read_number(named.upper) * named.scale as upper,
    read_number(named.numerator) as numerator,
    read_number(named.denominator) as denominator,
    read_number(named.sample_size) as sample_size,
    trim(coalesce(named.status, '')) as status_as_published,
    statuses.status,
    statuses.meaning as status_meaning,
    statuses.has_value = 'yes' as has_value,
    -- Shares printed as fractions are shown in the unit of the series.
    if(
        named.scale <> 1 and named.reason_read is null and named.number_read is not null,
        format('{:.15g}', named.number_read * named.scale), named.value
    ) as value_as_published,
    named.lower as lower_as_published,
    named.upper as upper_as_published,
    named.numerator as numerator_as_published,
    named.denominator as denominator_as_published,
    named.sample_size as sample_size_as_published,
    if(is_low_nought, 'low', named.reason_read) as reason,
    named.note,
    try_cast(named.published_on as date) as published_on,
from named
left join staging.area_codes as codes on codes.published_code = named.published_code
left join definitions.statuses as statuses on coalesce(statuses.code, '') = named.status_code
