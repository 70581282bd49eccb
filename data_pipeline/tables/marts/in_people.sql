-- one row per area, series and reporting year: how many there would be had the figure stayed as in 2007/08
-- made: key area_code, series_id, reporting_year; series by series
-- Of the figure as it is shown, so that a reader can do the sum again. Only where the counts of the year are
-- published, and the two figures can be set beside each other.
select
    card.area_code,
    card.series_id,
    card.reporting_year,
    as_shown(card.start_value, series.decimals) * card.denominator / unit_scale(series.unit) as if_unchanged,
from marts.report_card as card
join marts.series as series using (series_id)
where card.change_since_start is not null and card.numerator is not null and card.denominator is not null
  and unit_scale(series.unit) is not null
order by card.area_code, card.series_id, card.reporting_year
