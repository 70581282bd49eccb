-- what no row of definitions/misprints.csv may have
select source_row, 'line' as column_name, line as value, 'another row mends this line' as problem,
    'Mend a line in one row' as what_to_do,
from definitions.misprints
qualify row_number() over (partition by document, line order by source_row) > 1

union all

select source_row, 'meant', meant, 'this is what was printed, or nothing', 'Write what the publisher meant'
from definitions.misprints
where coalesce(meant, '') in ('', printed)
