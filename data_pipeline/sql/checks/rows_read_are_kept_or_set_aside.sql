-- every row read is either kept or set aside with a reason
select sources.file, format('{} rows read, {} kept, {} set aside', rows_read, kept, rows_set_aside) as value
from meta.sources as sources
left join (select source_id, count(*) as kept from marts.figures group by source_id) as figures using (source_id)
where sources.kind = 'series' and rows_read <> coalesce(kept, 0) + rows_set_aside
