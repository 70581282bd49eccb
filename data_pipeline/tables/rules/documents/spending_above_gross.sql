-- doubt: one row per line of a spending return whose net figure is more than its gross one, or less than nought
select
    'childrens_services_spending' as source_id, source_row,
    'net_current_gbp' as column_name,
    format('{} net, {} gross ({}, {} from {})', net_current_gbp, gross_gbp, service, area_code, left(period, 10)) as value,
    if(
        number(net_current_gbp) < 0, 'more came in than was spent', 'net of what came in there is more than before it'
    ) as problem,
    'It is shown as returned: look it up with the council before it is used' as what_to_do,
from definitions.childrens_services_spending
where number(net_current_gbp) > number(gross_gbp) or number(net_current_gbp) < 0
