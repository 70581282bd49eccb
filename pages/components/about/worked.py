"""How every number is made: the methods in plain words, and for every rule one real sum, worked out from this build."""

from markupsafe import Markup

from data_pipeline import queries, words
from pages.components.judgements import judgements
from pages.components.markup import meanings, notes, tables, templates
from pages.serving import links


def methods(cursor: queries.Connection, as_of: str | None) -> Markup:
    """In plain words, with a worked example of each rule from the warehouse; its links lead to the day `as_of`."""
    return notes.join(
        [
            _in_plain_words(cursor),
            _directions(queries.worked_directions(cursor), as_of),
            _comparisons(queries.worked_comparisons(cursor), as_of),
            _outlooks(queries.worked_outlooks(cursor), queries.outlook_record(cursor)),
            _sentence_rules(queries.rules(cursor, "figure", "promise")),
            _ratings(queries.rating_words(cursor), queries.worked_sums(cursor), as_of),
        ]
    )


def _in_plain_words(cursor: queries.Connection) -> Markup:
    series, counts = queries.series(cursor)[0], queries.place_counts(cursor)
    classes = queries.map_classes(cursor, series["series_id"])
    limits = (words.figures.short_figure(row["upper_limit"], series["unit"], series["decimals"]) for row in classes)
    return templates.text(
        "methods",
        measure=series["series_title"].lower(),
        limits=", ".join(limits),
        few_people=f"{queries.threshold(cursor, 'few_people'):,.0f}",
        recoded=notes.sentence(words.figures.in_words(counts["recoded"])),
        replaced=notes.sentence(words.figures.in_words(counts["replaced"])),
    )


def _directions(rows: list[dict], as_of: str | None) -> Markup:
    """`rows` as queries.worked_directions gives them."""
    told, verdicts = [notes.heading("A worked direction for each rule that occurs")], meanings.verdicts()
    for row in rows:
        status, way = words.directions.direction(row, verdicts)
        why_not = words.directions.why_not(row, verdicts)
        lines = [*([f"{way}: {why_not}."] if why_not else []), *words.directions.direction_sum(row, row, verdicts)]
        told.append(_sum_of_series(row, judgements.verdict_badge(status, way), lines, as_of))
    return notes.join(told)


def _comparisons(rows: list[dict], as_of: str | None) -> Markup:
    """`rows` as queries.worked_comparisons gives them."""
    told, verdicts = [notes.heading("A worked comparison for each rule that occurs")], meanings.verdicts()
    for row in rows:
        name = row["comparator_name"] or words.comparisons.SIMILAR
        said = notes.sentence(words.comparisons.comparison(row, name, verdicts))
        badge = judgements.verdict_badge(words.comparisons.comparison_status(row, verdicts), said)
        told.append(_sum_of_series(row, badge, words.comparisons.comparison_sum(row, row, name), as_of))
    return notes.join(told)


def _outlooks(rows: list[dict], record: list[dict]) -> Markup:
    """`rows` as queries.worked_outlooks gives them, `record` as queries.outlook_record does."""
    told, verdicts = [notes.heading("A worked outlook for each rule that occurs")], meanings.verdicts()
    for row in rows:
        link = links.page(
            "indicator", indicator=row["indicator"], area=row["agreement_code"], as_of=row["edition"].isoformat()
        )
        where = f"{_place(row)}, as known on {words.figures.edition(row['edition'])}"
        rule = f"Rule {row['rule']}: {meanings.rules()[row['rule']]}"
        badge = judgements.verdict_badge(*words.outlooks.outlook(row, verdicts))
        told.append(_sum(badge, link, row["title"], where, [*words.outlooks.outlook_sum(row, row, verdicts), rule]))
    told.append(notes.heading("How earlier outlooks came out"))
    told.append(Markup("<p>What each edition said of a target is kept, and held against the figure for its date.</p>"))
    if not any(not row["is_example"] for row in record):
        told.append(Markup("<p>No outlook of a real agreement can be held against its end yet.</p>"))
    table = tables.markup(
        "How earlier outlooks came out",
        ("Rule", "Of", "How they came out"),
        [
            (row["rule"], "worked examples" if row["is_example"] else "real agreements", words.outlooks.record(row))
            for row in record
        ],
    )
    return notes.join([*told, table])


def _sentence_rules(rules: dict[str, str]) -> Markup:
    """The rules of sentences that no direction or comparison gives."""
    table = tables.markup("Rules of sentences", ("Rule", "What it does"), list(rules.items()))
    return notes.heading("What a sentence rests on") + table


def _ratings(named: list[dict], sums: list[dict], as_of: str | None) -> Markup:
    """Every rating with its meaning, and one real sum for each, worked out from this build."""
    meant = [(f"{row['symbol']} {row['rating']}", row["meaning"]) for row in named]
    told = [notes.heading("The ratings"), tables.markup("Ratings", ("Rating", "What it means"), meant)]
    told.append(notes.heading("A worked sum for each"))
    for row in sums:
        link = links.page("indicator", indicator=row["indicator"], area=row["agreement_code"], as_of=as_of)
        badge = Markup("<b>{}</b>:").format(row["rating"])
        told.append(_sum(badge, link, row["title"], _place(row), words.ratings.why(row)))
    return notes.join(told)


def _place(row: dict) -> str:
    return f"{row['area_name']} ({words.cards.EXAMPLE.lower()})" if row["is_example"] else row["area_name"]


def _sum_of_series(row: dict, badge: Markup, lines: list[str], as_of: str | None) -> Markup:
    year = row["reporting_year"]
    link = links.page("indicator", indicator=row["indicator"], area=row["area_code"], year=year, as_of=as_of)
    rule = Markup("Rule <code>{}</code>: {}").format(row["rule"], meanings.rules()[row["rule"]])
    return _sum(badge, link, row["series_title"], f"{row['area_name']}, {year}", [*lines, rule])


def _sum(badge: Markup, link: str, title: str, where: str, lines: list[str]) -> Markup:
    """One worked sum: what came out, of what and where, and the steps to it."""
    return templates.markup("about/sum", badge=badge, link=link, title=title, where=where, lines=lines)
