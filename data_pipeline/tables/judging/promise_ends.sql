-- one row per edition and promise whose outlook can be judged: where it started, and what is promised by when
with ends as (
    select
        pack, edition, target, value, period_end, what,
        row_number() over (
            partition by pack, edition, target, what
            order by if(what = 'baseline', null, period_end) desc, said_by desc nulls last, source_row desc
        ) as place,
    from judging.edition_points
    where what in ('baseline', 'final target', 'milestone') and is_last_word and value is not null
      and period_end is not null
    qualify place = 1
)

select
    promises.pack, promises.edition, promises.target, promises.polarity, promises.unit,
    promises.agreement_code, promises.area_code, promises.indicator, promises.is_latest_edition, promises.notice,
    coalesce(finals.value, milestones.value) as target_value,
    coalesce(finals.period_end, milestones.period_end) as target_end,
    in_years(coalesce(finals.period_end, milestones.period_end)) as t_target,
    baselines.value as baseline,
    in_years(baselines.period_end) as t_baseline,
    in_years(promises.edition) as as_of,
from marts.promises as promises
join marts.ratings as ratings using (pack, edition, target)
left join ends as finals
    on finals.pack = promises.pack and finals.edition = promises.edition and finals.target = promises.target
    and finals.what = 'final target'
left join ends as milestones
    on milestones.pack = promises.pack and milestones.edition = promises.edition
    and milestones.target = promises.target and milestones.what = 'milestone'
left join ends as baselines
    on baselines.pack = promises.pack and baselines.edition = promises.edition
    and baselines.target = promises.target and baselines.what = 'baseline'
-- A target that needs checking has no outlook.
where not promises.is_removed and ratings.rating_code <> 'check' and promises.polarity is not null
  and promises.kind in ('designated', 'statutory', 'local', 'in the agreement')
order by promises.pack, promises.edition, promises.target
