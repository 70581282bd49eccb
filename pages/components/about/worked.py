"""How every number is made: the methods in plain words, and for every rule one real sum, worked out just now."""

from markupsafe import Markup

from data_pipeline import words
from pages.components.judgements import judgements
from pages.components.markup import meanings, notes, tables, templates
from pages.serving import links


def methods(series: dict, classes: list[dict], counts: dict, few_people: float) -> None:
    """In plain words, with a worked example from the warehouse. `counts` as queries.place_counts gives them."""
    limits = (words.figures.short_figure(row["upper_limit"], series["unit"], series["decimals"]) for row in classes)
    text = templates.text(
        "methods",
        measure=series["series_title"].lower(),
        limits=", ".join(limits),
        few_people=f"{few_people:,.0f}",
        recoded=notes.sentence(words.figures.in_words(counts["recoded"])),
        replaced=notes.sentence(words.figures.in_words(counts["replaced"])),
    )
    notes.html("{}", text)


def direction_sums(rows: list[dict]) -> None:
    """`rows` as queries.worked_directions gives them."""
    notes.html("<h3>A worked direction for each rule that occurs</h3>")
    verdicts = meanings.verdicts()
    for row in rows:
        status, told = words.directions.direction(row, verdicts)
        why_not = words.directions.why_not(row, verdicts)
        lines = [*([f"{told}: {why_not}."] if why_not else []), *words.directions.direction_sum(row, row, verdicts)]
        _sum_of_series(row, judgements.verdict_badge(status, told), lines)


def comparison_sums(rows: list[dict]) -> None:
    """`rows` as queries.worked_comparisons gives them."""
    notes.html("<h3>A worked comparison for each rule that occurs</h3>")
    verdicts = meanings.verdicts()
    for row in rows:
        name = row["comparator_name"] or words.comparisons.SIMILAR
        told = notes.sentence(words.comparisons.comparison(row, name, verdicts))
        badge = judgements.verdict_badge(words.comparisons.comparison_status(row, verdicts), told)
        _sum_of_series(row, badge, words.comparisons.comparison_sum(row, row, name))


def outlook_sums(rows: list[dict], record: list[dict]) -> None:
    """`rows` as queries.worked_outlooks gives them, `record` as queries.outlook_record does."""
    notes.html("<h3>A worked outlook for each rule that occurs</h3>")
    verdicts = meanings.verdicts()
    for row in rows:
        link = links.page(
            "indicator", indicator=row["indicator"], area=row["agreement_code"], as_of=row["edition"].isoformat()
        )
        where = f"{_place(row)}, as known on {words.figures.edition(row['edition'])}"
        rule = f"Rule {row['rule']}: {meanings.rules()[row['rule']]}"
        badge = judgements.verdict_badge(*words.outlooks.outlook(row, verdicts))
        _sum(badge, link, row["title"], where, [*words.outlooks.outlook_sum(row, row, verdicts), rule])
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


def sentence_rules(rules: dict[str, str]) -> None:
    """The rules of sentences that no direction or comparison gives."""
    notes.html("<h3>What a sentence rests on</h3>")
    tables.plain("Rules of sentences", ("Rule", "What it does"), list(rules.items()))


def rating_sums(told: list[dict], sums: list[dict]) -> None:
    """Every rating with its meaning, and one real sum for each, worked out from the warehouse just now."""
    notes.html("<h3>The ratings</h3>")
    tables.plain(
        "Ratings", ("Rating", "What it means"), [(f"{row['symbol']} {row['rating']}", row["meaning"]) for row in told]
    )
    notes.html("<h3>A worked sum for each</h3>")
    for row in sums:
        link = links.page("indicator", indicator=row["indicator"], area=row["agreement_code"])
        _sum(Markup("<b>{}</b>:").format(row["rating"]), link, row["title"], _place(row), words.ratings.why(row))


def _place(row: dict) -> str:
    return f"{row['area_name']} ({words.cards.EXAMPLE.lower()})" if row["is_example"] else row["area_name"]


def _sum_of_series(row: dict, badge: Markup, lines: list[str]) -> None:
    link = links.page("indicator", indicator=row["indicator"], area=row["area_code"], year=row["reporting_year"])
    rule = Markup("Rule <code>{}</code>: {}").format(row["rule"], meanings.rules()[row["rule"]])
    _sum(badge, link, row["series_title"], f"{row['area_name']}, {row['reporting_year']}", [*lines, rule])


def _sum(badge: Markup, link: str, title: str, where: str, lines: list[str]) -> None:
    """One worked sum: what came out, of what and where, and the steps to it."""
    templates.show("about/sum", badge=badge, link=link, title=title, where=where, lines=lines)
