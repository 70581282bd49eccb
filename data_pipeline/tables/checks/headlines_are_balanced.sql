-- a card's headline has as many shortfalls as improvements
select 'marts.headlines' as file, format('{}, {}', area_code, reporting_year) as value
from marts.headlines
group by area_code, reporting_year
having count(*) filter (kind = 'improvement') <> count(*) filter (kind = 'shortfall')
