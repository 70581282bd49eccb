-- a rank is two places of the similar areas and the area itself, the better first
select 'marts.comparisons' as file, format('{}, {}, {}: {} to {}', area_code, series_id, reporting_year, rank_low, rank_high) as value
from marts.comparisons
where (rank_low is null) <> (rank_high is null)
   or rank_low not between 1 and rank_high
   or rank_high > area_count + 1
   or rank_low is not null and comparator <> 'similar'
