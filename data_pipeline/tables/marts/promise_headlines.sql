-- one row per edition and headline of an agreement: its biggest successes and its biggest shortfalls, as many of each, three at most
-- By how much more, or less, of the promise was delivered than was due; of what has no start, in what was due. Nothing that
-- could be chance is a headline.
with measured as (
    select
        pack, edition, is_latest_edition, agreement_code, area_code, target, rating_code, notice,
        delivered_share - expected_share as lead,
        improvement(value - due_value, polarity) / nullif(abs(due_value), 0) as distance,
        case when rating_code in ('met', 'on_track') then 'success' else 'shortfall' end as kind,
    from marts.ratings
    where rating_code in ('met', 'on_track', 'close', 'behind', 'backwards', 'missed') and area_code = agreement_code
      and coalesce(lead, distance) is not null and not coalesce(could_be_chance, false)
),

placed as (
    select
        *,
        row_number() over (
            partition by pack, edition, kind
            order by if(kind = 'success', -lead, lead) nulls last, if(kind = 'success', -distance, distance), target
        ) as position,
        count(*) over (partition by pack, edition, kind) as available,
    from measured
)

select placed.pack, placed.edition, placed.is_latest_edition, placed.agreement_code, placed.kind, placed.position, placed.target, placed.lead, placed.notice,
from placed
join (
    select pack, edition, least(3, min(available), if(count(distinct kind) = 2, 3, 0)) as shown
    from placed
    group by pack, edition
) as balanced using (pack, edition)
where placed.position <= balanced.shown
order by placed.pack, placed.edition, placed.kind desc, placed.position
