"""A line for each measure of a card: its figure, its change, its comparisons, its direction, and how we know."""

from datetime import date

from markupsafe import Markup

from data_pipeline import words
from data_pipeline.drawings import svg
from data_pipeline.drawings.sparkline import sparkline
from pages.components.judgements import judgements
from pages.components.markup import meanings, notes
from pages.serving import links


def line(row: dict, area: dict, run: tuple[dict, list[str]], direction: dict | None, compared: dict[str, dict]) -> dict:
    """What the line of one measure shows. `row` is the line with the card of its series."""
    number, unit = words.figures.figure_and_unit(row["value"], row["unit"], row["decimals"])
    year = row["reporting_year"]
    status, since = words.cards.since_start(row)
    is_told = direction and not words.directions.why_not(direction, meanings.verdicts())
    return {
        "row": row,
        "address": links.page("indicator", indicator=row["indicator"], area=row["area_code"], year=year),
        "basis": words.cards.BASIS[row["basis"]],
        "number": number,
        "unit": unit,
        "counted": words.figures.counted(row, row),
        "change": judgements.change_badge(status) if status else "",
        "since": since,
        "beside": judgements.beside(compared, area, row),
        "sparkline": _picture(row, run),
        # Why nobody can tell stands once for the card, and in the sum.
        "direction": judgements.direction(direction) if is_told else "",
        "facts": _facts(row),
        "sums": judgements.sums(direction, compared, area, row),
    }


def _picture(row: dict, run: tuple[dict, list[str]]) -> Markup:
    """The whole run of its figures, small, or that there is none."""
    drawn = sparkline(row, *run)
    if drawn is None:
        return Markup('<span class="quiet">{}</span>').format(words.cards.ONE_YEAR)
    return Markup('<img class="sparkline" width="{}" height="{}" src="{}" alt="{}">').format(
        drawn.width, drawn.height, Markup(svg.address(drawn.svg)), drawn.alt
    )


def _facts(row: dict) -> list[str]:
    """What a careful reader needs: basis, caveat, interval, age, code history, source."""
    unit, decimals = row["unit"], row["decimals"]
    facts = [words.headlines.measures.people_sum(row, row), words.cards.BASIS_MEANING[row["basis"]], row["caveat"]]
    if row["lower"] is not None:
        low, high = (words.figures.figure(row[limit], unit, decimals) for limit in ("lower", "upper"))
        facts.append(f"95% interval: {low} to {high}.")
    elif row["counted_lower"] is not None:
        low, high = (words.figures.figure(row[f"counted_{limit}"], unit, decimals) for limit in ("lower", "upper"))
        facts.append(f"95% interval: {low} to {high}, worked out here from the counts.")
    else:
        facts.append(words.figures.margin(row, meanings.verdicts()["direction reason"]))
    ended = words.figures.age(row["period_end"], date.today())
    how = "worked out" if row["status"] == "derived" else "printed"
    facts.append(f"Measured over {row['period_label']}, which ended {ended}; {how} as {row['value_as_published']}.")
    if row["status"] != "published":
        facts.append(f"{row['status_meaning']}{': ' + row['note'] if row['note'] else ''}.")
    elif row["note"]:
        facts.append(f"{notes.sentence(row['note']).rstrip('.')}.")
    if row["area_evidence"]:
        facts.append(f"Published under {row['published_code']}. {row['area_evidence']}.")
    facts.append(f"Source: {row['publisher']}. {row['licence']}.")
    return [fact for fact in facts if fact]
