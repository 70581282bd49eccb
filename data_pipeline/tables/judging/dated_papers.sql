-- one row per address of a pack's papers that its list of documents dates, with the first day on which it was published
select pack, url, min(date_by) as published_by
from marts.pack_documents
where url is not null and date_by is not null
group by pack, url
