-- one row per scope (England, a region, a county), series, reporting year and place named of it, the surely worst first
-- made: key scope_code, series_id, reporting_year, area_code
-- Of up to twelve districts, as many as any county has, all with a figure. Of more, three at each end of those that a
-- test, or else their place among others, sets apart: the others are counted in marts.theme_measures.
with placed as (
    select
        *,
        count(*) over one_measure as places,
        row_number() over (
            one_measure
            order by array_position(
                ['worse', 'falling', 'worse untested', 'falling untested', 'check', 'unclear', 'same', 'not compared',
                    'rising untested', 'better untested', 'rising', 'better'], standing
            ), improvement(value, polarity), value, name, area_code
        ) as position,
    from judging.theme_cells
    where value is not null
    window one_measure as (partition by scope_code, series_id, reporting_year)
)

select scope_code, reporting_year, laa_theme, series_id, area_code, name, value, standing, words, position,
from placed
where places <= 12
   or position <= 3 and standing in ('worse', 'falling', 'worse untested', 'falling untested')
   or position > places - 3 and standing in ('better', 'rising', 'better untested', 'rising untested')
order by scope_code, reporting_year, laa_theme, series_id, position
