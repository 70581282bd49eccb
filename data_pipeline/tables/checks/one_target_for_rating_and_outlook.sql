-- a promise is rated and looked ahead for against one and the same target
select
    outlooks.pack as file,
    format(
        '{} in {}: rated against {}, looked ahead to {}', outlooks.target, outlooks.edition, ratings.target_value,
        outlooks.target_value
    ) as value,
from marts.promise_outlooks as outlooks
join marts.ratings as ratings using (pack, edition, target)
where ratings.source_row is not null and outlooks.target_value is not null
  and (ratings.target_value, ratings.target_end) is distinct from (outlooks.target_value, outlooks.target_end)
