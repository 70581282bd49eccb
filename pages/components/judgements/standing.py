"""How one figure of one place stands: in a paragraph, over time, beside other places, and beside which places."""

from data_pipeline import words
from pages.components.judgements import judgements
from pages.components.markup import meanings, notes, tables, templates
from pages.serving import links


def told(found: list[words.paragraphs.Clause], as_known: str = "") -> None:
    """Clauses as a paragraph, and folded below it the rule that each rests on."""
    templates.show("judgements/paragraph", clauses=found, as_known=as_known)


def direction(row: dict | None, series: dict) -> None:
    """Below the chart: which way the figures went, and the sum, with Fingertips' verdict beside ours."""
    if row is None:
        return
    verdicts = meanings.verdicts()
    status, wording = words.directions.direction(row, verdicts)
    reason = f": {row['fingertips_reason']}" if row["fingertips_reason"] else ""
    templates.show(
        "judgements/direction",
        badge=judgements.verdict_badge(status, wording),
        told=words.directions.why_not(row, verdicts) or f"{row['points_judged']} figures, {words.directions.span(row)}",
        theirs=f"{row['fingertips_verdict']}{reason}" if row["fingertips_verdict"] else None,
        ours=words.directions.called(row["verdict_95"], verdicts),
        lines=words.directions.direction_sum(row, series, verdicts),
        rule=row["rule"],
        methods=judgements.methods(),
    )


def beside(area: dict, year: str, compared: dict[str, dict], series: dict) -> None:
    """A line for each comparator: its figure, the words, the rank as an interval; or why there are none."""
    called, verdicts = words.comparisons.names(area), meanings.verdicts()
    notes.html("<h2>Beside other places in {}</h2>", year)
    rows = []
    for comparator, row in compared.items():
        told = row["words"] and notes.sentence(words.comparisons.comparison(row, called[comparator], verdicts))
        status = words.comparisons.comparison_status(row, verdicts)
        said = judgements.verdict_badge(status, told) if told else notes.sentence(row["missing_reason"])
        how = "a test" if words.comparisons.is_tested(row) else "a place among others" if told else None
        places = words.comparisons.rank(row)
        rows.append(
            (notes.sentence(called[comparator]), words.comparisons.named_figure(row, series), said, how, places)
        )
    columns = ("Beside", "Figure there", "This place is", "By", "Rank among them")
    tables.plain(f"{series['series_title']}, {year}: {area['name']} beside others", columns, rows, is_stacked=True)
    every = links.page("compare", area=area["area_code"], year=year)
    notes.html("<p>{}</p>", notes.link(every, f"Every measure of {area['name']} beside other places"))
    parts = judgements.sums(None, compared, area, series)
    templates.show("judgements/sums", parts=parts, methods=judgements.methods())


def similar(area: dict, rows: list[dict], year: str, indicator: str) -> None:
    """The areas most like this one with the reasons, folded; and a warning where none is close."""
    if not rows:
        return
    if rows[0]["missing_reason"]:
        notes.html("<p>No similar areas are listed for {}: {}.</p>", area["name"], rows[0]["missing_reason"])
        return
    if rows[0]["is_unusual"]:
        notes.html('<p class="answer">{}</p>', words.comparisons.unusual(area["name"]))
    templates.show("judgements/similar", area=area, rows=rows, year=year, indicator=indicator)
