-- doubt: one row per published sum whose parts do not make the result that is printed
with worked_out as (
    select
        *,
        [number(item) for item in string_split(operands, '|')] as parts,
        case kind
            when 'share' then 100 * parts[1] / parts[2]
            when 'ratio' then parts[1] / parts[2]
            when 'product' then list_product(parts)
            else list_sum(parts)
        end as result,
    from definitions.published_sums
)

select
    'published_sums' as source_id, source_row,
    'result_as_printed' as column_name,
    format(
        '{} ({}, line {}, prints {}; its numbers give {})',
        what, document, line, result_as_printed, coalesce(replace(format('{:.1f}', result), '.0', ''), 'nothing')
    ) as value,
    'the printed result is not that of the printed numbers' as problem,
    'Show both and say so; neither is corrected' as what_to_do,
from worked_out
where not coalesce(abs(result - number(result_as_printed)) <= tolerance(result_as_printed, wording), false)
