-- what no row of definitions/published_sums.csv may have
select source_row, 'kind' as column_name, kind as value, 'this is not a kind of sum' as problem,
    'Write share, sum, product, ratio or count' as what_to_do,
from definitions.published_sums
where coalesce(kind, '') not in ('share', 'sum', 'product', 'ratio', 'count')

union all

select source_row, 'operands', operands, 'these are not the numbers of such a sum',
    'Write numbers with a bar between them: two for a share or a ratio, one for a count',
from definitions.published_sums
where list_contains([number(item) is null for item in string_split(coalesce(operands, ''), '|')], true)
   or len(string_split(coalesce(operands, ''), '|')) <> case when kind in ('share', 'ratio') then 2 when kind = 'count' then 1
        else len(string_split(coalesce(operands, ''), '|')) end

union all

select source_row, 'result_as_printed', result_as_printed, 'this is not a number', 'Write digits'
from definitions.published_sums
where number(result_as_printed) is null

union all

select source_row, 'wording', wording, 'nobody has said how far this word may stretch',
    'Leave it empty where the result is meant exactly; else write almost, nearly, around or four out of five',
from definitions.published_sums
where wording not in ('almost', 'nearly', 'around', 'four out of five')
