-- one row per edition of an agreement, indicator, reporting year and district: the district's own outturn, or why there is none
with outturns as (
    select *
    from judging.edition_points
    where what = 'outturn' and is_last_word and area_code <> agreement_code
      and whole_months(period_start, period_end) >= 12
    qualify row_number() over (
        partition by pack, edition, area_code, indicator, reporting_year order by period_end desc, source_row desc
    ) = 1
),

drawn as (
    select distinct agreement_code, pack, edition, is_latest_edition, indicator, reporting_year, notice from outturns where value is not null
)

select
    drawn.agreement_code,
    drawn.edition,
    drawn.is_latest_edition,
    drawn.indicator,
    drawn.reporting_year,
    areas.area_code,
    areas.name,
    outturns.period_label,
    outturns.value,
    outturns.value_as_published,
    classes.map_class,
    case
        when outturns.value is not null then null
        when outturns.reason in ('suppressed', 'less than') then 'withheld: too few people'
        when outturns.reason is not null then outturns.reason
        else 'none published'
    end as missing_reason,
    drawn.notice,
from drawn
join marts.areas as areas on areas.county_code = drawn.agreement_code and areas.has_card
left join outturns
    on outturns.pack = drawn.pack and outturns.edition = drawn.edition and outturns.indicator = drawn.indicator
    and outturns.reporting_year = drawn.reporting_year and outturns.area_code = areas.area_code
left join marts.promise_map_classes as classes
    on classes.agreement_code = drawn.agreement_code and classes.indicator = drawn.indicator
    and as_shown(outturns.value, classes.decimals) between classes.lower_limit and classes.upper_limit
order by drawn.agreement_code, drawn.edition, drawn.indicator, drawn.reporting_year, areas.name
