-- one row per fact quoted from a document: what was printed, what it is in, and whether it still holds
with dated as (
    select
        facts.*,
        documents.title as document_title,
        documents.date as document_date,
        coalesce(replace(facts.as_printed, misprints.printed, misprints.meant), facts.as_printed) as as_meant,
        case
            when facts.measure = 'gap' then 'percentage points'
            when facts.measure = 'change of a share' and facts.unit_as_printed is distinct from 'percentage points'
            then 'ambiguous'
            else facts.unit_as_printed
        end as unit,
    from definitions.published_facts as facts
    join definitions.documents as documents using (document)
    left join definitions.misprints as misprints using (document, line)
)

select
    fact_id,
    topic,
    measure,
    what,
    number(value) as value,
    value as value_as_published,
    unit,
    unit_as_printed,
    wording,
    geography,
    base,
    period_start,
    period_end,
    case when measure in ('rule', 'statement', 'chart') then null else coalesce(period_end, 'not stated') end as period,
    case when measure = 'chart' and value is null then 'figure not available in source text' end as missing_reason,
    -- The newest document says the rule; what older ones said is kept as history.
    measure <> 'rule' or row_number() over (
        partition by topic, measure order by document_date desc, source_row desc
    ) = 1 as is_current,
    measure not in ('rule', 'statement', 'chart') and unit is distinct from 'ambiguous' as is_chartable,
    -- Two answers to one question are one measure.
    complement_of is null as counts_as_measure,
    complement_of,
    polarity,
    -- A line may join only points that have the same of this.
    format('{}, {}', topic, coalesce(method, 'one method')) as line_key,
    method,
    context,
    caveat,
    source_published,
    as_printed,
    as_meant,
    document,
    document_title,
    document_date,
    cast(line as integer) as line,
from dated
order by document_date, line, fact_id
