-- set aside: one row per count from which, with the total, a withheld district could be worked out
-- One withheld district is the total less the others; a second one withheld makes that impossible. Figures of one
-- period count together however the period is written and whenever they were published.
with
counts as (
    select
        counts.*,
        coalesce(counts.people > 0 and counts.people < counts.threshold, false) as is_small,
        counts.people is not null and not is_said_to_be_withheld and refused.source_id is null as is_kept,
    from staging.pack_counts as counts
    left join (select distinct source_id, source_row from meta.findings where severity = 'set aside') as refused
        on refused.source_id = counts.source_id and refused.source_row = counts.source_row
),

totals as (
    select pack, indicator, period_start, period_end, people as total, threshold
    from counts
    where district_code is null and is_kept
),

-- Every district of the county beside every total; one that has no row at all is as good as withheld.
places as (
    select
        totals.pack, totals.indicator, totals.period_start, totals.period_end, totals.total, totals.threshold,
        areas.area_code as district_code,
        coalesce(bool_or(counts.is_said_to_be_withheld or counts.is_small), false) as is_withheld,
        coalesce(bool_or(coalesce(counts.is_said_to_be_small, false) or counts.is_small), false) as is_small,
        coalesce(bool_or(counts.is_kept), false) and not is_withheld as is_known,
        max_by(counts.people, coalesce(counts.published_on, '')) filter (counts.is_kept) as people,
    from (select distinct * from totals) as totals
    join packs.agreement as agreement on agreement.pack = totals.pack
    join staging.areas as areas on areas.county_code = agreement.area_code
    left join counts
        on counts.pack = totals.pack and counts.indicator = totals.indicator
        and counts.period_start = totals.period_start and counts.period_end = totals.period_end
        and counts.district_code = areas.area_code
    group by all
),

rests as (
    select
        pack, indicator, period_start, period_end, threshold,
        count(*) filter (not is_known) as unknown,
        count(*) filter (is_small and not is_known) as small,
        bool_or(is_withheld) as is_any_withheld,
        total - coalesce(sum(people) filter (is_known), 0) as rest,
    from places
    group by pack, indicator, period_start, period_end, threshold, total
),

exposed as (
    select distinct pack, indicator, period_start, period_end
    from rests
    where unknown = 1 and (is_any_withheld or rest > 0 and rest < threshold)
       -- Several that are each known to be from 1 to one less than the threshold, when all must be the least or the most.
       or unknown = small and unknown > 1 and (rest <= unknown or rest >= unknown * (threshold - 1))
),

known as (
    select distinct pack, indicator, period_start, period_end, district_code, people from places where is_known
)

select
    counts.source_id, counts.source_row,
    'numerator' as column_name,
    'a count' as value,
    'a withheld district could be worked out from the total and this count' as problem,
    'Withhold a second district too: write c as its status and leave the figures out' as what_to_do,
from counts
join exposed using (pack, indicator, period_start, period_end)
left join known
    on known.pack = counts.pack and known.indicator = counts.indicator and known.period_start = counts.period_start
    and known.period_end = counts.period_end and known.district_code = counts.district_code
where counts.is_kept and (counts.district_code is null or known.people is not null)
-- All rows of the smallest district; of the total, where no district is left. Nobody is hidden behind a nought.
qualify dense_rank() over (
    partition by counts.pack, counts.indicator, counts.period_start, counts.period_end
    order by counts.district_code is null, known.people = 0, known.people, counts.district_code
) = 1
