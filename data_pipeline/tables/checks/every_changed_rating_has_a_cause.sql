-- where a rating differs from the one of the edition before, what changed is named
select
    now.pack as file,
    format('{} in {}: {}, before {}', now.target, now.edition, now.rating_code, before.rating_code) as value,
from marts.ratings as now
join marts.editions as editions on editions.pack = now.pack and editions.edition = now.edition
join marts.ratings as before
    on before.pack = now.pack and before.edition = editions.previous_edition and before.target = now.target
where now.rating_code <> before.rating_code
  and not exists (
      from marts.edition_changes as changes
      where changes.pack = now.pack and changes.edition = now.edition
        and (changes.target = now.target or changes.target is null and changes.what = 'close_share')
  )
