-- one row per indicator: what is known of it, from whom, and how much of it is held here
with promised as (
    select
        indicator,
        count(distinct agreement_code) filter (where has_target) as promising,
        count(distinct agreement_code) as agreements,
    from marts.promises
    where is_national and is_latest_edition and pack not in (select pack from marts.agreements where is_example)
    group by indicator
),

held as (
    select indicator, count(distinct area_code) as places, count(*) as figures
    from marts.figures
    where value is not null
    group by indicator
)

select
    indicators.indicator,
    indicators.title,
    indicators.title_status,
    indicators.title_source_url,
    indicators.title_status = 'dropped' as is_dropped,
    sets.indicator is not null as is_national,
    plain_words.plain,
    regexp_replace(sets.theme_block, ' \(inferred placement\)$', '') as theme_block,
    indicators.laa_theme,
    indicators.unit,
    indicators.polarity,
    indicators.frequency,
    indicators.spatial_level,
    levels.plain as level_in_words,
    -- Which body is named beside the councils, by its name in full where it has an abbreviation.
    coalesce(bodies.expansion, levels.body) as body,
    indicators.lead_department,
    sets.place_survey,
    string_split(coalesce(indicators.inferred_fields, ''), ';') as inferred_fields,
    -- What compilers noted of their own work on the list is not about the indicator.
    list_filter(
        string_split(indicators.note, ' || '), lambda note: not starts_with(note, 'spatial level before this pass')
    ) as notes,
    series.series_id,
    series.series_title,
    coalesce(held.places, 0) as places,
    coalesce(held.figures, 0) as figures,
    coalesce(promised.promising, 0) as promising,
    coalesce(promised.agreements, 0) as agreements,
from marts.indicators as indicators
left join definitions.national_indicators as sets using (indicator)
left join definitions.indicator_words as plain_words using (indicator)
left join definitions.spatial_levels as levels on levels.spatial_level = indicators.spatial_level
left join marts.glossary as bodies on bodies.term = levels.body
left join marts.series as series on series.indicator = indicators.indicator
left join held on held.indicator = indicators.indicator
left join promised on promised.indicator = indicators.indicator
order by
    sets.indicator is null, try_cast(regexp_extract(indicators.indicator, '\d+') as integer), indicators.indicator
