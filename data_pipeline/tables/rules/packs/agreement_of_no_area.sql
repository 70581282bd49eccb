-- set aside: one row per agreement whose area is no agreement area, and no worked example's county
select
    agreement.source_id, agreement.source_row,
    'area_code' as column_name,
    agreement.area_code as value,
    case
        when agreement.is_example = 'yes' then 'the worked example has no county of this code'
        else 'no county, unitary or borough has this code'
    end as problem,
    'Use a code of definitions/areas.csv; a worked example describes its own places in areas.csv' as what_to_do,
from packs.agreement as agreement
left join staging.areas as areas on areas.area_code = agreement.area_code
left join packs.areas as own on own.pack = agreement.pack and own.area_code = agreement.area_code and own.area_type = 'county'
    and not could_be_real(own.area_code)
where case
    when agreement.is_example = 'yes' then own.area_code is null
    else not coalesce(areas.is_agreement_area, false)
end
