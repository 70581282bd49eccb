-- one row per edition of an agreement: a day on which a paper changed what was known of it, or our own rules changed
-- A figure that bears no date belongs to every edition; one that bears a month or a year counts from its last day.
with said as (
    select pack, said_by as known_on, what <> 'outturn' as is_promise, source_title from marts.promise_points
    union all
    select pack, agreed_on_by, true, source_title from marts.pack_targets
),

-- Before the first paper that promises something there is no agreement to look at.
opened as (
    select
        agreement.pack,
        coalesce(min(said.known_on) filter (said.is_promise), min(said.known_on), date '0001-01-01') as first_edition,
    from marts.pack_agreement as agreement
    left join said on said.pack = agreement.pack
    group by agreement.pack
),

days as (
    select pack, first_edition as edition from opened
    union
    select pack, said.known_on from said join opened using (pack) where said.known_on > first_edition
    union
    select opened.pack, rules.valid_from
    from opened
    join marts.rating_words as rules on rules.valid_from > opened.first_edition
),

papers as (
    select pack, known_on as edition, list(distinct source_title order by source_title) as titles
    from said
    where source_title is not null
    group by pack, known_on
),

documents as (
    select pack, date_by as edition, list(distinct title order by title) as titles
    from marts.pack_documents
    group by pack, date_by
)

select
    days.pack,
    agreement.area_code as agreement_code,
    days.edition,
    row_number() over (partition by days.pack order by days.edition) as number,
    lag(days.edition) over (partition by days.pack order by days.edition) as previous_edition,
    lead(days.edition) over (partition by days.pack order by days.edition) is null as is_latest,
    coalesce(documents.titles, papers.titles, []) as papers,
    rules.least_share as close_share,
    agreement.notice,
from days
join marts.pack_agreement as agreement using (pack)
left join papers using (pack, edition)
left join documents using (pack, edition)
left join marts.rating_words as rules
    on rules.rating_code = 'close' and rules.valid_from <= days.edition
    and coalesce(days.edition < rules.valid_until, true)
order by days.pack, days.edition
