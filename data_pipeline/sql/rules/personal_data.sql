-- set aside: one row per cell with an e-mail address, a telephone number or a person's name
-- The cell itself is not repeated here.
with cells as (
    select
        source_id, source_row, column_name,
        case
            when regexp_matches(value, '[\w.+-]+@[\w-]+\.[\w.]+') then 'an e-mail address'
            when regexp_matches(value, '(\+44|\b0)\s?\(?\d{2,5}\)?[\s-]?\d{3,4}[\s-]?\d{3,4}\b') then 'a telephone number'
            when regexp_matches(value, '\b(Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Sir|Dame)\.? +([A-Z]\.? *)*[A-Z][a-z]+')
            then 'a person''s name'
        end as found,
    from packs.cells
    where column_name not in ('source_url', 'url', 'link')
)

select
    source_id, source_row, column_name,
    found as value,
    'nothing about a person may be published here' as problem,
    'Name the body or the post instead' as what_to_do,
from cells
where found is not null
