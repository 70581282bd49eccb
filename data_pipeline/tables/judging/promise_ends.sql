-- one row per edition and promise whose outlook can be judged: where it started, and what is promised by when
select
    promises.pack, promises.edition, promises.target, promises.polarity, promises.unit,
    promises.agreement_code, promises.area_code, promises.indicator, promises.is_latest_edition, promises.notice,
    terms.target_value,
    terms.target_end,
    in_years(terms.target_end) as t_target,
    terms.baseline_value as baseline,
    in_years(terms.baseline_end) as t_baseline,
    in_years(promises.edition) as as_of,
from marts.promises as promises
join marts.ratings as ratings using (pack, edition, target)
-- What its latest figure is held against, as its rating is; without one, the terms in force.
join judging.held_against as terms
    on terms.pack = promises.pack and terms.edition = promises.edition and terms.target = promises.target
    and terms.source_id is not distinct from ratings.source_id and terms.source_row is not distinct from ratings.source_row
-- A target that needs checking has no outlook.
where not promises.is_removed and ratings.rating_code <> 'check' and promises.polarity is not null
  and promises.kind in ('designated', 'statutory', 'local', 'in the agreement')
order by promises.pack, promises.edition, promises.target
