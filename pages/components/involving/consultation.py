"""The consultation on the draft statutory guidance: each question with what was answered, said and done."""

from markupsafe import Markup

from data_pipeline import queries
from pages.components.markup import notes, tables, templates


def whole(cursor: queries.Connection) -> Markup:
    """The page, as its summary of July 2008 has it."""
    respondents = queries.consultation_respondents(cursor)
    total = next(row for row in respondents if row["level"] == "total")["responses"]
    questions = queries.consultation_questions(cursor)
    if not questions:
        return Markup('<p class="lead">No consultation is held here.</p>')
    passages = {kind: queries.consultation_passages(cursor, kind) for kind in ("finding", "method", "government")}
    return notes.join(
        [
            templates.markup(
                "involving/consultation", source=questions[0], total=total, questions=questions, **passages
            ),
            *(
                templates.markup("involving/question", question=question, total=total, said=_said(question))
                for question in questions
            ),
            Markup("<h2>Who took part</h2>"),
            _respondents(respondents),
        ]
    )


def _said(question: dict) -> dict[str, dict[str, list[str]]]:
    """The quotations of a question by band, and in each by kind of respondent, in the order of the document."""
    said: dict[str, dict[str, list[str]]] = {row["band"]: {} for row in question["bands"]}
    for row in question["quotations"]:
        said[row["band"]].setdefault(row["respondent"], []).append(row["wording"])
    return {band: kinds for band, kinds in said.items() if kinds}


def _respondents(rows: list[dict]) -> Markup:
    """Kinds of respondents; of a kind that is told apart its parts come below it and are of it, not beside it."""
    return tables.markup(
        "Who took part in the consultation, by kind",
        ("Kind of respondent", "Responses", "Per cent, as printed"),
        [
            (
                f"of these: {row['response_group']}" if row["level"] == "sub" else row["response_group"],
                row["responses"],
                row["percent_as_printed"],
            )
            for row in rows
        ],
        numbers=(1, 2),
    )
