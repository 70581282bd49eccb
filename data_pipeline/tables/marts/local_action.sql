-- one row per theme, and one for any other: where a resident can take part, and what kind of partnership there was
select themes.name as laa_theme, action.take_part, action.partnership, action.document,
    cast(action.line as integer) as line,
from definitions.local_action as action
left join definitions.themes as themes on themes.code = action.theme
order by action.source_row
