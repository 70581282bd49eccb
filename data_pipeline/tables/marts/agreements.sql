-- one row per edition of an agreement: whose it is, for how long, who signed it, and how many promises and figures it has
with counted as (
    select
        editions.pack,
        editions.edition,
        count(distinct target) filter (kind = 'designated') as designated,
        count(distinct target) filter (kind = 'statutory') as statutory,
        count(distinct target) filter (kind = 'local') as local_targets,
        count(distinct target) filter (kind = 'in the agreement') as kind_not_printed,
        count(distinct target) filter (kind in ('national indicator', 'council measure')) as beside_the_agreement,
        count(distinct target) filter (kind = 'earlier agreement') as of_earlier_agreements,
        count(distinct target) filter (kind <> 'earlier agreement') as targets,
        bool_or(kind in ('designated', 'statutory', 'local', 'in the agreement')) as has_promises,
        bool_or(coalesce(nullif(lead_partner, 'not published'), contributing_partners) is not null) as has_partners,
    from marts.editions as editions
    join marts.pack_targets as targets
        on targets.pack = editions.pack and coalesce(targets.agreed_on_by <= editions.edition, true)
    group by editions.pack, editions.edition
),

-- 'drop of 24% since 1998' can be judged by nobody, and yet is a figure that was printed.
printed as (
    select
        editions.pack,
        editions.edition,
        count(*) filter (points.value is not null or regexp_matches(points.value_as_published, '[0-9]')) as figures,
    from marts.editions as editions
    join marts.promise_points as points
        on points.pack = editions.pack and coalesce(points.said_by <= editions.edition, true)
    group by editions.pack, editions.edition
)

select
    agreement.pack,
    editions.edition,
    editions.number as edition_number,
    editions.previous_edition,
    editions.is_latest as is_latest_edition,
    editions.papers,
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
    coalesce(counted.of_earlier_agreements, 0) as of_earlier_agreements,
    coalesce(counted.targets, 0) as targets,
    coalesce(printed.figures, 0) as figures,
    -- Its card says less of the place than the national figures do.
    not coalesce(counted.has_promises, false) and coalesce(counted.targets, 0) < 3 as is_little,
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
join marts.editions as editions on editions.pack = agreement.pack
left join counted on counted.pack = editions.pack and counted.edition = editions.edition
left join printed on printed.pack = editions.pack and printed.edition = editions.edition
order by agreement.is_example, areas.name, editions.edition
