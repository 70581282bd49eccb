-- a report card has one line for a series and reporting year, and every area has a card
select 'marts.report_card' as file, format('{}, {}, {}', area_code, series_id, reporting_year) as value
from marts.report_card
group by area_code, series_id, reporting_year
having count(*) > 1

union all

select 'definitions/areas.csv', area_code
from marts.areas
where (is_district or is_agreement_area) and area_code not in (select area_code from marts.report_card)
