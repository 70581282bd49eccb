-- one row per series: how many areas its rows name, and the reporting years it has a figure for
-- made: batch by batch
select
    source_id,
    count(distinct published_code) as areas,
    list_sort(list(distinct reporting_year) filter (value is not null)) as reporting_years,
from staging.figures
group by source_id
