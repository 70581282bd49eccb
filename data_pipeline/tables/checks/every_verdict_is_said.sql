-- every verdict, and every reason for one, is in the list of verdicts, which says it in words
-- What others said stays as it is: the verdict of Fingertips' rule, the ratings of councils.
with used as (
    select distinct 'marts.directions' as file, 'direction' as subject, verdict from marts.directions
    union all
    select distinct 'marts.directions', 'direction', verdict_95 from marts.directions
    union all
    select distinct 'marts.directions', 'direction', start_verdict from marts.directions
    union all
    select distinct 'marts.directions', 'direction reason', reason from marts.directions
    union all
    select distinct 'marts.directions', 'direction reason', start_reason from marts.directions
    union all
    select distinct 'marts.promise_directions', 'direction', verdict from marts.promise_directions
    union all
    select distinct 'marts.promise_directions', 'direction', verdict_95 from marts.promise_directions
    union all
    select distinct 'marts.promise_directions', 'direction reason', reason from marts.promise_directions
    union all
    select distinct 'marts.promise_directions', 'signal', unnest(string_split(signal, ', ')) from marts.promise_directions
    union all
    select distinct 'marts.promise_directions', 'assurance', assurance from marts.promise_directions
    union all
    select distinct 'marts.report_card', 'change', better_or_worse from marts.report_card
    union all
    select distinct 'marts.area_map', 'change', better_or_worse from marts.area_map
    union all
    select distinct 'marts.theme_measures', 'change', better_or_worse from marts.theme_measures
    union all
    select distinct 'marts.theme_places', if(standing in ('worse', 'better', 'falling', 'rising', 'unclear'), 'comparison', 'position'), words from marts.theme_places
    union all
    select distinct 'marts.comparisons', if(starts_with(rule, 'position'), 'position', 'comparison'), words from marts.comparisons
    union all
    select distinct 'marts.ratings', 'rating', rating_code from marts.ratings
    union all
    select distinct 'marts.ratings', if(is_beside, 'end beside', 'end'), end_code from marts.ratings
    union all
    select distinct 'marts.masking', 'rating', area_rating_code from marts.masking
    union all
    select distinct 'marts.masking', 'rating', district_rating_code from marts.masking
    union all
    select distinct 'marts.edition_changes', 'rating', rating_code from marts.edition_changes
    union all
    select distinct 'marts.edition_changes', 'rating', previous_rating_code from marts.edition_changes
    union all
    select distinct 'marts.edition_changes', 'edition cause', cause from marts.edition_changes
    union all
    select distinct 'marts.promise_outlooks', 'outlook', verdict from marts.promise_outlooks
    union all
    select distinct 'marts.promise_outlooks', 'outlook reason', reason from marts.promise_outlooks
    union all
    select distinct 'marts.promise_hindsight', 'outlook', verdict from marts.promise_hindsight
    union all
    select distinct 'marts.gaps', 'gap movement', movement from marts.gaps
    union all
    select distinct 'marts.gaps', 'gap reason', reason from marts.gaps
    union all
    select distinct 'marts.promise_gaps', 'gap movement', movement from marts.promise_gaps
    union all
    select distinct 'marts.promise_gaps', 'gap reason', reason from marts.promise_gaps
)

select file, format('{}: {}', subject, verdict) as value
from used
anti join marts.verdicts using (subject, verdict)
where verdict is not null
