"""Which years of an agreement a report can be made of, and as of which edition."""

from data_pipeline.queries.asking import Connection, Rows, all_rows, on_day


def agreement_years(con: Connection, agreement_code: str, as_of: str | None = None) -> Rows:
    """The reporting years of which any target has a figure, the latest first: reporting_year, edition, targets.

    `edition`: the first after the year's end in which most targets are rated by a figure of the year, and `targets` how
    many that are: later ones put figures of the next year in their place. Where no edition is of after the year's end
    it is the best of those before.
    """
    return all_rows(con, YEARS, on_day(agreement_code, as_of))


YEARS = """
    with rated as (
        select ratings.edition, points.reporting_year, count(distinct ratings.target) as targets,
        from marts.ratings as ratings
        join marts.promise_points as points
            on points.pack = ratings.pack and points.indicator = ratings.indicator
            and points.area_code = ratings.area_code and points.period_label = ratings.period_label
            and points.what = 'outturn'
        where ratings.agreement_code = $code and ratings.value is not null and points.reporting_year is not null
            and ratings.edition <= coalesce(cast($as_of as date), date 'infinity')
        group by ratings.edition, points.reporting_year
    )

    select reporting_year, edition, targets
    from rated
    qualify row_number() over (
        partition by reporting_year
        order by edition > make_date(cast(left(reporting_year, 4) as integer) + 1, 3, 31) desc, targets desc, edition
    ) = 1
    order by reporting_year desc
"""
