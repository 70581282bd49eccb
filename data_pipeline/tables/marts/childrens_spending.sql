-- one row per council, year and children's service: what was spent, and by the resident beside councils of its kind
-- made: key area_code, reporting_year, service
-- The money of a year is never set beside that of another: each is cash of its own year, and lines changed in 2009/10.
-- Residents are those of 2008 in all years. The quarters are as shown.
with returned as (
    select
        spending.area_code, areas.name, areas.area_type, spending.service,
        reporting_year_label(cast(left(spending.period, 4) as integer)) as reporting_year,
        make_date(cast(left(spending.period, 4) as integer) + 1, 3, 31) as period_end,
        cast(spending.gross_gbp as bigint) as gross,
        cast(spending.net_current_gbp as bigint) as net,
        -- Nobody spends nothing on everything: such a return has no figures.
        bool_and(spending.gross_gbp = '0' and spending.net_current_gbp = '0') over (
            partition by spending.area_code, spending.period
        ) as is_blank,
        areas.population_2008,
        spending.source_row,
    from definitions.childrens_services_spending as spending
    join marts.areas as areas using (area_code)
),

by_resident as (
    select *, if(is_blank, null, net / nullif(population_2008, 0)) as net_per_resident from returned
)

select
    by_resident.*,
    count(net_per_resident) over kind as places,
    if(places >= 4, as_shown(quantile_cont(net_per_resident, 0.25) over kind, 2), null) as lower_quartile,
    if(places >= 4, as_shown(median(net_per_resident) over kind, 2), null) as median,
    if(places >= 4, as_shown(quantile_cont(net_per_resident, 0.75) over kind, 2), null) as upper_quartile,
from by_resident
window kind as (partition by area_type, reporting_year, service)
order by area_code, reporting_year, service
