-- one row per reason that a partner published for departing from a target, with what the target is called
select
    departures.agreement_code, departures.target, departures.period, departures.partner, departures.reason,
    departures.decided_by, departures.date, targets.title, targets.indicator,
    departures.source_url, departures.notice, departures.source_row,
from marts.pack_exceptions as departures
left join marts.promises as targets
    on targets.pack = departures.pack and targets.target = departures.target and targets.is_latest_edition
order by departures.agreement_code, departures.date, departures.source_row
