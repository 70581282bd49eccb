-- every figure on a report card has one direction of travel, of its own period
select
    'marts.directions' as file,
    format('{}, {}, {}', area_code, series_id, card.reporting_year) as value,
from marts.report_card as card
left join marts.directions as directions using (area_code, series_id, reporting_year)
where card.value is not null and directions.period is distinct from card.period

union all

select 'marts.directions', format('{}, {}, {}: more than one', area_code, series_id, reporting_year)
from marts.directions
group by area_code, series_id, reporting_year
having count(*) > 1
