-- one row per doubt about a row read, or about all rows of one value: where it is, what is wrong, what to do
select
    findings.source_id,
    files.file,
    -- Where one row of the file holds several figures, each has its own number; people want the row. Below zero are the
    -- numbers of what is wrong with no row, or with one that could not be read.
    min(coalesce(figures.file_row, findings.file_row, if(findings.source_row > 0, findings.source_row, null))) as source_row,
    case
        when findings.column_name = 'value' then coalesce(figures.file_column, 'value')
        else findings.column_name
    end as column_name,
    findings.value,
    findings.rule,
    findings.severity,
    findings.problem,
    findings.what_to_do,
    count(*) as row_count,
    example_notice(examples.pack is not null) as notice,
from meta.findings as findings
join meta.files as files using (source_id)
left join staging.figures_found as figures
    on figures.source_id = findings.source_id and figures.source_row = findings.source_row
    and figures.file_row is not null
left join (select distinct pack from marts.pack_agreement where is_example) as examples
    on files.kind = 'agreement' and examples.pack = string_split(findings.source_id, '/')[1]
group by
    findings.source_id, files.file, findings.column_name, figures.file_column, findings.value, findings.rule, findings.severity,
    findings.problem, findings.what_to_do, examples.pack, case when findings.is_told_once then null else findings.source_row end
order by findings.source_id, source_row, findings.rule, column_name, findings.value
