-- what no row of definitions/verdicts.csv may have
with subjects (subject, needed, slots) as (
    values
        ('direction', ['status', 'word'], []),
        ('direction reason', ['phrase'], []),
        ('signal', ['phrase'], []),
        ('assurance', ['phrase'], []),
        ('change', ['status', 'word'], []),
        ('position', ['status', 'phrase'], ['name', 'places', 'others']),
        ('comparison', ['status', 'phrase'], ['name', 'places', 'others']),
        ('rating', [], []),
        ('end', ['status', 'word', 'many'], []),
        ('end beside', ['status', 'word', 'many'], []),
        ('outlook', ['status', 'word'], []),
        ('outlook reason', ['phrase'], []),
        ('gap movement', ['word'], []),
        ('gap reason', ['phrase'], ['worst_off', 'average']),
        ('edition cause', ['word', 'many'], [])
),

cells as (
    select source_row, subject, column_name, text
    from definitions.verdicts
        unpivot include nulls (text for column_name in (status, word, many, phrase))
)

select source_row, 'subject' as column_name, subject as value, 'there are no verdicts of this' as problem,
    'Write one of the subjects of tables/definitions/verdicts.sql' as what_to_do,
from definitions.verdicts
where coalesce(subject not in (select subject from subjects), true)

union all

select source_row, 'verdict', verdict, 'there is no verdict', 'Write it as the table that holds it does'
from definitions.verdicts
where verdict is null

union all

select source_row, 'verdict', verdict, 'another row has this verdict of the same subject', 'Give each verdict one row'
from definitions.verdicts
qualify row_number() over (partition by subject, verdict order by source_row) > 1

union all

select source_row, column_name, text, 'it cannot be said without', 'Write what verdicts of this subject need'
from cells join subjects using (subject)
where list_contains(needed, column_name) and text is null

union all

select source_row, 'phrase', phrase, 'nothing is put in such a place',
    'In braces stands what the subject has in tables/definitions/verdicts.sql, and nothing else'
from definitions.verdicts join subjects using (subject)
where regexp_matches(regexp_replace(phrase, '[{](' || array_to_string(slots, '|') || ')[}]', '', 'g'), '[{}]')

union all

select source_row, 'says_met', says_met, 'this is neither yes nor no', 'Write yes or no, and of outlooks only'
from definitions.verdicts
where says_met is not null and (says_met not in ('yes', 'no') or subject <> 'outlook')
