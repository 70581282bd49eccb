-- a series has as many rows and areas as it declares
select
    'indicators/' || series.file as file,
    format(
        '{} rows (expected {} to {}), {} areas (expected at least {})',
        sources.rows_read, series.rows_min, series.rows_max, areas, series.areas_min
    ) as value
from definitions.series as series
join meta.sources as sources on sources.source_id = series.series_id and sources.kind = 'series'
left join (
    select source_id, count(distinct published_code) as areas from staging.figures group by source_id
) as counted using (source_id)
where sources.rows_read not between cast(series.rows_min as bigint) and cast(series.rows_max as bigint)
   or areas < cast(series.areas_min as bigint)
