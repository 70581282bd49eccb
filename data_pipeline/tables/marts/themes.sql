-- one row per Local Area Agreement theme, in the order of the White Paper
select row_number() over (order by source_row) as position, code, name from definitions.themes order by position
