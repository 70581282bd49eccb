-- what no row of definitions/published_words.csv may have
select source_row, 'words' as column_name, words as value, 'nobody has said which shares this can stand for' as problem,
    'Write majority, significant minority or small number, or add the words to tables/macros.sql' as what_to_do,
from definitions.published_words
where shares_meant(words) is null

union all

select source_row, 'part', part, 'this is not a part of the whole', 'Write two counts, the smaller as the part'
from definitions.published_words
where not coalesce(try_cast(part as integer) between 0 and try_cast(whole as integer), false)
