-- one row per reporting year a card can be opened for: from the agreements' baseline to the latest figure
select distinct
    reporting_year,
    cast(left(reporting_year, 4) as integer) as first_year,
from (select unnest(reporting_years) as reporting_year from staging.series_read)
where reporting_year >= '2007/08'
