"""The report card: a balanced headline, then a card for each theme with a line for each measure."""

from datetime import date

from markupsafe import Markup, escape

from data_pipeline import queries, words
from pages.components.finding.pickers import AREA_TYPES
from pages.components.judgements import judgements
from pages.components.markup import notes
from pages.serving import database, links

# A picture in an address: only these must be written otherwise there.
SAFE_IN_ADDRESS = str.maketrans({"<": "%3C", ">": "%3E", "#": "%23"})


def heading(area: dict, agreement: dict | None, view: str, year: str | None, as_of: str | None) -> None:
    """The place, what kind of place it is, whose agreement it was in, and what this view of it is."""
    facts = [notes.sentence(AREA_TYPES[area["area_type"]]), area["region"]]
    if area["county_code"]:
        link = links.page("report_card", area=area["county_code"], year=year)
        facts.append(Markup('part of the <a href="{}">{}</a> agreement').format(link, area["county_name"]))
    if view != "figures":
        what = agreement["title"]
    elif year is None:
        what = None
    else:
        ended = date(int(year[:4]) + 1, 3, 31)
        months = f"April {ended.year - 1} to March {ended.year}"
        today = date.fromisoformat(as_of) if as_of else date.today()
        what = f"Report card for {year}, {months}: {words.figures.age(ended, today)}"
    notes.html(
        '<h1>{}</h1><p class="kicker">{}</p>{}',
        area["name"],
        notes.join((fact for fact in facts if fact), " · "),
        Markup('<p class="kicker">{}</p>').format(what) if what else "",
    )


def figures(area: dict, year: str, has_agreement: bool, as_of: str | None) -> None:
    """The published national figures of one area in one year: a balanced headline, then a card for each theme."""
    code = area["area_code"]
    with database.cursor() as cursor:
        lines = {row["series_id"]: row for row in queries.report_card(cursor, code, year)}
        runs = queries.runs_of_area(cursor, code, as_of)
        counts = queries.card_counts(cursor, code, year)
        headlines = queries.headlines(cursor, code, year)
        directions = queries.directions_by_series(cursor, code, year)
        compared = queries.comparisons(cursor, code, year, judgements.ON_CARDS)
    rows = [{**series, **lines[series["series_id"]]} for series in database.lasting(queries.series)]
    districts = database.lasting(queries.districts, code)
    card = [summary(area, year, counts[None], rows, headlines, districts, has_agreement)]
    card.append(judgements.exceptions([row for row in rows if row["value"] is not None], compared, area))
    for name in database.lasting(queries.themes):
        own = [row for row in rows if row["laa_theme"] == name]
        lines = [
            line(row, area, runs[key], directions.get(key), compared.get(key, {}))
            for row in own
            if row["value"] is not None and (key := row["series_id"])
        ]
        card.append(theme(name, year, counts[name], lines, [row for row in own if row["value"] is None]))
    notes.html("{}", notes.join(card))


def summary(
    area: dict,
    year: str,
    counts: dict,
    rows: list[dict],
    headlines: list[dict],
    districts: list[dict],
    has_agreement: bool,
) -> Markup:
    """First screen: one sentence, the biggest improvements and shortfalls, what to do next."""
    by_series = {row["series_id"]: row for row in rows}
    lists = Markup("")
    for kind, title in (("improvement", "Biggest improvements"), ("shortfall", "Biggest shortfalls")):
        items = [
            Markup('<li><a href="#{}">{}</a> <span>{}</span></li>').format(
                row["series_id"], row["series_title"], words.figures.headline(row, line["reason"])
            )
            for line in headlines
            if line["kind"] == kind and (row := by_series[line["series_id"]])
        ]
        lists += Markup('<section class="headline {}"><h2>{}</h2><ol>{}</ol></section>').format(
            kind, title, notes.join(items) if items else Markup("<li class=none>{}</li>").format(_no_headline(year))
        )
    return Markup(
        '<div class="summary"><p class="lead">{}</p><div class="headlines">{}</div><p class="caution">{}</p>{}</div>'
    ).format(
        _lead(year, counts),
        lists,
        notes.join((_promises(area, has_agreement), _tested(rows)), " "),
        _next_steps(area, year, districts),
    )


def _promises(area: dict, has_agreement: bool) -> Markup:
    """What this card does not say, and where that is said."""
    if has_agreement:
        return Markup("These are published national figures: what changed. What was promised has a card of its own.")
    examples = [row for row in database.lasting(queries.agreements) if row["is_example"]]
    text = (
        f"No targets have been published here for {area['name']}, so this card says what changed, "
        "not whether a promise was kept."
    )
    links_there = notes.join(
        Markup(' <a href="{}">See a worked example with targets</a>.').format(
            links.page("report_card", area=row["area_code"])
        )
        for row in examples[:1]
    )
    return Markup("{}{}").format(text, links_there)


def _tested(rows: list[dict]) -> str:
    changes = [row["is_change_clear"] for row in rows if row["better_or_worse"] is not None]
    return words.figures.tested(len(changes) - changes.count(None), len(changes))


def _lead(year: str, counts: dict) -> str:
    figures = f"{counts['with_figure']} of the {counts['measures']} measures held here have a figure for {year}."
    if year == "2007/08":
        return f"{figures} The agreements began after this year: every later change is measured from it."
    return f"{figures} {words.figures.tally(counts, 'that can be set beside 2007/08, when the agreement began')}"


def _next_steps(area: dict, year: str, districts: list[dict]) -> Markup:
    """Where to go from here: the map around this place, and the districts inside a county."""
    around = area["area_code"] if area["area_type"] == "county" else area["county_code"] or area["region_code"]
    name = area["name"] if area["area_type"] == "county" else area["county_name"] or area["region"]
    steps = [
        Markup('<a href="{}">{} on the map</a>').format(links.page("district_map", county=around, year=year), name)
    ]
    steps += [
        Markup('<a href="{}">{}</a>').format(links.page("report_card", area=row["area_code"], year=year), row["name"])
        for row in districts
    ]
    label = "Its districts" if districts else "Next"
    return Markup('<p class="next"><b>{}:</b> {}</p>').format(label, notes.join(steps, " · "))


def _no_headline(year: str) -> str:
    if year == "2007/08":
        return "Changes are counted from this year."
    return "Nothing is listed: we show as many shortfalls as improvements, and one of the two lists would be empty."


def theme(name: str, year: str, counts: dict, lines: list[Markup], missing: list[dict]) -> Markup:
    """One theme's card: a line for each measure with a figure, then the measures without one."""
    said = words.figures.tally(counts) if year != "2007/08" else ""
    table = Markup(
        '<table class="measures" role="table"><thead role="rowgroup"><tr role="row">'
        '<th role="columnheader" scope="col">Measure</th><th role="columnheader" scope="col">{}</th>'
        '<th role="columnheader" scope="col">Since 2007/08</th><th role="columnheader" scope="col">Beside</th>'
        '<th role="columnheader" scope="col">Direction of travel</th></tr></thead><tbody role="rowgroup">{}</tbody>'
        "</table>"
    ).format(year, notes.join(lines))
    return Markup('<section class="theme"><h2>{}</h2><p class="tally">{}</p>{}{}</section>').format(
        name,
        said if lines else f"No figures for {year}.",
        table if lines else Markup(""),
        _missing(missing, year),
    )


def line(
    row: dict,
    area: dict,
    run: dict[str, float | None],
    direction: dict | None,
    compared: dict[str, dict],
) -> Markup:
    """One measure's line, `row` with the card of its series. Written out, each text escaped: `format` is slow."""
    number, unit = words.figures.figure_and_unit(row["value_as_published"], row["unit"], row["decimals"])
    year = row["reporting_year"]
    link = links.page("indicator", indicator=row["indicator"], area=row["area_code"], year=year)
    return Markup(
        f'<tr role="row" id="{escape(row["series_id"])}"><th role="rowheader" scope="row">'
        f'<a href="{escape(link)}">{escape(row["series_title"])}</a>'
        f'<span class="code">{escape(row["indicator"])} · {notes.BASIS[row["basis"]]}</span></th>'
        f'<td role="cell" class="figure" data-label="{year}"><b>{escape(number)}</b> {escape(unit)}'
        f'<span class="period">{escape(row["period_label"])}</span></td>'
        f'<td role="cell" data-label="Since 2007/08">{_since_start(row)}</td>'
        f'<td role="cell" data-label="Beside">{judgements.beside(compared, area, row)}</td>'
        f'<td role="cell" class="trend" data-label="Direction of travel">{sparkline(row, run)}'
        f"{judgements.direction(direction)}</td></tr>"
        f'<tr role="row" class="why"><td role="cell" colspan="5">'
        f"{_about(row, judgements.how(direction, compared, area, row))}</td></tr>"
    )


def _since_start(row: dict) -> Markup:
    status = words.figures.change_status(row)
    if status is None:
        text = "the starting year" if row["reporting_year"] == "2007/08" else "no figure for 2007/08"
        return Markup('<span class="quiet">{}</span>').format(notes.sentence(text))
    then = words.figures.figure(row["start_value_as_published"], row["unit"], row["decimals"])
    return Markup('{}<span class="quiet">{} from {}{}</span>').format(
        judgements.change_badge(status),
        words.figures.movement(row["change_since_start"], row["unit"], row["decimals"]),
        then,
        "; could be chance" if row["is_change_clear"] is None and status != "same" else "",
    )


def _about(row: dict, how: Markup) -> Markup:
    """What a careful reader needs, folded: basis, caveat, age, interval, code history, source; and the sums."""
    unit, decimals = row["unit"], row["decimals"]
    facts = [notes.BASIS_MEANING[row["basis"]], row["caveat"]]
    if row["lower"] is not None:
        low, high = (words.figures.figure(row[limit], unit, decimals) for limit in ("lower", "upper"))
        facts.append(f"95% interval: {low} to {high}.")
    ended = words.figures.age(row["period_end"], date.today())
    facts.append(f"Measured over {row['period_label']}, which ended {ended}; printed as {row['value_as_published']}.")
    if row["status"] != "published":
        facts.append(f"{row['status_meaning']}{': ' + row['note'] if row['note'] else ''}.")
    if row["area_evidence"]:
        facts.append(f"Published under {row['published_code']}. {row['area_evidence']}.")
    facts.append(f"Source: {row['publisher']}. {row['licence']}.")
    items = notes.each("li", (fact for fact in facts if fact))
    return Markup(
        '<details class="know"><summary>How do we know?</summary><div class="parts"><div><p><b>This figure</b></p>'
        "<ul>{}</ul></div>{}</div></details>"
    ).format(items, how)


def _missing(rows: list[dict], year: str) -> Markup:
    """The measures without a figure, each with its reason, and who has one where somebody does."""
    if not rows:
        return Markup("")
    items = []
    for row in rows:
        other = row["elsewhere_value_as_published"]
        there = f": {words.figures.figure(other, row['unit'], row['decimals'])}" if other is not None else ""
        items.append(
            Markup('<li id="{}"><a href="{}">{}</a> ({}): {}{}</li>').format(
                row["series_id"],
                links.page("indicator", indicator=row["indicator"], area=row["area_code"], year=year),
                row["series_title"],
                row["indicator"],
                row["missing_reason"],
                there,
            )
        )
    return Markup('<div class="missing"><h3>No figure for {}</h3><ul>{}</ul></div>').format(year, notes.join(items))


def sparkline(row: dict, run: dict[str, float | None], width: int = 150, height: int = 40) -> Markup:
    """The whole run of figures as a small picture: the agreement's years shaded, this year marked."""
    labels = [year for year, value in run.items() if value is not None]
    if len(labels) < 2:
        return Markup('<span class="quiet">One year only</span>')
    known = {int(year[:4]): run[year] for year in labels}
    first, last = min(known), max(known)
    low, high = min(known.values()), max(known.values())

    def x(year: int) -> int:
        return round(4 + (year - first) / (last - first) * (width - 8))

    def y(value: float) -> int:
        return round(height - 5 - (value - low) / ((high - low) or 1) * (height - 10))

    # A missing year breaks the line.
    line = "".join(f"{'L' if year - 1 in known else 'M'}{x(year)} {y(value)}" for year, value in known.items())
    start, end = x(max(2008, first)), x(min(2010, last))
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}'>"
        f"<path fill='#e3e9e7' d='M{start} 0H{max(start, end)}V{height}H{start}Z'/>"
        f"<path fill='none' stroke='#4a5a55' stroke-width='1.8' d='{line}'/>"
        f"<circle r='4' fill='#00594f' cx='{x(int(row['reporting_year'][:4]))}' cy='{y(row['value'])}'/></svg>"
    )
    said = [words.figures.figure(known[year], row["unit"], row["decimals"]) for year in (first, last)]
    return Markup('<img class="sparkline" width="{}" height="{}" src="data:image/svg+xml,{}" alt="{}">').format(
        width,
        height,
        Markup(svg.translate(SAFE_IN_ADDRESS)),
        f"From {said[0]} in {labels[0]} to {said[1]} in {labels[-1]}",
    )
