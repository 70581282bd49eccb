-- one row per rule by which something is judged or said: its subject and what it does
-- made: key rule
with known as (
    select rule, subject, what_it_does, source_row as place from definitions.rules

    union all

    -- Ratings have a list of their own, for their words and limits hold from a day.
    select 'rating.' || rating_code, 'rating', rating || ': ' || meaning, position
    from marts.rating_words
    where is_current
)

select row_number() over (order by subject = 'rating', place) as position, rule, subject, what_it_does
from known
order by position
