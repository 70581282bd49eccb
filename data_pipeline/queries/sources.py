"""Where everything comes from: files, coverage, problems found, codes, words."""

from data_pipeline.queries.asking import Connection, Rows, all_rows, one_row


def sources(con: Connection) -> Rows:
    """Every file read: file, title, publisher, licence, caveat, sha256, rows read, kept and set aside."""
    return all_rows(con, "select * from meta.sources")


def missing_sheets(con: Connection) -> dict[str, list[str]]:
    """The sheets that the pack of each agreement has not, by the name of the pack; none of a complete one."""
    query = """
        select packs.pack, list(sheets.sheet order by sheets.sheet) as sheets
        from marts.pack_agreement as packs
        cross join (
            select table_name[6:] as sheet from duckdb_tables()
            where schema_name = 'marts' and starts_with(table_name, 'pack_')
        ) as sheets
        -- Only a worked example names areas of its own.
        where (sheets.sheet <> 'areas' or packs.is_example)
            and (packs.pack, sheets.sheet) not in (
                select (split_part(source_id, '/', 1), split_part(source_id, '/', 2)) from meta.sources
                where kind = 'agreement'
            )
        group by packs.pack
    """
    return {row["pack"]: row["sheets"] for row in all_rows(con, query)}


def coverage(con: Connection) -> Rows:
    """For each series and reporting year, how many districts and agreement areas have a figure."""
    return all_rows(
        con, "select coverage.*, series_title from marts.coverage as coverage join marts.series using (series_id)"
    )


def issues(con: Connection) -> Rows:
    """Every row set aside or doubted while loading, with what is wrong and what to do."""
    return all_rows(con, "select * exclude (source_id) from meta.issues order by severity desc, file, source_row")


def issues_of(con: Connection, source_ids: list[str]) -> Rows:
    """What is wrong with some files by their ids: source_id, source_row, severity, problem, row_count; worst first."""
    query = """
        select source_id, source_row, severity, problem, row_count
        from meta.issues where list_contains($ids, source_id) order by severity desc, source_id, source_row, problem
    """
    return all_rows(con, query, {"ids": source_ids})


def mapped_codes(con: Connection) -> Rows:
    """The figures that reached their area through another code: code, area, evidence, series and count."""
    return all_rows(
        con,
        """
        select published_code, areas.name as area, area_evidence, count(distinct series_id) as series,
            count(*) as figures
        from marts.figures join marts.areas as areas using (area_code)
        where area_evidence is not null
        group by all order by published_code
        """,
    )


def figures_found(con: Connection) -> dict:
    """What was found of agreements in published papers: figures, places, papers, left_out (how many of the figures)."""
    query = """
        select sum(figures) as figures, count(distinct area_name) as places, count(distinct source_url) as papers,
            sum(left_out) as left_out
        from marts.figures_found
    """
    return one_row(con, query)


def figures_left_out(con: Connection) -> Rows:
    """Every figure that was found and is not used: area_name, title, period, measure, value, reason, its paper."""
    return all_rows(con, "select * from marts.figures_left_out")


def glossary(con: Connection) -> Rows:
    """Words and abbreviations: term, expansion, definition, document, line (None of a law or a page), source_url."""
    return all_rows(con, "select * from marts.glossary")
