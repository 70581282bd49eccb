-- what no row of definitions/consultation_respondents.csv may have
-- The value is not repeated: what is refused here must not stand in a log either.
select source_row, 'organisation' as column_name, cast(null as varchar) as value,
    'this is, or may be, a private person' as problem,
    'Leave the row out: organisations only' as what_to_do,
from definitions.consultation_respondents
where regexp_matches(
    trim(coalesce(organisation, '')),
    '(?i)^$|^(mr|mrs|ms|miss|mx|dr|prof|professor|rev|sir|dame|lord|lady|cllr|councillor)\b'
)
