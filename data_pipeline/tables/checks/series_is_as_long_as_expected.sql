-- a series has as many rows and areas as it declares, and most of its rows can be kept
select
    'indicators/' || series.file as file,
    format(
        '{} rows (expected {} to {}), {} of them kept, {} areas (expected at least {})',
        sources.rows_read, series.rows_min, series.rows_max, sources.rows_kept, areas, series.areas_min
    ) as value
from definitions.series as series
join meta.sources as sources on sources.source_id = series.series_id and sources.kind = 'series'
left join staging.series_read as counted using (source_id)
where sources.rows_read not between cast(series.rows_min as bigint) and cast(series.rows_max as bigint)
   or sources.rows_kept * 2 < sources.rows_read
   or areas < cast(series.areas_min as bigint)
