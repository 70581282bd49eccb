-- no position, middle or rank is given among fewer than four other areas
select 'marts.comparisons' as file, format('{}, {}, {} beside {}', area_code, series_id, reporting_year, comparator) as value
from marts.comparisons
where area_count < 4
  and (
      rule like 'position%'
      or coalesce(lower_quartile, median, upper_quartile, distance, rank_low, rank_high) is not null
  )
