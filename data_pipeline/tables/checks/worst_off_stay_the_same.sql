-- the most deprived tenth is a tenth of a scope's districts, at least half of it has figures, and no district is in it for its figures
with chosen as (
    select distinct gaps.scope_code, unnest(gaps.districts) as name from marts.gaps as gaps
),

numbered as (
    select scope_code, count(distinct name) as names from chosen group by scope_code
)

select 'marts.gaps' as file, format('{}, {}, {}', gaps.series_id, gaps.scope_code, gaps.reporting_year) as value
from marts.gaps as gaps
join numbered using (scope_code)
where gaps.missing_reason is null
  and (
      gaps.tenth_count > greatest(1, gaps.district_count // 10)
      or gaps.with_figure <> len(gaps.districts)
      or 2 * gaps.with_figure < gaps.tenth_count
      or numbered.names > gaps.tenth_count
  )

union all

-- Nothing is tested without the intervals of both years, nor of periods that share years.
select 'marts.gaps', format('{}, {}, {}', series_id, scope_code, reporting_year)
from marts.gaps
where is_change_clear is not null and (not is_apart or change_standard_error is null)
