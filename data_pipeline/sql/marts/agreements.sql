-- one row per agreement: whose it is, for how long, who signed it, and how many promises it makes
with counted as (
    select
        pack,
        count(distinct target) filter (kind = 'designated') as designated,
        count(distinct target) filter (kind = 'statutory') as statutory,
        count(distinct target) filter (kind = 'local') as local_targets,
        count(distinct target) filter (kind = 'in the agreement') as kind_not_printed,
        count(distinct target) filter (kind in ('national indicator', 'council measure')) as beside_the_agreement,
        count(distinct target) as targets,
        bool_or(kind in ('designated', 'statutory', 'local', 'in the agreement')) as has_promises,
        bool_or(coalesce(nullif(lead_partner, 'not published'), contributing_partners) is not null) as has_partners,
    from marts.pack_targets
    group by pack
),

editions as (
    select pack, max(date) as last_commentary from marts.pack_commentary group by pack
)

select
    agreement.pack,
    agreement.area_code,
    areas.name as area_name,
    agreement.title,
    agreement.vision,
    agreement.vision_from,
    agreement.vision_to,
    agreement.period_start,
    agreement.period_end,
    agreement.signed_off_by,
    agreement.signed_on,
    agreement.scheme,
    agreement.published_by,
    agreement.published_on,
    agreement.licence,
    agreement.tolerance,
    agreement.tolerance_unit,
    agreement.is_example,
    agreement.note,
    agreement.source_url,
    agreement.source_title,
    coalesce(counted.designated, 0) as designated,
    coalesce(counted.statutory, 0) as statutory,
    coalesce(counted.local_targets, 0) as local_targets,
    coalesce(counted.kind_not_printed, 0) as kind_not_printed,
    coalesce(counted.beside_the_agreement, 0) as beside_the_agreement,
    coalesce(counted.targets, 0) as targets,
    editions.last_commentary,
    -- What an agreement must say by law.
    list_filter(
        [
            case when not coalesce(counted.has_promises, false) then 'its targets' end,
            case when not coalesce(counted.has_partners, false) then 'who delivers them' end,
            case when agreement.period_start is null or agreement.period_end is null then 'its period' end,
        ],
        lambda item: item is not null
    ) as missing,
    agreement.notice,
from marts.pack_agreement as agreement
join marts.areas as areas on areas.area_code = agreement.area_code
left join counted using (pack)
left join editions using (pack)
order by agreement.is_example, areas.name
