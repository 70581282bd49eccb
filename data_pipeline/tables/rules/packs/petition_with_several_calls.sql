-- doubt: one row per petition that is said to have become more than one call for action
select
    petitions.source_id, petitions.source_row, 'call_for_action' as column_name, petitions.call_for_action as value,
    'a petition may become one call for action at most' as problem,
    'Name the one it became' as what_to_do,
from packs.petitions as petitions
join packs.calls_for_action as calls
    on calls.pack = petitions.pack
    and list_contains(regexp_split_to_array(petitions.call_for_action, '\s*(?:[;,&/+]|\band\b)\s*'), calls.call)
group by petitions.source_id, petitions.source_row, petitions.call_for_action
having count(*) > 1
