-- set aside: one row per figure that repeats another of the same series, area and period
-- Alike, the first stays. With different values nobody can tell which is right, so none stays.
with keyed as not materialized (
    select
        source_id, source_row, published_code, part, period, value, lower, upper, status_as_published,
        value_as_published,
        -- One period may be written in two ways.
        coalesce(format('{} {}', period_start, period_end), period) as period_key,
        hash(source_id, published_code, part, period_start, period_end, if(period_end is null, period, null)) as digest,
    from staging.figures
),

-- Hardly a row is repeated: only those that may be are looked at closely.
alike as (
    select digest from keyed group by digest having count(*) > 1
),

repeats as (
    select
        source_id, source_row, published_code, period, value_as_published,
        case when value is null then value_as_published end as value_as_text,
        count(*) over same as copies,
        count(distinct [
            cast(value as varchar), cast(lower as varchar), cast(upper as varchar), status_as_published, value_as_text
        ]) over same as versions,
        row_number() over (same order by source_row) as copy,
    from keyed
    semi join alike using (digest)
    window same as (partition by source_id, published_code, part, period_key)
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
