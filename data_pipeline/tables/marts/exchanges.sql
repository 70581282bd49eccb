-- one row per thing that scrutiny asked, recommended or considered, as published, with the day by which an answer was due
with named as (
    select
        asked.*,
        -- The police answer to scrutiny of their own, by another law.
        asked.kind = 'request' and is_of_police(asked.to_body) as is_of_police,
        coalesce(promised.indicator, 'NI ' || nullif(regexp_extract(asked.concerns, '\bNI ?(\d{1,3})\b', 1), '')) as indicator,
        promised.title as promise, promised.polarity as promised_polarity,
    from marts.pack_scrutiny as asked
    left join (select pack, target, indicator, title, polarity from marts.promises where is_latest_edition) as promised
        on promised.pack = asked.pack and promised.target = asked.target
)

select
    named.pack, named.agreement_code, named.exchange, named.kind, named.date as asked_on, named.date_by as asked_by,
    named.date_as_published, named.body, named.to_body, named.concerns, named.text,
    named.target, named.indicator, coalesce(named.promise, indicators.title) as measure,
    coalesce(named.promised_polarity, indicators.polarity) as polarity,
    case named.kind when 'request' then '20 working days' when 'recommendation' then 'two months' end as time_allowed,
    case
        when named.due is not null then 'published'
        when named.kind not in ('request', 'recommendation') then 'none is set'
        when named.is_of_police then 'police'
        when deadlines.source_row is null then 'day unknown'
        -- The regulations that followed it (SI 2009/1919, regulation 10) set no number of days.
        when named.kind = 'request' then 'White Paper'
        else 'law'
    end as due_from,
    coalesce(
        named.due,
        case
            when named.is_of_police then null
            when named.kind = 'request' then deadlines.in_20_working_days
            when named.kind = 'recommendation' then deadlines.in_two_months
        end
    )::date as due,
    named.answered_on, named.answered_on_by, named.response, named.status,
    -- What came of it so far may be printed of what is not answered yet.
    coalesce(
        regexp_matches(lower(named.status), '\b(open|in progress|promised|proposed|requested|scheduled|waiting)\b'), false
    ) as is_said_to_be_open,
    named.source_url, named.note, named.notice,
    named.source_id, named.source_row,
from named
left join marts.deadlines as deadlines using (source_id, source_row)
left join marts.indicators as indicators on indicators.indicator = named.indicator
order by named.agreement_code, named.date_by, named.source_row
