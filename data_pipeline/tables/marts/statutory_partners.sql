-- one row per kind of body that the law named to co-operate in agreements, with where the documents say so
-- made: key partner
select
    row_number() over (order by source_row) as position,
    partner, sector, answers,
    named_in_2006 = 'yes' as is_named_in_2006,
    named_in_2008 = 'yes' as is_named_in_2008,
    cast(line_of_2006 as integer) as line_of_2006,
    cast(line_of_2008 as integer) as line_of_2008,
from definitions.statutory_partners
where is_named = 'yes'
order by position
