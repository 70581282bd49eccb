-- doubt: one row per thing that an agreement should say and does not, or says oddly
with said as (
    select
        agreement.*,
        (select count(*) from packs.targets as targets where targets.pack = agreement.pack) as target_count,
        (
            select count(*) from packs.targets as targets
            where targets.pack = agreement.pack and coalesce(lead_partner, contributing_partners) is not null
        ) as partner_count,
    from packs.agreement as agreement
)

select
    source_id, source_row,
    'title' as column_name,
    title as value,
    'the agreement is incomplete: it has no targets' as problem,
    'Fill in the sheet of targets' as what_to_do,
from said
where target_count = 0

union all

select source_id, source_row, 'title', title, 'the agreement is incomplete: it does not say who delivers its targets',
    'Name the partners in the sheet of targets'
from said
where target_count > 0 and partner_count = 0

union all

select source_id, source_row, 'period_start', coalesce(period_start, period_end),
    'the agreement is incomplete: its period is missing', 'Give its first and last day'
from said
where period_start is null or period_end is null

union all

select source_id, source_row, 'period_end', period_end, 'the agreement does not last three years',
    'Check its first and last day; agreements ran from April 2008 to March 2011'
from said
where whole_months(cast(period_start as date), cast(period_end as date)) <> 36

union all

select source_id, source_row, 'vision_to', vision_to, 'a vision looks 10 to 20 years ahead', 'Check its first and last year'
from said
where cast(vision_to as bigint) - cast(vision_from as bigint) not between 10 and 20
