-- what no row of definitions/council_names.csv may have
select source_row, 'area_code' as column_name, area_code as value, 'no area has this code, or another row has it' as problem,
    'Give each council that needs a name one row' as what_to_do,
from (select *, row_number() over (partition by area_code order by source_row) as copy from definitions.council_names)
where area_code is null or area_code not in (select area_code from definitions.areas) or copy > 1

union all

select source_row, 'council', council, 'there is no name of a council', 'Write the name by which the council is known'
from definitions.council_names
where council is null
