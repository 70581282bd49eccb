-- one row per statement that a source document prints: what it says, where and of when, and what there is to doubt in it
with doubted as (
    select facts.fact_id, list(distinct findings.problem) as problems
    from definitions.published_facts as facts
    join meta.findings as findings on findings.source_id = 'published_facts' and findings.source_row = facts.source_row
    group by facts.fact_id
),

-- The newest document says the rule: an older one is doubted where it says another.
latest as (
    select topic, any_value(value_as_published) as value from marts.facts where measure = 'rule' and is_current group by topic
),

examined as (
    select
        facts.*,
        list_concat(
            [facts.caveat, facts.missing_reason],
            coalesce(doubted.problems, []),
            [
                if(not facts.is_current and facts.value_as_published <> latest.value, 'A later document says otherwise', null),
                if(facts.as_meant <> facts.as_printed, format('Misprinted; meant is: {}', facts.as_meant), null),
            ]
        ) as doubts,
    from marts.facts as facts
    left join doubted using (fact_id)
    left join latest using (topic)
),

-- A printed line may hold more than one fact that was looked at closely.
of_figures as (
    select figures.source_row, flatten(list(examined.doubts)) as doubts
    from (
        select source_row, unnest(string_split(fact_id, '|')) as fact_id from definitions.printed_figures
    ) as figures
    join examined using (fact_id)
    group by figures.source_row
),

statements as (
    select
        figures.topic, figures.what, figures.as_printed, figures.value, figures.unit, figures.wording, figures.period,
        figures.geography, figures.area_code, figures.paragraph, 1 as figures, figures.document,
        cast(figures.line as integer) as line,
        figures.note, of_figures.doubts, source_row as position,
    from definitions.printed_figures as figures
    left join of_figures using (source_row)

    union all by name

    select
        'Rules and plans' as topic, what, as_printed, value_as_published as value, unit, wording,
        if(period = 'not stated', null, period) as period, geography, 0 as figures, document, line, doubts,
        line as position,
    from examined
    where fact_id not in (select unnest(string_split(fact_id, '|')) from definitions.printed_figures where fact_id is not null)

    union all by name

    select
        'Answers to the consultation of 2008' as topic,
        format('{}: {}', topic, response_group) as what,
        format('{} ({})', responses, percent_as_printed) as as_printed,
        cast(responses as varchar) as value, base_type as unit,
        '20 November 2007 to 12 February 2008' as period, 'England' as geography, 2 as figures, document, line,
        'The summary says that these numbers are no strict statistics' as note, 10000 + line as position,
    from marts.consultation
)

select
    row_number() over (order by statements.position, statements.topic, statements.what) as fact,
    statements.topic,
    if(topic = 'Results of neighbourhoods', 0, min(statements.position) over (partition by statements.topic)) as topic_position,
    statements.what,
    statements.as_printed,
    statements.value,
    statements.unit,
    statements.wording,
    statements.period,
    statements.geography,
    statements.area_code,
    areas.name as area_name,
    statements.figures,
    -- In sentences: what was seen by eye first, then what the rules find, each once.
    array_to_string(
        list_transform(
            list_concat(
                [statements.note],
                list_sort(list_distinct(list_filter(statements.doubts, lambda said: said is not null)))
            ),
            lambda said: upper(said[1]) || rtrim(said[2:], '.') || '.'
        ),
        ' '
    ) as doubt,
    documents.title as document_title,
    documents.publisher,
    documents.date as document_date,
    statements.document,
    statements.line,
    statements.paragraph,
    lower(strip_accents(concat_ws(
        ' ', statements.topic, statements.what, statements.as_printed, statements.geography, areas.name, statements.period
    ))) as searched,
from statements
join definitions.documents as documents using (document)
left join definitions.areas as areas using (area_code)
order by fact
