-- set aside: one row per commentary that says nothing, or does not say what it is about
select
    source_id, source_row,
    case when policy_area is null and theme is null then 'policy_area' else 'achievements' end as column_name,
    null as value,
    case when policy_area is null and theme is null then 'the commentary does not say what it is about' else 'the commentary is empty' end
        as problem,
    'Give its policy area or theme at the top, and text under at least one heading' as what_to_do,
from packs.commentary
where policy_area is null and theme is null
   or coalesce(achievements, challenges, what_is_being_done, how_you_can_help, '') = ''
