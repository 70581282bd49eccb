-- one row per grant or budget and year: how it comes, and what it is for where it may be spent on nothing else
select
    money.agreement_code, money.stream, coalesce(money.year_label, money.year) as year, money.year_start, money.amount,
    money.route, money.ringfenced, money.pooled, money.partner,
    -- What may be spent on anything is laid to no part of the agreement, whatever the sheet says.
    if(money.ringfenced, money.policy_area, null) as policy_area,
    if(money.ringfenced, policy_areas.name, null) as policy_area_name,
    -- Without a day of its own, a year's money is known when the year begins.
    coalesce(papers.published_by, money.year_start) as known_from,
    money.source_url, money.notice, money.source_row,
from marts.pack_funding as money
left join marts.pack_policy_areas as policy_areas
    on policy_areas.pack = money.pack and policy_areas.policy_area = money.policy_area
left join judging.dated_papers as papers on papers.pack = money.pack and papers.url = money.source_url
order by
    money.agreement_code, array_position(['general grant', 'LAA grant', 'separate'], money.route),
    money.stream, money.year_start, money.source_row
