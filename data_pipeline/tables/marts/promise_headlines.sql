-- one row per edition and headline of an agreement: its biggest successes and its biggest shortfalls, as many of each, three at most
-- By how much more, or less, of the promise was delivered than was due. Nothing that could be chance is a headline.
with measured as (
    select
        pack, edition, is_latest_edition, agreement_code, area_code, target, rating_code, notice,
        delivered_share - expected_share as lead,
        case when rating_code in ('met', 'on_track') then 'success' else 'shortfall' end as kind,
    from marts.ratings
    where rating_code in ('met', 'on_track', 'close', 'behind', 'backwards') and area_code = agreement_code
      and delivered_share is not null and expected_share is not null and not coalesce(could_be_chance, false)
),

placed as (
    select
        *,
        row_number() over (
            partition by pack, edition, kind order by case when kind = 'success' then -lead else lead end, target
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
