-- of each measure of a theme every district of a place is counted once, and no place is named that is not counted
select 'marts.theme_measures' as file, format('{}, {}, {}', scope_code, series_id, reporting_year) as value
from marts.theme_measures
where districts <> worse + worse_untested + to_check + unclear + alike + not_compared + better_untested + better + without
   or with_figure + without <> districts

union all

select 'marts.theme_places', format('{}, {}, {}', scope_code, series_id, reporting_year)
from marts.theme_places
anti join (select * from marts.theme_measures where with_figure > 0) using (scope_code, series_id, reporting_year)
