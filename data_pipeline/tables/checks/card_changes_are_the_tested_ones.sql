-- a card calls a change clear, or not clear, only as its test since the agreements began found it, or as all is counted
select
    'marts.report_card' as file,
    format('{}, {}, {}: {}', area_code, card.series_id, card.reporting_year, card.is_change_clear) as value,
from marts.report_card as card
left join marts.directions as directions using (area_code, series_id, reporting_year)
where card.is_change_clear is distinct from (
        case
            when directions.start_p_value is not null then directions.start_verdict <> 'no clear change'
            when directions.start_rule = 'direction.complete_count' and directions.start_verdict <> 'the same' then true
        end
    )
   or card.is_change_clear and card.better_or_worse = 'same'
   or card.is_change_clear and card.better_or_worse = 'better' and directions.start_verdict not in ('improving', 'better')
   or card.is_change_clear and card.better_or_worse = 'worse' and directions.start_verdict not in ('worsening', 'worse')
