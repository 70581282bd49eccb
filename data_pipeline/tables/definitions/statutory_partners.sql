-- what no row of definitions/statutory_partners.csv may have
select source_row, 'partner' as column_name, partner as value, 'another row has this partner, or there is none' as problem,
    'Give each partner one row' as what_to_do,
from (select *, row_number() over (partition by partner order by source_row) as copy from definitions.statutory_partners)
where partner is null or copy > 1

union all

select source_row, column_name, value, 'this is neither yes nor no', 'Write yes or no'
from definitions.statutory_partners
unpivot include nulls (value for column_name in (is_named, named_in_2006, named_in_2008))
where coalesce(value, '') not in ('yes', 'no')

union all

select source_row, 'answers', answers, 'this is no way to answer scrutiny', 'Write council, 20 working days or police law'
from definitions.statutory_partners
where coalesce(answers, '') not in ('council', '20 working days', 'police law')
  and (answers is not null or is_named = 'yes')
