"""Every rule of directions and comparisons with one real sum for each, worked out from the warehouse just now."""

from markupsafe import Markup

from data_pipeline import clauses, judgement_sentences
from pages.components import judgements, links, notes, tables


def directions(rows: list[dict], rules: dict[str, str]) -> None:
    """`rows` as queries.worked_directions gives them."""
    notes.html("<h3>A worked direction for each rule that occurs</h3>")
    for row in rows:
        status, words = judgement_sentences.direction(row)
        why_not = judgement_sentences.why_not(row)
        lines = judgement_sentences.direction_sum(row, row)
        _sum(row, judgements.badge(status, words), f"{words}: {why_not}." if why_not else None, lines, rules)


def comparisons(rows: list[dict], rules: dict[str, str]) -> None:
    """`rows` as queries.worked_comparisons gives them."""
    notes.html("<h3>A worked comparison for each rule that occurs</h3>")
    for row in rows:
        name = row["comparator_name"] or judgement_sentences.SIMILAR
        words = notes.sentence(judgement_sentences.comparison(row, name))
        badge = judgements.badge(judgement_sentences.comparison_status(row), words)
        _sum(row, badge, None, judgement_sentences.comparison_sum(row, row, name), rules)


def _sum(row: dict, badge: Markup, first: str | None, lines: list[str], rules: dict[str, str]) -> None:
    link = links.page("indicator", indicator=row["indicator"], area=row["area_code"], year=row["reporting_year"])
    notes.html(
        '<p>{} <a href="{}">{}</a>, {}, {}</p><ol class="sum">{}<li>Rule <code>{}</code>: {}</li></ol>',
        badge, link, row["series_title"], row["area_name"], row["reporting_year"],
        notes.each("li", [first, *lines] if first else lines), row["rule"], rules[row["rule"]],
    )  # fmt: skip


def sentences() -> None:
    """The rules of sentences that no direction or comparison gives."""
    notes.html("<h3>What a sentence rests on</h3>")
    tables.plain("Rules of sentences", ("Rule", "What it does"), list(clauses.RULES.items()))
