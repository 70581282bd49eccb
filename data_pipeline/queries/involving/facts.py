"""The facts that the source documents print."""

from data_pipeline.queries.asking import Connection, Rows, all_rows, one_row

MOST_WORDS = 8  # Of what is searched for: nobody types more.


def fact_choices(con: Connection) -> dict:
    """What facts may be chosen by: 'topics', 'documents' and 'places', each code -> the words shown.

    'papers' names the documents in full, each with its publisher.
    """
    topics = all_rows(con, "select distinct topic, topic_position from marts.printed_facts order by topic_position")
    documents = all_rows(
        con, "select distinct document, document_title, publisher from marts.printed_facts order by document_title"
    )
    places = all_rows(
        con,
        "select distinct area_code, area_name from marts.printed_facts where area_code is not null order by area_name",
    )
    return {
        "topics": {row["topic"]: row["topic"] for row in topics},
        "documents": {row["document"]: row["document_title"] for row in documents},
        "papers": [f"{row['document_title']} ({row['publisher']})" for row in documents],
        "places": {row["area_code"]: row["area_name"] for row in places},
    }


def fact_counts(con: Connection) -> dict:
    """How many there are in all: statements, figures, places, doubted."""
    query = """
        select count(*) as statements, sum(figures) as figures, count(distinct area_code) as places,
            count(*) filter (doubt <> '') as doubted
        from marts.printed_facts
    """
    return one_row(con, query)


def facts(
    con: Connection,
    topic: str | None = None,
    document: str | None = None,
    area_code: str | None = None,
    text: str | None = None,
    limit: int = 100,
) -> Rows:
    """The facts of a topic, a document, a place, and with every word of a text, in the order of the documents.

    Each has `found`: how many there are, of which at most `limit` are handed on.
    """
    query = """
        select * exclude (searched), count(*) over () as found
        from marts.printed_facts
        where coalesce(topic = $topic, true) and coalesce(document = $document, true)
            and coalesce(area_code = $area, $area is null)
            and len(list_filter($words, lambda word: not contains(searched, lower(strip_accents(word))))) = 0
        order by fact limit $limit
    """
    words = [*(text or "").split()[:MOST_WORDS], ""]  # Every text contains the empty one; a list has a type by it.
    asked = {"topic": topic, "document": document, "area": area_code, "words": words, "limit": limit}
    return all_rows(con, query, asked)
