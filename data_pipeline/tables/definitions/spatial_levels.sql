-- what no row of definitions/spatial_levels.csv may have
select source_row, 'spatial_level' as column_name, spatial_level as value, 'another row has this level' as problem,
    'Give each level one row' as what_to_do,
from definitions.spatial_levels
qualify row_number() over (partition by spatial_level order by source_row) > 1

union all

select source_row, 'tier', tier, 'this does not say whose they are', 'Write every, county, council or other'
from definitions.spatial_levels
where coalesce(tier, '') not in ('every', 'county', 'council', 'other')

union all

select source_row, 'reported_by', reported_by, 'there is no body', 'Say in a few words who reported such indicators'
from definitions.spatial_levels
where reported_by is null

union all

select source_row, 'partner', partner, 'no partner has this name', 'Use a name of definitions/statutory_partners.csv'
from definitions.spatial_levels
where partner not in (select partner from definitions.statutory_partners)
