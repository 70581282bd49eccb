"""Every measure of a theme with a dot for every place: where this one and its region lie among all of England."""

from data_pipeline import words
from data_pipeline.drawings.comparing import swarm
from pages.components.comparing import choosing
from pages.components.markup import notes, tables, templates
from pages.serving import links

SAYS = words.comparing.everywhere


def show(area: dict, group: choosing.Group, rows: list[dict], year: str) -> None:
    """The dots of each measure, and where they lie as a table."""
    theme, mine = choosing.theme(rows, "all")
    kind, known = choosing.everywhere(area, year)
    lines = [(row, known[found]) for row in mine if (found := f"{row['series_id']}|{row['period']}") in known]
    templates.show(
        "comparing/swarm",
        theme=theme,
        lines=[_line(area, kind, row, among, year) for row, among in lines],
        key=choosing.key(swarm.key(area["name"], area["region"])),
    )
    body = []
    for row, among in lines:
        figure = words.figures.figure(row["value"], row["unit"], row["decimals"])
        body.append((row["series_title"], "All places", figure, *SAYS.table_row(row, among)))
        if among["region_count"]:
            body.append((row["series_title"], area["region"], None, *SAYS.table_row(row, among, "region_")))
    if lines:
        with notes.folded("The same as a table"):
            notes.html("<p>{}</p>", SAYS.EVERY)
            columns = ("Measure", "Of", area["name"], *SAYS.COLUMNS)
            tables.plain(
                f"{theme}, {year}: where all places and those of {area['region']} lie", columns, body, range(2, 8)
            )


def _line(area: dict, kind: str, row: dict, known: dict, year: str) -> dict:
    picture, tall = swarm.drawn(known, row["shown"], row["polarity"])
    ends = SAYS.table_row(row, known)
    return {
        "row": row,
        "address": links.page("indicator", indicator=row["indicator"], area=area["area_code"], year=year),
        "good": words.comparing.standing.good(row),
        "picture": choosing.picture(picture),
        "tall": tall,
        "ends": (ends[4], ends[0]) if row["polarity"] == "lower" else (ends[0], ends[4]),
        "told": SAYS.swarm(area["name"], row, known, SAYS.kinds(kind, row), area["region"]),
    }
