-- doubt: one row per milestone that is another number than the target of its period, agreed on the same day
select
    milestones.source_id, milestones.source_row,
    'value' as column_name,
    milestones.value,
    format('the target for {} is {}, agreed on the same day', milestones.period, targets.final_target) as problem,
    'Correct one of them, or call the milestone interim or stretch' as what_to_do,
from packs.milestones as milestones
join packs.targets as targets
    on targets.pack = milestones.pack and targets.target = milestones.target
    and last_day_of(targets.agreed_on) is not distinct from last_day_of(milestones.agreed_on)
left join staging.periods as ours on ours.period = milestones.period
left join staging.periods as theirs on theirs.period = targets.final_period
join staging.printed_values as promised on promised.printed = milestones.value
join staging.printed_values as finally on finally.printed = targets.final_target
where coalesce(milestones.kind, 'milestone') = 'milestone' and promised.value <> finally.value
  and coalesce(ours.period_label, milestones.period) = coalesce(theirs.period_label, targets.final_period)
