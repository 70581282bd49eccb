-- one row per verdict or reason of a subject: its status and the words in which it is said, the best first
-- made: key subject, verdict
select
    verdicts.source_row as position,
    verdicts.subject,
    verdicts.verdict,
    verdicts.status,
    -- The word of a rating stands with its limits.
    coalesce(verdicts.word, lower(ratings.rating)) as word,
    verdicts.many,
    verdicts.phrase,
    verdicts.says_met = 'yes' as says_met,
from definitions.verdicts as verdicts
left join marts.rating_words as ratings
    on verdicts.subject = 'rating' and ratings.rating_code = verdicts.verdict and ratings.is_current
order by position
