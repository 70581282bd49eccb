-- doubt: one row per spending return of a council and year in which every line is nought
select
    'childrens_services_spending' as source_id, min(source_row) as source_row,
    'gross_gbp' as column_name,
    format('{} from {}: 0 in all of {} lines', area_code, left(period, 10), count(*)) as value,
    'every line is nought, which is a return without figures and no year without spending' as problem,
    'It is shown as returned, and set beside no other council' as what_to_do,
from definitions.childrens_services_spending
group by area_code, period
having bool_and(number(gross_gbp) = 0 and number(net_current_gbp) = 0)
