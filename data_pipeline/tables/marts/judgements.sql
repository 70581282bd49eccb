-- one row per judgement that inspectors published of one subject, its grade and scale word for word: never added up
-- One that bears no day is known from when its year began, or its paper came.
select
    judged.agreement_code, judged.kind, judged.body, judged.year, judged.year_start,
    judged.score, parts_of(judged.scale) as grades,
    list_position(
        list_transform(grades, lambda grade: grade = judged.score or starts_with(grade, judged.score || ' ')), true
    ) as grade_position,
    judged.text, judged.published_on,
    coalesce(judged.published_on_by, papers.published_by, judged.year_start) as known_from,
    judged.source_url, judged.notice, judged.source_row,
from marts.pack_judgements as judged
left join judging.dated_papers as papers on papers.pack = judged.pack and papers.url = judged.source_url
order by judged.agreement_code, judged.kind, judged.body, judged.year_start desc, judged.source_row
