-- set aside: one row per figure whose area code belongs to no area we know, told once for each value
select
    source_id, source_row,
    case when is_by_name then 'area_name' else 'area_code' end as column_name,
    published_code as value,
    case
        when is_by_name then 'no English area has this name alone'
        else 'no English area has had this code'
    end as problem,
    case
        when is_by_name then 'Correct the name, or add it to the aliases in definitions/areas.csv'
        else 'Correct the code, or add the area to definitions/areas.csv'
    end as what_to_do,
from staging.figures
where area_code is null
  and (is_by_name or published_code is null or not is_of_another_kind(published_code))
