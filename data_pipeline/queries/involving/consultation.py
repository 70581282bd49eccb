"""The consultation on the draft statutory guidance, as its summary of July 2008 prints it."""

from data_pipeline.queries.asking import Connection, Rows, all_rows


def consultation_respondents(con: Connection) -> Rows:
    """Who took part, by kind: response_group, level (main, sub or total), responses, percent_as_printed."""
    query = "select * from marts.consultation where question = 'RESP' order by line"
    return all_rows(con, query)


def consultation_passages(con: Connection, kind: str) -> Rows:
    """What the summary says of all questions: wording and line. `kind`: 'finding', 'method' or 'government'."""
    return all_rows(
        con, "select * from marts.consultation_texts where question is null and kind = ? order by line", [kind]
    )


def consultation_questions(con: Connection) -> Rows:
    """Each question as its passage, in the order of the document, with all that belongs to it in lists of rows.

    `bands` (band, responses, base, percent), `answers` (as printed), `quotations`, `government` (passages).
    """
    parts = {
        "bands": all_rows(con, "select * from marts.consultation_bands order by question, position"),
        "answers": all_rows(con, "select * from marts.consultation where level = 'main' order by line"),
        "quotations": all_rows(con, "select * from marts.consultation_quotations order by line"),
        "government": all_rows(con, "select * from marts.consultation_texts where kind = 'government' order by line"),
    }
    questions = all_rows(con, "select * from marts.consultation_texts where kind = 'question' order by line")
    return [
        {
            **row,
            **{name: [part for part in rows if part["question"] == row["question"]] for name, rows in parts.items()},
        }
        for row in questions
    ]
