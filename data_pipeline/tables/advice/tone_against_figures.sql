-- advice to a publisher: one row per place of a commentary whose tone and figures disagree
-- Told by `check` alone. It is not shown on a page: the words are the publisher's own, and stay as they are.
with said as (
    unpivot (
        select pack, source_id, source_row, policy_area, theme, date, achievements, challenges from marts.pack_commentary
    )
    on achievements, challenges into name block value text
),

-- A sentence and the ones beside it in the same paragraph or item belong together: 'We had promised 5.6%.'
items as (
    select said.* exclude (text), trim(unnest(string_split_regex(text, '\n+')), ' -*') as item from said
),

-- How things stood on the day it was written.
known as (
    select distinct items.pack, items.date, max(editions.edition) over (partition by items.pack, items.date) as edition
    from items
    join marts.editions as editions on editions.pack = items.pack and editions.edition <= items.date
),

rated as (
    select known.date, ratings.*
    from known
    join marts.ratings as ratings on ratings.pack = known.pack and ratings.edition = known.edition
    where ratings.rating_code in ('met', 'on_track', 'close', 'behind', 'backwards', 'missed')
),

-- A figure of three signs or more, as the paper prints it and not as a part of a longer one.
quoted as (
    select
        items.*, rated.title, rated.rating, rated.rating_code, rated.value_as_published,
    from items
    join rated
        on rated.pack = items.pack and rated.date = items.date
        and coalesce(rated.policy_area = items.policy_area, rated.theme_name in (
            select name from definitions.themes where code = items.theme
        ))
        and length(regexp_replace(rated.value_as_published, '[^0-9]', '', 'g')) >= 2
        and regexp_matches(
            item, '(^|[^0-9.,])' || regexp_escape(rated.value_as_published) || '($|[^0-9%.,]|[.,]($|[^0-9]))'
        )
    -- Where a district is named, the words may be about it.
    where not exists (
        from marts.areas as places
        where places.county_code = rated.agreement_code and contains(items.item, places.name)
    )
),

tones as (
    select
        items.source_id, items.source_row, items.pack, items.date, items.policy_area, items.theme,
        sum(len(regexp_extract_all(lower(item), words.pattern))) filter (words.tone = 'good') as good_words,
        sum(len(regexp_extract_all(lower(item), words.pattern))) filter (words.tone = 'bad') as bad_words,
    from items, definitions.tone_words as words
    group by all
    having good_words + bad_words > 0
),

standing as (
    select
        tones.*,
        count(*) filter (rated.rating_code in ('met', 'on_track')) as well,
        count(*) filter (rated.rating_code in ('behind', 'backwards', 'missed')) as badly,
        count(*) as judged,
    from tones
    join rated
        on rated.pack = tones.pack and rated.date = tones.date
        and coalesce(rated.policy_area = tones.policy_area, rated.theme_name in (
            select name from definitions.themes where code = tones.theme
        ))
    group by all
)

select
    source_id, source_row, block as column_name, item as value,
    format('a figure among the achievements that is rated {}: {}', lower(rating), title) as problem,
    'Say what was due beside it, or move it to the challenges' as what_to_do,
from quoted
where block = 'achievements' and rating_code in ('behind', 'backwards', 'missed')
  and not regexp_matches(lower(item), 'promis|target|milestone|\bdue\b|short of|still')

union all

select
    source_id, source_row, block, item,
    format('a figure among the challenges that is rated {}: {}', lower(rating), title),
    'Say why it is a challenge, or move it to the achievements',
from quoted
where block = 'challenges' and rating_code in ('met', 'on_track')
  and not regexp_matches(lower(item), 'promis|target|milestone|\bdue\b|but|although')

union all

select
    source_id, source_row, 'achievements', format('{} glad words, {} sorry ones', good_words, bad_words),
    format('the tone is glad, and {} of the {} judged promises are behind, have gone backwards or were missed', badly, judged),
    'Let the words say what the figures say',
from standing
where good_words >= 3 and good_words >= 2 * bad_words and 2 * badly > judged

union all

select
    source_id, source_row, 'challenges', format('{} sorry words, {} glad ones', bad_words, good_words),
    format('the tone is sorry, and {} of the {} judged promises are met or on track', well, judged),
    'Let the words say what the figures say',
from standing
where bad_words >= 3 and bad_words >= 2 * good_words and 2 * well > judged
order by source_id, source_row, problem
