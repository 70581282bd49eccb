-- what no row of definitions/local_action.csv may have
select source_row, 'theme' as column_name, theme as value, 'no theme has this code, or another row has it' as problem,
    'Give each theme of definitions/themes.csv one row, and one row without a theme for all others' as what_to_do,
from (select *, row_number() over (partition by theme order by source_row) as copy from definitions.local_action)
where theme not in (select code from definitions.themes) or copy > 1

union all

select source_row, 'take_part', take_part, 'there is nothing to do', 'Say in a sentence where to take part'
from definitions.local_action
where take_part is null

union all

select source_row, 'partnership', partnership, 'nothing says that there were such partnerships',
    'Name the document and the line that do'
from definitions.local_action
where partnership is not null
    and (line is null or coalesce(document, '') not in (select document from definitions.documents))
