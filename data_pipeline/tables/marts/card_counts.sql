-- one row per area, reporting year and theme, and one for all themes: how many measures got better or worse, and how sure
select
    area_code,
    reporting_year,
    laa_theme,
    count(*) as measures,
    count(value) as with_figure,
    count(better_or_worse) as compared,
    count(*) filter (better_or_worse = 'better' and is_change_clear) as better,
    count(*) filter (better_or_worse = 'worse' and is_change_clear) as worse,
    count(*) filter (better_or_worse = 'better' and is_change_clear is null) as better_untested,
    count(*) filter (better_or_worse = 'worse' and is_change_clear is null) as worse_untested,
    count(*) filter (is_change_clear = false) as unclear,
    count(*) filter (better_or_worse = 'same' and is_change_clear is distinct from false) as same,
from marts.report_card
group by grouping sets ((area_code, reporting_year, laa_theme), (area_code, reporting_year))
order by area_code, reporting_year, laa_theme
