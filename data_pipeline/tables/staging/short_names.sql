-- one row per name of an area or larger place and each way to write it short, one word at a time
-- 'north yorkshire' is also 'n yorkshire', 'north yorks' and 'n yorks'.
with recursive forms as (
    select name_key(name) as name_key, name_key(name) as short_key
    from (
        select name from definitions.areas
        union
        select unnest(string_split(aliases, '|')) from definitions.areas
        union
        select unnest(string_split(successor_names, ';')) from definitions.areas
        union
        select name from definitions.regions
        union
        select place from definitions.other_places where country is null
    ) as named(name)
    where name is not null
    union
    select
        forms.name_key,
        trim(replace(format(' {} ', forms.short_key), format(' {} ', words.long), format(' {} ', words.short))),
    from forms
    join definitions.short_names as words on contains(format(' {} ', forms.short_key), format(' {} ', words.long))
)

select name_key, short_key from forms where short_key <> name_key
