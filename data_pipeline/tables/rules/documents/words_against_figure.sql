-- doubt: one row per word for a part of a whole that its own figure does not bear out
select
    'published_words' as source_id, source_row,
    'words' as column_name,
    format(
        '"{}" ({}, line {}): {} of {}, {}% ({})',
        words, document, line, part, whole, percent_half_up(part, cast(whole as integer)), what
    ) as value,
    'the words say another share than the table' as problem,
    'Show the figure first and the words beside it' as what_to_do,
from definitions.published_words
where not 100.0 * cast(part as integer) / cast(whole as integer)
    between shares_meant(words)[1] and shares_meant(words)[2]
