-- set aside: one row per figure of another extent than the area whose code it carries, told once for each value
select
    source_id, source_row,
    coalesce(part_column, 'part') as column_name,
    part as value,
    case
        when part_column is not null then format('the column {} tells rows of one area and period apart, and nobody has said which is meant', part_column)
        else 'the figure is not of the area as a whole'
    end as problem,
    case
        when part_column is not null then 'Name one of its values as part in indicators/series.csv'
        else 'Nothing to do; or name the part in indicators/series.csv if the series is of it'
    end as what_to_do,
from staging.figures
where part is not null
