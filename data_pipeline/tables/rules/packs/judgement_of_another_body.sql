-- set aside: one row per judgement on use of resources of what is no council, primary care trust or police authority
select
    source_id, source_row, 'body' as column_name, body as value,
    'use of resources is judged of councils and other local authorities, primary care trusts and police authorities' as problem,
    'Name the body that was judged, or the kind of judgement that it was' as what_to_do,
from packs.judgements
where kind = 'use of resources'
  and not regexp_matches(lower(body), '\b(council|authority|corporation|borough|primary care trust|pct|police)\b')
