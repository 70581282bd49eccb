-- The arithmetic that more than one query needs, once.

-- A published number, or null: '12.9', '-3'. Not '1,234', 'nan', 'n/a'.
create macro number(text) as
    case when regexp_full_match(trim(text), '[-+]?[0-9]+([.][0-9]+)?') then cast(trim(text) as double) end;

-- How far a change goes the good way; null when neither direction is good.
create macro improvement(change, polarity) as
    case polarity when 'higher' then change when 'lower' then -change end;

-- A change in words. Tiny differences are binary noise in decimal figures, not change.
create macro better_or_worse(change, polarity) as
    case
        when change is null then null
        when abs(change) < 1e-9 then 'same'
        when improvement(change, polarity) > 0 then 'better'
        when improvement(change, polarity) < 0 then 'worse'
        when change > 0 then 'rising'
        else 'falling'
    end;

-- From 95% limits, taking them as symmetric.
create macro standard_error(lower, upper) as (upper - lower) / (2 * 1.959963984540054);

-- '2010/11' for 2010.
create macro reporting_year_label(first_year) as
    format('{}/{:02d}', first_year, (first_year + 1) % 100);

-- The last day of '2010', '2010-06' or '2010-06-30'.
create macro last_day_of(text) as
    case length(text)
        when 4 then make_date(cast(text as bigint), 12, 31)
        when 7 then last_day(cast(text || '-01' as date))
        else cast(text as date)
    end;
