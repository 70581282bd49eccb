-- doubt: one row per answer whose heading in the text is not its label in the table
select
    'consultation_responses' as source_id, source_row,
    'heading' as column_name,
    heading as value,
    format('the table (line {}) and the heading (line {}) name this answer differently', line, coalesce(heading_line, 'not noted')) as problem,
    'Match answers by their code; the label of the table is shown' as what_to_do,
from definitions.consultation_responses
where heading <> response_group
