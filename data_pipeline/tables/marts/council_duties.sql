-- one row per duty that county and district councils share out where there are two, with the law that does so
select number(duties.position)::integer as position, duties.duty, duties.tier, duties.is_in_line = 'yes' as is_in_line,
    duties.document, cast(duties.line as integer) as line, duties.law,
from definitions.council_duties as duties
order by position
