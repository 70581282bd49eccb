-- one row per edition and target: its latest version known by then, and how many versions there were
with versions as (
    select
        * replace (
            -- A later paper that names nobody takes the lead from nobody.
            coalesce(
                nullif(lead_partner, 'not published'),
                last_value(nullif(lead_partner, 'not published') ignore nulls) over (
                    partition by pack, edition, target order by agreed_on_by nulls first, source_row
                ),
                lead_partner
            ) as lead_partner,
            coalesce(area_code, agreement_code) as area_code
        ),
        count(*) over (partition by pack, edition, target) as versions,
        row_number() over (
            partition by pack, edition, target order by agreed_on_by desc nulls last, source_row desc
        ) as age,
    from (
        select editions.edition, editions.is_latest as is_latest_edition, targets.*
        from marts.pack_targets as targets
        join marts.editions as editions
            on editions.pack = targets.pack and coalesce(targets.agreed_on_by <= editions.edition, true)
    )
)

select * exclude (age)
from versions
where age = 1
