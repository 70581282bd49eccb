-- set aside: one row per figure that repeats another of the same series, area and period
-- Alike, the first stays. With different values nobody can tell which is right, so none stays.
with repeats as (
    select
        source_id, source_row, published_code, period, value_as_published,
        case when value is null then value_as_published end as value_as_text,
        count(*) over same as copies,
        count(distinct [
            cast(value as varchar), cast(lower as varchar), cast(upper as varchar), status_as_published, value_as_text
        ]) over same as versions,
        row_number() over (same order by source_row) as copy,
    from staging.figures
        -- One period may be written in two ways.
    window same as (
        partition by source_id, published_code, part, coalesce(format('{} {}', period_start, period_end), period)
    )
)

select
    source_id, source_row,
    'area_code' as column_name,
    format('{}, {}, {}', published_code, period, coalesce(value_as_published, 'no value')) as value,
    case
        when versions = 1 then 'this row repeats an earlier one'
        else 'the file gives two different values for this area and period'
    end as problem,
    case
        when versions = 1 then 'Delete the repeat; the first is kept'
        else 'Ask the publisher which is right; neither is shown until then'
    end as what_to_do,
from repeats
where copies > 1 and (versions > 1 or copy > 1)
