-- one row per quotation of the consultation summary of July 2008: the answer it stands under, by which kind of respondent
select
    quotations.question,
    quotations.answer,
    consultation.band,
    quotations.respondent,
    quotations.wording,
    quotations.document,
    cast(quotations.line as integer) as line,
from definitions.consultation_quotations as quotations
join marts.consultation as consultation using (answer)
order by line
