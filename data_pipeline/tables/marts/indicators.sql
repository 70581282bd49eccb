-- one row per indicator: the National Indicator Set and the others carried here
-- made: key indicator
with indicators as (
    select
        indicator, title, title_status, title_source_url, laa_theme, unit, polarity, frequency,
        spatial_level, lead_department, place_survey, inferred_fields, note,
    from definitions.national_indicators

    union all by name

    select indicator, title, 'not in the national set' as title_status, laa_theme, unit, polarity, note
    from definitions.other_indicators
)

select
    indicators.indicator,
    indicators.title,
    indicators.title_status,
    indicators.title_source_url,
    indicators.laa_theme,
    indicators.unit,
    indicators.polarity,
    indicators.frequency,
    indicators.spatial_level,
    indicators.lead_department,
    indicators.place_survey = 'yes' as is_place_survey,
    indicators.inferred_fields,
    indicators.note,
    indicators.indicator in (select indicator from definitions.series) as has_series,
from indicators
order by try_cast(regexp_extract(indicators.indicator, '\d+') as integer), indicators.indicator
