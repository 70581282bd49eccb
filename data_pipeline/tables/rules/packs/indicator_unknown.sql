-- set aside: one row per target or outturn that is not measured by exactly one known indicator
with named as (
    select pack, source_id, source_row, indicator from packs.targets
    union all
    select pack, source_id, source_row, indicator from packs.outturns
)

select
    source_id, source_row,
    'indicator' as column_name,
    indicator as value,
    case
        when regexp_matches(indicator, ';|\|') or len(regexp_extract_all(indicator, 'NI \d+')) > 1
        then 'one row is measured by one indicator'
        else 'no indicator is called so'
    end as problem,
    'Write a national number such as NI 56, or describe it in the sheet of local indicators' as what_to_do,
from named
where indicator not in (select indicator from definitions.national_indicators)
  and (pack, indicator) not in (select (pack, indicator) from packs.indicators)
