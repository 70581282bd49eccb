-- set aside: one row per share or rate of England that lies outside all its districts' figures for the same period
-- An average cannot. A sum of regions' rates printed as England's, for one, is the rate of nobody.
with parts as (
    select series_id, period, min(value) as lowest, max(value) as highest
    from staging.figures
    where regexp_matches(area_code, '^E0[6-9]') and value is not null and (unit = '%' or starts_with(unit, 'per '))
    group by series_id, period
    having count(distinct area_code) >= 50
)

select
    figures.source_id, figures.source_row,
    'value' as column_name,
    format('{}; districts go from {} to {}', figures.value_as_published, parts.lowest, parts.highest) as value,
    'England lies outside all of its districts' as problem,
    'Ask the publisher whether it is a sum; until then nothing is compared with it' as what_to_do,
from staging.figures as figures
join parts using (series_id, period)
where figures.area_code = 'E92000001' and (figures.value < parts.lowest or figures.value > parts.highest)
