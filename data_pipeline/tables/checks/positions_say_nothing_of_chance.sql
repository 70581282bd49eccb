-- where only values exist nothing is said about chance; where it is, the test says so
select 'marts.comparisons' as file, format('{}, {}, {} beside {}', area_code, series_id, reporting_year, comparator) as value
from marts.comparisons
where coalesce(rule not like 'position%', false) <> (p_value is not null)
   or (p_value is null) <> (q_value is null)
   or (p_value is null) <> (is_clear is null)
   or (p_value is null) <> (is_exception is null)
   or coalesce(is_clear, true) and words = 'no clear difference'
   or not is_clear and words <> 'no clear difference'
