-- one row per file read: whose it is, what it is, and how many of its rows were kept
with set_aside as (
    select source_id, count(distinct source_row) as rows_set_aside
    from meta.findings
    where severity = 'set aside'
    group by source_id
)

select
    read_files.source_id,
    read_files.kind,
    read_files.file,
    coalesce(series.series_title, files.what, agreement.title) as title,
    series.indicator,
    coalesce(series.publisher, files.publisher, agreement.published_by) as publisher,
    coalesce(series.licence, files.licence, agreement.licence) as licence,
    coalesce(series.caveat, files.caveat, agreement.note) as caveat,
    read_files.sha256,
    read_files.bytes,
    read_files.rows_read,
    read_files.rows_read - coalesce(set_aside.rows_set_aside, 0) as rows_kept,
    coalesce(set_aside.rows_set_aside, 0) as rows_set_aside,
    agreement.notice,
from meta.files as read_files
left join definitions.series as series on series.series_id = read_files.source_id and read_files.kind = 'series'
left join definitions.files as files on files.file = read_files.file
left join marts.pack_agreement as agreement
    on read_files.kind = 'agreement' and agreement.pack = string_split(read_files.source_id, '/')[1]
left join set_aside on set_aside.source_id = read_files.source_id
order by read_files.kind desc, read_files.file, read_files.source_id
