-- one row per national indicator: what kind of body reported it, whether that is inferred, and in which partnership it met
-- made: key indicator
select
    indicators.indicator,
    levels.reported_by as body,
    -- 'every' council, 'county' councils and those that are alone, some 'council', or another body.
    levels.tier,
    coalesce(contains(indicators.inferred_fields, 'spatial_level'), false) as is_body_inferred,
    partners.partner,
    partners.answers,
    cast(partners.line_of_2006 as integer) as partner_line,
    action.partnership,
    cast(action.line as integer) as partnership_line,
from definitions.national_indicators as indicators
left join definitions.spatial_levels as levels using (spatial_level)
left join definitions.statutory_partners as partners on partners.partner = levels.partner and partners.named_in_2006 = 'yes'
left join definitions.themes as themes on themes.name = indicators.laa_theme
left join definitions.local_action as action on action.theme = themes.code
order by indicators.source_row
