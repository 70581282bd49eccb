-- one row per place and published paper: how many figures were found there, and where they went
select
    area_name, area_code, source_url,
    cast(figures as integer) as figures,
    cast(in_packs as integer) as in_packs,
    cast(in_series as integer) as in_series,
    cast(in_notes as integer) as in_notes,
    cast(number(figures) - number(in_packs) - number(in_series) - number(in_notes) as integer) as left_out,
from definitions.figures_found
order by area_name, source_url
