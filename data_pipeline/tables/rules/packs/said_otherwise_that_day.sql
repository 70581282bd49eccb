-- set aside: one row per thing that a pack says in two ways on one day: a figure, a promise or its terms, a score
-- Which is right nobody can tell, so neither is used. A figure that is corrected has a later date.
with outturns as (
    select
        outturns.*, agreement.area_code as agreement_code,
        coalesce(outturns.period_data, printed.period, outturns.period) as own_period,
    from packs.outturns as outturns
    join packs.agreement as agreement using (pack)
    left join staging.printed_values as printed on printed.printed = outturns.value
),

figures as (
    unpivot (
        select
            source_id, source_row, last_day_of(published_on) as day,
            concat_ws(' ', indicator, coalesce(area_code, agreement_code), coalesce(period_label, own_period)) as thing,
            value, lower, upper,
        from outturns
        left join staging.periods as periods on periods.period = outturns.own_period
    )
    on value, lower, upper into name column_name value value

    union all by name

    select
        source_id, source_row, last_day_of(agreed_on) as day,
        concat_ws(' ', target, coalesce(period_label, milestones.period), coalesce(kind, 'milestone')) as thing, 'value' as column_name, value,
    from packs.milestones as milestones
    left join staging.periods as periods using (period)
    where value is not null

    union all by name

    unpivot (
        select
            source_id, source_row, last_day_of(agreed_on) as day, concat_ws(' ', target, area_code) as thing,
            indicator, polarity, kind, change, baseline, baseline_period, final_target, final_period, floor,
        from packs.targets
    )
    on columns(* exclude (source_id, source_row, day, thing)) into name column_name value value

    union all by name

    select
        source_id, source_row, last_day_of(published_on) as day, concat_ws(' ', kind, body, year) as thing,
        'score' as column_name, score as value,
    from packs.judgements
    where score is not null
),

told as (
    select
        figures.*,
        -- '60%' and 'at least 60%' are of one number, 2010/11 and 2010-11 are one year; words of no number say nothing.
        case
            when column_name in ('baseline', 'final_target', 'floor', 'value', 'lower', 'upper')
            then coalesce(
                cast(printed.value as varchar),
                nullif(array_to_string([
                    cast(cast(number as double) as varchar)
                    for number in regexp_extract_all(replace(figures.value, ',', ''), '[0-9]+(?:[.][0-9]+)?')
                ], ' '), '')
            )
            else coalesce(periods.period_label, figures.value)
        end as said,
    from figures
    left join staging.printed_values as printed on printed.printed = figures.value
    left join staging.periods as periods on periods.period = figures.value
),

others as (
    select
        told.*,
        (select string_agg(distinct other.source_row, ', ' order by other.source_row) from told as other
         where other.source_id = told.source_id and other.column_name = told.column_name and other.thing = told.thing
           and other.day is not distinct from told.day and other.said <> told.said) as other_rows,
    from told
)

select
    source_id, source_row, column_name, value,
    format('{} {} says otherwise, of the same thing and on the same day', if(contains(other_rows, ','), 'rows', 'row'), other_rows)
        as problem,
    'Say which is right and delete the other; what was corrected later has the later date' as what_to_do,
from others
where other_rows is not null
