-- what no row of definitions/figures_left_out.csv may have
select source_row, 'reason' as column_name, reason as value, 'it does not say why this is left out' as problem,
    'Give the reason in a sentence' as what_to_do,
from definitions.figures_left_out
where reason is null

union all

select source_row, 'source_url', source_url, 'nothing was found for this place in this paper',
    'Count it in definitions/figures_found.csv'
from definitions.figures_left_out
where (area_name, source_url) not in (select (area_name, source_url) from definitions.figures_found)
