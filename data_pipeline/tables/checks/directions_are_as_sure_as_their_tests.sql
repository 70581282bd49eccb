-- a direction is said plainly only where its test is clear, and goes the way its figures went
with words as (
    select
        *,
        verdict in ('improving', 'worsening', 'rising', 'falling') as is_plain,
        verdict like 'probably %' as is_probable,
        regexp_replace(verdict, '^probably |, could be chance$', '') as way,
    from marts.directions
)

select
    'marts.directions' as file,
    format('{}, {}, {}: {}', words.area_code, words.series_id, words.reporting_year, words.verdict) as value,
from words
join marts.series as series using (series_id)
where is_plain and coalesce(p_value, 1) >= 0.05
   or is_probable and coalesce(p_value, 1) >= 0.2
   or is_probable and p_value < 0.05
   or rule = 'direction.slope_95' and verdict = 'no clear change' and p_value < 0.2
   or p_value is not null and way in ('better', 'worse', 'higher', 'lower', 'unchanged', 'the same')
   -- What is no chance is said so, and nothing else.
   or rule = 'direction.complete_count' and (not series.is_complete or verdict like '%chance%')
   or rule = 'direction.values_only' and (series.is_complete or verdict not like '%chance%' and verdict <> 'unchanged')
   -- Only of a measure with a good way can one say that it improves.
   or series.polarity = 'neither' and way in ('improving', 'worsening', 'better', 'worse')
   or series.polarity <> 'neither' and way in ('rising', 'falling', 'higher', 'lower')
   or way = 'better' and coalesce(improvement(change, series.polarity), 0) <= 0
   or way = 'worse' and coalesce(improvement(change, series.polarity), 0) >= 0
   or rule like 'direction.two_points%' and way = 'improving' and coalesce(improvement(change, series.polarity), 0) <= 0
   or rule like 'direction.two_points%' and way = 'worsening' and coalesce(improvement(change, series.polarity), 0) >= 0
   or rule = 'direction.slope_95' and way = 'improving' and improvement(change_per_year, series.polarity) <= 0
   or rule = 'direction.slope_95' and way = 'worsening' and improvement(change_per_year, series.polarity) >= 0
