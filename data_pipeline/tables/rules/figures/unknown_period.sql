-- set aside: one row per figure whose period cannot be read, told once for each value
select
    source_id, source_row,
    'period' as column_name,
    period as value,
    case
        when is_six_digits then 'six digits may be a month or a financial year'
        when year_meant(period) is not null then format('this is a date; was {} meant?', year_meant(period))
        when is_year_and_month(period) then 'this may be a month, the twelve months that end with it, or years'
        else 'this is not a period we can read'
    end as problem,
    case
        when is_six_digits then 'Write a financial year as 2008/09, and a month as September 2008'
        when year_meant(period) is not null then 'Write the year in a cell of text; a day is written as 1 October 2009, and a month as October 2009'
        when is_year_and_month(period)
        then 'Ask the publisher, then write it as May 2010, year to May 2010, 2010/11 or 2008-2010'
        else 'Write it as 2010/11, 2010, Q3 2010/11, May 2010, 2008-2010 or 2010-04-01/P1Y'
    end as what_to_do,
from (
    select *, coalesce(regexp_full_match(period, '(19|20)[0-9]{4}'), false) as is_six_digits
    from staging.figures
    where reporting_year is null
)
