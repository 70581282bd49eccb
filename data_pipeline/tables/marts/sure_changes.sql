-- one row per area, reporting year and measure that surely got better or worse since 2007/08, the biggest change first
-- made: key area_code, reporting_year, series_id
-- Sizes are in typical distances between areas, so that pounds and percentages can be set side by side.
select
    area_code,
    reporting_year,
    better_or_worse as kind,
    row_number() over (
        partition by area_code, reporting_year, better_or_worse
        order by abs(improvement_in_spreads) desc nulls last, series_id
    ) as position,
    series_id,
from marts.report_card
where is_change_clear and better_or_worse in ('better', 'worse')
order by area_code, reporting_year, kind, position
