"""The measures of a theme on the spokes of a radar, or as bars where they are few, always with the table."""

from data_pipeline import queries, words
from data_pipeline.drawings.comparing import radar
from pages.components.comparing import choosing
from pages.components.markup import notes, tables, templates

SAYS = words.comparing.everywhere


def show(area: dict, group: choosing.Group, rows: list[dict], year: str) -> None:
    """The place, the middle of the group and the middle of its region, each by the share of places that do worse."""
    theme, mine = choosing.theme(rows, "radar")
    _, known = choosing.everywhere(area, year)
    spokes = queries.spokes(mine, known)
    left = [row["series_title"] for row in mine if row["series_id"] not in {spoke["series_id"] for spoke in spokes}]
    notes.html("<h2>{}</h2>", theme)
    if not spokes:
        notes.html("<p>No measure of this theme can be drawn so for {}.</p>", year)
        return
    picture, tall = radar.drawn(spokes)
    names = {
        "here": area["name"],
        "group": f"the middle of {group.called}",
        "region": f"the middle of {area['region']}",
    }
    templates.show(
        "comparing/radar",
        picture=choosing.picture(picture),
        size=(radar.SIZE, tall),
        alt=f"{theme}, {year}: {len(spokes)} measures of {area['name']}, {names['group']} and {names['region']}. "
        "The table below has every share.",
        key=choosing.key(radar.key(names)),
        normalised=SAYS.NORMALISED.format(count=words.figures.span(*_counts(spokes))),
        caveat=SAYS.CAVEAT,
        bars=SAYS.BARS if len(spokes) < radar.FEWEST else None,
        left=words.figures.listed(left) if left else None,
    )
    columns = ("Spoke and measure", *(words.figures.upper_first(names[name]) for name in ("here", "group", "region")))
    body = [(f"{number}. {row['series_title']}", *_cells(row)) for number, row in enumerate(spokes, 1)]
    tables.plain(f"{theme}, {year}: the share of other places that do worse", columns, body, is_stacked=True)


def _counts(spokes: list[dict]) -> tuple[int, int | None]:
    counts = sorted({row["count"] for row in spokes})
    return counts[0], counts[-1] if len(counts) > 1 else None


def _cells(row: dict) -> list[str]:
    """Each share, and the figure it is of."""
    values = {"here": row["value"], "group": row["median"], "region": row["region_middle"]}
    return [
        f"{SAYS.share(row[name])} ({words.figures.short_figure(value, row['unit'], row['decimals'])})"
        for name, value in values.items()
    ]
