-- one row per edition, measure of an agreement and another one that its paper sets beside it: 'Road casualties (cf. NI 47)'
-- They measure the same thing in two ways, so the figures of one are never held against the targets of the other.
with measures as (
    select
        pack, edition, is_latest_edition, agreement_code, indicator, any_value(coalesce(indicator_title, title)) as title,
        any_value(notice) as notice,
        any_value(regexp_extract(coalesce(indicator_title, title), '\bcf[.] (NI [0-9]+)', 1)) as compares_with,
    from marts.promises
    group by all
),

pairs as (
    select own.*, other.indicator as other_indicator, other.title as other_title
    from measures as own
    join measures as other
        on other.pack = own.pack and other.edition = own.edition and other.indicator <> own.indicator
        and (other.compares_with = own.indicator or own.compares_with = other.indicator)
)

select pack, edition, is_latest_edition, agreement_code, indicator, other_indicator, other_title, notice
from pairs
order by pack, edition, indicator, other_indicator
