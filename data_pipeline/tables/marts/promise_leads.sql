-- one row per edition and promise of an agreement that went well or badly: by how much it lies before or behind what was due
-- By how much more, or less, of the promise was delivered than was due; of what has no start, in what was due. Nothing that
-- could be chance is among them.
with measured as (
    select
        pack, edition, is_latest_edition, agreement_code, area_code, target, rating_code, notice,
        delivered_share - expected_share as lead,
        improvement(value - due_value, polarity) / nullif(abs(due_value), 0) as distance,
        case when rating_code in ('met', 'on_track') then 'success' else 'shortfall' end as kind,
    from marts.ratings
    where rating_code in ('met', 'on_track', 'close', 'behind', 'backwards', 'missed') and area_code = agreement_code
      and coalesce(lead, distance) is not null and not coalesce(could_be_chance, false)
)

select
    pack, edition, is_latest_edition, agreement_code, target, kind,
    row_number() over (
        partition by pack, edition, kind
        order by if(kind = 'success', -lead, lead) nulls last, if(kind = 'success', -distance, distance), target
    ) as position,
    lead, notice,
from measured
order by pack, edition, kind desc, position
