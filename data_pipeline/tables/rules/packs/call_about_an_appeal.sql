-- set aside: one row per call for action about a planning or licensing decision, or what else has an appeal of its own
-- One that was refused stays: it shows why.
select
    source_id, source_row, 'title' as column_name, title as value,
    'planning, licensing and other appeals have ways of their own, so no call for action may be about one' as problem,
    'Leave it out, or say that it was refused and why' as what_to_do,
from packs.calls_for_action
where stage <> 'refused'
  and regexp_matches(
      lower(title),
      '\bappeals?\b|\b(planning|licen[cs]ing) (application|condition|consent|decision|permission|refusal|review)'
      || '|\b(premises|alcohol|gambling|taxi|liquor) licen[cs]e'
  )
