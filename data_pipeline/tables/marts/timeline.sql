-- one row per thing that was asked, decided or done about a measure, with the day at which it stands in a chart
-- An action is there as done, and as due for as long as it is not known to be done.
with told as (
    select
        agreement_code, indicator, target, kind, asked_on as printed, asked_by as known_from, null::date as known_until,
        text as what, body as whose, to_body as to_whom, 'asked' as sheet, source_url, source_id, source_row, notice,
    from marts.exchanges

    union all by name

    select
        agreement_code, indicator, target, kind, cast(began_on as varchar) as printed, began_on as known_from,
        title as what, body as whose, if(kind in ('peer challenge', 'inspection'), place, null) as to_whom, 'case' as sheet,
        source_url, source_id, source_row, notice,
    from marts.cases

    union all by name

    select
        agreement_code, target, 'decision' as kind, date as printed, date_by as known_from, decision as what,
        body as whose, 'decision' as sheet, source_url, source_id, source_row, notice,
    from marts.pack_decisions

    union all by name

    select
        agreement_code, target, if(done_on is null, 'action', 'done') as kind, done_on as printed,
        done_on_by as known_from, what, owner as whose, 'action' as sheet, source_url, source_id, source_row, notice,
    from marts.pack_actions
    where done_on is not null or due is null

    union all by name

    select
        agreement_code, target, 'due' as kind, due as printed, due_by as known_from, done_on_by as known_until, what,
        owner as whose, 'action' as sheet, source_url, source_id, source_row, notice,
    from marts.pack_actions
    where due is not null
)

select
    told.* exclude (known_from) replace (coalesce(told.indicator, promised.indicator) as indicator),
    coalesce(known_from, date '-infinity') as known_from,
    -- What is known to the month or the year stands in its middle.
    case length(printed)
        when 10 then cast(printed as date)
        when 7 then cast(printed || '-15' as date)
        when 4 then cast(printed || '-07-01' as date)
    end as day,
from told
left join marts.pack_agreement as packs on packs.area_code = told.agreement_code
left join (select pack, target, indicator from marts.promises where is_latest_edition) as promised
    on promised.pack = packs.pack and promised.target = told.target
where coalesce(told.indicator, promised.indicator) is not null
order by agreement_code, indicator, day nulls last, sheet, source_row
