-- one row per word by which a measure, a theme or a word of the glossary is found
-- A measure is named by its indicator, one that an agreement set for itself by the agreement too: 'E08000018/local 1'.
with texts as (
    select 'measure' as kind, indicator as entry, title, title as text, 3 as weight from marts.catalogue
    union all
    select 'measure', indicator, title, series_title, 3 from marts.catalogue
    union all
    select 'measure', indicator, title, plain, 2 from marts.catalogue
    union all
    select 'measure', indicator, title, other_words, 2 from definitions.indicator_words join marts.catalogue using (indicator)
    union all
    select 'measure', indicator, title, concat_ws(' ', theme_block, body), 1 from marts.catalogue
    union all
    select 'measure', indicator, title, regexp_extract(indicator, '\d+'), 4 from marts.catalogue where is_national
    union all
    select 'measure', indicator, title, replace(indicator, ' ', ''), 9 from marts.catalogue
    union all
    select 'local measure', concat(agreement_code, '/', indicator),
        format('{} ({})', coalesce(indicator_title, promises.title), agreements.area_name),
        coalesce(indicator_title, promises.title), 2
    from marts.promises
    join marts.agreements as agreements using (pack, edition)
    where not is_national and promises.is_latest_edition and not agreements.is_example
    union all
    select 'theme', name, name, name, 3 from definitions.themes
    union all
    select 'word', term, concat_ws(': ', term, expansion), term, 9 from marts.glossary
    union all
    select 'word', term, concat_ws(': ', term, expansion), expansion, 3 from marts.glossary
    union all
    select 'word', term, concat_ws(': ', term, expansion), definition, 1 from marts.glossary
),

words as (
    select kind, entry, title, unnest(string_split(name_key(text), ' ')) as word, weight from texts where text is not null
)

select kind, entry, any_value(title) as title, word, max(weight) as weight,
from words
where word not in (
    '', 'a', 'an', 'and', 'are', 'as', 'at', 'be', 'by', 'for', 'from', 'has', 'have', 'how', 'in', 'is', 'it', 'its',
    'many', 'much', 'of', 'on', 'or', 's', 'such', 'than', 'that', 'the', 'their', 'there', 'they', 'this', 'to',
    'what', 'where', 'which', 'who', 'with'
)
group by kind, entry, word
order by kind, entry, word
