-- what no row of definitions/short_names.csv may have
select source_row, if(name_key(long) = long, 'short', 'long') as column_name, if(name_key(long) = long, short, long) as value,
    'this is not written as names are compared' as problem, 'Write it in small letters, without marks' as what_to_do,
from definitions.short_names
where name_key(long) <> long or name_key(short) <> short
