"""How one figure of one place stands: in a paragraph, over time, beside other places, and beside which places."""

from markupsafe import Markup

from data_pipeline import words
from pages.components.judgements import judgements
from pages.components.markup import notes, tables, templates
from pages.serving import links


def paragraph(
    area: dict, line: dict, series: dict, direction: dict | None, compared: dict[str, dict], people: dict | None,
    rules: dict[str, str],
) -> None:  # fmt: skip
    """The figure in plain sentences."""
    found = words.paragraphs.clauses(area["name"], line, series, direction, compared, people)
    told(found, {**words.paragraphs.RULES, **rules})


def told(found: list[words.paragraphs.Clause], known: dict[str, str], as_known: str = "") -> None:
    """Clauses as a paragraph, and folded below it the rule that each rests on. `known`: what each rule does."""
    items = notes.join(
        Markup("<li>{} <code>{}</code> {}</li>").format(clause.text, clause.rule, known[clause.rule])
        for clause in found
    )
    notes.html(
        '<p class="lead">{}</p><p class="quiet">Written by the computer from the figures{}.</p>'
        '<details class="how"><summary>How do we know? Each sentence and its rule</summary><ul>{}</ul></details>',
        words.paragraphs.paragraph(found),
        as_known,
        items,
    )


def direction(row: dict | None, series: dict, rules: dict[str, str]) -> None:
    """Below the chart: which way the figures went, and the sum, with Fingertips' verdict beside ours."""
    if row is None:
        return
    status, wording = words.directions.direction(row)
    why_not = words.directions.why_not(row)
    told = why_not or f"{row['points_judged']} figures, {words.directions.span(row)}"
    verdicts = Markup("")
    if row["fingertips_verdict"]:
        theirs = row["fingertips_verdict"] + (f": {row['fingertips_reason']}" if row["fingertips_reason"] else "")
        ours = words.directions.DIRECTIONS.get(row["verdict_95"], words.directions.CANNOT_TELL)[1].lower()
        verdicts = Markup(
            '<p class="quiet">By the rule of Public Health England’s Fingertips site: “{}”. '
            "By our own, less strict test: {}.</p>"
        ).format(theirs, ours)
    lines = words.directions.direction_sum(row, series)
    notes.html(
        '<p class="verdict"><b>Direction of travel:</b> {} <span class="quiet">{}</span></p>{}'
        '<details class="how"><summary>How do we know?</summary><ul>{}<li>Rule <code>{}</code>: {}</li></ul>'
        '<p><a href="{}">All rules in plain words</a></p></details>',
        judgements.verdict_badge(status, wording), told, verdicts, notes.each("li", lines),
        row["rule"], rules[row["rule"]], judgements.methods(),
    )  # fmt: skip


def beside(area: dict, year: str, compared: dict[str, dict], series: dict, rules: dict[str, str]) -> None:
    """A line for each comparator: its figure, the words, the rank as an interval; or why there are none."""
    called = judgements.names(area)
    notes.html("<h2>Beside other places in {}</h2>", year)
    rows = []
    for comparator, row in compared.items():
        told = row["words"] and notes.sentence(words.comparisons.comparison(row, called[comparator]))
        status = words.comparisons.comparison_status(row)
        said = judgements.verdict_badge(status, told) if told else notes.sentence(row["missing_reason"])
        how = "a test" if words.comparisons.is_tested(row) else "a place among others" if told else None
        places = words.comparisons.rank(row)
        rows.append(
            (notes.sentence(called[comparator]), words.comparisons.comparison_figure(row, series), said, how, places)
        )
    columns = ("Beside", "Figure there", "This place is", "By", "Rank among them")
    tables.plain(f"{series['series_title']}, {year}: {area['name']} beside others", columns, rows, is_stacked=True)
    parts = judgements.sums(None, compared, area, series)
    templates.show("judgements/sums", parts=parts, rules=rules, methods=judgements.methods())


def similar(area: dict, rows: list[dict], year: str, indicator: str) -> None:
    """The areas most like this one with the reasons, folded; and a warning where none is close."""
    if not rows:
        return
    if rows[0]["missing_reason"]:
        notes.html("<p>No similar areas are listed for {}: {}.</p>", area["name"], rows[0]["missing_reason"])
        return
    if rows[0]["is_unusual"]:
        notes.html(
            '<p class="answer">{} is unusual: even the area most like it is further from it than nine in ten areas are '
            "from theirs. Read what is said of similar areas with care.</p>",
            area["name"],
        )
    items = notes.join(
        Markup('<li><a href="{}">{}</a> <span class="quiet">{}{}</span></li>').format(
            links.page("indicator", indicator=indicator, area=row["similar_code"], year=year),
            row["similar_name"],
            "" if row["is_same_kind"] else "another kind of area; ",
            "; ".join(row["reasons"]),
        )
        for row in rows
    )
    note = Markup("<p>{}</p>").format(f"{notes.sentence(rows[0]['note'])}.") if rows[0]["note"] else Markup("")
    notes.html(
        '<details class="how"><summary>The {} areas most like {}, and why</summary><p>Alike in size, density and '
        "deprivation, never in what is measured here. Nearest first.</p>{}<ol>{}</ol></details>",
        len(rows), area["name"], note, items,
    )  # fmt: skip
