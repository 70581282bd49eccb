-- one row per series that a map shows: its decimals, and its figures of every area and year, as shown
-- made: series by series; as a view
select series.series_id, series.decimals, list(as_shown(figures.value, series.decimals)) as figures
from marts.figures as figures
join marts.areas as areas using (area_code)
join marts.series as series using (series_id)
where figures.stands_for_year and figures.value is not null and (areas.is_district or areas.is_agreement_area)
group by series.series_id, series.decimals
order by series.series_id
