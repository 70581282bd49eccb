-- what no row of definitions/rules.csv may have
select source_row, 'rule' as column_name, rule as value, 'there is no name' as problem,
    'Write the name by which the rule is called where it is used' as what_to_do,
from definitions.rules
where rule is null

union all

select source_row, 'rule', rule, 'another row has this name', 'Give each rule one row'
from definitions.rules
qualify row_number() over (partition by rule order by source_row) > 1

union all

select source_row, 'subject', subject, 'nothing else is judged or said by such rules',
    'Write direction, comparison, outlook, figure, promise or enquiry'
from definitions.rules
where coalesce(subject, '') not in ('direction', 'comparison', 'outlook', 'figure', 'promise', 'enquiry')

union all

select source_row, 'what_it_does', what_it_does, 'the rule is not explained', 'Say in plain words what it does'
from definitions.rules
where what_it_does is null
