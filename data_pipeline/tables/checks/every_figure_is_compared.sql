-- every figure on a report card is set beside each comparator its area has, unless its series is of few places
with wanted as (
    select
        card.area_code, card.series_id, card.reporting_year, card.period,
        unnest([
            {'comparator': 'england', 'code': 'E92000001'},
            {'comparator': 'region', 'code': areas.region_code},
            {'comparator': 'county', 'code': areas.county_code},
            {'comparator': 'similar', 'code': 'none'},
        ], recursive := true),
    from marts.report_card as card
    join marts.areas as areas using (area_code)
    join marts.series as series using (series_id)
    where card.value is not null and not series.is_of_few_places
),

own_tiers as (
    select series_id from marts.series where has_own_tiers
)

select
    'marts.comparisons' as file,
    format('{}, {}, {} beside {}', wanted.area_code, wanted.series_id, wanted.reporting_year, wanted.comparator) as value
from wanted
left join marts.comparisons as compared using (area_code, series_id, reporting_year, comparator)
left join marts.figures as figures
    on figures.area_code = wanted.code and figures.series_id = wanted.series_id and figures.period = wanted.period
    and figures.stands_for_year
where wanted.code is not null
  and (
      compared.area_code is null
      -- Where counts make England's, none is published; a county's of other duties is no figure to compare with.
      or compared.comparator_areas is null and compared.comparator_value is distinct from if(
          wanted.comparator = 'county' and wanted.series_id in (from own_tiers), null, figures.value
      )
      or compared.comparator_areas is not null and (figures.value is not null or wanted.comparator <> 'england')
      or compared.comparator_code is distinct from nullif(wanted.code, 'none')
  )
