-- one row per series, area and period: every figure kept, and every figure said to be missing
-- made: key series_id, area_code, period; batch by batch
with kept as (
    select
        *,
        hash(area_code, series_id, reporting_year) as digest,
    from staging.figures
    anti join (select source_id, source_row from meta.findings where severity = 'set aside') as refused
        using (source_id, source_row)
),

-- Hardly a year has two figures: only those are put in order.
crowded as (
    select digest from kept group by digest having count(*) > 1
),

earlier as (
    select source_id, source_row
    from kept
    semi join crowded using (digest)
    qualify row_number() over (
        partition by area_code, series_id, reporting_year order by period_end desc, period_start desc
    ) > 1
),

-- A file is read once for all its series: they stand together, files in the order of their first series.
places as (
    select series_id, row_number() over (order by first_series, series_id) as place
    from (select series_id, min(series_id) over (partition by file) as first_series from definitions.series)
)

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
    counts_give(
        figures.value_as_published, figures.value, figures.numerator, figures.denominator, figures.unit, figures.sample_size
    ) as is_counted,
    -- Its publisher says that it cannot be set beside earlier figures.
    coalesce(regexp_matches(
        lower(figures.note),
        'break in (the )?(time )?series|(not|cannot be) (directly )?compar(able|ed) (with|to) (any )?(previous|earlier)'
    ), false) as is_break,
    figures.published_on,
    figures.source_id,
    coalesce(figures.file_row, figures.source_row) as source_row,
    -- The figure that stands for its reporting year on a card: the latest in it.
    earlier.source_row is null as stands_for_year,
from kept as figures
join places using (series_id)
left join earlier on earlier.source_id = figures.source_id and earlier.source_row = figures.source_row
order by places.place, figures.reporting_year, figures.area_code, figures.period_end, figures.period
