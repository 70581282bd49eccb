-- what no row of definitions/tone_words.csv may have
select source_row, 'tone' as column_name, tone as value, 'this is neither good nor bad' as problem,
    'Write good or bad' as what_to_do,
from definitions.tone_words
where coalesce(tone, '') not in ('good', 'bad')

union all

select source_row, 'pattern', pattern, 'there is no pattern', 'Write what to look for'
from definitions.tone_words
where pattern is null
