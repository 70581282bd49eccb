-- one row per figure that was found in a published paper and is not used, with the reason
select area_name, indicator, title, period, measure, value, reason, source_url, source_title,
from definitions.figures_left_out
order by area_name, source_url, source_row
