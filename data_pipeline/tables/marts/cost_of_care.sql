-- one row per council and year: what a child in care cost, and how many of these children were moved often (NI 62)
-- made: key area_code, reporting_year
-- Only of years that have both, spending and children of the same council and year: cash of that year, and no other.
with moved as (
    select area_code, reporting_year, value, numerator, denominator, status
    from marts.figures
    where indicator = 'NI 62' and stands_for_year
),

paired as (
    select
        spending.area_code, spending.name, spending.area_type, spending.reporting_year, spending.period_end,
        spending.gross, spending.net,
        moved.denominator as children, moved.numerator as moved_children, moved.value as moved_share,
        intervals.counted_lower, intervals.counted_upper,
        case
            when spending.is_blank then 'nothing returned'
            when moved.denominator = 0 then 'no child in care'
            when moved.denominator is null then 'no count'
            when moved.value is null and moved.status = 'suppressed' then 'withheld'
            when moved.value is null then 'no figure'
        end as not_computable,
    from marts.childrens_spending as spending
    left join moved using (area_code, reporting_year)
    left join marts.counted_intervals as intervals
        on intervals.area_code = spending.area_code and intervals.reporting_year = spending.reporting_year
        and intervals.series_id in (select series_id from marts.series where indicator = 'NI 62')
    where spending.service = 'Children looked after'
        and spending.reporting_year in (select reporting_year from moved)
)

select *, if(not_computable is null, net / children, null) as net_per_child from paired
order by reporting_year, area_code
