-- a comparison has words and the rule that chose them, or says why there are none
select 'marts.comparisons' as file, format('{}, {}, {} beside {}', area_code, series_id, reporting_year, comparator) as value
from marts.comparisons
where (words is null) <> (rule is null) or (words is null) = (missing_reason is null)
