-- what no row of definitions/figures_found.csv may have
with counted as (
    select
        *,
        try_cast(figures as bigint) as found,
        try_cast(in_packs as bigint) + try_cast(in_series as bigint) + try_cast(in_notes as bigint) as carried,
        (
            select count(*) from definitions.figures_left_out as left_out
            where left_out.area_name = found.area_name and left_out.source_url = found.source_url
        ) as left_out,
    from definitions.figures_found as found
)

select source_row, 'figures' as column_name, figures as value,
    format('{} of these have a place, and {} are in the list of what is left out', carried, left_out) as problem,
    'Count each figure once: in a pack, in a series, in a note, or left out with its reason' as what_to_do,
from counted
where found is distinct from carried + left_out
