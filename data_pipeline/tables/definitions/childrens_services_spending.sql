-- what no row of definitions/childrens_services_spending.csv may have
select source_row, 'area_code' as column_name, area_code as value,
    'no council with duties to children has this code' as problem,
    'Write the code of the county, unitary, metropolitan or London council; a district has no such duties' as what_to_do,
from definitions.childrens_services_spending
where coalesce(area_code, '') not in (
    select area_code from definitions.areas
    where area_type in ('county', 'unitary', 'metropolitan', 'london_borough')
)

union all

select source_row, 'period', period, 'this is not a financial year of the agreements', 'Write 2010-04-01/P1Y'
from definitions.childrens_services_spending
where coalesce(period, '') not in ('2008-04-01/P1Y', '2009-04-01/P1Y', '2010-04-01/P1Y')

union all

select source_row, 'service', service, 'there is no service, or another row has it for this council and year',
    'Give each service of a council and year one row'
from definitions.childrens_services_spending
qualify service is null or row_number() over (partition by area_code, period, service order by source_row) > 1

union all

select source_row, column_name, value, 'this is not a number of pounds',
    'Write whole pounds in digits: only what is net can be less than nought'
from definitions.childrens_services_spending
unpivot include nulls (value for column_name in (gross_gbp, net_current_gbp))
where not regexp_full_match(coalesce(value, ''), if(column_name = 'gross_gbp', '[0-9]+', '-?[0-9]+'))
