-- set aside: one row per empty value whose status does not say why it is empty, told once for each value
select
    source_id, source_row,
    'value' as column_name,
    value_as_published as value,
    'there is no value and no reason why' as problem,
    'Give the published status, for example x (not available) or u (unreliable)' as what_to_do,
from staging.figures
where trim(coalesce(value_as_published, '')) = '' and has_value
