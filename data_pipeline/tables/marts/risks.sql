-- one row per risk to an agreement that was published, under the theme of what it threatens
select
    risks.agreement_code, risks.risk, risks.target, risks.what, risks.likelihood, risks.impact, risks.mitigation, risks.owner,
    risks.reviewed_on, targets.title, targets.indicator, policy_areas.name as policy_area_name,
    coalesce(themes.name, targets.theme_name) as theme_name,
    risks.source_url, risks.notice, risks.source_row,
from marts.pack_risks as risks
left join marts.promises as targets
    on targets.pack = risks.pack and targets.target = risks.target and targets.is_latest_edition
left join marts.pack_policy_areas as policy_areas
    on policy_areas.pack = risks.pack and policy_areas.policy_area = coalesce(risks.policy_area, targets.policy_area)
left join marts.themes as themes on themes.code = policy_areas.theme
left join marts.themes as placed on placed.name = coalesce(themes.name, targets.theme_name)
order by risks.agreement_code, placed.position nulls last, risks.source_row
