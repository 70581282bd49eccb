-- a comparator's figure is of the same series and period as the area's own
select 'marts.report_card' as file, format('{}, {}, {}', card.area_code, card.series_id, card.reporting_year) as value
from marts.report_card as card
left join marts.figures as england
    on england.area_code = 'E92000001' and england.series_id = card.series_id and england.period = card.period
where card.england_value is distinct from england.value
