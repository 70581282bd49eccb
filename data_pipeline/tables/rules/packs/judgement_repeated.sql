-- set aside: one row per further scored judgement of one kind, of one body and year
select
    source_id, source_row, 'year' as column_name, year as value,
    format('a row above has the {} judgement of this body for this year', kind) as problem,
    'Keep the one that was published' as what_to_do,
from packs.judgements
where kind in ('direction of travel', 'use of resources')
qualify row_number() over (partition by pack, kind, body, year order by source_row) > 1
