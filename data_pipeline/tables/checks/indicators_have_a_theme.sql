-- an indicator with figures belongs to one of the four themes
select 'definitions/national_indicators.csv' as file, format('{}: {}', series.indicator, coalesce(series.laa_theme, 'no theme')) as value
from marts.series as series
left join marts.themes as themes on themes.name = series.laa_theme
where themes.code is null
