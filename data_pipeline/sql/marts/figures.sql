-- one row per series, area and period: every figure kept, and every figure said to be missing
select
    figures.area_code,
    figures.series_id,
    figures.indicator,
    figures.period,
    figures.period_start,
    figures.period_end,
    figures.period_label,
    figures.reporting_year,
    figures.value,
    figures.lower,
    figures.upper,
    figures.status,
    figures.status_meaning,
    figures.status_as_published,
    figures.value_as_published,
    figures.published_code,
    figures.area_evidence,
    figures.note,
    figures.period_reported,
    figures.numerator,
    figures.denominator,
    figures.sample_size,
    figures.published_on,
    figures.source_id,
    coalesce(figures.file_row, figures.source_row) as source_row,
    -- The figure that stands for its reporting year on a card: the latest in it.
    row_number() over (
        partition by figures.area_code, figures.series_id, figures.reporting_year
        order by figures.period_end desc, figures.period_start desc
    ) = 1 as stands_for_year,
from staging.figures as figures
anti join (select source_id, source_row from meta.findings where severity = 'set aside') as refused
    on refused.source_id = figures.source_id and refused.source_row = figures.source_row
order by figures.series_id, figures.reporting_year, figures.area_code, figures.period_end
