"""Every rule of directions and comparisons with one real sum for each, worked out from the warehouse just now."""

from markupsafe import Markup

from data_pipeline import words
from data_pipeline.words.figures import edition
from pages.components.judgements import judgements
from pages.components.markup import notes, tables
from pages.serving import links


def direction_sums(rows: list[dict], rules: dict[str, str]) -> None:
    """`rows` as queries.worked_directions gives them."""
    notes.html("<h3>A worked direction for each rule that occurs</h3>")
    for row in rows:
        status, told = words.directions.direction(row)
        why_not = words.directions.why_not(row)
        lines = words.directions.direction_sum(row, row)
        _sum(row, judgements.verdict_badge(status, told), f"{told}: {why_not}." if why_not else None, lines, rules)


def comparison_sums(rows: list[dict], rules: dict[str, str]) -> None:
    """`rows` as queries.worked_comparisons gives them."""
    notes.html("<h3>A worked comparison for each rule that occurs</h3>")
    for row in rows:
        name = row["comparator_name"] or words.comparisons.SIMILAR
        told = notes.sentence(words.comparisons.comparison(row, name))
        badge = judgements.verdict_badge(words.comparisons.comparison_status(row), told)
        _sum(row, badge, None, words.comparisons.comparison_sum(row, row, name), rules)


def _sum(row: dict, badge: Markup, first: str | None, lines: list[str], rules: dict[str, str]) -> None:
    link = links.page("indicator", indicator=row["indicator"], area=row["area_code"], year=row["reporting_year"])
    notes.html(
        '<p>{} <a href="{}">{}</a>, {}, {}</p><ol class="sum">{}<li>Rule <code>{}</code>: {}</li></ol>',
        badge, link, row["series_title"], row["area_name"], row["reporting_year"],
        notes.each("li", [first, *lines] if first else lines), row["rule"], rules[row["rule"]],
    )  # fmt: skip


def outlook_sums(rows: list[dict], record: list[dict]) -> None:
    """`rows` as queries.worked_outlooks gives them, `record` as queries.outlook_record does."""
    notes.html("<h3>A worked outlook for each rule that occurs</h3>")
    for row in rows:
        link = links.page(
            "indicator", indicator=row["indicator"], area=row["agreement_code"], as_of=row["edition"].isoformat()
        )
        where = f"{row['area_name']} ({notes.EXAMPLE.lower()})" if row["is_example"] else row["area_name"]
        status, told = words.outlooks.outlook(row)
        lines = [
            *words.outlooks.outlook_sum(row, row),
            f"Rule {row['rule']}: {words.outlooks.RULES[row['rule']]}",
        ]
        notes.html(
            '<p>{} <a href="{}">{}</a>, {}, as known on {}</p><ol class="sum">{}</ol>',
            judgements.verdict_badge(status, told), link, row["title"], where, edition(row["edition"]),
            notes.each("li", lines),
        )  # fmt: skip
    notes.html(
        "<h3>How earlier outlooks came out</h3><p>What each edition said of a target is kept, and held against the "
        "figure for its date.</p>"
    )
    if not any(not row["is_example"] for row in record):
        notes.html("<p>No outlook of a real agreement can be held against its end yet.</p>")
    tables.plain(
        "How earlier outlooks came out",
        ("Rule", "Of", "How they came out"),
        [
            (row["rule"], "worked examples" if row["is_example"] else "real agreements", words.outlooks.record(row))
            for row in record
        ],
    )


def sentence_rules() -> None:
    """The rules of sentences that no direction or comparison gives."""
    notes.html("<h3>What a sentence rests on</h3>")
    rules = {**words.paragraphs.RULES, **words.promise_paragraphs.RULES}
    tables.plain("Rules of sentences", ("Rule", "What it does"), list(rules.items()))
