-- The arithmetic that more than one query needs, once.

-- A published number, or null: '12.9', '-3'. Not '1,234', 'nan', 'n/a'.
create macro number(text) as
    case when regexp_full_match(trim(text), '[-+]?[0-9]+([.][0-9]+)?') then cast(trim(text) as double) end;

-- A published figure, limit or count, as people and computers write them, or null: '1,234', '£12.50', '48.5%', '1e+05'.
create macro read_number(text) as
    case
        when regexp_full_match(trim(text), '[-+]?[0-9]+([.][0-9]+)?') then cast(trim(text) as double)
        when regexp_full_match(
            trim(text), '[-+−]?£?([0-9]{1,3}(,[0-9]{3})+|[0-9]*)([.][0-9]+)?(?:[eE][-+]?[0-9]{1,2})?\s?%?'
        ) then try_cast(replace(regexp_replace(text, '[£,%\s]', '', 'g'), '−', '-') as double)
    end;

-- '2009-12': a month, a year up to it or years; and '2009-10', which may be a financial year (`reading/periods.py`).
create macro is_year_and_month(text) as
    length(text) = 7 and regexp_full_match(text, '[0-9]{4}[-/](0[1-9]|1[0-2])');

-- A name as it is compared: 'Brighton & Hove' and 'BRIGHTON AND HOVE' are one, so are 'St. Helens' and 'Saint Helens'.
create macro name_key(name) as
    trim(regexp_replace(regexp_replace(
        regexp_replace(replace(lower(strip_accents(name)), '&', ' and '), '[.''’]', '', 'g'),
        '[^a-z0-9]+', ' ', 'g'), '\bsaint\b', 'st', 'g'));

-- A code of nine characters whose first three are of no kind of area shown here: 'W06000001', 'E05000001'.
create macro is_of_another_kind(code) as
    regexp_full_match(code, '[A-Z][0-9]{8}') and not regexp_matches(code, '^E(06|07|08|09|10|12|92)');

-- A code that the statistical offices of the United Kingdom and its islands give, or could: no invented place has one.
create macro could_be_real(code) as
    regexp_full_match(trim(code), '[EWSNKLMJ][0-9]{8}|[0-9]{2}[A-Z]{2}([A-Z]{2})?');

-- What an area may be called by, of any vintage: 'E10000006', '00MR', '11'. Packs are held to the same (`reading/pack.json`).
create macro is_area_code(text) as regexp_full_match(text, '[A-Za-z0-9]{2,9}');

-- A name that other rows point to. Its length is counted apart: a pattern that counts takes a tenth of a second to read.
create macro is_short_name(text) as
    length(text) <= 80 and regexp_full_match(text, '[\p{L}\p{N}_][\p{L}\p{N}_ .,;:/&()+–-]*');

-- The name of a file in its own folder, and of none elsewhere.
create macro is_file_name(text) as
    length(text) <= 200 and regexp_full_match(text, '[^./\\\x00-\x1f][^/\\\x00-\x1f]*');

-- What is said of everything of a worked example, on pages and in open data; null for what is real.
create macro example_notice(is_example) as case when is_example then 'Worked example: not real figures' end;

-- A figure as pages print it: rounded to its series' decimals, halves away from nought. What is said of two figures is
-- said of them as shown, so that a reader's own sum comes out. A billionth is binary noise, not less than a half.
-- `statistics/shown.py` and `words/figures.py` do the same sum; a test holds the three together.
create macro as_shown(value, decimals) as
    if(
        abs(value) * pow(10, decimals) + 0.5 + 1e-9 < 1,
        0.0,
        sign(value) * floor(abs(value) * pow(10, decimals) + 0.5 + 1e-9) / pow(10, decimals)
    );

-- How far apart two figures are as shown: 12.48 and 9.645 are 12.5 and 9.6, which is 2.9.
create macro shown_difference(value, other, decimals) as
    as_shown(as_shown(value, decimals) - as_shown(other, decimals), decimals);

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

-- Half of a 95% interval, in standard errors.
create macro z95() as 1.959963984540054;

-- Whether a figure lies so near what it is held against that it could be on the other side of it by chance.
create macro could_be_chance(apart, standard_error) as
    abs(apart) < 1.6448536269514722 * standard_error;

-- From 95% limits, taking them as symmetric.
create macro standard_error(lower, upper) as (upper - lower) / (2 * z95());

-- What one of one is in a unit: 100 for '%', 1,000 for 'per 1,000 homes'; null for all others.
create macro unit_scale(unit) as
    case
        when unit = '%' then 100.0
        else try_cast(replace(regexp_extract(unit, '^per ([0-9][0-9,]*)( |$)', 1), ',', '') as double)
    end;

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

-- What stands between the semicolons of a cell; nothing of an empty one.
create macro parts_of(text) as
    list_filter(list_transform(string_split(coalesce(text, ''), ';'), lambda part: trim(part)), lambda part: part <> '');

-- A day in years, so that a year is a step of one.
create macro in_years(day) as 2000 + date_diff('day', date '2000-01-01', day) / 365.25;

-- How many whole months a period from its first to its last day has: 12 for a year, 0 for a single day.
create macro whole_months(first, last) as date_sub('month', first, last + 1);

-- A whole per cent of two counts, halves upwards as publishers print it: 26 of 80 is 33. In whole numbers, so exactly.
create macro percent_half_up(part, whole) as (200 * cast(part as bigint) + whole) // (2 * cast(whole as bigint));

-- How far a result may lie from what is printed: half of the last digit, or a twentieth where words say it is not exact.
create macro tolerance(printed, wording) as
    case
        when wording is not null then abs(number(printed)) / 20
        else 0.5 / pow(10, len(split_part(trim(printed), '.', 2)))
    end + 1e-9;

-- The shares, in per cent, that a word for a part of a whole can stand for: lowest and highest; null for other words.
-- The limits are ours, and wide: only what no reader would accept is doubted.
create macro shares_meant(words) as
    case words
        when 'majority' then [50.0, 100.0]
        when 'significant minority' then [20.0, 50.0]
        when 'small number' then [0.0, 20.0]
    end;

-- The share of the promised improvement that was delivered: 0 at the start, 1 at the target; null for a promise of none.
create macro delivered_share(value, start, target, polarity) as
    improvement(value - start, polarity) / nullif(improvement(target - start, polarity), 0);

-- Which class a figure falls into, held against what was due for its period. A tie goes to the better class: only here.
-- Amounts below a billionth are binary noise. close_share: the share of what was due that still counts as close.
create macro rating(value, start, target, due, polarity, close_share, tolerance) as
    case
        when value is null or target is null or improvement(1, polarity) is null then 'unknown'
        when improvement(value - target, polarity) >= -1e-9 then 'met'
        when start is null and improvement(value - due, polarity) >= -1e-9 then 'on_track'
        -- By how much of the promise, nobody can say: where it started is not known, or no tolerance was agreed.
        when start is null and due is not null then 'missed'
        when start is null then 'unknown'
        when abs(target - start) < 1e-9 and tolerance is null then 'missed'
        when abs(target - start) < 1e-9 and improvement(value - target, polarity) >= -tolerance - 1e-9 then 'on_track'
        when abs(target - start) < 1e-9 then 'backwards'
        when due is null then 'unknown'
        when improvement(value - due, polarity) >= -1e-9 then 'on_track'
        when improvement(value - start, polarity) < -1e-9 then 'backwards'
        when improvement(value - start, polarity) >= close_share * improvement(due - start, polarity) - 1e-9 then 'close'
        else 'behind'
    end;

-- What about a person stands in a text: 'an e-mail address', 'a telephone number', 'a person''s name'; else null.
-- Addresses of web pages are full of digits, and a Councillor Call for Action is no councillor of that name.
create macro without_addresses(text) as
    regexp_replace(text, 'https?://\S+|Councillors?[''’]? Calls? [Ff]or Action', ' ', 'g');
create macro personal_data_in(text) as
    case
        when regexp_matches(text, '[\w.+-]+@[\w-]+\.[\w.]+') then 'an e-mail address'
        when regexp_matches(
            without_addresses(text),
            '(?:(?:\+|\b00)44[\s.-]?(?:\(0\))?|(?:^|[^\w.,])0(?:\)\s?)?)[\s.-]?\(?\d{2,5}\)?[\s.-]?\d{3,4}[\s.-]?\d{3,4}\b'
        ) then 'a telephone number'
        when regexp_matches(
            without_addresses(text),
            '\b(?:Mr|Mrs|Ms|Miss|Dr|Cllrs?|Councillors?|Prof|Professor|Revd?|Reverend|Sir|Dame)\.? +'
            || '(?:\p{Lu}[''’]|\p{Lu}\.? *)*\p{Lu}\p{Ll}+'
        ) then 'a person''s name'
    end;

-- The bodies that a paper names as lead: 'A; B' and 'Jobcentre Plus / Cumbria Vision' are two each, 'Housing/Homes' is one.
create macro leads_of(text) as list_filter(
    list_transform(regexp_split_to_array(nullif(text, 'not published'), ';|\s/\s|\|'), lambda part: trim(part)),
    lambda part: part <> ''
);

-- Whether a body is a police force or authority, or names one among others.
create macro is_of_police(body) as coalesce(regexp_matches(lower(body), '\bpolice\b|\bconstabulary\b'), false);

-- The number that a promise in words comes to: 60 for 'at least 60%' where higher is better; null for all other words.
create macro promised_number(value, reason, bound, polarity) as
    case
        when value is not null then value
        when reason = 'at least' and polarity = 'higher' or reason = 'at most' and polarity = 'lower' then bound
    end;

-- Whether a row is of the slice being made: what is too large to be made whole is made for some areas or years at a time.
create macro is_in_slice(code) as
    code >= coalesce(getvariable('slice_first'), '') and code < coalesce(getvariable('slice_next'), '~');

-- The most by which rounding may have moved a printed number: half of its last digit. '12.48', '1,204', '8.4e-05'.
create macro half_step(printed) as
    0.5 / pow(10, greatest(0, length(regexp_extract(printed, '[.]([0-9]+)', 1))
        - coalesce(try_cast(regexp_extract(printed, '[0-9][eE]([-+]?[0-9]+)', 1) as integer), 0)));

-- Whether counts are the evidence for a figure: whole cases that give what is printed, to half of its last digit. A rate
-- standardised by age is not its deaths over its people, and counts grossed up from a sample say nothing of its error.
create macro counts_give(printed, value, count, base, unit, sample_size) as
    case
        when count is null or base is null or value is null or sample_size > 0 or unit_scale(unit) is null then false
        when base <= 0 or count < 0 or count <> floor(count) or unit = '%' and count > base then false
        else abs(value - unit_scale(unit) * count / base) <= half_step(printed) + 1e-9 * greatest(1, abs(value))
    end;

-- A change as shown, where it is one: nought where rounding alone, of what is published or of what is shown, could have
-- made it or turned it round.
create macro change_told(change, shown, rounding) as
    if(abs(change) > rounding + 1e-9 and change * shown > 0, shown, 0.0 * (change + shown));

-- How one side of a gap moved: 'better', 'worse' or 'still'.
create macro side_moved(change_told, polarity) as
    case
        when change_told is null or improvement(change_told, polarity) is null then null
        when change_told = 0 then 'still'
        when improvement(change_told, polarity) > 0 then 'better'
        else 'worse'
    end;

-- What became of a gap; above zero the worst-off are worse. Who are ahead of the average have no gap to close.
create macro gap_movement(start_gap, gap, change_told) as
    case
        when change_told is null then null
        when change_told = 0 then 'unchanged'
        when change_told < 0 and start_gap > 0 then 'narrowing'
        when change_told > 0 and gap > 0 then 'widening'
        when change_told < 0 then 'further ahead'
        else 'less far ahead'
    end;

-- Why: which side moved how, in the order worst-off, average, and of two that moved one way the faster.
create macro gap_reason(worst_off, average, change_told) as
    case
        when worst_off is null or average is null then null
        when worst_off = average and worst_off = 'still' then 'neither moved'
        when worst_off <> average then format('worst-off {}, average {}', worst_off, average)
        when change_told = 0 then format('both {} alike', worst_off)
        when (change_told < 0) = (worst_off = 'better') then format('both {}, worst-off faster', worst_off)
        else format('both {}, average faster', worst_off)
    end;

-- How far figures lie from their middle as a rule: 1.4826 times the median absolute deviation, or, where at least half of
-- them are equal, 1.2533 times the mean one (Iglewicz and Hoaglin 1993): both are the standard deviation of a normal curve.
create macro typical_distance(figures) as
    if(
        list_aggregate(figures, 'mad') < 1e-9,
        1.2533141373155 * list_avg([abs(figure - list_median(figures)) for figure in figures]),
        1.4826 * list_aggregate(figures, 'mad')
    );
